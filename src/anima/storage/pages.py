"""The pages of a vault, opened one by one: to see what is in the file, used or not."""

from collections.abc import Iterator
from pathlib import Path

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

from anima.storage.keys import VaultKey

PAGE_BYTES, RESERVED_BYTES, SALT_BYTES, VECTOR_BYTES = 4096, 80, 16, 16
"""SQLCipher 4: each page ends with its initialization vector and its authentication code; the first
one begins with the salt."""


def plain_pages(path: Path, key: VaultKey) -> Iterator[bytes]:
    """Every page in plain, free pages and unused space included."""
    secret = bytes.fromhex(key.hexadecimal())
    with path.open("rb") as file:
        number = 0
        while len(page := file.read(PAGE_BYTES)) == PAGE_BYTES:
            end = PAGE_BYTES - RESERVED_BYTES
            body = page[SALT_BYTES if number == 0 else 0 : end]
            cipher = Cipher(algorithms.AES(secret), modes.CBC(page[end : end + VECTOR_BYTES]))
            reading = cipher.decryptor()
            yield reading.update(body) + reading.finalize()
            number += 1
