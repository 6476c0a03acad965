"""A folder of recordings with a manifest: what can be used, and what is left out, by name."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from anima.values import AnimaError
from anima.voice import Samples, read_sound

MANIFEST = "manifest.csv"


@dataclass(frozen=True, slots=True)
class Clip:
    """A recording and what is said in it."""

    name: str
    transcript: str
    samples: Samples


def rows(folder: Path) -> list[dict[str, str]]:
    """The rows of the manifest that name a file; a column that is missing or cut short is empty.

    Raises:
        ValueError: There is no manifest, or it names no file.
    """
    path = folder / MANIFEST
    if not path.is_file():
        raise ValueError(f"{folder} has no {MANIFEST}: give a folder of recordings with --data.")
    with path.open(newline="", encoding="utf-8-sig") as file:
        found = [
            {key: value.strip() for key, value in row.items() if key and isinstance(value, str)}
            for row in csv.DictReader(file)
        ]
    if not (named := [row for row in found if row.get("file")]):
        raise ValueError(f"{path} names no file; it needs the columns file and transcript.")
    return named


def sound_of(path: Path) -> Samples | None:
    """The sound, or None when it cannot be read, which is said: one of many must not end a run."""
    try:
        found = read_sound(path)
    except (AnimaError, OSError) as error:
        print(f"  left out: {path.name}: {error}", flush=True)
        return None
    return found if found.size else None


def load_clips(folder: Path) -> list[Clip]:
    """The folder's recordings that have a transcript and can be read.

    Raises:
        ValueError: There is none.
    """
    found = list(_clips(folder))
    if not found:
        raise ValueError(f"{folder} has no recording with a transcript that can be read.")
    return found


def _clips(folder: Path) -> Iterator[Clip]:
    for row in rows(folder):
        if row.get("transcript") and (sound := sound_of(folder / row["file"])) is not None:
            yield Clip(row["file"], row["transcript"], sound)
