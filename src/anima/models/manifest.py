"""weight.json: what lies in a weight's folder, whose it is, and where it came from."""

import json
import os
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

from pydantic import BaseModel, ValidationError

from anima.models.weight import Weight

MANIFEST = "weight.json"
"""Written last: a folder with it holds everything it names."""


@dataclass(frozen=True, slots=True)
class FileFacts:
    """One file, as it was verified.

    Attributes:
        size: Its bytes.
        sha256: Its hash.
        source: The packages, or the hub's repository, path and commit, that it came from.
    """

    size: int
    sha256: str
    source: str


class _Manifest(BaseModel):
    files: dict[str, FileFacts]


def write_manifest(folder: Path, weight: Weight, facts: Mapping[str, FileFacts]) -> None:
    """Say what this folder holds, durably."""
    content = {
        "name": weight.name,
        "role": weight.role,
        "publisher": weight.publisher,
        "licence": weight.licence,
        "about": weight.about,
        "files": {name: asdict(fact) for name, fact in facts.items()},
    }
    with (folder / MANIFEST).open("w", encoding="utf-8") as file:
        json.dump(content, file, indent=2)
        file.flush()
        os.fsync(file.fileno())


def read_manifest(folder: Path) -> dict[str, FileFacts] | None:
    """The files that lie in a folder by its manifest; None when it has none that can be read."""
    try:
        return _Manifest.model_validate_json((folder / MANIFEST).read_bytes()).files
    except (OSError, ValidationError):
        return None
