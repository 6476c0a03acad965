"""What she might begin with: a loose end, a day to remember, somebody who was not spoken of lately.

Each impulse has a reason that the person can see, and a key by which it is never used twice.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal
from zlib import crc32

from anima.initiative.avoided import look, told_in_danger
from anima.initiative.days import Said, has_died, said_today, those_gone
from anima.initiative.loose_ends import (
    EndKind,
    LooseEnd,
    ahead_today,
    forget_read_ends,
    loose_ends,
    those_open,
)
from anima.initiative.put_off import Avoided, forget_read_pieces
from anima.memory import Fact, sentence
from anima.memory.facts.fact import YOU
from anima.persona import as_you, uncapitalised
from anima.values import Event

ImpulseKind = Literal["loose_end", "date", "somebody", "ahead", "avoided"]

LONG_UNSPOKEN = timedelta(days=21)
"""Somebody close who did not come up for so long is worth asking about."""

_CLOSE = frozenset({"friend", "sibling", "parent", "child", "partner", "relative"})
_MOST_WORDS = 22
_MOST_DAYS = 4
"""So many of the days on which something was put off are named."""

_TO_DO = re.compile(
    r"(?:to )?(?:\w+ing\b|chess\b|cards\b|tennis\b|football\b|the cinema\b)", re.IGNORECASE
)
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
_AVOIDED = (
    "On {day} you told me: {told}. Since then it was left for another day {times}. Would it help "
    "to talk about it, or shall I leave it be? Both are fine.",
    "Something I noticed, and I may be wrong. On {day} you told me: {told}. It has been put off "
    "{times} since. Do you want to look at it together? If not, just say so.",
    "On {day} you told me: {told}. It came up again and was put off {times}. I don't ask you to "
    "do it. Is there something about it that you'd like to say? It's all right if not.",
)
"""What she asks about a thing put off again and again: what was said and when, and no cause."""

_AHEAD: tuple[tuple[re.Pattern[str], tuple[str, ...]], ...] = (
    (
        re.compile(r"\b(?:funeral|burial|memorial|wake|cremation)\b", re.IGNORECASE),
        ("That's today. I hope there are kind people around you there.",),
    ),
    (
        re.compile(
            r"\b(?:hospital|surgery|operation|biopsy|scan|chemo\w*|vet|doctor|dentist|court|hearing"
            r"|trial)\b",
            re.IGNORECASE,
        ),
        ("That's today. I hope it goes well. Take somebody along if you can.",),
    ),
    (
        re.compile(
            r"\b(?:date|dinner|lunch|coffee|drinks?|party|wedding|picnic|meeting|seeing|visiting)\b",
            re.IGNORECASE,
        ),
        (
            "That's today. Go, and don't rehearse it: you're good company.",
            "That's today. Stay as long as it's good, and tell me afterwards.",
        ),
    ),
    (
        re.compile(""),
        (
            "That's today. You've come this far with it. Good luck!",
            "So today is the day. One thing after the other, and good luck.",
        ),
    ),
)
"""What she says before an appointment, by what it is; the first that fits."""


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
        until: When its words are no longer true; None when they stay so.
    """

    key: str
    kind: ImpulseKind
    text: str
    reason: str
    about: str
    sources: tuple[str, ...]
    until: datetime | None = None


def impulses(events: Sequence[Event], facts: Iterable[Fact], now: datetime) -> list[Impulse]:
    """Everything that she might begin with at this time, the most fitting first.

    What was read is held for the time of one look: the words are somebody's, who may erase them.
    """
    try:
        return _impulses(events, facts, now)
    finally:
        forget_read_ends()
        forget_read_pieces()


def _impulses(events: Sequence[Event], facts: Iterable[Fact], now: datetime) -> list[Impulse]:
    known = [f for f in facts if f.state == "current" and "private" not in f.marks]
    ripe, left = look(events, now)
    grave = told_in_danger(events)
    ends = [end for end in loose_ends(events) if end.source not in grave]
    return [
        *(_of_day(said) for said in said_today(known, events, now)),
        *(_before(end) for end in ahead_today(ends, now)),
        *(_of_avoided(each) for each in ripe if each.source not in grave),
        *(_of_end(end) for end in those_open(ends, now) if end.source not in left),
        *_somebody(known, events, grave, now),
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


def _of_avoided(thing: Avoided) -> Impulse:
    """A question about the putting off, once: what was said on which days, never why."""
    told = as_you(uncapitalised(_cut(thing.text))).rstrip(" .!?…,;:")
    said = thing.said_at.astimezone()
    text = _AVOIDED[crc32(thing.source.encode()) % len(_AVOIDED)].format(
        day=_on(said), told=told, times=_times(len(thing.put_off))
    )
    days = [_on(each.at.astimezone()) for each in thing.put_off[-_MOST_DAYS:]]
    listed = " and ".join(filter(None, (", ".join(days[:-1]), days[-1])))
    reason = f"You told me on {_on(said)}, and it was left for another time on {listed}."
    about = " ".join(thing.naming[:_NAMED_BY]) or thing.text
    return Impulse(f"avoided:{thing.source}", "avoided", text, reason, about, thing.sources)


def _on(day: datetime) -> str:
    return f"{day:%A} {day.day} {day:%B}"


def _times(count: int) -> str:
    return {1: "once", 2: "twice", 3: "three times"}.get(count, "several times")


def _before(end: LooseEnd) -> Impulse:
    """A word before something that lies ahead today: said while it is, or not at all."""
    ways = next(lines for words, lines in _AHEAD if words.search(end.text))
    told = as_you(uncapitalised(_cut(end.text))).rstrip(" .!?…,;:")
    said = end.said_at.astimezone()
    text = f"On {said:%A} you told me: {told}. {ways[crc32(end.source.encode()) % len(ways)]}"
    reason = f"You told me on {said:%A} {said.day} {said:%B} that it would be today."
    key = f"ahead:{end.source}:{crc32(end.text.encode()):08x}"
    about = " ".join(end.naming[-_NAMED_BY:]) or end.text
    return Impulse(key, "ahead", text, reason, about, (end.source,), end.due)


def _of_day(said: Said) -> Impulse:
    """A day that comes again: on its day, or the day before."""
    fact = said.day.fact
    return Impulse(said.key, "date", said.text, said.reason, said.about, fact.sources, said.until)


def _somebody(
    facts: Sequence[Fact], events: Sequence[Event], grave: frozenset[str], now: datetime
) -> Iterable[Impulse]:
    """People close to the person who did not come up for weeks, while they did talk to her.

    Nobody is sent to one who was named in a talk with danger: it may be the one who hurts
    them; nor to the dead.
    """
    heard = [event for event in events if event.kind == "heard" and event.text()]
    gone = those_gone(facts)
    for fact in facts:
        name = fact.claim.object
        is_close = fact.claim.subject == YOU and fact.claim.relation in _CLOSE
        if not is_close or not name[:1].isupper():
            continue
        named = re.compile(rf"\b{re.escape(name)}\b")
        naming = [event for event in heard if named.search(event.text())]
        last = max((event.at for event in naming), default=None)
        if last is None or now - last < LONG_UNSPOKEN or heard[-1].at <= last:
            continue
        in_danger = any(event.id in grave for event in naming)
        if in_danger or fact.claim.relation in gone or has_died(name, facts, events):
            continue
        week = now.astimezone().isocalendar()
        liked = next((each for each in facts if _is_liked_by(each, name)), None)
        what = f"Perhaps give {name} a call?"
        if liked:
            what = f"You told me that {sentence(liked).rstrip('.')}. Perhaps do that together?"
        text = f"You haven't mentioned {name} in a while. {what}"
        reason = f"You last spoke of {name} on {last.astimezone():%d %B}."
        key = f"somebody:{fact.id}:{week.year}-{week.week // 5}"
        sources = (*fact.sources, *(liked.sources if liked else ()))
        yield Impulse(key, "somebody", text, reason, name, sources)


def _is_liked_by(fact: Fact, name: str) -> bool:
    """Whether the fact is something to do that this person likes: dancing, going to the sea."""
    claim = fact.claim
    is_like = claim.subject == name and claim.relation == "likes" and claim.polarity == "is"
    return is_like and _TO_DO.match(claim.object) is not None


def _cut(text: str) -> str:
    words = " ".join(text.replace('"', "").split()).split(" ")
    return " ".join(words[:_MOST_WORDS])
