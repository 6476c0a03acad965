"""A file beside a vault for what can be made again, but is quicker read back: sealed by its key.

It is part of no archive and of no copy. Whoever erases something in the vault drops it as well,
since nobody can tell what of it would be left there.
"""

import contextlib
import os
import secrets
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from anima.storage.keys import VaultKey

_NONCE_BYTES = 12
_PURPOSE = b"anima aside 1"


class Aside:
    """One piece of data, sealed with AES-256-GCM under a key that HKDF (RFC 5869) makes of the
    vault's.

    Args:
        vault: The vault's file; this stands beside it, as `vault.aside` beside `vault.db`.
        key: The vault's key.
    """

    def __init__(self, vault: Path, key: VaultKey) -> None:
        self.path = vault.with_suffix(".aside")
        self._draft = vault.with_suffix(".aside.draft")
        self._cipher = AESGCM(HKDF(SHA256(), 32, None, _PURPOSE).derive(key.secret))

    def read(self, about: bytes) -> bytes | None:
        """What was written with the same `about`; None when there is nothing, or something else."""
        try:
            sealed = self.path.read_bytes()
            return self._cipher.decrypt(sealed[:_NONCE_BYTES], sealed[_NONCE_BYTES:], about)
        except (OSError, InvalidTag, ValueError):
            return None

    def write(self, data: bytes, about: bytes) -> None:
        """Keep this in the place of what was there; a crash leaves the one or the other.

        Raises `OSError` when the disk takes no more.
        """
        nonce = secrets.token_bytes(_NONCE_BYTES)
        with open(os.open(self._draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
            file.write(nonce)
            file.write(self._cipher.encrypt(nonce, data, about))
        self._draft.replace(self.path)

    def drop(self) -> None:
        """Remove it, if it is there."""
        for path in (self.path, self._draft):
            with contextlib.suppress(FileNotFoundError):
                path.unlink()
