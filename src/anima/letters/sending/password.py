"""The password of the mail account: kept encrypted in the vault, and in no archive."""

from anima.storage import Connection, Migration, Vault
from anima.values import PersonId, Portable

_NAME = "mail password"


def migrations() -> tuple[Migration, ...]:
    """The table of secrets. Never edit one: add another."""
    return (Migration("0030 secrets", _secrets),)


def portables() -> tuple[Portable, ...]:
    """A password is for this machine: it is erased with the vault, and travels nowhere."""
    return (Portable("passwords", derived=("secret",)),)


async def keep_password(vault: Vault, person: PersonId, password: str) -> None:
    """Keep the password; it takes the place of the one before."""
    row = (person, _NAME, password)
    await vault.write(lambda c: c.execute("INSERT OR REPLACE INTO secret VALUES (?, ?, ?)", row))


async def kept_password(vault: Vault, person: PersonId) -> str:
    """The password; empty when there is none."""
    row = await vault.read(
        lambda c: c.execute(
            "SELECT value FROM secret WHERE person = ? AND name = ?", (person, _NAME)
        ).fetchone()
    )
    return str(row[0]) if row else ""


async def drop_password(vault: Vault, person: PersonId) -> None:
    """Take the password out of the vault's file."""
    await vault.write(
        lambda c: c.execute("DELETE FROM secret WHERE person = ? AND name = ?", (person, _NAME))
    )
    await vault.flush()


def _secrets(connection: Connection) -> None:
    connection.execute(
        "CREATE TABLE secret (person TEXT NOT NULL, name TEXT NOT NULL, value TEXT NOT NULL, "
        "PRIMARY KEY (person, name)) STRICT"
    )
