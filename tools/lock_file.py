"""Reads a lock file: requirements with one exact version, an optional marker and hashes."""

import re
from dataclasses import dataclass
from pathlib import Path

from packaging.markers import Marker
from packaging.utils import NormalizedName, canonicalize_name

_PIN = re.compile(r"^(?P<name>[A-Za-z0-9._-]+)==(?P<version>[^\s;]+)(?:\s*;\s*(?P<marker>.+))?$")
_HASH = re.compile(r"--hash=sha256:[0-9a-f]{64}")


class LockFileError(Exception):
    """A line of a lock file is not a pinned, hashed requirement."""


@dataclass(frozen=True, slots=True)
class Pin:
    """One locked package.

    Attributes:
        name: Its name, normalised as the packaging standard says.
        version: The one version that may be installed.
        marker: Where it applies; None means everywhere.
        hashes: How many files of it are allowed, each known by its SHA-256.
    """

    name: NormalizedName
    version: str
    marker: Marker | None
    hashes: int

    def applies_here(self) -> bool:
        """Whether this machine and Python install it."""
        return self.marker is None or self.marker.evaluate()


def read_pins(path: Path) -> list[Pin]:
    """All pins of a lock file, in its order.

    Raises:
        LockFileError: A line is anything else (an address, a path, a range), or has no hash.
    """
    lines = path.read_text(encoding="utf-8").replace("\\\n", " ").splitlines()
    return [_pin(line, path.name) for line in lines if line.strip()]


def _pin(line: str, source: str) -> Pin:
    requirement, *hashes = re.split(r"\s+(?=--hash=)", line.strip())
    match = _PIN.match(requirement)
    if match is None:
        raise LockFileError(f"{source}: not a pinned requirement: {requirement}")
    if not hashes or not all(_HASH.fullmatch(each) for each in hashes):
        raise LockFileError(f"{source}: no SHA-256 hash, or a damaged one: {requirement}")
    marker = match["marker"]
    return Pin(
        name=canonicalize_name(match["name"]),
        version=match["version"],
        marker=Marker(marker) if marker else None,
        hashes=len(hashes),
    )
