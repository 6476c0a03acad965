"""Import: an archive becomes a vault, built beside and put in place when it is whole."""

import os
import shutil
from collections.abc import Awaitable, Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from anima.continuity.archive import Manifest, Part, tables_of
from anima.continuity.exporting import OnProgress
from anima.continuity.reading import Archive, AskPassphrase, explained, open_archive
from anima.storage import REPLACED, Connection, Migration, Vault, VaultKey, alone, settle
from anima.values import ArchiveError, PersonId, Portable, RowError, Table

BATCH = 1000
"""Rows in one transaction."""

INCOMING = ".incoming"
"""The folder, beside the vault, in which a new one is built."""


@dataclass(frozen=True, slots=True)
class Destination:
    """Where a life arrives.

    Attributes:
        vault: The vault's file; there is none yet, or it may be replaced.
        key: The key that the new vault gets.
        migrations: The shape that it gets.
        portables: What is in it.
        person: Whose it will be.
        prepare: Draws what is derived, before the vault is put in place.
    """

    vault: Path
    key: VaultKey
    migrations: Sequence[Migration]
    portables: tuple[Portable, ...]
    person: PersonId
    prepare: Callable[[Vault], Awaitable[None]]


async def restore(
    source: Path,
    destination: Destination,
    ask: AskPassphrase,
    *,
    replace: bool = False,
    on_progress: OnProgress = lambda table, rows: None,
) -> Manifest:
    """Make a vault of an archive. It is in place whole, or nothing has changed.

    Args:
        source: The archive.
        destination: Where to.
        ask: Gives the passphrase of a sealed archive.
        replace: Whether a vault that is there may be put aside, as `vault.replaced.db`.
        on_progress: Is told what is read.

    Raises:
        ArchiveError: The archive cannot be used, or a vault is there.
        WrongKeyError: The passphrase is another.
        StorageError: The vault is open elsewhere, or the disk is full.
    """
    place = destination.vault
    with open_archive(source, ask) as archive, alone(place):
        if is_there(place) and not replace:
            raise ArchiveError(
                f"There is a life in {place.parent} already.",
                advice="Set ANIMA_HOME to an empty folder, or give --replace to put it aside.",
            )
        parts = _parts(archive, destination)
        incoming = place.parent / INCOMING
        shutil.rmtree(incoming, ignore_errors=True)
        try:
            await _build(archive, parts, incoming / place.name, destination, on_progress)
            if is_there(place):
                await settle(place, destination.key)
            put_in_place(incoming / place.name, place, aside=REPLACED)
        finally:
            shutil.rmtree(incoming, ignore_errors=True)
        return archive.manifest


def is_there(vault: Path) -> bool:
    """Whether there is a vault with something in it."""
    return vault.exists() and vault.stat().st_size > 0


def put_in_place(new: Path, place: Path, *, aside: str) -> None:
    """Give a closed vault another's name; that one is moved aside. A crash leaves one of the two.

    Both have no write-ahead log any more: a closed vault has none, and `settle` takes it in.
    """
    if is_there(place):
        put_aside = place.with_name(aside)
        put_aside.unlink(missing_ok=True)
        # A second name first: at no moment is there no vault under the name.
        os.link(place, put_aside)
    new.replace(place)
    sync_folder(place.parent)


def sync_folder(folder: Path) -> None:
    """Make the names in a folder durable."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


async def _build(
    archive: Archive,
    parts: list[tuple[Part, Table]],
    path: Path,
    destination: Destination,
    on_progress: OnProgress,
) -> None:
    key, migrations = destination.key, destination.migrations
    async with await Vault.open(path, key, migrations=migrations) as vault:
        for part, table in parts:
            rows, done = archive.rows(part, table), 0
            while count := await _insert(vault, table, rows, destination.person):
                done += count
                on_progress(table.name, done)
        await destination.prepare(vault)
        await vault.check()
        await vault.flush()


async def _insert(
    vault: Vault, table: Table, rows: Iterator[dict[str, object]], person: PersonId
) -> int:
    columns = ", ".join(("person", *table.columns))
    marks = ", ".join("?" * (len(table.columns) + 1))
    # The names are the tables' own; every value is bound.
    query = f"INSERT INTO {table.name} ({columns}) VALUES ({marks})"  # noqa: S608

    def insert(connection: Connection) -> int:
        with explained():
            some = [(person, *row.values()) for row in islice(rows, BATCH)]
        connection.executemany(query, some)
        return len(some)

    try:
        return await vault.write(insert)
    except RowError as error:
        raise ArchiveError(
            f"The archive cannot be used: rows of {table.name} contradict each other.",
            advice="Use another copy; nothing was changed.",
        ) from error


def _parts(archive: Archive, destination: Destination) -> list[tuple[Part, Table]]:
    """The archive's parts with their tables; raises `ArchiveError` when they do not fit."""
    manifest = archive.manifest
    known = {migration.name for migration in destination.migrations}
    if unknown := set(manifest.shape) - known:
        raise ArchiveError(
            f"The archive was made by a newer version of Anima ({min(unknown)}).",
            advice="Use that version, or a later one.",
        )
    tables = {table.name: table for table in tables_of(destination.portables)}
    found = {part.table: part for part in manifest.parts}
    if "event" not in found or not found.keys() <= tables.keys():
        raise ArchiveError("The archive cannot be used: it has other tables than a life has.")
    if len(found) != len(manifest.parts):
        raise ArchiveError("The archive cannot be used: it has a table twice.")
    folders = tuple(f"{table.file.folder}/" for table in tables.values() if table.file)
    archive.has_only({part.file for part in manifest.parts}, folders)
    return [(found[name], table) for name, table in tables.items() if name in found]
