"""What a day holds for a night to take up: found by rules, each with the events it came from."""

import re
from collections.abc import Iterable, Sequence
from datetime import date, datetime

from anima.memory import Fact, sentence
from anima.persona.change import Change
from anima.persona.identity import Identity
from anima.persona.night.calendar import day_of
from anima.persona.opinions import tastes_in
from anima.persona.plain_speech import is_plain_speech
from anima.persona.second_person import as_you, uncapitalised
from anima.persona.temperament import appraise, appraise_all
from anima.values import Event, JsonValue

LEARNED = 4
WRONG = 2
TASTES = 2
_LINE_WORDS = (4, 18)
_WENT_WELL = {
    "laughed": "you laughed at it",
    "fond": "you were tender after it",
    "thanked": "you thanked me for it",
}
_REFUSES = re.compile(r"^(?:no\b(?! way)|nope|nah|not now|later)\b", re.IGNORECASE)
"""What was offered and is not wanted was no good answer, however kindly it is refused."""

_QUOTE_CHARACTERS = 140


def facts_of_day(facts: Iterable[Fact], day: date) -> list[JsonValue]:
    """What was learned of the person on this day, surest first; without what is private."""
    learned = [
        fact
        for fact in facts
        if fact.state == "current" and "private" not in fact.marks and _learned_on(fact, day)
    ]
    learned.sort(key=lambda f: ("pinned" not in f.marks, -f.confidence, f.learned_at, f.id))
    return [
        {"text": uncapitalised(sentence(fact).rstrip(".")), "sources": list(fact.sources)}
        for fact in learned[:LEARNED]
    ]


def mistakes(events: Sequence[Event]) -> list[JsonValue]:
    """Where the person told her that she was wrong, in conversation or on the memory page."""
    found: list[JsonValue] = []
    for event in events:
        if event.kind == "fact_corrected" and event.text("object"):
            right = event.text("object")
            text = f"I had {event.text('was')} where it is {right}."
            found.append({"text": text, "sources": [event.id]})
        elif any(m.kind.name == "corrected" for m in appraise_all([event])):
            text = f"You told me: “{quoted(event.text())}”"
            found.append({"text": text, "sources": [event.id]})
    return found[:WRONG]


def new_tastes(events: Sequence[Event], known: Iterable[Change]) -> list[JsonValue]:
    """What she said that she likes and thinks, if she has not settled on something else before.

    What was taken back is not proposed again in the same words.
    """
    settled = {change.topic for change in known if change.what == "opinion" and change.holds}
    proposed = {change.text for change in known if change.what == "opinion"}
    found: list[JsonValue] = [
        {"topic": taste.topic, "text": taste.text, "sources": [taste.source]}
        for taste in tastes_in(events)
        if taste.topic not in settled and taste.text not in proposed
    ]
    return found[-TASTES:]


def best_line(events: Sequence[Event], identity: Identity, known: Iterable[Change]) -> JsonValue:
    """An answer of hers that the person laughed at or thanked for; None when there was none.

    Only what can be said to anybody: no name, no number, nothing of what was recalled.
    """
    kept = {change.text for change in known if change.what == "line"}
    said = [event for event in events if event.kind in ("heard", "spoken", "recalled")]
    best: JsonValue = None
    for asked, answered, after in zip(said, said[1:], said[2:], strict=False):
        kinds = (asked.kind, answered.kind, after.kind)
        if kinds != ("heard", "spoken", "heard") or asked.session != after.session:
            continue
        is_lived = asked.is_lived and answered.is_lived and after.is_lived
        if answered.text("by") == "hand" or not is_lived:
            continue  # What was written beforehand, or belongs to a story, is no way of hers.
        if _REFUSES.match(after.text().replace("’", "'")):
            continue
        why = [_WENT_WELL[m.kind.name] for m in appraise(after) if m.kind.name in _WENT_WELL]
        text = answered.text()
        if why and text not in kept and _says_nothing_private(asked.text(), text, identity):
            sources: list[JsonValue] = [asked.id, answered.id, after.id]
            best = {"topic": asked.text(), "text": text, "cause": why[0], "sources": sources}
    return best


def quoted(text: str) -> str:
    """The words, short enough to be quoted in a line."""
    plain = " ".join(text.replace("“", '"').replace("”", '"').split())
    if len(plain) <= _QUOTE_CHARACTERS:
        return plain
    return plain[:_QUOTE_CHARACTERS].rsplit(" ", 1)[0] + " …"


def retold_as_you(text: str) -> str:
    """The person's words with "you" for "I", cut to a line."""
    return as_you(uncapitalised(quoted(text))).rstrip(" .!?…,;:")


def _learned_on(fact: Fact, day: date) -> bool:

    return day_of(datetime.fromisoformat(fact.learned_at)) == day


def _says_nothing_private(asked: str, answered: str, identity: Identity) -> bool:
    least, most = _LINE_WORDS
    if not least <= len(answered.split()) <= most or len(asked.split()) > most:
        return False
    inside = re.sub(r"(?:^|[.!?…]\s+)[\"']?\w+", "", f"{asked} {answered}")
    proper = re.search(r"\b(?!I\b|I'|I’)[A-Z]\w*|\d", inside)
    names = {identity.person_name.lower(), identity.name.lower()} - {""}
    named = any(name in f"{asked} {answered}".lower() for name in names)
    return proper is None and not named and is_plain_speech(answered)
