"""Secrets of this machine, by name: encrypted with the vault, erased with it, and in no archive."""

from anima.storage.migrations import Connection
from anima.storage.vault import Vault
from anima.values import PersonId


def put_secret(connection: Connection, person: PersonId, name: str, value: str) -> None:
    """Keep it in a transaction that is under way; it takes the place of the one before."""
    connection.execute("INSERT OR REPLACE INTO secret VALUES (?, ?, ?)", (person, name, value))


async def keep_secret(vault: Vault, person: PersonId, name: str, value: str) -> None:
    """Keep it; it takes the place of the one before."""
    await vault.write(lambda c: put_secret(c, person, name, value))


async def first_secret(vault: Vault, person: PersonId, name: str, value: str) -> str:
    """Keep it unless there is one of this name; returns the one that is kept."""
    row = (person, name, value)
    await vault.write(lambda c: c.execute("INSERT OR IGNORE INTO secret VALUES (?, ?, ?)", row))
    return await kept_secret(vault, person, name)


async def kept_secret(vault: Vault, person: PersonId, name: str) -> str:
    """The secret; empty when there is none."""
    query = "SELECT value FROM secret WHERE person = ? AND name = ?"
    row = await vault.read(lambda c: c.execute(query, (person, name)).fetchone())
    return str(row[0]) if row else ""


async def secrets_named(vault: Vault, person: PersonId, beginning: str) -> dict[str, str]:
    """All secrets whose name begins so, by name, in the order they were first kept in."""
    query = (
        "SELECT name, value FROM secret WHERE person = ? AND substr(name, 1, ?) = ? ORDER BY rowid"
    )
    values = (person, len(beginning), beginning)
    rows = await vault.read(lambda c: c.execute(query, values).fetchall())
    return {str(name): str(value) for name, value in rows}


async def drop_secret(vault: Vault, person: PersonId, name: str) -> None:
    """Take it out of the vault's file."""
    query = "DELETE FROM secret WHERE person = ? AND name = ?"
    await vault.write(lambda c: c.execute(query, (person, name)))
    await vault.flush()
