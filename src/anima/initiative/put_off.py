"""What has consequences and was put off, and when: read from the log, the same each time."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from typing import Literal

from anima.initiative.loose_ends import ends_in
from anima.initiative.loss import loss_in
from anima.initiative.putting_off import (
    answers_yes,
    from_the_duty,
    is_hindered,
    is_later_alone,
    is_over,
    is_owed,
    is_own_admission,
    is_put_off,
    is_weighty,
    refuses,
    turns_away,
)
from anima.initiative.signs import has_passed
from anima.memory.facts.clauses import expanded, sentences
from anima.memory.facts.kin import same_kin
from anima.memory.facts.times import moments
from anima.memory.stems import content_words, term
from anima.values import Event, EventKind

DANGER: tuple[EventKind, ...] = ("care_asked", "care_raised", "care_stayed")
EASED: EventKind = "care_eased"
"""What she asked about gently, and was nothing."""

KINDS: tuple[EventKind, ...] = ("heard", "spoken", "began", *DANGER, EASED)
"""The events that are read."""

EVENING = time(17, 0)
_GOES_ON = 2
"""So many sentences after one that names a thing may still be about it."""

FORGOTTEN = timedelta(days=60)
"""What did not come up for so long is another matter when it does."""

_JUST_NOW = timedelta(minutes=20)
"""So long a sentence without a name may speak of what was named before."""

_OWN_QUESTION = re.compile(r"(?:(?<=^)|(?<=[.!?] ))((?:\w+ ){0,3}\w+)\? ")
_ALIKE = {"gp": "doctor", "surgery": "doctor", "envelope": "letter"}
_UNNAMING = frozenset(
    "call calling ring rang rung phone write writing wrote written answer reply tell told talk "
    "speak spoken apologise apologize say said sorry see seen ask visit finish send sign book "
    "open pay make made go do sort start begin owe promise promised put putting avoid avoiding "
    "dread mean meaning meant bring keep have need must should ought supposed really still "
    "finally sometime somebody someone something thing things tomorrow today week weeks next day "
    "days month months year years time times monday tuesday wednesday thursday friday saturday "
    "sunday morning evening afternoon night tonight end back three four five six first last new "
    "old good long yet want going decided look looked get got give hand handed fill cancel return "
    "register renew face check checked forgetting forgot forgotten booked unopened owes owed "
    "there he she they i will one many later soon not letting let left lost came come word touch "
    "deal through".split()
)
"""Words that name no thing: deeds, times, and what everybody says."""

_DEEDS = frozenset("register renew cancel return sign visit apply confess apologise resign".split())
_COMMON = _UNNAMING - _DEEDS - {"registered", "renewed"}
_NAMED_BY = 3
"""So many words say what a thing is."""


@dataclass(frozen=True, slots=True)
class PutOff:
    """One time that it was left for another day.

    Attributes:
        source: The event of the person's words.
        at: When.
        asked: Whether it was the answer to a question of hers.
    """

    source: str
    at: datetime
    asked: bool = False


@dataclass(frozen=True, slots=True)
class Avoided:
    """Something with consequences, from when it was first told.

    Attributes:
        text: The sentence in which it was told.
        source: The event of those words.
        said_at: When they were said.
        due: Until when it was last left; before that nobody is late.
        put_off: The times that it was put off, at most one a day.
        mentioned: When it was last spoken of.
        state: `done` when it was done or given up, `refused` when no question about it is wanted.
        heavy: Whether danger was heard in the same talk.
        told: All events in which the person spoke of it.
    """

    text: str
    source: str
    said_at: datetime
    due: datetime | None
    put_off: tuple[PutOff, ...]
    mentioned: datetime
    state: Literal["open", "done", "refused"] = "open"
    heavy: bool = False
    told: tuple[str, ...] = ()

    @property
    def is_open(self) -> bool:
        """Whether it may still be put off and asked about."""
        return self.state == "open" and not self.heavy

    @property
    def naming(self) -> tuple[str, ...]:
        """The words that name it, in order."""
        return tuple(_naming(self.text))

    @property
    def sources(self) -> tuple[str, ...]:
        """The events that it rests on, oldest first."""
        return tuple(dict.fromkeys((self.source, *(each.source for each in self.put_off))))

    def is_named_in(self, words: frozenset[int]) -> bool:
        """Whether words speak of it: one of those that say what it is, or several of the rest."""
        topic = _topic(self.text)
        return not words.isdisjoint(topic[:_NAMED_BY]) or len(words.intersection(topic)) > 1


def forget_read_pieces() -> None:
    """Forget the words that were read: they are somebody's, who may erase them."""
    _pieces.cache_clear()
    _topic.cache_clear()


def put_off_things(events: Iterable[Event]) -> list[Avoided]:
    """Everything with consequences that was told, with the times that it was put off."""
    reader = _Reader()
    for event in events:
        reader.read(event)
    return [*reader.past, *reader.things]


class _Reader:
    """Goes through the log once, oldest first."""

    def __init__(self) -> None:
        self.things: list[Avoided] = []
        self.past: list[Avoided] = []
        self._asked: tuple[str, frozenset[str]] = ("", frozenset())
        self._heavy: set[str] = set()
        self._sessions: dict[str, str] = {}

    def read(self, event: Event) -> None:
        """Take in one event."""
        if event.kind in DANGER:
            self._weigh(event)
        elif event.kind == "spoken":
            self._asked = (event.session, self._asked_about(event))
        elif event.kind == "heard" and event.text() and not event.text("play"):
            self._sessions[event.id] = event.session
            self._hear(event)
            self._asked = ("", frozenset())

    def _weigh(self, event: Event) -> None:
        """Danger was heard: what was told in this talk is left alone, and so is what it named."""
        self._heavy.add(event.session)
        self.things = [
            replace(each, heavy=True)
            if any(self._sessions.get(told) == event.session for told in each.told)
            else each
            for each in self.things
        ]

    def _asked_about(self, event: Event) -> frozenset[str]:
        """The open things that her words ask about."""
        text = expanded(event.text())
        asks = text if event.text("began") else " ".join(_questions(text))
        words = terms_in(asks)
        return frozenset(
            each.source for each in self.things if each.is_open and each.is_named_in(words)
        )

    def _hear(self, event: Event) -> None:
        session, asked = self._asked
        asked = asked if session == event.session else frozenset()
        told = _pieces(event.text())
        named: set[str] = set()
        for place, plain in enumerate(told):
            words = terms_in(plain)
            about = [t for t in self.things if t.is_named_in(words)]
            for thing in about:
                named.add(thing.source)
                rest = told[place + 1 :][:_GOES_ON]
                self._judge(thing, plain, rest, event, asked=thing.source in asked)
            if not about:
                self._unnamed(plain, event)
        self._answers(expanded(event.text()), event, asked - named)
        if (loss := loss_in(event.text())) is not None:  # nobody is asked why they did not call him
            self.things = [
                replace(each, state="done") if loss.is_of(each.text) else each
                for each in self.things
            ]
        self._let_go(event.at)
        for plain in told:
            self._open(plain, event)

    def _judge(
        self, thing: Avoided, plain: str, rest: Sequence[str], event: Event, *, asked: bool
    ) -> None:
        """A sentence that names the thing, and what follows: done, refused, hindered, put off."""
        now, again = _spoken_of(thing, event), event.id != thing.source
        if refuses(plain):
            now = replace(now, state="refused")
        elif again and is_over(plain):
            now = replace(now, state="done" if now.is_open else now.state)
        elif is_hindered(plain):
            now = replace(now, put_off=(), due=_due(plain, event) or thing.due)
        elif again and any(is_put_off(each) or is_owed(each) for each in (plain, *rest)):
            now = _put_off(now, " ".join((plain, *rest)), event, asked=asked)
        self._keep(thing, now)

    def _unnamed(self, plain: str, event: Event) -> None:
        """ "I'll do it tomorrow", "leave it": of what was spoken of last, a moment ago."""
        recent = [t for t in self.things if t.is_open and event.at - t.mentioned < _JUST_NOW]
        if not recent:
            return
        thing = max(recent, key=lambda each: each.mentioned)
        if refuses(plain):
            self._keep(thing, replace(thing, state="refused"))
        elif is_later_alone(plain):
            self._keep(thing, _put_off(_spoken_of(thing, event), plain, event, asked=False))

    def _answers(self, plain: str, event: Event, asked: frozenset[str]) -> None:
        """An answer that does not name what she asked about."""
        for thing in [t for t in self.things if t.source in asked and t.is_open]:
            now = _spoken_of(thing, event)
            if refuses(plain):
                now = replace(now, state="refused")
            elif answers_yes(plain):
                now = replace(now, state="done")
            elif is_hindered(plain):
                now = replace(now, put_off=())
            elif turns_away(plain):
                now = _put_off(now, plain, event, asked=True)
            self._keep(thing, now)

    def _open(self, plain: str, event: Event) -> None:
        words = terms_in(plain)
        if any(t.is_named_in(words) for t in self.things):
            return
        if not is_weighty(plain) or not _naming(plain) or is_over(plain):
            return
        if not is_owed(plain) and all(end.kind != "intention" for end in ends_in(plain, event)):
            return
        first = PutOff(event.id, event.at)
        self.things.append(
            Avoided(
                plain,
                event.id,
                event.at,
                _due(plain, event),
                (first,) if is_own_admission(plain) else (),
                event.at,
                heavy=event.session in self._heavy,
                told=(event.id,),
            )
        )

    def _let_go(self, now: datetime) -> None:
        """What is done, or did not come up for long, is not looked at any more; what is not to be
        asked about is kept in mind."""
        gone = [
            each
            for each in self.things
            if each.state == "done" or (each.is_open and now - each.mentioned > FORGOTTEN)
        ]
        if gone:
            self.past += gone
            self.things = [each for each in self.things if each not in gone]

    def _keep(self, old: Avoided, new: Avoided) -> None:
        self.things = [new if each is old else each for each in self.things]


def _spoken_of(thing: Avoided, event: Event) -> Avoided:
    told = tuple(dict.fromkeys((*thing.told, event.id)))
    return replace(thing, mentioned=event.at, told=told)


def _put_off(thing: Avoided, plain: str, event: Event, *, asked: bool) -> Avoided:
    """The thing, put off once more; a day counts once, and nobody is late before the time said."""
    due = _due(plain, event) or thing.due
    day = _day(event)
    early = thing.due is not None and day < thing.due.astimezone().date()
    if day == thing.said_at.astimezone().date() or (early and not asked):
        return thing
    if any(each.at.astimezone().date() == day for each in thing.put_off):
        return replace(thing, due=due)
    return replace(thing, due=due, put_off=(*thing.put_off, PutOff(event.id, event.at, asked)))


def _due(plain: str, event: Event) -> datetime | None:
    """The evening of the day that was said, if one was that lies ahead."""
    if has_passed(plain):  # "Sunday came and went"
        return None
    said = event.at.astimezone()
    days = [each.start for each in moments(plain, said, "future") if each.start > said.date()]
    return datetime.combine(min(days), EVENING, said.tzinfo) if days else None


def _day(event: Event) -> date:
    return event.at.astimezone().date()


@lru_cache(maxsize=8000)
def _pieces(text: str) -> tuple[str, ...]:
    """The sentences; a short question of the person's own ("The scan?") goes with what follows."""
    return tuple(expanded(each) for each in sentences(_OWN_QUESTION.sub(r"\1, ", text)))


def _questions(text: str) -> list[str]:
    return [each for each in text.replace("!", ".").split(".") if "?" in each]


def _naming(text: str) -> list[str]:
    """What a thing is told apart by; where it has no name, the deed."""
    said = content_words(from_the_duty(text))
    if not any(word not in _UNNAMING for word in said):
        said = content_words(text)
    named = [word for word in said if word not in _UNNAMING]
    if len(named) < 2:
        named += [word for word in said if word in _DEEDS]
    return named


@lru_cache(maxsize=2000)
def _topic(text: str) -> tuple[int, ...]:
    return tuple(term_of(word) for word in _naming(text))


def terms_in(text: str) -> frozenset[int]:
    """What a text speaks of, to be compared with what names a thing."""
    words = content_words(text)
    return frozenset(term_of(word) for word in words if word not in _COMMON)


def term_of(word: str) -> int:
    """The number of a word, the same for words that mean the same person or place."""
    return term(_ALIKE.get(word) or same_kin(word))
