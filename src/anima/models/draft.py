"""A weight on its way: a folder where files grow and, when their hash is right, get their name."""

import os
import shutil
import sys
from pathlib import Path

from anima.models.digest import sha256_of
from anima.models.weight import WeightFile
from anima.values import WeightsError


class Draft:
    """The folder of a weight's files before it is put in place. It outlives a broken download."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def whole(self, file: WeightFile) -> Path:
        """Where the file is when it is complete and verified."""
        return self.folder / file.name

    def begun(self, file: WeightFile, digest: str | None = None) -> Path:
        """Where it grows. The hash it shall have is in the name: another content begins anew."""
        return self.folder / f"{file.name}.{(digest or file.sha256 or '')[:12]}.part"

    def has(self, file: WeightFile) -> bool:
        """Whether the file is here with the hash that its row asks for."""
        path = self.whole(file)
        return (
            file.sha256 is not None
            and path.is_file()
            and path.stat().st_size == file.size
            and sha256_of(path) == file.sha256
        )

    def here(self, file: WeightFile) -> int:
        """Bytes of the file that need not be fetched any more."""
        paths = (self.whole(file), *self.folder.glob(f"{file.name}.*.part"))
        return max((path.stat().st_size for path in paths if path.exists()), default=0)

    def finish(self, file: WeightFile) -> None:
        """Check the hash of a file that has all its bytes, and give it its name."""
        path = self.begun(file)
        actual = sha256_of(path)
        if actual != file.sha256:
            path.unlink()
            raise WeightsError(
                f"{self.folder.parent.name}/{file.name} is not what it should be: "
                f"expected {file.sha256}, got {actual}.",
                advice="Nothing was put in place; try again.",
            )
        self.accept(path, file)

    def accept(self, path: Path, file: WeightFile) -> None:
        """A verified file gets its name, after it is on the disk and not only on its way there."""
        with path.open("rb+") as written:
            os.fsync(written.fileno())
        path.replace(self.whole(file))

    def take_from(self, folder: Path, file: WeightFile) -> None:
        """Use a file that lies in another folder already, if it is the right one."""
        other = Draft(folder)
        if self.has(file) or not other.has(file):
            return
        self.whole(file).unlink(missing_ok=True)
        try:
            os.link(other.whole(file), self.whole(file))
        except OSError:  # a file system without hard links
            shutil.copyfile(other.whole(file), self.whole(file))


def keep_names(folder: Path) -> None:
    """Make the names in a folder durable, where the system can."""
    if sys.platform != "win32":
        opened = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(opened)
        finally:
            os.close(opened)
