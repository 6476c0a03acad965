"""What `anima handover` does: her given to somebody else with chosen memories; and her arrival."""

import asyncio
import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from rich.console import Console

from anima import __version__
from anima.app import OWNER, open_vault
from anima.continuity.age import is_sealed
from anima.continuity.handover import (
    Handover,
    Her,
    Opinion,
    Told,
    handover_of,
    read_handover,
    write_handover,
)
from anima.farewell_app import Farewell, farewell
from anima.memory import (
    HANDED_OVER,
    EventLog,
    Facts,
    Givable,
    Giving,
    Imports,
    bring_up_to_date,
    together,
)
from anima.moving_app import import_life, new_passphrase, old_passphrase
from anima.persona import load_identity
from anima.persona.handing_over import (
    CAME,
    HerSelf,
    accepted,
    arrival,
    has_met,
    is_opinion,
    load_her,
)
from anima.persona.identity import A_FRIEND, DEFAULT_VOICE, Giver
from anima.safety import is_order, without_orders
from anima.settings import Settings
from anima.storage import Connection, Vault
from anima.values import AnimaError, JsonValue, Message, SystemClock
from anima.voice.voices import VOICES

Confirm = Callable[[str], bool]
SHOWN = 8
"""So much of an id is shown: a fact's beginning, a moment's end."""

STAYS = "With you she stays as she was."


class HandoverError(AnimaError):
    """She cannot be handed over like this, or cannot arrive here; nothing was changed."""


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
        given = handover_of(lambda: _handover(giving, her, chosen, wish, giver))
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


def _handover(giving: Giving, her: HerSelf, chosen: Givable, wish: Wish, giver: str) -> Handover:
    opinions = [
        Opinion(topic=topic, text=text)
        for (topic, text), sources in zip(her.opinions, her.sources, strict=True)
        if not any(giving.spared.holds(text, source) for source in (sources or {""}))
    ]
    return Handover(
        her=Her(name=her.name, voice=her.voice, traits=her.traits, opinions=tuple(opinions)),
        giver=giver,
        whom=wish.whom,
        note=" ".join(wish.note.split()),
        told=tuple(Told(at=m.at, kind=m.kind, text=m.text) for m in chosen.memories),
    )


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
    content: dict[str, JsonValue] = {"content": hashlib.sha256(given.content()).hexdigest()}
    shown: dict[str, JsonValue] = {
        **content,
        "sources": [memory.id for memory in chosen.memories],
        "whom": given.whom,
        "kept_back": len(chosen.kept_back),
    }
    await log.append(CAME, "handover_shown", shown)
    whom = given.whom or "whoever has the file and its passphrase"
    if not confirm(f"Shall this go to {whom}, and nothing else?"):
        await log.append(CAME, "handover_declined", content)
        console.print("Nothing was written.")
        return False
    passphrase = await asyncio.to_thread(new_passphrase)
    await log.append(CAME, "handover_approved", content)
    now = SystemClock().now()
    await asyncio.to_thread(
        write_handover, target, given, passphrase, made_by=__version__, made_at=now
    )
    # Whoever erases something later is told which copies there are.
    place = await asyncio.to_thread(target.absolute)
    await log.append(CAME, "exported", {"file": str(place), "sealed": True, **content})
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
    digest = hashlib.sha256(given.content()).hexdigest()
    async with await open_vault(settings) as vault:
        log = EventLog(vault, OWNER, SystemClock())
        if await has_met(log):
            raise HandoverError(
                "Somebody has met a companion here already.",
                advice="Set ANIMA_HOME to an empty folder, or invite a person: anima people.",
            )
        imports = Imports(vault, OWNER, log, SystemClock())
        import_id = await _told(imports, source, given, digest)
        entries = arrival(_as_she_may_be(given), _giver(given), _today(), import_id)

        def arrive(connection: Connection) -> None:
            log.insert(connection, accepted(log.insert(connection, entries)))

        await vault.write(arrive)
        await (await Facts.open(vault, OWNER, log)).catch_up()
        await vault.flush()
    console.print(
        f"{given.her.name} is here, from {given.giver or A_FRIEND}, with {len(given.told):,} "
        "things to remember. She would like to meet you: anima serve",
        markup=False,
        highlight=False,
        soft_wrap=True,
    )


async def _told(imports: Imports, source: Path, given: Handover, digest: str) -> str:
    """Keep what the giver told as quoted material; killed, the same file goes on where it was."""
    finished = [each.id for each in await imports.all() if each.digest == digest and each.finished]
    if finished:
        return finished[0]
    author = given.giver or A_FRIEND
    messages = (Message(told.at, author, told.text, told.kind, mine=False) for told in given.told)
    import_id = await imports.begin(HANDED_OVER, source.name, digest)
    await imports.add(import_id, messages)
    await imports.finish(import_id)
    return import_id


def _as_she_may_be(given: Handover) -> HerSelf:
    """Who she is, as far as a file may say: orders and what is no opinion of hers stay out."""
    known = {voice.id for voice in VOICES}
    opinions = tuple(
        (each.topic, each.text)
        for each in given.her.opinions
        if is_opinion(each.text) and not is_order(each.text) and not is_order(each.topic)
    )
    voice = given.her.voice if given.her.voice in known else DEFAULT_VOICE
    return HerSelf(given.her.name, voice, given.her.traits, opinions)


def _giver(given: Handover) -> Giver:
    low = given.whom.lower()
    spoke = bool(low) and any(low in told.text.lower() for told in given.told)
    note = without_orders(given.note).text
    return Giver(given.giver or A_FRIEND, note, given.whom, spoke)


def _today() -> str:
    return f"{datetime.now().astimezone():%Y-%m-%d}"
