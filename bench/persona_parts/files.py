"""The files that the persona bench reads: those of a folder, and ours where it has none."""

from functools import cache
from pathlib import Path

OURS = Path(__file__).resolve().parent.parent / "data"


@cache
def of(folder: Path, name: str) -> Path:
    """The file of this name; where the folder has none it is said, once, and ours is taken."""
    if (folder / name).is_file():
        return folder / name
    print(f"  {folder} has no {name}: our own is measured", flush=True)
    return OURS / name


def whose(folder: Path, name: str, known: str = "") -> str:
    """Whose lines are measured, for the note of a figure; of ours also what is `known` of them."""
    return f"of ours{known}" if of(folder, name).parent.resolve() == OURS else "of the folder"
