"""A vault's key, sealed under another secret, so that the secret's holder alone can open the vault.

AES-256-GCM under a key that HKDF-SHA256 (RFC 5869) makes of the secret. The secrets have 256 random
bits: what a passkey's PRF gives, a session's cookie, a program's key. Nothing slow is needed for
those; the recovery code goes through scrypt, see `recovery`.
"""

import secrets

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from anima.storage import VaultKey
from anima.values import WrongKeyError

SECRET_BYTES = 32
_SALT_BYTES, _NONCE_BYTES = 16, 12


def wrap(key: VaultKey, secret: bytes, purpose: str) -> bytes:
    """The key, sealed under a secret of 32 or more bytes for one purpose and no other.

    Raises `ValueError` for a shorter secret: it could be guessed.
    """
    if len(secret) < SECRET_BYTES:
        raise ValueError("a secret that wraps a key has at least 32 bytes")
    salt, nonce = secrets.token_bytes(_SALT_BYTES), secrets.token_bytes(_NONCE_BYTES)
    sealed = AESGCM(_derived(secret, salt, purpose)).encrypt(nonce, key.secret, purpose.encode())
    return salt + nonce + sealed


def unwrap(sealed: bytes, secret: bytes, purpose: str) -> VaultKey:
    """The key again. Raises `WrongKeyError` for another secret, purpose, or damaged bytes."""
    salt, rest = sealed[:_SALT_BYTES], sealed[_SALT_BYTES:]
    nonce, box = rest[:_NONCE_BYTES], rest[_NONCE_BYTES:]
    try:
        opener = AESGCM(_derived(secret, salt, purpose))
        return VaultKey(opener.decrypt(nonce, box, purpose.encode()))
    except (InvalidTag, ValueError) as error:
        raise WrongKeyError("This does not open the vault.", advice="Sign in again.") from error


def _derived(secret: bytes, salt: bytes, purpose: str) -> bytes:
    return HKDF(SHA256(), 32, salt, f"anima vault key: {purpose}".encode()).derive(secret)
