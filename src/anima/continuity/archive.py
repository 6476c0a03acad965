"""The archive: what a life is when it is moved. docs/archive.md is its specification."""

import re
from typing import BinaryIO

from pydantic import BaseModel, ConfigDict, Field

from anima.values import ArchiveError, Portable, Table

FORMAT = "anima-archive"
VERSION = 1
MANIFEST = "manifest.json"
README = "README.txt"

README_TEXT = """This is a life with a companion, made by Anima, in an open format.

manifest.json says what is here, with a SHA-256 of each file. The *.jsonl files have one JSON object
a line, UTF-8. event.jsonl is the log: everything else comes from it. Put it on another machine by:

    anima import THIS_FILE

The format is described in docs/archive.md of the project.
"""

_ID = re.compile(r"[0-9A-Za-z_-]{1,64}")


class Part(BaseModel):
    """One table in an archive.

    Attributes:
        table: The table.
        file: Its file.
        rows: How many lines the file has.
        bytes: How long it is, unpacked.
        sha256: Its hash, hexadecimal.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    table: str
    file: str
    rows: int = Field(ge=0)
    bytes: int = Field(ge=0)
    sha256: str = Field(pattern="^[0-9a-f]{64}$")


class Manifest(BaseModel):
    """What an archive says of itself.

    Attributes:
        format: Always `anima-archive`.
        version: Of the format.
        made_by: The version of Anima that made it.
        made_at: When, as an ISO time.
        shape: The names of the migrations that its tables have.
        parts: The tables.
        settings: Settings of the installation that may travel.
    """

    model_config = ConfigDict(frozen=True, extra="ignore")

    format: str
    version: int
    made_by: str
    made_at: str
    shape: tuple[str, ...]
    parts: tuple[Part, ...]
    settings: dict[str, str] = Field(default_factory=dict)


def tables_of(portables: tuple[Portable, ...]) -> list[Table]:
    """The tables that travel, in the order in which they are written and read."""
    return [table for portable in portables for table in portable.carried]


def file_of(table: Table, key: object) -> str:
    """The name of a row's own file. Raises `ArchiveError` for an id that can be no name."""
    if table.file is None or not isinstance(key, str) or not _ID.fullmatch(key):
        raise ArchiveError(f"A row of {table.name} names a file that cannot be.")
    return f"{table.file.folder}/{key}{table.file.suffix}"


def length_of(file: BinaryIO) -> int:
    """How long a file is; it is left at its beginning."""
    length = file.seek(0, 2)
    file.seek(0)
    return length
