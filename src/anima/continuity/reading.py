"""Reading an archive that anybody may have made: nothing in it is believed before it is checked."""

import hashlib
import io
import json
import struct
import zipfile
import zlib
from collections.abc import Callable, Generator, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import BinaryIO, cast

from pydantic import ValidationError

from anima.continuity.age import SealedReader, is_sealed
from anima.continuity.archive import (
    FORMAT,
    MANIFEST,
    README,
    VERSION,
    Manifest,
    Part,
    file_of,
    length_of,
)
from anima.values import ArchiveError, JsonValue, Table, WrongKeyError

MANIFEST_BYTES = 1 << 20
LINE_BYTES = 16 << 20
FILE_BYTES = 512 << 20
"""The longest file of a row: four hours of sound."""

MOST_TIMES_LARGER = 200
"""A life packs 4 to 10 times smaller; what unpacks to more than this is made to fill a disk."""

SMALL_BYTES = 8 << 20
"""What unpacks to less than this is harmless however well it was packed."""

_DAMAGE = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    NotImplementedError,
    RuntimeError,
)
"""What the libraries say of a file that is damaged."""

AskPassphrase = Callable[[], str]
"""Called when the file is sealed."""


class Archive:
    """An archive that is open for reading. Make one with `open_archive`."""

    def __init__(self, file: zipfile.ZipFile, length: int) -> None:
        self._file = file
        self._sizes = sizes_of(file, length)
        self.manifest = self._read_manifest()

    def rows(self, part: Part, table: Table) -> Iterator[dict[str, object]]:
        """The values of each row as they are stored, checked; of a file column, its content.

        What the manifest promises is certain only when the last row was given.
        """
        digest, length, count = hashlib.sha256(), 0, 0
        with self._reading(part.file) as file:
            while line := file.readline(LINE_BYTES + 1):
                if len(line) > LINE_BYTES:
                    raise _wrong(f"{part.file} has a line that is too long")
                digest.update(line)
                length += len(line)
                count += 1
                yield self._values(line, table, f"line {count} of {part.file}")
        if (length, count, digest.hexdigest()) != (part.bytes, part.rows, part.sha256):
            raise _wrong(f"{part.file} is not what the manifest says")

    def _values(self, line: bytes, table: Table, where: str) -> dict[str, object]:
        try:
            row = json.loads(line)
            if not isinstance(row, dict) or set(cast("dict[str, JsonValue]", row)) != set(
                table.columns
            ):
                raise ValueError("other columns")
            values = cast("dict[str, JsonValue]", row)
            table.check(values)
            return {column: self._stored(table, column, values) for column in table.columns}
        except (ValueError, RecursionError) as error:
            raise _wrong(f"{where} is no row of {table.name}") from error

    def _stored(self, table: Table, column: str, row: dict[str, JsonValue]) -> object:
        value = row[column]
        if table.file is not None and column == table.file.name:
            return table.file.from_file(self._content(file_of(table, row[table.file.key]), value))
        if column in table.json:
            return table.json[column](value)
        if value is None:
            return None
        if isinstance(value, str):
            value.encode("utf-8")
        elif isinstance(value, bool) or not isinstance(value, int | float):
            raise ValueError("neither text nor number")
        elif not -(2**63) <= value < 2**63:
            raise ValueError("too large")
        return value

    def _content(self, name: str, promised: JsonValue) -> bytes:
        content = self._read(name, FILE_BYTES)
        found = {"bytes": len(content), "sha256": hashlib.sha256(content).hexdigest()}
        if found != promised:
            raise ValueError("another file")
        return content

    def _read_manifest(self) -> Manifest:
        try:
            manifest = Manifest.model_validate_json(self._read(MANIFEST, MANIFEST_BYTES))
        except ValidationError as error:
            raise _wrong("its manifest cannot be read") from error
        if manifest.format != FORMAT:
            raise _wrong("it is no archive of a life")
        if manifest.version != VERSION:
            raise ArchiveError(
                f"The archive has version {manifest.version} of the format; this one reads "
                f"{VERSION}.",
                advice="Use a newer version of Anima.",
            )
        return manifest

    def _read(self, name: str, most: int) -> bytes:
        if self._sizes.get(name, 0) > most:
            raise _wrong(f"{name} is too large")
        with self._reading(name) as file:
            return file.read(most)

    @contextmanager
    def _reading(self, name: str) -> Generator[BinaryIO]:
        if name not in self._sizes:
            raise _wrong(f"{name} is missing")
        with explained(), self._file.open(name) as file:
            yield cast(BinaryIO, file)

    def has_only(self, names: set[str], folders: tuple[str, ...]) -> None:
        """Raises `ArchiveError` when there is a file of another name in it."""
        for name in self._sizes:
            if name not in {*names, MANIFEST, README} and not name.startswith(folders):
                raise _wrong("it holds a file that does not belong there")


@contextmanager
def open_archive(path: Path, ask: AskPassphrase) -> Generator[Archive]:
    """Open an archive, sealed or not.

    Raises:
        WrongKeyError: The passphrase is another.
        ArchiveError: It is damaged, cut off, made by a newer version, or no archive.
    """
    with ExitStack() as stack:
        with explained():
            file: BinaryIO = stack.enter_context(path.open("rb"))
            length = length_of(file)
            if is_sealed(file):
                reader = io.BufferedReader(SealedReader(file, ask()))
                file = cast(BinaryIO, stack.enter_context(reader))
            archive = Archive(stack.enter_context(zipfile.ZipFile(file)), length)
        yield archive


@contextmanager
def explained() -> Generator[None]:
    """Turns what the libraries say about a damaged file into one of our errors."""
    try:
        yield
    except (ArchiveError, WrongKeyError):
        raise
    except OSError as error:
        raise ArchiveError(f"The archive cannot be read: {error.strerror}.") from error
    except _DAMAGE as error:
        raise _wrong("it is damaged or was cut off") from error


def sizes_of(file: zipfile.ZipFile, length: int) -> dict[str, int]:
    """Each file's size by its name; raises `ArchiveError` for what no export would have made."""
    sizes: dict[str, int] = {}
    for member in file.infolist():
        if member.filename in sizes:
            raise _wrong("it has two files of one name")
        sizes[member.filename] = member.file_size
    total = sum(sizes.values())
    if total > max(SMALL_BYTES, MOST_TIMES_LARGER * length):
        raise _wrong("it would unpack to far more than a life")
    return sizes


def _wrong(what: str) -> ArchiveError:
    return ArchiveError(
        f"The archive cannot be used: {what}.", advice="Use another copy; nothing was changed."
    )
