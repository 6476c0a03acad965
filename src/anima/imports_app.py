"""What `anima import` does with the history of another program, and `anima imports` with those."""

import asyncio
import hashlib
from collections.abc import Callable, Sequence
from pathlib import Path

from rich.console import Console
from rich.progress import Progress
from rich.table import Table

from anima.app import OWNER, open_vault
from anima.continuity.chats import DateOrder, history_in, opened
from anima.letters.letting_go import LettersHold
from anima.memory import EventLog, Facts, Forgetting, Import, Imports, MemorySearch, wrote
from anima.memory.quoted import OnProgress
from anima.persona import load_identity
from anima.settings import Settings
from anima.storage import Vault
from anima.values import AnimaError, EventId, SystemClock

AskWho = Callable[[Sequence[tuple[str, int]]], str]
"""Given who wrote how much, says which of them is the person; empty for none."""

SHOWN = 8
"""So much of an id is shown, from its end: ids that were made together begin alike."""


class NoSuchImportError(AnimaError):
    """Nothing was brought under this id."""


class _Told:
    """A line on the screen that says how far it is."""

    def __init__(self, console: Console) -> None:
        self._bars = Progress(console=console, transient=True)
        self._bar = self._bars.add_task("", total=None)

    def __enter__(self) -> OnProgress:
        self._bars.start()
        return lambda what, done: self._bars.update(
            self._bar, description=f"{what}: {done:,} messages"
        )

    def __exit__(self, *_: object) -> None:
        self._bars.stop()


def imports_of(vault: Vault) -> tuple[EventLog, Imports]:
    """The log of a vault, and what was brought into it."""
    clock = SystemClock()
    log = EventLog(vault, OWNER, clock)
    return log, Imports(vault, OWNER, log, clock)


async def import_history(
    settings: Settings, console: Console, source: Path, *, dates: DateOrder | None, who: AskWho
) -> None:
    """Take up what another program kept of the person's conversations.

    Killed at any point, the same command goes on where it was. Bad input leaves nothing.
    """
    with opened(source) as export:
        history = history_in(export, dates=dates)
        digest = await asyncio.to_thread(digest_of, source)
        async with await open_vault(settings) as vault:
            log, imports = imports_of(vault)
            import_id = await imports.begin(history.source, source.name, digest)
            with _Told(console) as told:
                try:
                    read = await imports.add(import_id, history.messages(), told)
                except AnimaError:
                    await imports.drop(import_id)
                    raise
            me = ""
            if authors := await imports.authors(import_id):
                identity = await load_identity(log)
                me = wrote(authors, identity.person_name) or who(authors)
            new = next(each.messages for each in await imports.all() if each.id == import_id)
            if new:
                with _Told(console) as told:
                    await imports.finish(import_id, me=me, on_progress=told)
                await (await Facts.open(vault, OWNER, log)).catch_up()
            else:
                await imports.drop(import_id)
    known = f", {read - new:,} of them known already" if read > new else ""
    console.print(f"{history.source}: {read:,} messages read{known}.", highlight=False)


def digest_of(source: Path) -> str:
    """SHA-256 of a file; of a folder, that of its files' names and sizes."""
    if source.is_dir():
        whole = hashlib.sha256()
        for path in sorted(source.rglob("*")):
            whole.update(f"{path.relative_to(source)} {path.stat().st_size}\n".encode())
        return whole.hexdigest()
    with source.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


async def show(settings: Settings, console: Console) -> None:
    """List what was brought."""
    async with await open_vault(settings) as vault:
        brought = await imports_of(vault)[1].all()
    if not brought:
        console.print("Nothing was brought from other programs.")
        return
    table = Table(box=None, pad_edge=False, show_header=False)
    for each in brought:
        state = "" if each.finished else "not finished: import the file again"
        day = f"{each.began.astimezone():%Y-%m-%d}"
        row = (each.id[-SHOWN:], day, each.source, each.file, f"{each.messages:,} messages", state)
        table.add_row(*row)
    console.print(table, markup=False)


async def erase(settings: Settings, console: Console, end: str) -> None:
    """Take one import out again, with everything that came of it."""
    async with await open_vault(settings) as vault:
        log, imports = imports_of(vault)
        found = import_named(await imports.all(), end)
        said = [EventId(event) for event in await imports.event_of(found.id)]
        events = [*said, *await imports.ids(found.id)]
        gone = await imports.drop(found.id)
        search, hold = MemorySearch(vault, OWNER), LettersHold(OWNER, log)
        await Forgetting(vault, OWNER, log, search, hold).erase(events)
        await (await Facts.open(vault, OWNER, log)).catch_up()
        await vault.flush()
    console.print(f"Gone: {gone:,} messages from {found.source}.", highlight=False)


def import_named(imports: Sequence[Import], end: str) -> Import:
    """The import whose id ends so. Raises `NoSuchImportError`."""
    found = [each for each in imports if end and each.id.endswith(end)]
    if len(found) != 1:
        raise NoSuchImportError("There is no import of this id.", advice="Run: anima imports")
    return found[0]
