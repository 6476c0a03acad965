"""Where the talk about a letter stands, read from the log: what was asked, and what was answered.

The events of it hold no words. What the person said stays where it was heard, so that it is
forgotten there and nowhere else.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, cast, get_args

from anima.memory import EventLog
from anima.values import Event, JsonValue, SessionId

__all__ = ["Asks", "Standing", "load_standing"]

Asks = Literal[
    "who", "happened", "say", "avoid", "picked", "sender", "tone", "draft", "words", "aside", "done"
]
"""What is waited for: an answer, a draft, what is to be changed; or nothing, for now or at all."""

_ASKS: tuple[Asks, ...] = get_args(Asks)


@dataclass(frozen=True, slots=True)
class Standing:
    """One letter that is talked about.

    Attributes:
        began: The event of its beginning.
        last: The newest event of it.
        request: What the person asked for, in their words.
        answers: What was answered to each question, in the person's words.
        heard: The events in which they said it.
    """

    began: Event
    last: Event
    request: str
    answers: Mapping[Asks, str]
    heard: frozenset[str]

    @property
    def asks(self) -> Asks:
        """What is waited for."""
        return _asks(self.last)

    @property
    def to(self) -> str:
        """The correspondent's id; empty before it is known."""
        return self.last.text("to")

    @property
    def letter(self) -> str:
        """The letter's id; empty before it is begun."""
        return self.last.text("letter")

    @property
    def before(self) -> Asks:
        """What was waited for when it was put aside."""
        return cast("Asks", self.last.text("before")) or "words"

    @property
    def offered(self) -> tuple[str, ...]:
        """The facts that were offered, by id."""
        found = self.last.payload.get("offered")
        return tuple(str(each) for each in found) if isinstance(found, list) else ()

    def is_on(self, session: SessionId) -> bool:
        """Whether what is said now in this session may be about it."""
        return self.last.session == session and self.asks not in ("aside", "done")

    def next(self, asks: Asks, more: Mapping[str, JsonValue]) -> dict[str, JsonValue]:
        """The payload of the next event of it."""
        kept: dict[str, JsonValue] = {
            key: self.last.payload[key] for key in ("to", "letter", "offered")
            if key in self.last.payload
        }  # fmt: skip
        return {"talk": self.began.id, **kept, **more, "asks": asks}


async def load_standing(log: EventLog) -> Standing | None:
    """The letter that was talked about last; None when there was none."""
    told = [event for event in await log.events(kinds=("letter_asked",)) if event.text("asks")]
    starts = [event for event in told if not event.text("talk")]
    if not starts:
        return None
    began = starts[-1]
    steps = [event for event in told if event is began or event.text("talk") == began.id]
    since = began.payload.get("since")
    heard = await log.events(
        kinds=("heard",), after=int(since) - 1 if isinstance(since, int) else 0
    )
    answers, events = _answers(steps, heard)
    asked = next((event for event in heard if event.sequence == since), None)
    ids = frozenset([*events, asked.id] if asked else events)
    return Standing(began, steps[-1], asked.text() if asked else "", answers, ids)


def _answers(steps: Sequence[Event], heard: Sequence[Event]) -> tuple[dict[Asks, str], list[str]]:
    found: dict[Asks, str] = {}
    events: list[str] = []
    for step, after in zip(steps, (*steps[1:], None), strict=True):
        before = after.sequence if after else float("inf")
        said = [
            e for e in heard if e.session == step.session and step.sequence < e.sequence < before
        ]
        if said and (after is None or _asks(after) not in ("aside", "done")):
            # What came before was answered by something else: a question about a word, say.
            found[_asks(step)] = said[-1].text()
            events.append(said[-1].id)
    return found, events


def _asks(event: Event) -> Asks:
    said = event.text("asks")
    for each in _ASKS:
        if each == said:
            return each
    return "done"
