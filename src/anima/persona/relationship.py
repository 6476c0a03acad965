"""What the two of them are to each other, in facts to count and to quote; never a level."""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from anima.memory.stems import content_words
from anima.persona.plain_speech import is_quoted
from anima.persona.temperament.appraisal import laughs
from anima.values import Event

_PROMISE = re.compile(
    r"\bI(?:'ll| will| promise to| promise I'll) (?:not |never |always )?(?:remember|remind|ask you"
    r"|keep|tell you|hold you to|be here|think about|wait)\b[^.!?]*[.!?]?"
)
_DAYS_FOR_A_JOKE = 2


@dataclass(frozen=True, slots=True)
class Told:
    """Something that was said, to be quoted: by whom, when, and the event it is from."""

    text: str
    at: datetime
    source: str


@dataclass(frozen=True, slots=True)
class Joke:
    """A word that both come back to when they laugh, and the moments in which they did."""

    word: str
    moments: tuple[Told, ...]


@dataclass(frozen=True, slots=True)
class Relationship:
    """Facts of two who talk with each other.

    Attributes:
        since: The day of the first words; None before them.
        days: Days on which the person said something.
        talks: Sessions in which they did.
        longest_gap: The most days between two of those days.
        laughs: How often the person laughed.
        jokes: What they laugh about again and again.
        her_promises: What she said she would do, and neither played nor quoted.
    """

    since: date | None = None
    days: int = 0
    talks: int = 0
    longest_gap: int = 0
    laughs: int = 0
    jokes: tuple[Joke, ...] = ()
    her_promises: tuple[Told, ...] = ()


def relationship_of(events: Sequence[Event]) -> Relationship:
    """Read `heard` and `spoken` events, oldest first; what was forgotten is passed over."""
    said = [event for event in events if event.kind in ("heard", "spoken") and event.text()]
    heard = [event for event in said if event.kind == "heard"]
    if not heard:
        return Relationship()
    days = sorted({event.at.astimezone().date() for event in heard})
    gaps = [(later - earlier).days for earlier, later in zip(days, days[1:], strict=False)]
    return Relationship(
        since=days[0],
        days=len(days),
        talks=len({event.session for event in heard}),
        longest_gap=max(gaps, default=0),
        laughs=sum(laughs(event.text()) for event in heard),
        jokes=tuple(_jokes(said)),
        her_promises=tuple(
            Told(match.group(), event.at, event.id)
            for event in said
            if event.kind == "spoken" and event.is_lived and (match := _promise(event.text()))
        )[-5:],
    )


def _promise(said: str) -> re.Match[str] | None:
    found = _PROMISE.search(said)
    while found and is_quoted(said, found.start()):
        found = _PROMISE.search(said, found.start() + 1)
    return found


def _jokes(said: Sequence[Event]) -> Iterable[Joke]:
    """Words that stand where somebody laughs, on several days and from both of them."""
    where: defaultdict[str, list[Event]] = defaultdict(list)
    for place, event in enumerate(said):
        if event.kind != "heard" or not laughs(event.text()):
            continue
        around = [e for e in said[max(0, place - 2) : place + 1] if e.session == event.session]
        for each in around:
            for word in set(content_words(each.text())):
                where[word].append(each)
    found: list[Joke] = []
    for word, events in where.items():
        days = {event.at.astimezone().date() for event in events}
        kinds = {event.kind for event in events}
        if len(days) >= _DAYS_FOR_A_JOKE and len(kinds) == 2 and len(word) > 3 and not laughs(word):
            moments = {event.id: Told(event.text(), event.at, event.id) for event in events}
            found.append(Joke(word, tuple(moments.values())[-4:]))
    return sorted(found, key=lambda joke: (-len(joke.moments), joke.word))[:5]
