"""Vaults on a real disk, with a table of their own."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from anima.storage import Connection, Migration, Vault, VaultKey, open_key


def _notes(connection: Connection) -> None:
    connection.execute("CREATE TABLE note (text TEXT NOT NULL) STRICT")


MIGRATIONS = (Migration("0001 notes", _notes),)


async def note(vault: Vault, text: str) -> None:
    """Write one row."""
    await vault.write(lambda c: c.execute("INSERT INTO note VALUES (?)", (text,)))


async def notes(vault: Vault) -> list[str]:
    """Read all rows."""
    return await vault.read(
        lambda c: [row[0] for row in c.execute("SELECT text FROM note ORDER BY rowid")]
    )


@pytest.fixture
def key(tmp_path: Path) -> VaultKey:
    return open_key(tmp_path)


@pytest.fixture
async def vault(tmp_path: Path, key: VaultKey) -> AsyncIterator[Vault]:
    async with await Vault.open(tmp_path / "vault.db", key, migrations=MIGRATIONS) as opened:
        yield opened
