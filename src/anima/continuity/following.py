"""Following: a vault that is built beside takes over what another has got since."""

from collections.abc import Sequence

from anima.storage import Connection
from anima.values import ERASED, Portable, Table

SMALL = 20_000
"""Rows up to which a table is compared row by row; above, first by counts and sums."""


def followed(portables: Sequence[Portable]) -> list[Table]:
    """The tables that are taken over: what travels, and what is of this machine only.

    Who is told by which browser, and a password, are as they are now, whichever version looks.
    """
    return [table for each in portables for table in (*each.carried, *each.local)]


def take_over(connection: Connection, tables: Sequence[Table]) -> int:
    """Make these tables of `main` what those of `old` are; says how many rows changed.

    Either may have columns and tables that the other lacks: those are left alone, and so is what
    can be drawn again.
    """
    return sum(_take_over(connection, table) for table in tables if not table.drawn)


def differing(connection: Connection, tables: Sequence[Table]) -> list[str]:
    """The tables that have another number of rows in `main` than in `old`."""
    return [
        table.name
        for table in tables
        if not table.drawn
        and _columns(connection, "old", table.name)
        and _count(connection, "main", table.name) != _count(connection, "old", table.name)
    ]


def _take_over(connection: Connection, table: Table) -> int:
    name = table.name
    there = _columns(connection, "old", name)
    here = _columns(connection, "main", name)
    columns = [column for column in here if column in there]
    if not columns:
        return 0
    if name == "event":
        return _log(connection, columns)
    keys = [column for column in columns if here[column]]
    return _rows(connection, name, columns, keys, blobs=table.file is not None)


def _log(connection: Connection, columns: list[str]) -> int:
    """The log only grows, and loses words that were to be forgotten."""
    named = ", ".join(columns)
    # Names of columns are the tables' own; every value is bound.
    changed = connection.execute(
        f"INSERT INTO main.event ({named}) SELECT {named} FROM old.event "  # noqa: S608
        "WHERE row > (SELECT coalesce(max(row), 0) FROM main.event) ORDER BY row"
    ).rowcount
    erased = connection.execute(
        "UPDATE main.event SET payload = ?1 WHERE payload <> ?1 AND id IN "
        "(SELECT id FROM old.event WHERE payload = ?1)",
        (ERASED,),
    ).rowcount
    if erased:
        # What was derived from it is drawn again from what is left.
        connection.execute("UPDATE main.projection SET version = 0")
    return changed + erased


def _rows(
    connection: Connection, name: str, columns: list[str], keys: list[str], *, blobs: bool
) -> int:
    named = ", ".join(columns)
    same = " AND ".join(f"o.{key} = n.{key}" for key in keys)
    gone = connection.execute(
        f"DELETE FROM main.{name} AS n WHERE NOT EXISTS (SELECT 1 FROM old.{name} o WHERE {same})"  # noqa: S608
    ).rowcount
    if blobs:  # written once, never changed, and too large to compare
        new = f"SELECT {named} FROM old.{name} o WHERE NOT EXISTS (SELECT 1 FROM main.{name} n WHERE {same})"  # noqa: S608, E501
    elif _alike(connection, name, columns):
        return gone
    else:
        new = f"SELECT {named} FROM old.{name} EXCEPT SELECT {named} FROM main.{name}"  # noqa: S608
    put = f"INSERT OR REPLACE INTO main.{name} ({named}) {new}"
    return gone + connection.execute(put).rowcount


def _alike(connection: Connection, name: str, columns: list[str]) -> bool:
    """Whether a large table has the same rows as far as counts and sums tell."""
    if _count(connection, "old", name) <= SMALL:
        return False
    sums = ", ".join(f"count({column}), total({column})" for column in columns)
    one, other = (
        connection.execute(f"SELECT count(*), {sums} FROM {schema}.{name}").fetchone()  # noqa: S608
        for schema in ("old", "main")
    )
    return bool(one == other)


def _columns(connection: Connection, schema: str, table: str) -> dict[str, int]:
    """The columns of a table, each with its place in the primary key; 0 for none."""
    rows = connection.execute("SELECT name, pk FROM pragma_table_info(?, ?)", (table, schema))
    return {str(row[0]): int(row[1]) for row in rows}


def _count(connection: Connection, schema: str, table: str) -> int:
    row = connection.execute(f"SELECT count(*) FROM {schema}.{table}").fetchone()  # noqa: S608
    return int(row[0])
