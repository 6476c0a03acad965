"""A change of who she is: proposed by a night, and decided by the person."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal

from anima.persona.temperament import TRAITS, TraitChange
from anima.values import Event, EventKind, JsonValue

What = Literal["trait", "opinion", "line"]
Decision = Literal["waiting", "accepted", "softened", "taken_back"]

GROWTH_KINDS: tuple[EventKind, ...] = ("grew", "growth_decided", "preference_set")
"""The kinds of event that the changes are read from."""

_WHATS: tuple[What, ...] = ("trait", "opinion", "line")


@dataclass(frozen=True, slots=True)
class Change:
    """One change, and what the person decided about it.

    Attributes:
        id: The event that proposed it.
        night: The day whose night it came from, as an ISO date.
        at: When it was proposed.
        what: A trait that moves, an opinion, or a line of her own to answer like again.
        trait: The trait, if it is one.
        amount: By how much it moves.
        topic: What an opinion is about; for a line, what the person had said.
        text: The opinion, or her answer.
        causes: What happened, in her words.
        sources: The events in which it did.
        decision: What the person decided; `waiting` until they do.
        unasked: Whether it holds while it waits, because the person wanted it so when it came.
    """

    id: str
    night: str
    at: datetime
    what: What
    causes: tuple[str, ...]
    sources: tuple[str, ...]
    trait: str = ""
    amount: float = 0.0
    topic: str = ""
    text: str = ""
    decision: Decision = "waiting"
    unasked: bool = False

    @property
    def holds(self) -> bool:
        """Whether she is so now."""
        if self.decision == "waiting":
            return self.unasked
        return self.decision in ("accepted", "softened")


def changes_of(events: Iterable[Event]) -> list[Change]:
    """The changes in these events, oldest first, each with its last decision.

    A change whose words were forgotten is gone. Whether one holds that nobody decided about is
    settled when it comes: another wish of the person is for those that come later, so that she is
    not somebody else from one turn to the next.
    """
    changes: dict[str, Change] = {}
    unasked = False
    for event in events:
        match event.kind:
            case "grew":
                if change := _change(event):
                    changes[event.id] = replace(change, unasked=unasked)
            case "growth_decided":
                decision = event.text("decision")
                known = changes.get(event.text("change"))
                if known and decision in ("waiting", "accepted", "softened", "taken_back"):
                    changes[known.id] = replace(known, decision=decision)
            case "preference_set" if event.text("key") == "growth":
                unasked = event.text("value") == "show"
            case _:
                continue
    return list(changes.values())


def trait_payload(night: str, change: TraitChange) -> dict[str, JsonValue]:
    """The payload of a `grew` event for a moved trait; it holds no word of the person."""
    return {
        "night": night,
        "what": "trait",
        "trait": change.trait,
        "amount": change.amount,
        "causes": list(change.causes),
        "sources": list(change.sources),
    }


def words_payload(
    night: str, what: What, topic: str, text: str, cause: str, sources: Iterable[str]
) -> dict[str, JsonValue]:
    """The payload of a `grew` event for an opinion or a line."""
    return {
        "night": night,
        "what": what,
        "topic": topic,
        "text": text,
        "causes": [cause],
        "sources": list(sources),
    }


def _change(event: Event) -> Change | None:
    what = event.text("what")
    if what not in _WHATS:
        return None
    amount = event.payload.get("amount")
    if what == "trait" and (event.text("trait") not in TRAITS or not isinstance(amount, float)):
        return None
    return Change(
        id=event.id,
        night=event.text("night"),
        at=event.at,
        what=what,
        causes=_texts(event.payload, "causes"),
        sources=_texts(event.payload, "sources"),
        trait=event.text("trait"),
        amount=amount if isinstance(amount, float) else 0.0,
        topic=event.text("topic"),
        text=event.text("text"),
    )


def _texts(payload: Mapping[str, JsonValue], key: str) -> tuple[str, ...]:
    value = payload.get(key)
    return tuple(str(each) for each in value) if isinstance(value, list) else ()
