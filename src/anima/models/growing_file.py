"""A file that is being downloaded."""

from pathlib import Path
from typing import IO


class GrowingFile:
    """The bytes of a file that have come so far."""

    def __init__(self, path: Path) -> None:
        self.path = path

    @property
    def size(self) -> int:
        """How many have come."""
        return self.path.stat().st_size if self.path.exists() else 0

    def opened(self, begin: int) -> IO[bytes]:
        """Open it for what comes from byte `begin` on: that is its end, or else it begins anew."""
        return self.path.open("ab" if begin else "wb")

    def remove(self) -> None:
        """Begin anew."""
        self.path.unlink(missing_ok=True)
