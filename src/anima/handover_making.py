"""What a handover is made of, and how one arrives: what the terminal and the page share."""

import hashlib
import textwrap
from datetime import datetime

from anima.app import OWNER
from anima.continuity.handover import LONGEST_TOLD, Handover, Her, Opinion, Told
from anima.memory import (
    HANDED_OVER,
    EventLog,
    Facts,
    Givable,
    Giving,
    Imports,
)
from anima.persona.handing_over import CAME, HerSelf, accepted, arrival, has_met, is_opinion
from anima.persona.identity import A_FRIEND, DEFAULT_VOICE, Giver
from anima.safety import OrderSense, is_order, without_orders
from anima.storage import Connection, Vault
from anima.values import AnimaError, JsonValue, Message, SystemClock
from anima.voice.voices import VOICES


class HandoverError(AnimaError):
    """She cannot be handed over like this, or cannot arrive here; nothing was changed."""


def made_of(
    giving: Giving, her: HerSelf, chosen: Givable, *, giver: str, whom: str, note: str
) -> Handover:
    """All that goes: who she is, without what came of private things, and what was chosen.

    Raises pydantic's `ValidationError`; see `continuity.handover.handover_of`.
    """
    return Handover(
        her=Her(name=her.name, voice=her.voice, traits=her.traits, opinions=thinks(giving, her)),
        giver=giver,
        whom=whom,
        note=" ".join(note.split()),
        told=tuple(
            Told(at=m.at, kind=m.kind, text=piece)
            for m in chosen.memories
            for piece in _pieces(m.text)
        ),
    )


def _pieces(text: str) -> list[str]:
    """A long story in pieces that a handover can hold, none of them cut in a word."""
    return textwrap.wrap(
        text,
        LONGEST_TOLD,
        expand_tabs=False,
        replace_whitespace=False,
        drop_whitespace=False,
        break_on_hyphens=False,
    )


def thinks(giving: Giving, her: HerSelf) -> tuple[Opinion, ...]:
    """What she thinks, as far as it may be told: nothing that came of a private thing."""
    return tuple(
        Opinion(topic=topic, text=text)
        for (topic, text), sources in zip(her.opinions, her.sources, strict=True)
        if not any(giving.spared.holds(text, source) for source in (sources or {""}))
    )


def digest_of(given: Handover) -> str:
    """By which what was shown is known again when it is written."""
    return hashlib.sha256(given.content()).hexdigest()


async def note_shown(log: EventLog, given: Handover, chosen: Givable) -> None:
    """Keep what was shown, before anybody says yes or no to it."""
    shown: dict[str, JsonValue] = {
        "content": digest_of(given),
        "sources": [memory.id for memory in chosen.memories],
        "whom": given.whom,
        "kept_back": len(chosen.kept_back),
    }
    await log.append(CAME, "handover_shown", shown)


async def note_declined(log: EventLog, digest: str) -> None:
    """Keep a no."""
    await log.append(CAME, "handover_declined", {"content": digest})


async def note_approved(log: EventLog, given: Handover) -> None:
    """Keep a yes."""
    await log.append(CAME, "handover_approved", {"content": digest_of(given)})


async def note_written(log: EventLog, given: Handover, where: str) -> None:
    """Keep where the file went: whoever erases something later is told which copies there are."""
    copy: dict[str, JsonValue] = {"file": where, "sealed": True, "content": digest_of(given)}
    await log.append(CAME, "exported", copy)


async def arrive(
    vault: Vault, log: EventLog, file: str, given: Handover, orders: OrderSense
) -> None:
    """Let her arrive: all of it, or nothing is changed.

    `orders` knows the sentences that may not come along.

    Raises:
        HandoverError: Somebody has met a companion here.
    """
    if await has_met(log):
        raise HandoverError(
            "Somebody has met a companion here already.",
            advice="Set ANIMA_HOME to an empty folder, or invite a person: anima people.",
        )
    imports = Imports(vault, OWNER, log, SystemClock())
    import_id = await _told(imports, file, given)
    await orders.read_quoted([given.note])
    entries = arrival(_as_she_may_be(given), _giver(given, orders), _today(), import_id)

    def write(connection: Connection) -> None:
        log.insert(connection, accepted(log.insert(connection, entries)))

    await vault.write(write)
    await (await Facts.open(vault, OWNER, log)).catch_up()
    await vault.flush()


def arrived(given: Handover) -> str:
    """What is said when she is there."""
    things = "1 thing" if len(given.told) == 1 else f"{len(given.told):,} things"
    return (
        f"{given.her.name} is here, from {given.giver or A_FRIEND}, with {things} to remember. "
        "She would like to meet you"
    )


async def _told(imports: Imports, file: str, given: Handover) -> str:
    """Keep what the giver told as quoted material; killed, the same file goes on where it was."""
    digest = digest_of(given)
    finished = [each.id for each in await imports.all() if each.digest == digest and each.finished]
    if finished:
        return finished[0]
    author = given.giver or A_FRIEND
    messages = (Message(told.at, author, told.text, told.kind, mine=False) for told in given.told)
    import_id = await imports.begin(HANDED_OVER, file, digest)
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


def _giver(given: Handover, orders: OrderSense) -> Giver:
    low = given.whom.lower()
    spoke = bool(low) and any(low in told.text.lower() for told in given.told)
    note = without_orders(given.note, orders.tells).text
    return Giver(given.giver or A_FRIEND, note, given.whom, spoke)


def _today() -> str:
    return f"{datetime.now().astimezone():%Y-%m-%d}"
