"""Files that are handed to a person: whole or not at all, and errors that say which."""

import os
import tempfile
from pathlib import Path

from anima.values import AnimaError


class UnwritableError(AnimaError):
    """A file that was asked for cannot be written."""


def put(path: Path, content: bytes) -> None:
    """Write a file; one that was there is replaced at once, or stays. Raises `UnwritableError`."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, draft = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(content)
            Path(draft).chmod(0o644)
            os.replace(draft, path)
        except BaseException:
            Path(draft).unlink(missing_ok=True)
            raise
    except OSError as error:
        raise UnwritableError(
            f"{path} cannot be written: {error.strerror}.", advice="Choose another place."
        ) from error
