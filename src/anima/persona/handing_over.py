"""Giving her away: what of her goes along, and how she becomes herself where she arrives.

Her character arrives as changes that hold from the first day, each with its cause, so that the
person who receives her sees where it came from and may take it back.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from anima.memory import EventLog
from anima.memory.event_log import Entry
from anima.persona.change import trait_payload, words_payload
from anima.persona.growth import EDITS, load_character
from anima.persona.identity import Giver, load_identity
from anima.persona.opinions import is_taste
from anima.persona.temperament import START, TRAITS, Trait, TraitChange
from anima.values import Event, EventId, EventKind, JsonValue, SessionId

CAME = SessionId("handover")

CAUSE = "It came with me from {giver}."
_SOFTENED = re.compile(r"^(?:I think (?=I )|I'm not so sure, but (?=I think )|I'm less sure: )")
_BEGUN: tuple[EventKind, ...] = ("question_asked", "handed_over", "name_accepted", "heard")


@dataclass(frozen=True, slots=True)
class HerSelf:
    """What goes along of who she is.

    Attributes:
        name: Her name.
        voice: The id of her voice.
        traits: Her traits as she is now.
        opinions: What she thinks, each with its topic; nothing says where it came from.
        sources: The events that each opinion came from; they do not go along.
    """

    name: str
    voice: str
    traits: dict[Trait, float]
    opinions: tuple[tuple[str, str], ...]
    sources: tuple[frozenset[str], ...] = ()


async def load_her(log: EventLog) -> HerSelf:
    """Read from the log who she is now, as somebody else may meet her; an empty name if nobody is.

    Answers of hers that went well stay: each has the words of the person that she answered.
    """
    identity, character = await load_identity(log), await load_character(log)
    grown = {event.id: event for event in await log.events(kinds=("grew",))}
    told = [(o, frozenset(_sources(grown.get(EventId(o.change))))) for o in character.opinions]
    kept = [(o, source) for o, source in told if is_opinion(o.text)]
    return HerSelf(
        identity.name,
        identity.voice,
        {trait: character.traits.of(trait) for trait in TRAITS},
        tuple((o.topic, o.text) for o, _ in kept),
        tuple(source for _, source in kept),
    )


async def has_met(log: EventLog) -> bool:
    """Whether somebody has begun to talk with a companion here."""
    return bool(await log.events(kinds=_BEGUN, limit=1))


def arrival(her: HerSelf, giver: Giver, night: str, import_id: str) -> list[Entry]:
    """The events of her arrival: her name, her voice, whom she comes from, her character.

    Those of kind `grew` hold when `accepted` has said so.
    """
    came: dict[str, JsonValue] = {
        "giver": giver.name,
        "whom": giver.whom,
        "note": giver.note,
        "spoke_of_them": giver.spoke_of_them,
        "import": import_id,
    }
    cause = CAUSE.format(giver=giver.name)
    grown = [trait_payload(night, change) for change in _moves(her.traits, cause)]
    grown += [
        words_payload(night, "opinion", topic, text, cause, ()) for topic, text in her.opinions
    ]
    return [
        (CAME, "voice_chosen", {"voice": her.voice}),
        (CAME, "handed_over", came),
        (CAME, "name_accepted", {"name": her.name}),
        *((EDITS, "grew", payload) for payload in grown),
    ]


def accepted(arrived: Sequence[Event]) -> list[Entry]:
    """The events by which the character that came along holds."""
    return [
        (EDITS, "growth_decided", {"change": event.id, "decision": "accepted"})
        for event in arrived
        if event.kind == "grew"
    ]


def is_opinion(text: str) -> bool:
    """Whether a text has the form of her opinions: a file can put nothing else into her mouth."""
    return is_taste(_SOFTENED.sub("", text))


def _moves(traits: Mapping[Trait, float], cause: str) -> list[TraitChange]:
    """From the day she woke to who she is: one change for each trait that differs."""
    moved: list[TraitChange] = []
    for trait in TRAITS:
        amount = round(traits.get(trait, START.of(trait)) - START.of(trait), 3)
        if amount:
            moved.append(TraitChange(trait, amount, (cause,), ()))
    return moved


def _sources(event: Event | None) -> list[str]:
    value = event.payload.get("sources") if event else None
    return [str(each) for each in value] if isinstance(value, list) else []
