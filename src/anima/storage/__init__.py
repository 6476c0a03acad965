"""Storage: encrypted vaults, their keys, and migrations. It knows no domain."""

from anima.storage.aside import Aside
from anima.storage.keys import (
    KeyPlace,
    VaultKey,
    change_passphrase,
    destroy_key,
    has_key,
    keep_key,
    new_key,
    open_key,
    release_key,
    unwrapped,
    wrapped,
    write_private,
)
from anima.storage.migrations import Connection, Migration
from anima.storage.pages import plain_pages
from anima.storage.presence import alone, server_of, serving
from anima.storage.secret import (
    drop_secret,
    first_secret,
    keep_secret,
    kept_secret,
    put_secret,
    secrets_named,
)
from anima.storage.vault import (
    NEWER,
    NEXT,
    PREVIOUS,
    REPLACED,
    Vault,
    copy,
    lacks,
    settle,
    shape_of,
)

__all__ = [
    "NEWER",
    "NEXT",
    "PREVIOUS",
    "REPLACED",
    "Aside",
    "Connection",
    "KeyPlace",
    "Migration",
    "Vault",
    "VaultKey",
    "alone",
    "change_passphrase",
    "copy",
    "destroy_key",
    "drop_secret",
    "first_secret",
    "has_key",
    "keep_key",
    "keep_secret",
    "kept_secret",
    "lacks",
    "new_key",
    "open_key",
    "plain_pages",
    "put_secret",
    "release_key",
    "secrets_named",
    "server_of",
    "serving",
    "settle",
    "shape_of",
    "unwrapped",
    "wrapped",
    "write_private",
]
