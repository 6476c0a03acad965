"""What the memory page is told and may change: facts, the moments they came from, corrections."""

from typing import Literal

from pydantic import BaseModel, Field, ValidationError

from anima.app import Anima
from anima.memory import Fact, Facts
from anima.memory.facts.fact import YOU
from anima.values import AnimaError, JsonValue


class ChangeError(AnimaError):
    """The page asked for a change that cannot be made."""


class _Change(BaseModel):
    """What is to be done with a fact; `object` is the right word of a correction."""

    action: Literal["correct", "pin", "unpin", "private", "public", "forget"]
    object: str = Field("", max_length=200)


async def facts_of(anima: Anima) -> JsonValue:
    """Everything that is known, each with the moments it came from; people after the person."""
    facts = anima.facts
    await facts.catch_up()
    events = {event.id: event for event in await anima.log.events(kinds=("heard",))}

    def told(fact: Fact) -> list[JsonValue]:
        return [
            {"at": events[source].at.isoformat(), "text": events[source].text()}
            for source in facts.moments(fact)
            if source in events
        ]

    ordered = sorted(
        facts.book.facts.values(),
        key=lambda fact: (fact.claim.subject != YOU, fact.claim.subject, fact.learned_at),
    )

    def row(fact: Fact) -> JsonValue:
        marks: list[JsonValue] = [*sorted(fact.marks)]
        return {
            "id": fact.id,
            "about": fact.claim.subject,
            "text": facts.book.say(fact),
            "object": fact.claim.object,
            "state": fact.state,
            "marks": marks,
            "confidence": fact.confidence,
            "moments": told(fact),
        }

    return {"facts": [row(fact) for fact in ordered]}


async def change_fact(anima: Anima, fact_id: str, change: JsonValue) -> JsonValue:
    """Make a change; the answer is everything that is known then.

    Raises `ChangeError` or `NoSuchFactError`.
    """
    try:
        wanted = _Change.model_validate(change)
    except ValidationError as error:
        raise ChangeError("That is no change that can be made to a fact.") from error
    fact = anima.facts.find(fact_id)
    await _make(anima, anima.facts, fact, wanted)
    return await facts_of(anima)


async def _make(anima: Anima, facts: Facts, fact: Fact, wanted: _Change) -> None:
    match wanted.action:
        case "correct":
            await facts.correct(fact, wanted.object.strip())
        case "pin" | "unpin":
            await facts.mark(fact, "pinned", on=wanted.action == "pin")
        case "private" | "public":
            await facts.mark(fact, "private", on=wanted.action == "private")
        case "forget":
            await anima.forgetting.erase(facts.moments(fact))
