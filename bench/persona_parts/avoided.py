"""What is put off again and again, on labelled conversations, beside keywords."""

import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from anima.initiative import avoided
from anima.values import Event, EventId, EventKind, JsonValue, PersonId, SessionId
from bench.persona_parts.files import of
from bench.persona_parts.loose import MONDAY

FILE = "avoided.json"
LEARNED = ", which the rules have learned: at first sight precision 0.88, recall 0.50"
"""Of the last 30 of ours before they were learned; nothing can repeat it (docs/she-begins.md)."""

_OWED = re.compile(
    r"\b(?:have to|got to|need to|must|should|ought to|promised|owe|will|I'll)\b", re.I
)
_DELAY = re.compile(
    r"\b(?:tomorrow|later|still|not|next|another|again|haven't|didn't|can't|couldn't|never)\b", re.I
)


@dataclass(frozen=True, slots=True)
class Talk:
    """A conversation of several days.

    Attributes:
        events: What was said by both, and where danger was heard, oldest first.
        now: When it is looked at.
        avoided: A piece of the words in which each thing was told that is being avoided then.
    """

    events: Sequence[Event]
    now: datetime
    avoided: Sequence[str]


Found = Callable[[Talk], Sequence[str]]


def read_talks(folder: Path) -> list[Talk]:
    """The conversations of a folder; each day is one session."""
    content = json.loads(of(folder, FILE).read_text(encoding="utf-8-sig"))
    return [
        Talk(
            [_event(number, place, line) for place, line in enumerate(each["said"])],
            MONDAY + timedelta(days=each["now"]),
            each["avoided"],
        )
        for number, each in enumerate(content["conversations"])
    ]


def by_rules(talk: Talk) -> list[str]:
    """What she would ask about."""
    return [each.text for each in avoided(talk.events, talk.now)]


def by_keywords(talk: Talk) -> list[str]:
    """What was to be done by its words, where words of delay stand on a later day."""
    heard = [event for event in talk.events if event.kind == "heard"]
    owed = next((event for event in heard if _OWED.search(event.text())), None)
    if owed is None:
        return []
    later = {e.session for e in heard if e.at > owed.at and _DELAY.search(e.text())}
    return [owed.text()] if later - {owed.session} else []


def precision_and_recall(talks: Sequence[Talk], found: Found) -> tuple[float, float]:
    """Of what is found, the share that is avoided; of what is avoided, the share that is found."""
    right = taken = there = 0
    for talk in talks:
        texts = list(found(talk))
        right += sum(any(o.lower() in t.lower() for t in texts) for o in talk.avoided)
        taken += len(texts)
        there += len(talk.avoided)
    return right / max(1, taken), right / max(1, there)


def _event(number: int, place: int, line: Mapping[str, JsonValue]) -> Event:
    day = line["day"]
    assert isinstance(day, int)
    kind: EventKind = "heard" if "text" in line else "spoken" if "she" in line else "care_raised"
    text = line.get("text") or line.get("she")
    payload = {"text": text} if text else {"kind": "self_harm"}
    if line.get("began"):
        payload["began"] = "asked"
    return Event(
        EventId(f"{number}-{place}"),
        PersonId("owner"),
        SessionId(f"talk-{number}-{day}"),
        place + 1,
        MONDAY + timedelta(days=day, minutes=place),
        kind,
        payload,
    )
