"""What the memory page is told and may change: facts, people, episodes, moments, corrections."""

from collections.abc import Collection, Iterable
from typing import Literal

from pydantic import BaseModel, Field, ValidationError

from anima.app import Anima
from anima.memory import Episode, Fact, Facts, Query, Turn
from anima.memory.facts.fact import BONDS, YOU, Relation
from anima.memory.facts.people import Bond, bonds
from anima.values import AnimaError, Event, EventId, JsonValue

FOUND = 20
"""Moments that a search on the page brings."""

_THEMES: dict[str, tuple[Relation, ...]] = {
    "To remember": ("note",),
    "About you": ("name", "nickname", "age", "birthday", "from", "speaks", "is"),
    "Home": ("lives_in", "owns"),
    "People and animals": BONDS,
    "Work and study": ("works_as", "works_at", "studies", "studies_at"),
    "What you do": ("does",),
    "Likes and dislikes": ("likes", "dislikes", "fears"),
    "Health": ("health",),
    "Hopes and promises": ("hopes", "promise"),
    "Days that come again": ("anniversary", "regular"),
    "What happened": ("event",),
}
"""How facts about the person are arranged, in this order; plans stand apart."""

_PLANS = "Plans"


class ChangeError(AnimaError):
    """The page asked for a change that cannot be made."""


class _Change(BaseModel):
    """What is to be done with a fact; `object` is the right word of a correction, or the other
    name of a merged person."""

    action: Literal["correct", "pin", "unpin", "private", "public", "forget", "merge"]
    object: str = Field("", max_length=200)


async def facts_of(anima: Anima) -> JsonValue:
    """Everything that is known, each with the moments it came from; people after the person.

    With who is who to whom, and the conversations that are over.
    """
    facts = anima.facts
    await facts.catch_up()
    await anima.episodes.catch_up()
    known = list(facts.book.facts.values())
    events = await anima.log.of({source for fact in known for source in facts.moments(fact)})
    sounding = await anima.sounds.kept(events)
    ordered = sorted(
        known,
        key=lambda fact: (fact.claim.subject != YOU, fact.claim.subject, fact.learned_at),
    )
    themes: list[JsonValue] = [*_THEMES, _PLANS]
    return {
        "facts": [_fact(facts, fact, events, sounding) for fact in ordered],
        "themes": themes,
        "bonds": [_bond(bond) for bond in bonds(known)],
        "episodes": [_episode(episode) for episode in await anima.episodes.all()],
    }


async def found(anima: Anima, words: str) -> JsonValue:
    """What was said that bears on these words, best first."""
    results = await anima.search.search(Query(words), limit=FOUND) if words.strip() else []
    return {"found": [_turn(each.turn) for each in results]}


async def sound_of(anima: Anima, event: str) -> bytes | None:
    """What was heard in a moment, as a WAV file; None when it was not kept."""
    return await anima.sounds.wav(EventId(event))


async def change_fact(anima: Anima, fact_id: str, change: JsonValue) -> JsonValue:
    """Make a change; the answer is everything that is known then.

    Raises `ChangeError` or `NoSuchFactError`.
    """
    try:
        wanted = _Change.model_validate(change)
    except ValidationError as error:
        raise ChangeError("That is no change that can be made to a fact.") from error
    await _make(anima, anima.facts, fact_id, wanted)
    return await facts_of(anima)


async def _make(anima: Anima, facts: Facts, fact_id: str, wanted: _Change) -> None:
    fact = facts.find(fact_id)
    match wanted.action:
        case "correct":
            await facts.correct(fact, wanted.object.strip())
        case "pin" | "unpin":
            await facts.mark(fact, "pinned", on=wanted.action == "pin")
        case "private" | "public":
            await facts.mark(fact, "private", on=wanted.action == "private")
        case "merge":
            await facts.merge(_person(fact), wanted.object.strip())
        case "forget":
            await anima.forgetting.erase(facts.moments(fact), names=facts.called(fact))


def _person(fact: Fact) -> str:
    """Whom a fact is about; of a fact that says who somebody is to the person, that one."""
    claim = fact.claim
    return claim.object if claim.subject == YOU and claim.relation in BONDS else claim.subject


def _fact(
    facts: Facts, fact: Fact, events: dict[EventId, Event], sounding: Collection[str]
) -> JsonValue:
    marks: list[JsonValue] = [*sorted(fact.marks)]
    moments = [events[source] for source in facts.moments(fact) if source in events]
    return {
        "id": fact.id,
        "about": fact.claim.subject,
        "relation": fact.claim.relation,
        "theme": _theme(fact),
        "text": facts.book.say(fact),
        "object": fact.claim.object,
        "state": fact.state,
        "polarity": fact.claim.polarity,
        "from": fact.valid_from,
        "learned": fact.learned_at,
        "marks": marks,
        "confidence": fact.confidence,
        "moments": list(_moments(moments, sounding)),
    }


def _theme(fact: Fact) -> str:
    if fact.claim.polarity == "planned":
        return _PLANS
    return next(name for name, relations in _THEMES.items() if fact.claim.relation in relations)


def _moments(events: Iterable[Event], sounding: Collection[str]) -> Iterable[JsonValue]:
    for event in events:
        if event.kind == "fact_corrected":
            text = event.text("object")
            yield {"at": event.at.isoformat(), "text": "", "corrected": text}
        elif event.text():
            sound = event.id if event.id in sounding else ""
            yield {"at": event.at.isoformat(), "text": event.text(), "sound": sound}


def _bond(bond: Bond) -> JsonValue:
    return {
        "one": bond.one,
        "relation": bond.relation,
        "other": bond.other,
        "current": bond.current,
    }


def _episode(episode: Episode) -> JsonValue:
    return {
        "title": episode.title,
        "summary": episode.summary,
        "people": [*episode.people],
        "places": [*episode.places],
        "feelings": [*episode.feelings],
        "began": episode.began.isoformat(),
        "ended": episode.ended.isoformat(),
        "said": episode.said,
        "made_by": episode.made_by,
    }


def _turn(turn: Turn) -> JsonValue:
    return {"at": turn.at.isoformat(), "who": turn.who, "text": turn.text}
