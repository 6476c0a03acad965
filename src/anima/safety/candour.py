"""Candour in one session: kind, and no yes to what harms whoever says it or is plainly untrue.

What is strong she answers by hand, once and once more in other words; then, and where it is mild,
the model answers with a word in its ear, and its reply is read before it is heard.
"""

from collections.abc import AsyncGenerator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from anima.safety import candour_words as say
from anima.safety.agreeing import candid
from anima.safety.candour_patterns import Topic
from anima.safety.candour_sense import CandourSense
from anima.safety.matters import Matter, asks_for_a_yes, insists, matter_in, yields
from anima.values import Event, EventKind, JsonValue, SessionId

MOST_BY_HAND = 3
"""So often in a session she answers one matter by hand: once, and twice where it is said again."""

STAYS = 4
"""So many turns long she has it in mind, unless they come round."""

GIVEN: EventKind = "candour_given"


class Log(Protocol):
    """The person's log, as far as candour needs it."""

    async def append(
        self, session: SessionId, kind: EventKind, payload: Mapping[str, JsonValue]
    ) -> Event: ...

    async def events(
        self, *, kinds: Sequence[EventKind] = (), session: SessionId | None = None
    ) -> list[Event]: ...


class Way(StrEnum):
    """How a turn is answered."""

    BY_HAND = "by hand"
    WARNED = "warned"
    """By the model, with a line; its reply must say otherwise."""
    MINDFUL = "mindful"
    """By the model, as they may be speaking of it: its reply must not agree."""
    PRESSED = "pressed"
    """By the model, with a line that it need not agree."""
    FREELY = "freely"


@dataclass(frozen=True, slots=True)
class Stance:
    """How she takes a turn, and on what matter."""

    way: Way
    matter: Matter | None = None


_FREELY = Stance(Way.FREELY)


class Candour:
    """Stands before the model and behind it in every turn of one session.

    What it notes in the log are topics, never words.
    """

    def __init__(self, log: Log, session: SessionId, sense: CandourSense | None = None) -> None:
        self._log = log
        self._sense = sense
        self._sensed: tuple[str, Matter | None] = ("", None)
        self._session = session
        self._open: Matter | None = None
        self._turns_since = 0
        self._by_hand: dict[str, int] = {}
        self._said: dict[Topic, int] = {}
        self._still: dict[Topic, int] = {}
        self._now: tuple[str, Stance] = ("", _FREELY)

    async def load(self) -> None:
        """Go on where this session was left, as after a lost line."""
        self._open, self._turns_since, self._now = None, 0, ("", _FREELY)
        self._by_hand, self._said, self._still = {}, {}, {}
        here = await self._log.events(kinds=(GIVEN, "heard"), session=self._session)
        for event in here:
            if event.kind == "heard":
                self._turns_since += self._open is not None
                continue
            matter = _matter_of(event)
            self._count(matter)
            self._open, self._turns_since = matter, 0

    async def speaks(self, text: str, earlier: Sequence[str]) -> bool:
        """Whether she would answer these words by hand, so that no model need begin."""
        await self._read(text, earlier)
        return self._stance(text, earlier).way is Way.BY_HAND

    async def answer(self, heard: Event, earlier: Sequence[str]) -> str | None:
        """Her answer by hand; None where the model may speak. To be asked once in a turn."""
        text = heard.text()
        await self._read(text, earlier)
        stance = self._stance(text, earlier)
        self._now = (text, stance)
        self._turns_since += 1
        if stance.matter is None:
            if self._open is not None and (yields(text) or self._turns_since > STAYS):
                self._open = None
            return None
        self._open, self._turns_since = stance.matter, 0
        if stance.way is not Way.BY_HAND:
            return None
        words = self._words(stance.matter)
        payload: dict[str, JsonValue] = {
            "heard": heard.id,
            "topic": stance.matter.topic.value,
            "name": stance.matter.name,
            "truth": stance.matter.truth,
        }
        await self._log.append(self._session, GIVEN, payload)
        return words

    def line(self, text: str, earlier: Sequence[str]) -> str:
        """What the model is told with these words; empty where it needs nothing."""
        stance = self._standing(text, earlier)
        if stance.way is Way.PRESSED:
            return say.PRESSED
        if stance.matter is None:
            return ""
        return say.LINES[stance.matter.topic].format(truth=stance.matter.truth)

    async def candid(
        self, pieces: AsyncGenerator[str], text: str, earlier: Sequence[str]
    ) -> AsyncGenerator[str]:
        """A model's reply to these words, or her own in its place where it agrees."""
        stance = self._standing(text, earlier)
        matter = stance.matter
        if matter is not None and stance.way in (Way.WARNED, Way.MINDFUL):
            warned = stance.way is Way.WARNED
            pieces = candid(pieces, lambda: self._instead(matter), must_dissent=warned)
        async for piece in pieces:
            yield piece

    async def _read(self, text: str, earlier: Sequence[str]) -> None:
        """Hear by meaning what no rule knows."""
        if self._sense is not None and self._sensed[0] != text:
            self._sensed = (text, await self._sense.matter_in(text, earlier))

    def _standing(self, text: str, earlier: Sequence[str]) -> Stance:
        """How she takes this turn, also after `answer` has noted it."""
        return self._now[1] if self._now[0] == text else self._stance(text, earlier)

    def _stance(self, text: str, earlier: Sequence[str]) -> Stance:
        by_rule = matter_in(text, earlier)
        matter = by_rule or (self._sensed[1] if self._sensed[0] == text else None)
        if matter is not None:
            by_hand = self._by_hand.get(matter.key, 0)
            pressed = self._is_open(matter) and asks_for_a_yes(text)
            if (matter.strong or pressed) and by_hand < MOST_BY_HAND:
                return Stance(Way.BY_HAND, matter)
            # By its sound alone it may be something else, to which a reply need not object.
            sure = by_rule is not None or matter.strong
            return Stance(Way.WARNED if sure else Way.MINDFUL, matter)
        pressed = asks_for_a_yes(text)
        if self._open is None or self._turns_since > STAYS or (yields(text) and not pressed):
            return Stance(Way.PRESSED) if pressed else _FREELY
        if pressed:
            left = self._by_hand.get(self._open.key, 0) < MOST_BY_HAND
            return Stance(Way.BY_HAND if left else Way.WARNED, self._open)
        goes_on = self._turns_since <= 1 and insists(text)
        return Stance(Way.MINDFUL, self._open) if goes_on else _FREELY

    def _is_open(self, matter: Matter) -> bool:
        return self._open is not None and self._open.key == matter.key

    def _words(self, matter: Matter) -> str:
        """Her next words on it: first ones, then those for when it is said again."""
        first = self._by_hand.get(matter.key, 0) == 0
        table, used = (say.FIRST, self._said) if first else (say.STILL, self._still)
        number = used.get(matter.topic, 0)
        lines = table[matter.topic]
        self._count(matter)
        return _filled(lines[number % len(lines)], matter)

    def _count(self, matter: Matter) -> None:
        first = self._by_hand.get(matter.key, 0) == 0
        used = self._said if first else self._still
        used[matter.topic] = used.get(matter.topic, 0) + 1
        self._by_hand[matter.key] = self._by_hand.get(matter.key, 0) + 1

    def _instead(self, matter: Matter) -> str:
        """Her words in place of a model's agreement; when hers are used up, a plain last one."""
        if self._by_hand.get(matter.key, 0) < MOST_BY_HAND:
            return self._words(matter)
        return say.NEAR_MISS


def _filled(line: str, matter: Matter) -> str:
    truth = matter.truth
    if ". {truth}" in line:
        truth = truth[:1].upper() + truth[1:]
    return line.format(truth=truth)


def _matter_of(event: Event) -> Matter:
    """What an event of the log was about."""
    topic = Topic(event.text("topic"))
    return Matter(topic, strong=True, name=event.text("name"), truth=event.text("truth"))
