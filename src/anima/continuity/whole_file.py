"""A file that is there whole or not at all."""

from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

from anima.values import ArchiveError


@contextmanager
def whole_file(target: Path) -> Generator[Path]:
    """Yields where to write a draft, which takes the target's place when all went well.

    Raises:
        ArchiveError: The file cannot be written.
    """
    draft = target.with_name(f".{target.name}.part")
    try:
        yield draft
        draft.replace(target)
    except OSError as error:
        raise ArchiveError(
            f"{target} cannot be written: {error.strerror}.", advice="Choose another place."
        ) from error
    finally:
        draft.unlink(missing_ok=True)
