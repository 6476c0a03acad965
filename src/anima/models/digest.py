"""Hashes of files."""

import hashlib
from pathlib import Path

CHUNK_BYTES = 1 << 20

SHA256_DIGITS = 64


def sha256_of(path: Path) -> str:
    """The SHA-256 of a file's content, in hexadecimal."""
    with path.open("rb") as content:
        return hashlib.file_digest(content, "sha256").hexdigest()


def digest_of(path: Path, like: str) -> str:
    """The file's hash, of the kind that `like` is: SHA-256, or git's hash of a blob (SHA-1)."""
    if len(like) == SHA256_DIGITS:
        return sha256_of(path)
    digest = hashlib.sha1(f"blob {path.stat().st_size}\0".encode(), usedforsecurity=False)
    with path.open("rb") as content:
        while piece := content.read(CHUNK_BYTES):
            digest.update(piece)
    return digest.hexdigest()
