"""Storage: encrypted vaults, their keys, and migrations. It knows no domain."""

from anima.storage.keys import KeyPlace, VaultKey, change_passphrase, open_key
from anima.storage.migrations import Connection, Migration
from anima.storage.vault import Vault

__all__ = [
    "Connection",
    "KeyPlace",
    "Migration",
    "Vault",
    "VaultKey",
    "change_passphrase",
    "open_key",
]
