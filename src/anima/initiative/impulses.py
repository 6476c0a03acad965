"""What she might begin with: a loose end, a day to remember, somebody who was not spoken of lately.

Each impulse has a reason that the person can see, and a key by which it is never used twice.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal
from zlib import crc32

from anima.initiative.loose_ends import EndKind, LooseEnd, open_ends
from anima.memory import Fact
from anima.memory.facts.fact import YOU
from anima.persona import as_you, uncapitalised
from anima.values import Event

ImpulseKind = Literal["loose_end", "date", "somebody"]

LONG_UNSPOKEN = timedelta(days=21)
"""Somebody close who did not come up for so long is worth asking about."""

_CLOSE = frozenset({"friend", "sibling", "parent", "child", "partner", "relative"})
_MOST_WORDS = 22
_NAMED_BY = 2
"""So many words name what is to be left alone: all would spare the same thing in other words."""

_LINES: dict[EndKind, tuple[str, ...]] = {
    "awaited": (
        "I was wondering about something. You told me: {told}. Any news?",
        "You told me: {told}. Did you hear anything?",
    ),
    "appointment": (
        "You told me: {told}. How did it go?",
        "I remembered that you said: {told}. How was it?",
    ),
    "intention": (
        "You said: {told}. Did it happen? If not, that's all right too.",
        "You told me: {told}. No pressure. Is it still on your mind?",
    ),
    "worry": (
        "You told me: {told}. How is it now?",
        "I've been keeping this in mind: {told}. Is it any better?",
    ),
}
_MONTHS = (
    "january february march april may june july august september october november december".split()
)


@dataclass(frozen=True, slots=True)
class Impulse:
    """Something to begin with.

    Attributes:
        key: The same for the same thing, however often it is thought of.
        kind: What it is about.
        text: What she would say.
        reason: Why, as a plain sentence for the person.
        about: The words that it touches, for what is to be left alone.
        sources: The events that it rests on.
    """

    key: str
    kind: ImpulseKind
    text: str
    reason: str
    about: str
    sources: tuple[str, ...]


def impulses(events: Sequence[Event], facts: Iterable[Fact], now: datetime) -> list[Impulse]:
    """Everything that she might begin with at this time, the most fitting first."""
    known = [f for f in facts if f.state == "current" and "private" not in f.marks]
    return [
        *_dates(known, now),
        *(_of_end(end) for end in open_ends(events, now)),
        *_somebody(known, events, now),
    ]


def _of_end(end: LooseEnd) -> Impulse:
    ways = _LINES[end.kind]
    told = as_you(uncapitalised(_cut(end.text))).rstrip(" .!?…,;:")
    text = ways[crc32(end.source.encode()) % len(ways)].format(told=told)
    day = end.said_at.astimezone()
    reason = f"You told me on {day:%A} {day.day} {day:%B}, and I don't know how it went on."
    key = f"end:{end.source}:{crc32(end.text.encode()):08x}"
    about = " ".join(end.naming[-_NAMED_BY:]) or end.text
    return Impulse(key, "loose_end", text, reason, about, (end.source,))


def _dates(facts: Iterable[Fact], now: datetime) -> Iterable[Impulse]:
    """Birthdays of today."""
    today = now.astimezone().date()
    for fact in facts:
        if fact.claim.relation != "birthday" or not _is_day(
            fact.claim.object, today.month, today.day
        ):
            continue
        whose = fact.claim.subject
        text = (
            "Happy birthday to you! What would make it a good one?"
            if whose == YOU
            else f"It's {whose}'s birthday today. A call would be worth more than a message."
        )
        reason = f"You told me when {'your' if whose == YOU else f'{whose}s'} birthday is."
        yield Impulse(f"date:{fact.id}:{today.year}", "date", text, reason, whose, fact.sources)


def _somebody(facts: Sequence[Fact], events: Sequence[Event], now: datetime) -> Iterable[Impulse]:
    """People close to the person who did not come up for weeks, while they did talk to her."""
    heard = [event for event in events if event.kind == "heard" and event.text()]
    for fact in facts:
        name = fact.claim.object
        is_close = fact.claim.subject == YOU and fact.claim.relation in _CLOSE
        if not is_close or not name[:1].isupper():
            continue
        named = re.compile(rf"\b{re.escape(name)}\b")
        last = max((e.at for e in heard if named.search(e.text())), default=None)
        if last is None or now - last < LONG_UNSPOKEN or heard[-1].at <= last:
            continue
        week = now.astimezone().isocalendar()
        text = f"You haven't mentioned {name} in a while. Perhaps give {name} a call?"
        reason = f"You last spoke of {name} on {last.astimezone():%d %B}."
        key = f"somebody:{fact.id}:{week.year}-{week.week // 5}"
        yield Impulse(key, "somebody", text, reason, name, fact.sources)


def _is_day(told: str, month: int, day: int) -> bool:
    low = told.lower()
    if found := re.search(r"\b\d{4}-(\d{2})-(\d{2})\b|^-?-?(\d{2})-(\d{2})$", low):
        numbers = [int(each) for each in found.groups() if each]
        return numbers == [month, day]
    named = next((n for n, name in enumerate(_MONTHS, 1) if re.search(rf"\b{name[:3]}", low)), 0)
    number = re.search(r"\b(\d{1,2})(?:st|nd|rd|th)?\b", low)
    return named == month and number is not None and int(number[1]) == day


def _cut(text: str) -> str:
    words = " ".join(text.replace('"', "").split()).split(" ")
    return " ".join(words[:_MOST_WORDS])
