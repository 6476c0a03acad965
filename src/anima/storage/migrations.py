"""Named migrations: append-only, each applied once, in order, in a transaction of its own."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from sqlcipher3 import dbapi2 as sqlcipher

from anima.values import StorageError

Connection = sqlcipher.Connection


@dataclass(frozen=True, slots=True)
class Migration:
    """One step of a vault's shape. The name is never changed or used again.

    Attributes:
        name: What it does, with a number in front that gives the order.
        apply: Makes the change on a connection inside a transaction.
    """

    name: str
    apply: Callable[[Connection], None]


def migrate(connection: Connection, migrations: Sequence[Migration]) -> None:
    """Apply what is missing.

    Raises `StorageError` when the vault was made by a newer version: nothing is touched then.
    """
    connection.execute("BEGIN IMMEDIATE")
    try:
        connection.execute(
            "CREATE TABLE IF NOT EXISTS migration (name TEXT PRIMARY KEY, applied_at TEXT NOT NULL)"
        )
        applied = {str(row[0]) for row in connection.execute("SELECT name FROM migration")}
        connection.execute("COMMIT")
    except BaseException:
        connection.execute("ROLLBACK")
        raise
    if unknown := applied - {migration.name for migration in migrations}:
        raise StorageError(
            f"This vault was made by a newer version of Anima ({min(unknown)}).",
            advice="Start that version, or a later one.",
        )
    for migration in migrations:
        if migration.name not in applied:
            _apply(connection, migration)


def _apply(connection: Connection, migration: Migration) -> None:
    connection.execute("BEGIN IMMEDIATE")
    try:
        # Another process may have come first while this one waited for the lock.
        known = connection.execute("SELECT 1 FROM migration WHERE name = ?", (migration.name,))
        if known.fetchone() is None:
            migration.apply(connection)
            connection.execute(
                "INSERT INTO migration (name, applied_at) VALUES (?, datetime('now'))",
                (migration.name,),
            )
        connection.execute("COMMIT")
    except BaseException:
        connection.execute("ROLLBACK")
        raise
