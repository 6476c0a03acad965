"""What she might begin with: a loose end, a day to remember, somebody who was not spoken of lately.

Each impulse has a reason that the person can see, and a key by which it is never used twice.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal
from zlib import crc32

from anima.initiative.avoided import look
from anima.initiative.danger import InDanger
from anima.initiative.days import OWN, Said, has_died, said_today, those_gone
from anima.initiative.loose_ends import (
    EndKind,
    LooseEnd,
    ahead_today,
    forget_read_ends,
    key_of,
    loose_ends,
    those_lost,
    those_open,
)
from anima.initiative.loss import is_one_of
from anima.initiative.put_off import Avoided, forget_read_pieces
from anima.initiative.wishes import AFTER_SORROW, is_sorrow, words_before
from anima.memory import Fact, sentence
from anima.memory.facts.fact import YOU
from anima.memory.facts.kin import relation_of
from anima.persona import as_you, uncapitalised
from anima.values import Event

ImpulseKind = Literal["loose_end", "date", "somebody", "ahead", "avoided"]

LONG_UNSPOKEN = timedelta(days=21)
"""Somebody close who did not come up for so long is worth asking about."""

UNSPOKEN_AGAIN = timedelta(days=35)
"""Between two words about the same one."""

_OF_DAYS = frozenset({"birthday", "anniversary", "regular"})
_COMES_AGAIN = re.compile(
    r"\b(?:birthday|anniversary|turn(?:s|ing) \w+|(?:years?|months?) since|(?:a|one) year"
    r"|every|each|once a|of the month)\b",
    re.IGNORECASE,
)
_BIRTHDAY = re.compile(
    r"(?:\bis|[’']s) (?!on\b|before\b|after\b)(?:[\w’']+ ){0,3}birthday\b|\bbirthday(?: is|[’']s)\b"
    r"|\b(?:has|have) (?:his|her|their|my|a) birthday\b",
    re.IGNORECASE,
)
_PARTY = re.compile(
    r"\b(?:part(?:y|ies)|dinner|lunch|brunch|breakfast|meal|drinks|picnic|barbecue|concert"
    r"|celebrat\w+|trip)\b",
    re.IGNORECASE,
)
_CLOSE = frozenset({"friend", "sibling", "parent", "child", "partner", "relative"})
_A_WEEK = timedelta(days=7)
"""A weekday alone says which day was meant while it is not longer ago."""

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
    every = list(facts)
    known = [f for f in every if f.state == "current" and "private" not in f.marks]
    ripe, left = look(events, now)
    grave = InDanger.of(events)
    ends = loose_ends(events)
    lost = those_lost(ends, events)
    days = {source for f in every if f.claim.relation in _OF_DAYS for source in f.sources}
    ends = [end for end in ends if end.source not in grave.events and not _is_a_day(end, days)]
    said = said_today(known, events, now, lost)
    return [
        *(_of_day(each) for each in said if not _is_in_danger(each, grave, known)),
        *(each for end in ahead_today(ends, now) if (each := _before(end, now))),
        *(_of_avoided(each) for each in ripe if each.source not in grave.events),
        *(_of_end(end) for end in those_open(ends, now) if end.source not in left),
        *_Somebody(known, events, grave, lost).unspoken_of(now),
    ]


def _is_a_day(end: LooseEnd, sources: set[str]) -> bool:
    """Whether it is a day that comes again, and no appointment beside it."""
    if end.kind != "appointment" or _PARTY.search(end.text):
        return False
    is_known = end.source in sources and _COMES_AGAIN.search(end.text) is not None
    return is_known or _BIRTHDAY.search(end.text) is not None


def _is_in_danger(said: Said, grave: InDanger, facts: Sequence[Fact]) -> bool:
    """Whether a day was told in a talk with danger, or is of somebody who was named in one."""
    if said.about == OWN:
        return False
    if not grave.events.isdisjoint(said.day.fact.sources):
        return True
    if said.day.kind == "birthday":
        return grave.names(said.day.whose, facts)
    return grave.is_behind(said.day.fact.claim.object, facts)


def _of_end(end: LooseEnd) -> Impulse:
    is_day = end.kind == "appointment"
    ways = AFTER_SORROW if is_sorrow(end.text, day=is_day) else _LINES[end.kind]
    told = as_you(uncapitalised(_cut(end.text))).rstrip(" .!?…,;:")
    text = ways[crc32(end.source.encode()) % len(ways)].format(told=told)
    day = end.said_at.astimezone()
    reason = f"You told me on {day:%A} {day.day} {day:%B}, and I don't know how it went on."
    key = f"end:{key_of(end)}"
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


def _before(end: LooseEnd, now: datetime) -> Impulse | None:
    """A word before something that lies ahead today: said while it is, or not at all."""
    ways = words_before(end.text)
    if not ways:
        return None
    told = as_you(uncapitalised(_cut(end.text))).rstrip(" .!?…,;:")
    said = end.said_at.astimezone()
    lately = now.astimezone().date() - said.date() < _A_WEEK
    day = f"{said:%A}" if lately else _on(said)
    text = f"On {day} you told me: {told}. {ways[crc32(end.source.encode()) % len(ways)]}"
    reason = f"You told me on {said:%A} {said.day} {said:%B} that it would be today."
    key = f"ahead:{key_of(end)}"
    about = " ".join(end.naming[-_NAMED_BY:]) or end.text
    return Impulse(key, "ahead", text, reason, about, (end.source,), end.due)


def _of_day(said: Said) -> Impulse:
    """A day that comes again: on its day, or the day before."""
    fact = said.day.fact
    return Impulse(said.key, "date", said.text, said.reason, said.about, fact.sources, said.until)


class _Somebody:
    """People close to the person who did not come up for weeks, while they did talk to her.

    Nobody is sent to one who was named in a talk with danger: it may be the one who hurts
    them; nor to the dead.
    """

    def __init__(
        self,
        facts: Sequence[Fact],
        events: Sequence[Event],
        grave: InDanger,
        lost: frozenset[str],
    ) -> None:
        self._facts = facts
        self._events = events
        self._heard = [event for event in events if event.kind == "heard" and event.text()]
        self._grave = grave
        self._lost = lost
        self._gone = those_gone(facts) | {relation_of(one) for one in lost}

    def unspoken_of(self, now: datetime) -> Iterator[Impulse]:
        """Those who may be thought of now."""
        for fact in self._facts:
            name = fact.claim.object
            is_close = fact.claim.subject == YOU and fact.claim.relation in _CLOSE
            if not is_close or not name[:1].isupper():
                continue
            last = self._last_named(name)
            if last is None or now - last < LONG_UNSPOKEN or self._heard[-1].at <= last:
                continue
            if self._may_be_called(fact, name) and not self._was_begun(fact, last, now):
                yield self._impulse(fact, last, now)

    def _last_named(self, name: str) -> datetime | None:
        named = re.compile(rf"\b{re.escape(name)}\b")
        return max((each.at for each in self._heard if named.search(each.text())), default=None)

    def _may_be_called(self, fact: Fact, name: str) -> bool:
        has_gone = fact.claim.relation in self._gone or is_one_of(name, self._lost)
        if has_gone or has_died(name, self._facts, self._events):
            return False
        return not self._grave.names(name, self._facts)

    def _was_begun(self, fact: Fact, last: datetime, now: datetime) -> bool:
        """Whether she began with it lately, or it was said and they did not come up since."""
        begun = [
            event
            for event in self._events
            if event.kind == "began" and event.text("key").startswith(f"somebody:{fact.id}:")
        ]
        if any(now - event.at < UNSPOKEN_AGAIN for event in begun):
            return True
        told = {event.text("began") for event in self._events if event.kind == "spoken"}
        return any(event.at > last and event.id in told for event in begun)

    def _impulse(self, fact: Fact, last: datetime, now: datetime) -> Impulse:
        name = fact.claim.object
        liked = next((each for each in self._facts if _is_liked_by(each, name)), None)
        what = f"Perhaps give {name} a call?"
        if liked:
            what = f"You told me that {sentence(liked).rstrip('.')}. Perhaps do that together?"
        text = f"You haven't mentioned {name} in a while. {what}"
        reason = f"You last spoke of {name} on {last.astimezone():%d %B}."
        key = f"somebody:{fact.id}:{now.astimezone().date()}"
        sources = (*fact.sources, *(liked.sources if liked else ()))
        return Impulse(key, "somebody", text, reason, name, sources)


def _is_liked_by(fact: Fact, name: str) -> bool:
    """Whether the fact is something to do that this person likes: dancing, going to the sea."""
    claim = fact.claim
    is_like = claim.subject == name and claim.relation == "likes" and claim.polarity == "is"
    return is_like and _TO_DO.match(claim.object) is not None


def _cut(text: str) -> str:
    words = " ".join(text.replace('"', "").split()).split(" ")
    return " ".join(words[:_MOST_WORDS])
