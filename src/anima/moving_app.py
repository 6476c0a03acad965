"""What `anima export` and `anima import` do with a whole life: written to an archive, and back."""

import asyncio
import getpass
import os
from pathlib import Path

from rich.console import Console
from rich.progress import Progress

from anima.app import OWNER, everything_kept, open_vault, shape, vault_key
from anima.continuity import Destination, export, restore
from anima.continuity.age import is_sealed
from anima.continuity.reading import AskPassphrase
from anima.memory import Episodes, EventLog, Facts, bring_up_to_date
from anima.settings import FILE_NAME, Settings
from anima.storage import Vault
from anima.values import SystemClock
from anima.whole_life import note_exported, settle_settings, whole_life


async def export_life(settings: Settings, console: Console, target: Path, *, sealed: bool) -> None:
    """Write everything to an archive."""
    passphrase = await asyncio.to_thread(new_passphrase) if sealed else None
    what = whole_life(settings, SystemClock())
    async with await open_vault(settings) as vault:
        with Progress(console=console, transient=True) as bars:
            bar = bars.add_task("writing", total=None)
            manifest = await export(
                vault,
                target,
                what,
                passphrase=passphrase,
                on_progress=lambda table, rows: bars.update(bar, description=f"{table}: {rows:,}"),
            )
        place = await asyncio.to_thread(target.absolute)
        await note_exported(EventLog(vault, OWNER, SystemClock()), str(place), sealed=sealed)
    rows = {part.table: part.rows for part in manifest.parts}
    size = (await asyncio.to_thread(target.stat)).st_size
    console.print(
        f"{target} holds everything: {rows['event']:,} events of the log, {size / 1e6:.1f} MB, "
        + ("sealed with your passphrase." if sealed else "readable by whoever has the file."),
        highlight=False,
        soft_wrap=True,
    )


async def import_life(
    settings: Settings,
    console: Console,
    source: Path,
    *,
    replace: bool,
    ask: AskPassphrase | None = None,
) -> None:
    """Make a vault of an archive; it is in place whole, or nothing has changed."""
    destination = Destination(
        settings.home / "vault.db",
        await vault_key(settings),
        shape(),
        everything_kept(),
        OWNER,
        drawn_again,
    )
    with Progress(console=console, transient=True) as bars:
        bar = bars.add_task("reading", total=None)
        manifest = await restore(
            source,
            destination,
            ask or old_passphrase,
            replace=replace,
            on_progress=lambda table, rows: bars.update(bar, description=f"{table}: {rows:,}"),
        )
    settle_settings(settings.home / FILE_NAME, manifest.settings)
    rows = {part.table: part.rows for part in manifest.parts}
    console.print(
        f"She is here, as of {manifest.made_at[:10]}, with {rows['event']:,} events of the log.",
        highlight=False,
    )


async def drawn_again(vault: Vault) -> None:
    """Draw what derives from the log: the index, facts, and the episodes that are not told yet."""
    await bring_up_to_date(vault)
    facts = await Facts.open(vault, OWNER, EventLog(vault, OWNER, SystemClock()))
    await facts.rebuild()
    await Episodes(vault, OWNER, facts).catch_up()


def is_archive(source: Path) -> bool:
    """Whether a file is an archive of hers, sealed or not, whole or damaged."""
    if not source.is_file():
        return False
    with source.open("rb") as file:
        return is_sealed(file) or b"README.txtThis is a life with a companion" in file.read(200)


def new_passphrase() -> str:
    """A passphrase for a new file: ANIMA_ARCHIVE_PASSPHRASE, or typed twice."""
    if given := os.environ.get("ANIMA_ARCHIVE_PASSPHRASE"):
        return given
    while True:
        first = getpass.getpass("passphrase for the file: ")
        if first and first == getpass.getpass("once more: "):
            return first


def old_passphrase() -> str:
    """The passphrase of a sealed file: ANIMA_ARCHIVE_PASSPHRASE, or typed."""
    return os.environ.get("ANIMA_ARCHIVE_PASSPHRASE") or getpass.getpass("passphrase of the file: ")
