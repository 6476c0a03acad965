"""Export: a life written as an open archive, in pieces, from one state of the vault."""

import hashlib
import json
import os
import zipfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO, cast

from anima.continuity.age import SealingWriter
from anima.continuity.archive import (
    FORMAT,
    MANIFEST,
    README,
    README_TEXT,
    VERSION,
    Manifest,
    Part,
    file_of,
    tables_of,
)
from anima.continuity.whole_file import whole_file
from anima.storage import Connection, Vault
from anima.values import JsonValue, PersonId, Portable, Table

OnProgress = Callable[[str, int], None]
"""The table that is written or read, and how many of its rows are done."""

ROWS_A_LOOK = 1000
"""Progress is told after so many rows."""


@dataclass(frozen=True, slots=True)
class Export:
    """What to write, and what to say of it.

    Attributes:
        portables: What there is in the vault.
        person: Whose it is.
        made_by: The version of Anima.
        made_at: When, as an ISO time.
        settings: Settings that travel.
    """

    portables: tuple[Portable, ...]
    person: PersonId
    made_by: str
    made_at: str
    settings: Mapping[str, str] = field(default_factory=dict[str, str])


async def export(
    vault: Vault,
    target: Path,
    what: Export,
    *,
    passphrase: str | None = None,
    on_progress: OnProgress = lambda table, rows: None,
) -> Manifest:
    """Write an archive; with a passphrase, sealed by it. The file is there whole or not at all.

    Raises:
        ArchiveError: The file cannot be written.
    """
    with whole_file(target) as draft:
        manifest = await vault.read(
            lambda connection: _export(connection, draft, what, passphrase, on_progress)
        )
    return manifest


def _export(
    connection: Connection,
    draft: Path,
    what: Export,
    passphrase: str | None,
    on_progress: OnProgress,
) -> Manifest:
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "wb") as file:
        manifest = write_archive(connection, file, what, passphrase, on_progress)
        file.flush()
        os.fsync(file.fileno())
    return manifest


def write_archive(
    connection: Connection,
    file: BinaryIO,
    what: Export,
    passphrase: str | None = None,
    on_progress: OnProgress = lambda table, rows: None,
) -> Manifest:
    """Write an archive into a file that need not be one that can jump."""
    with ExitStack() as stack:
        out = file
        if passphrase is not None:
            sealing = stack.enter_context(SealingWriter(file, passphrase))
            out = cast(BinaryIO, sealing)
        archive = stack.enter_context(zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED))
        return _write(archive, connection, what, on_progress)


def _write(
    archive: zipfile.ZipFile, connection: Connection, what: Export, on_progress: OnProgress
) -> Manifest:
    # Not packed: a program that looks at the first bytes sees what this is.
    archive.writestr(README, README_TEXT, zipfile.ZIP_STORED)
    parts: list[Part] = []
    for table in tables_of(what.portables):
        parts.append(_write_table(archive, connection, table, what.person, on_progress))
        for key, content in _files(connection, table, what.person):
            archive.writestr(file_of(table, key), content)
    manifest = Manifest(
        format=FORMAT,
        version=VERSION,
        made_by=what.made_by,
        made_at=what.made_at,
        shape=shape_of(connection),
        parts=tuple(parts),
        settings=dict(what.settings),
    )
    archive.writestr(MANIFEST, manifest.model_dump_json(indent=1))
    return manifest


def shape_of(connection: Connection) -> tuple[str, ...]:
    """The names of the migrations that a vault has."""
    rows = connection.execute("SELECT name FROM migration ORDER BY rowid").fetchall()
    return tuple(str(row[0]) for row in rows)


def _write_table(
    archive: zipfile.ZipFile,
    connection: Connection,
    table: Table,
    person: PersonId,
    on_progress: OnProgress,
) -> Part:
    name = f"{table.name}.jsonl"
    digest, length, count = hashlib.sha256(), 0, 0
    with archive.open(name, "w", force_zip64=True) as file:
        for row in rows_of(connection, table, person):
            line = (json.dumps(row, separators=(",", ":")) + "\n").encode("ascii")
            file.write(line)
            digest.update(line)
            length += len(line)
            count += 1
            if count % ROWS_A_LOOK == 0:
                on_progress(table.name, count)
    on_progress(table.name, count)
    return Part(table=table.name, file=name, rows=count, bytes=length, sha256=digest.hexdigest())


def rows_of(
    connection: Connection, table: Table, person: PersonId
) -> Iterator[dict[str, JsonValue]]:
    """The rows of a table as they stand in an archive, one at a time."""
    columns, order = ", ".join(table.columns), ", ".join(table.order)
    # The names are the tables' own; the person is bound.
    query = f"SELECT {columns} FROM {table.name} WHERE person = ? ORDER BY {order}"  # noqa: S608
    for values in connection.execute(query, (person,)):
        row: dict[str, JsonValue] = {}
        for column, value in zip(table.columns, values, strict=True):
            if table.file is not None and column == table.file.name:
                content = table.file.to_file(value)
                row[column] = {"bytes": len(content), "sha256": hashlib.sha256(content).hexdigest()}
            else:
                row[column] = json.loads(value) if column in table.json else value
        yield row


def _files(connection: Connection, table: Table, person: PersonId) -> Iterator[tuple[str, bytes]]:
    if table.file is None:
        return
    columns = f"{table.file.key}, {table.file.name}"
    query = f"SELECT {columns} FROM {table.name} WHERE person = ?"  # noqa: S608  # the tables' own
    for key, value in connection.execute(query, (person,)):
        yield str(key), table.file.to_file(value)
