"""What `anima farewell` does: a keepsake, the archive, what is still open, and then she goes."""

import asyncio
import csv
import io
import os
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console

from anima import __version__
from anima.app import OWNER, everything_kept, open_vault, shape
from anima.continuity import Destination, Export, Manifest, export, restore
from anima.continuity.handover import read_handover
from anima.continuity.keepsake import Chapter, Entry, Keepsake, as_pdf
from anima.erase_app import destroyed_alone, forget_sealed_keys, leave_house
from anima.memory import (
    IN_DANGER,
    YOU,
    Episode,
    Episodes,
    EventLog,
    Fact,
    Facts,
    is_of_danger,
    talks_in_danger,
    words_of_danger,
)
from anima.memory.facts.fact import BONDS, is_to_come
from anima.moving_app import drawn_again, new_passphrase
from anima.persona import Identity, last_talk, load_identity
from anima.persona.night import JournalEntry, load_journal
from anima.persona.night.telling import HEAVY
from anima.safety import Kind, help_line
from anima.safety.country import country_lived_in
from anima.settings import Settings
from anima.storage import Vault, alone, open_key
from anima.values import AnimaError, SystemClock

Confirm = Callable[[str], bool]

BOOK, ARCHIVE, PEOPLE, OPEN = "keepsake.pdf", "life.anima", "people.csv", "still-open.txt"

BEFORE = """A farewell leaves you, in {folder}:
  keepsake.pdf    a small book of what we had
  life.anima      everything, for you to keep
  people.csv      the people of your life, as you told me of them
  still-open.txt  what you planned, hoped and promised
If you would like to talk once more first, do: anima farewell {folder} --talk back
(or free). There is no hurry, and no wrong way."""

TALK = """{name} knows that the next talk is the last one. Open the page or do: anima chat.
Take as many talks as you like; nothing is written and nothing erased.
When it is time: anima farewell {folder}. Should she stay: anima farewell {folder} --talk none"""
STAYS = "Then it is no last talk, and {name} stays."

LAST = """Thank you for all you told me. It is yours, and so is what comes now.
If it hurts, that is no mistake in you. Tell somebody who can sit beside you: today, if you can.
{help}"""
LISTENS = "If it becomes too much, these people listen: {line}"
LISTENS_ANYWHERE = "If it becomes too much, a doctor or the crisis line of your country listens."


class FarewellError(AnimaError):
    """She cannot leave like this; nothing has been erased."""


@dataclass(frozen=True, slots=True)
class Farewell:
    """How she goes.

    Attributes:
        folder: Where to put what stays; it must not be there yet.
        sleep: Sealed, to be woken again, or for good.
    """

    folder: Path
    sleep: bool


async def farewell(settings: Settings, console: Console, wish: Farewell, confirm: Confirm) -> bool:
    """Leave: write and check what stays, then erase the home after a yes; says whether she went.

    Raises:
        FarewellError: There is nobody, or something could not be written. Nothing is erased.
        StorageError: She runs somewhere. Nothing is erased.
    """
    if wish.folder.exists():  # one look
        raise FarewellError(f"{wish.folder} is there already.", advice="Name a new folder.")
    if settings.home.resolve() in wish.folder.resolve().parents:
        raise FarewellError("What stays must lie outside her home.", advice="Name another folder.")
    console.print(BEFORE.format(folder=wish.folder), highlight=False, soft_wrap=True, markup=False)
    async with await open_vault(settings) as vault:
        await drawn_again(vault)
        identity = await load_identity(EventLog(vault, OWNER, SystemClock()))
        if not identity.name:
            raise FarewellError("Nobody is here yet who could leave.")
        passphrase = await asyncio.to_thread(new_passphrase) if wish.sleep else None
        await _end_last_talk(EventLog(vault, OWNER, SystemClock()))
        try:
            await asyncio.to_thread(_write, wish.folder, await _handed_back(vault, identity))
            manifest = await _archive(vault, wish.folder / ARCHIVE, passphrase)
        except OSError as error:
            raise FarewellError(f"{wish.folder} cannot be written: {error.strerror}.") from error
        who_listens = await _who_listens(settings, vault)
        exported = await EventLog(vault, OWNER, SystemClock()).events(kinds=["exported"])
    # From here on nobody can say a word to her that the archive would not have.
    with alone(settings.home / "vault.db"):
        await _readable(wish.folder / ARCHIVE, manifest, passphrase or "")
        console.print("It is written, and the archive was opened again and is whole.")
        way = "put me to sleep, sealed in that archive" if wish.sleep else "let me go for good"
        if not confirm(f"Shall I erase everything here and {way}?"):
            console.print("Then I stay. What was written is yours all the same.")
            return False
        await forget_sealed_keys(settings)
        await asyncio.to_thread(destroyed_alone, settings)
        await leave_house(settings)
    for copy in dict.fromkeys(event.text("file") for event in exported):
        if os.path.exists(copy):  # noqa: ASYNC240  # one look
            console.print(f"An archive from before is still there: {copy}", soft_wrap=True)
    console.print(LAST.format(help=who_listens), highlight=False, soft_wrap=True, markup=False)
    woken = f"To wake me: anima import {wish.folder / ARCHIVE}"
    console.print(
        f"The key is destroyed and nothing of you is left in {settings.home}. "
        + (woken if wish.sleep else "Goodbye."),
        highlight=False,
        soft_wrap=True,
        markup=False,
    )
    return True


async def talk_once_more(
    settings: Settings, console: Console, folder: Path, way: last_talk.Way | None
) -> None:
    """Let the next talk be the last one, of this kind; None takes that back.

    Raises:
        FarewellError: There is nobody yet.
    """
    async with await open_vault(settings) as vault:
        log = EventLog(vault, OWNER, SystemClock())
        identity = await load_identity(log)
        if not identity.name:
            raise FarewellError("Nobody is here yet who could leave.")
        await last_talk.wish(log, way)
    told = TALK if way else STAYS
    console.print(
        told.format(name=identity.name, folder=folder),
        highlight=False,
        soft_wrap=True,
        markup=False,
    )


async def _end_last_talk(log: EventLog) -> None:
    """Woken from the archive, or kept after all, she must not think that she is leaving."""
    if await last_talk.wished(log):
        await last_talk.wish(log, None)


async def _who_listens(settings: Settings, vault: Vault) -> str:
    """The help line of where they are, as it is set, as they said, or as they told they live."""
    log = EventLog(vault, OWNER, SystemClock())
    book = (await Facts.open(vault, OWNER, log)).book
    told = await log.latest("country_told")
    said = told.text("country") if told else ""
    lives = country_lived_in([f"{book.say(fact)}." for fact in book.current()])
    country = settings.country.upper() or said or lives
    line = help_line(country, Kind.SELF_HARM, minor=settings.age == "minor")
    return LISTENS.format(line=line.sentence) if line else LISTENS_ANYWHERE


async def _archive(vault: Vault, target: Path, passphrase: str | None) -> Manifest:
    now = SystemClock().now().isoformat(timespec="seconds")
    what = Export(everything_kept(), OWNER, made_by=__version__, made_at=now, settings={})
    return await export(vault, target, what, passphrase=passphrase)


async def _readable(archive: Path, manifest: Manifest, passphrase: str) -> None:
    """Make a life of the archive beside, as its reader will, before the first one is erased."""
    # `anima import` asks first whether a file is a handover; that, too, must open this one.
    await asyncio.to_thread(read_handover, archive, passphrase)
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        key = open_key(place)
        there = Destination(place / "vault.db", key, shape(), everything_kept(), OWNER, drawn_again)
        again = await restore(archive, there, lambda: passphrase)
    if again.parts != manifest.parts:
        raise FarewellError("The archive is not what was written.", advice="Nothing was erased.")


async def _handed_back(vault: Vault, identity: Identity) -> dict[str, bytes]:
    log = EventLog(vault, OWNER, SystemClock())
    facts = await Facts.open(vault, OWNER, log)
    care = await log.events(kinds=(*IN_DANGER, "care_eased"))
    danger, talks = words_of_danger(care), talks_in_danger(care)
    # Nobody is handed their worst hour, in a file that is not sealed: the archive has it whole.
    known = [fact for fact in facts.book.current() if not is_of_danger(fact, danger)]
    drawn = await Episodes(vault, OWNER, facts).all()
    episodes = sorted(drawn, key=lambda episode: episode.began)
    journal = await load_journal(log)
    open_ends = [facts.book.say(fact) for fact in known if is_to_come(fact.claim)]
    chapters = (
        Chapter("What you told me", tuple(Entry(facts.book.say(fact)) for fact in known)),
        Chapter("Our talks", tuple(_told(each, heavy=each.id in talks) for each in episodes)),
        Chapter("My journal", tuple(map(_written, reversed(journal)))),
        Chapter("Still open", tuple(map(Entry, open_ends))),
    )
    whom = f"for {identity.person_name}" if identity.person_name else ""
    under = tuple(line for line in (whom, _span(episodes)) if line)
    book = Keepsake(f"A time with {identity.name}", identity.name, under, chapters)
    return {
        BOOK: await asyncio.to_thread(as_pdf, book, SystemClock().now()),
        PEOPLE: _people(known).encode("utf-8", "replace"),
        OPEN: "".join(f"{line}\n" for line in open_ends).encode("utf-8", "replace"),
    }


def _told(episode: Episode, *, heavy: bool) -> Entry:
    day = f"{episode.began.astimezone():%-d %B %Y}"
    return Entry(HEAVY, day) if heavy else Entry(episode.summary, f"{day}: {episode.title}")


def _written(entry: JournalEntry) -> Entry:
    return Entry(" ".join(line.text for line in entry.lines), entry.night)


def _span(episodes: Sequence[Episode]) -> str:
    days = [episode.began.astimezone() for episode in episodes]
    return f"{min(days):%-d %B %Y} to {max(days):%-d %B %Y}" if days else ""


def _people(known: Sequence[Fact]) -> str:
    """The people of a life as a table; a cell never begins like a formula."""
    out = io.StringIO()
    table = csv.writer(out)
    table.writerow(("name", "who", "of whom"))
    for claim in (fact.claim for fact in known):
        if claim.relation in BONDS and claim.polarity == "is":
            whom = "" if claim.subject == YOU else claim.subject
            row = (claim.object, claim.relation, whom)
            table.writerow(f"'{cell}" if cell[:1] in "=+-@" and cell else cell for cell in row)
    return out.getvalue()


def _write(folder: Path, files: dict[str, bytes]) -> None:
    folder.mkdir(parents=True, mode=0o700)
    for name, content in files.items():
        path = folder / name
        with path.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
