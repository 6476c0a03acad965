"""The files of an export: one file, a folder, or a zip, read as a stream and never unpacked."""

import io
import zipfile
from collections.abc import Generator, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO, Protocol, cast

from anima.continuity.reading import explained, sizes_of
from anima.values import ArchiveError

SAMPLE_BYTES = 64 * 1024


class Files(Protocol):
    """What an export consists of."""

    names: list[str]

    def open(self, name: str) -> BinaryIO:
        """One of the files."""
        ...


class _OneFile:
    def __init__(self, path: Path) -> None:
        self.names = [path.name]
        self._path = path

    def open(self, name: str) -> BinaryIO:
        return self._path.open("rb")


class _Folder:
    def __init__(self, path: Path) -> None:
        self._path = path
        found = (each for each in path.rglob("*") if each.is_file() and not each.is_symlink())
        self.names = sorted(each.relative_to(path).as_posix() for each in found)

    def open(self, name: str) -> BinaryIO:
        return (self._path / name).open("rb")


class _Zip:
    def __init__(self, archive: zipfile.ZipFile, length: int) -> None:
        self._archive = archive
        self.names = sorted(name for name in sizes_of(archive, length) if not name.endswith("/"))

    def open(self, name: str) -> BinaryIO:
        return cast(BinaryIO, self._archive.open(name))


@contextmanager
def opened(path: Path) -> Generator[Files]:
    """The files of an export. Raises `ArchiveError` when there is nothing to read."""
    with explained():
        if path.is_dir():
            yield _Folder(path)
        elif zipfile.is_zipfile(path):
            with zipfile.ZipFile(path) as archive:
                yield _Zip(archive, path.stat().st_size)
        else:
            path.open("rb").close()
            yield _OneFile(path)


def lines_of(file: BinaryIO, name: str) -> Iterator[str]:
    """The lines of a text file, without their ends; at most a megabyte each."""
    reader = io.BufferedReader(cast(io.RawIOBase, file))
    encoding = "utf-16" if reader.peek(2)[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    text = io.TextIOWrapper(reader, encoding=encoding, newline=None)
    try:
        while line := text.readline(1 << 20):
            yield line.rstrip("\n")
    except UnicodeError as error:
        raise ArchiveError(
            f"{name} is not text in UTF-8.", advice="Export it again; nothing was changed."
        ) from error
    finally:
        # The file is its opener's, who may have closed it already.
        with suppress(ValueError):
            text.detach()
            reader.detach()


def sample(files: Files, name: str) -> bytes:
    """The beginning of a file, to see what it is."""
    with files.open(name) as file:
        return file.read(SAMPLE_BYTES)
