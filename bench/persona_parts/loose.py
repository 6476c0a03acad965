"""Loose ends on labelled conversations, beside keywords."""

import json
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from anima.initiative import open_ends
from anima.values import Event, EventId, PersonId, SessionId
from bench.persona_parts.files import of

FILE = "loose_ends.json"
LEARNED = ", which the rules have learned: at first sight precision 0.76, recall 0.57"
"""Of the last 47 of ours before they were learned; nothing can repeat it (docs/she-begins.md)."""

MONDAY = datetime(2026, 11, 2, 18, 0).astimezone()
_KEYWORDS = re.compile(
    r"\b(?:tomorrow|next|going to|will|waiting|have to|need to|should|must|want to|promised|soon"
    r"|haven't|interview|exam|appointment|hospital|monday|tuesday|wednesday|thursday|friday)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Talk:
    """A conversation of several days, and what is open in it when it is looked at.

    Attributes:
        events: What the person said, oldest first.
        now: When it is looked at.
        open: A piece of each sentence that is left open.
    """

    events: Sequence[Event]
    now: datetime
    open: Sequence[str]


Found = Callable[[Talk], Sequence[str]]
"""Sentences that are taken for open."""


def read_talks(folder: Path) -> list[Talk]:
    """The conversations of a folder."""
    content = json.loads(of(folder, FILE).read_text(encoding="utf-8-sig"))
    talks: list[Talk] = []
    for number, each in enumerate(content["conversations"]):
        session = SessionId(f"talk-{number}")
        events = [
            Event(
                EventId(f"{number}-{place}"),
                PersonId("owner"),
                session,
                place + 1,
                MONDAY + timedelta(days=line["day"], minutes=place),
                "heard",
                {"text": line["text"]},
            )
            for place, line in enumerate(each["said"])
        ]
        talks.append(Talk(events, MONDAY + timedelta(days=each["now"]), each["open"]))
    return talks


def by_rules(talk: Talk) -> list[str]:
    """What she takes for open."""
    return [end.text for end in open_ends(talk.events, talk.now)]


def by_keywords(talk: Talk) -> list[str]:
    """Every sentence with a word of plans, obligations or waiting."""
    sentences = [s for e in talk.events for s in re.split(r"(?<=[.!?])\s+", e.text())]
    return [sentence for sentence in sentences if _KEYWORDS.search(sentence)]


def precision_and_recall(talks: Sequence[Talk], found: Found) -> tuple[float, float]:
    """Of the sentences found, the share that is open; of those open, the share that is found."""
    right = taken = there = 0
    for talk in talks:
        sentences = list(found(talk))
        hit = [o for o in talk.open if any(o.lower() in s.lower() for s in sentences)]
        right += len(hit)
        taken += len(sentences)
        there += len(talk.open)
    return right / max(1, taken), right / max(1, there)


def mistaken(talks: Sequence[Talk], found: Found) -> list[str]:
    """What was missed and what was taken wrongly, to be read."""
    lines: list[str] = []
    for talk in talks:
        sentences = list(found(talk))
        for each in talk.open:
            if not any(each.lower() in s.lower() for s in sentences):
                lines.append(f"missed: {each}")
        for sentence in sentences:
            if not any(each.lower() in sentence.lower() for each in talk.open):
                lines.append(f"wrong: {sentence}")
    return lines
