"""What `anima handover` does: her given to somebody else with chosen memories; and her arrival."""

import asyncio
from collections.abc import AsyncGenerator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console

from anima import __version__
from anima.app import OWNER, open_vault
from anima.continuity.age import is_sealed
from anima.continuity.handover import Handover, handover_of, read_handover, write_handover
from anima.farewell_app import Farewell, farewell
from anima.handover_making import (
    HandoverError,
    arrive,
    arrived,
    digest_of,
    made_of,
    note_approved,
    note_declined,
    note_shown,
    note_written,
)
from anima.llm import SentenceEncoder
from anima.memory import EventLog, Facts, Givable, Giving, bring_up_to_date, together
from anima.models import WeightStore
from anima.moving_app import import_life, new_passphrase, old_passphrase
from anima.persona import load_identity
from anima.persona.handing_over import load_her
from anima.persona.identity import A_FRIEND
from anima.safety import OrderSense
from anima.settings import Settings
from anima.storage import Vault
from anima.values import SystemClock

Confirm = Callable[[str], bool]
SHOWN = 8
"""So much of an id is shown: a fact's beginning, a moment's end."""

STAYS = "With you she stays as she was."


@dataclass(frozen=True, slots=True)
class Wish:
    """What a person wants to give.

    Attributes:
        file: Where to write it; None to list what could be given.
        about: Topics: all that has their words.
        facts: Beginnings of the ids of facts.
        moments: Ends of the ids of moments.
        giver: What she calls the giver to the other; None for the name she knows, empty for none.
        whom: For whom she is meant; may be empty.
        note: What she is to say from the giver; may be empty.
        goodbye: A new folder for a farewell when all is written; None when she stays.
    """

    file: Path | None = None
    about: Sequence[str] = ()
    facts: Sequence[str] = ()
    moments: Sequence[str] = ()
    giver: str | None = None
    whom: str = ""
    note: str = ""
    goodbye: Path | None = None


async def hand_over(settings: Settings, console: Console, wish: Wish, confirm: Confirm) -> bool:
    """Show exactly what would go, and write it after a yes; says whether it was written.

    Raises:
        HandoverError: There is nobody yet, or the file is there already.
        NoSuchFactError: A fact that was named is not known.
        ArchiveError: The file cannot be written, or a text cannot stand in it.
    """
    if wish.file is not None and wish.file.exists():  # one look
        raise HandoverError(f"{wish.file} is there already.", advice="Name a new file.")
    async with await open_vault(settings) as vault:
        log = EventLog(vault, OWNER, SystemClock())
        her = await load_her(log)
        if not her.name:
            raise HandoverError("Nobody is here yet who could be given.", advice="Meet her first.")
        giver = (await load_identity(log)).person_name if wish.giver is None else wish.giver
        giving = await _giving(vault, log)
        chosen = await _chosen(giving, wish, giver or A_FRIEND)
        if wish.file is None:
            _list(console, chosen)
            return False
        given = handover_of(
            lambda: made_of(giving, her, chosen, giver=giver, whom=wish.whom, note=wish.note)
        )
        _show(console, given, chosen)
        written = await _approved(log, console, given, chosen, wish.file, confirm)
    if written and wish.goodbye is not None:
        await farewell(settings, console, Farewell(wish.goodbye, sleep=False), confirm)
    elif written:
        console.print(STAYS)
    return written


async def _giving(vault: Vault, log: EventLog) -> Giving:
    await bring_up_to_date(vault)
    facts = await Facts.open(vault, OWNER, log)
    await facts.catch_up()
    return await Giving.open(vault, OWNER, log, facts)


async def _chosen(giving: Giving, wish: Wish, giver: str) -> Givable:
    if wish.file is None and not (wish.about or wish.facts or wish.moments):
        return await giving.all(giver)
    several = [await giving.about(topic, giver) for topic in wish.about]
    return together([*several, await giving.chosen(wish.facts, wish.moments, giver)])


def _list(console: Console, chosen: Givable) -> None:
    """What could be given, each with the id to choose it by."""
    for memory in chosen.memories:
        is_fact = memory.kind == "fact"
        name = memory.id[:SHOWN] if is_fact else memory.id[-SHOWN:]
        how = "--fact" if is_fact else "--moment"
        line = f"{how} {name}  {memory.at.astimezone():%Y-%m-%d}  {memory.text}"
        console.print(line, markup=False, highlight=False, soft_wrap=True)
    if not chosen.memories:
        console.print("There is nothing that could be given.")
    _tell_kept_back(console, chosen)


def _show(console: Console, given: Handover, chosen: Givable) -> None:
    """Every word that would go."""

    def out(line: str) -> None:
        console.print(line, markup=False, highlight=False, soft_wrap=True)

    giver = given.giver or A_FRIEND
    out(f"{given.her.name} goes with her name, her voice ({given.her.voice}) and her temperament.")
    if given.her.opinions:
        out("What she thinks:")
        for opinion in given.her.opinions:
            out(f"  {opinion.text}")
    if given.told:
        out(f"What she remembers, as told by {giver}:")
    else:
        out(f"She remembers nothing that {giver} told her.")
    for told in given.told:
        out(f"  {told.at.astimezone():%Y-%m-%d}  {told.text}")
    if given.note:
        out(f"What she is to say from {giver}: {given.note}")
    _tell_kept_back(console, chosen)


def _tell_kept_back(console: Console, chosen: Givable) -> None:
    if count := len(chosen.kept_back):
        console.print(
            f"Kept back: {count}, being private, to be left alone, or told in bad hours.",
            highlight=False,
        )


async def _approved(
    log: EventLog,
    console: Console,
    given: Handover,
    chosen: Givable,
    target: Path,
    confirm: Confirm,
) -> bool:
    """Ask, keep the answer, and write exactly what was shown."""
    await note_shown(log, given, chosen)
    whom = given.whom or "whoever has the file and its passphrase"
    if not confirm(f"Shall this go to {whom}, and nothing else?"):
        await note_declined(log, digest_of(given))
        console.print("Nothing was written.")
        return False
    passphrase = await asyncio.to_thread(new_passphrase)
    await note_approved(log, given)
    now = SystemClock().now()
    await asyncio.to_thread(
        write_handover, target, given, passphrase, made_by=__version__, made_at=now
    )
    place = await asyncio.to_thread(target.absolute)
    await note_written(log, given, str(place))
    console.print(
        f"{target} is written and sealed. Give the passphrase by another way than the file. There, "
        f"where nobody has met a companion yet: anima import {target.name}",
        markup=False,
        highlight=False,
        soft_wrap=True,
    )
    return True


async def bring(settings: Settings, console: Console, source: Path, *, replace: bool) -> None:
    """Take in a file of hers: a handover lets her arrive, an archive makes the life it holds.

    Raises:
        WrongKeyError: The passphrase of a sealed file is another.
        ArchiveError: It cannot be used, and nothing was changed.
    """
    with source.open("rb") as file:
        sealed = is_sealed(file)
    if not sealed:
        await import_life(settings, console, source, replace=replace)
        return
    passphrase = await asyncio.to_thread(old_passphrase)
    if given := await asyncio.to_thread(read_handover, source, passphrase):
        await take_in(settings, console, source, given)
        return
    await import_life(settings, console, source, replace=replace, ask=lambda: passphrase)


async def take_in(settings: Settings, console: Console, source: Path, given: Handover) -> None:
    """Let her arrive: all of it, or nothing is changed.

    Raises:
        HandoverError: Somebody has met a companion here.
    """
    async with await open_vault(settings) as vault:
        log = EventLog(vault, OWNER, SystemClock())
        async with _order_sense(settings) as orders:
            await arrive(vault, log, source.name, given, orders)
    console.print(f"{arrived(given)}: anima serve", markup=False, highlight=False, soft_wrap=True)


@asynccontextmanager
async def _order_sense(settings: Settings) -> AsyncGenerator[OrderSense]:
    """What hears orders in a file; by rules alone where the model that it needs is not here."""
    store = WeightStore()
    if not store.installed(settings.embedding):
        yield OrderSense()
        return
    encoder = await asyncio.to_thread(SentenceEncoder, store.folder(settings.embedding))
    try:
        yield OrderSense(encoder)
    finally:
        encoder.close()
