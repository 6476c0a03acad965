"""The password of the mail account: kept encrypted in the vault, and in no archive."""

from anima.storage import (
    Connection,
    Migration,
    Vault,
    drop_secret,
    keep_secret,
    kept_secret,
)
from anima.values import PersonId, Portable, Table

_NAME = "mail password"


def migrations() -> tuple[Migration, ...]:
    """The table of secrets. Never edit one: add another."""
    return (Migration("0030 secrets", _secrets),)


def portables() -> tuple[Portable, ...]:
    """A password is for this machine: it is erased with the vault, and travels nowhere."""
    return (Portable("passwords", local=(Table("secret", ("name", "value"), ("name",)),)),)


async def keep_password(vault: Vault, person: PersonId, password: str) -> None:
    """Keep the password; it takes the place of the one before."""
    await keep_secret(vault, person, _NAME, password)


async def kept_password(vault: Vault, person: PersonId) -> str:
    """The password; empty when there is none."""
    return await kept_secret(vault, person, _NAME)


async def drop_password(vault: Vault, person: PersonId) -> None:
    """Take the password out of the vault's file."""
    await drop_secret(vault, person, _NAME)


def _secrets(connection: Connection) -> None:
    connection.execute(
        "CREATE TABLE secret (person TEXT NOT NULL, name TEXT NOT NULL, value TEXT NOT NULL, "
        "PRIMARY KEY (person, name)) STRICT"
    )
