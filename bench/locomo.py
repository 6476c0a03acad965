"""LoCoMo conversations (Maharana et al., 2024): two people over months, with questions on them."""

import json
import re
import tempfile
from collections.abc import AsyncGenerator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from anima.llm import Embedder
from anima.memory import EventLog, MemorySearch, VectorIndex, bring_up_to_date, migrations
from anima.memory.event_log import Entry
from anima.memory.search import Speaker
from anima.storage import Vault, open_key
from anima.values import EventKind, PersonId, SessionId

CATEGORIES = {1: "multi_hop", 2: "temporal", 3: "open", 4: "single_hop"}
"""Those that have an answer; 5 asks about what never happened."""

NEVER_HAPPENED = 5
OWNER = PersonId("owner")
_EVIDENCE = re.compile(r"D\d+:\d+")


@dataclass(frozen=True, slots=True)
class Line:
    """One turn of a conversation."""

    id: str
    session: int
    at: datetime
    speaker: str
    text: str


@dataclass(frozen=True, slots=True)
class Question:
    """A question, its answer, and the ids of the turns that hold it."""

    text: str
    answer: str
    category: int
    evidence: frozenset[str]


@dataclass(frozen=True, slots=True)
class LongConversation:
    """A conversation; the first speaker is taken for the person, the second for her."""

    name: str
    speakers: tuple[str, str]
    lines: list[Line]
    questions: list[Question]

    @property
    def names(self) -> dict[str, Speaker]:
        """What the two are called."""
        return {self.speakers[0]: "person", self.speakers[1]: "companion"}


@dataclass(slots=True)
class Remembered:
    """A conversation in a vault, and the place of each line by the event that holds it."""

    conversation: LongConversation
    vault: Vault
    search: MemorySearch
    lines: dict[str, Line] = field(default_factory=dict[str, Line])


def read_conversations(folder: Path) -> list[LongConversation]:
    """Every conversation of a folder, or of the folder `locomo` in it.

    A file holds one conversation, or several as a list, as the published one does. What is none
    is named and left out.

    Raises:
        ValueError: There is none at all; the message names what there is instead.
    """
    folder = folder / "locomo" if (folder / "locomo").is_dir() else folder
    found: list[LongConversation] = []
    others: list[str] = []
    for file in sorted(folder.glob("*.json")):
        try:
            found += _conversations(file)
        except (AttributeError, KeyError, TypeError, ValueError) as error:
            others.append(f"{file} is no LoCoMo conversation: {error!r}")
    if not found:
        raise ValueError("\n".join((f"{folder} has no LoCoMo conversations (*.json).", *others)))
    for line in others:
        print(f"  left out: {line}", flush=True)
    return found


def _conversations(file: Path) -> list[LongConversation]:
    content = json.loads(file.read_text(encoding="utf-8-sig"))
    if not isinstance(content, list):
        return [_conversation(file.stem, content)]
    if not content:
        raise ValueError("it is empty")
    return [_conversation(f"{file.stem}-{n}", each) for n, each in enumerate(content)]


def _conversation(name: str, given: dict[str, Any]) -> LongConversation:
    questions_of = given["qa"]
    given = given | given.get("conversation", {})  # the published file nests it
    lines: list[Line] = []
    number = 1
    while f"session_{number}_date_time" in given:
        at = read_time(given[f"session_{number}_date_time"])
        for turn in given.get(f"session_{number}") or []:
            caption = turn.get("blip_caption")
            text = f"{turn['text']} {caption}" if caption else turn["text"]
            lines.append(Line(turn["dia_id"], number, at, turn["speaker"], text))
        number += 1
    questions = [
        Question(
            each["question"],
            str(each.get("answer", each.get("adversarial_answer", ""))),
            int(each["category"]),
            frozenset(_EVIDENCE.findall(" ".join(each.get("evidence", [])))),
        )
        for each in questions_of
    ]
    if not lines:
        raise ValueError("nobody says anything in it")
    return LongConversation(name, (given["speaker_a"], given["speaker_b"]), lines, questions)


def read_time(text: str) -> datetime:
    """A time as LoCoMo writes it: "1:56 pm on 8 May, 2023"."""
    return datetime.strptime(text.strip(), "%I:%M %p on %d %B, %Y").replace(tzinfo=UTC)


@dataclass(slots=True)
class MovedClock:
    """Shows the time of what is being put in."""

    time: datetime = field(default_factory=lambda: datetime(2023, 1, 1, tzinfo=UTC))

    def now(self) -> datetime:
        """The time that was set."""
        return self.time


@asynccontextmanager
async def remembered(
    conversation: LongConversation, embedder: Embedder | None
) -> AsyncGenerator[Remembered]:
    """Put a conversation into an encrypted vault of its own, as if it had been had."""
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        key = open_key(place)
        async with await Vault.open(place / "vault.db", key, migrations=migrations()) as vault:
            await bring_up_to_date(vault)
            vectors = VectorIndex(vault, OWNER, embedder) if embedder else None
            held = Remembered(conversation, vault, MemorySearch(vault, OWNER, vectors))
            await _put_in(held)
            if vectors:
                await vectors.catch_up()
            yield held


async def _put_in(held: Remembered) -> None:
    clock = MovedClock()
    log = EventLog(held.vault, OWNER, clock)
    for number in sorted({line.session for line in held.conversation.lines}):
        lines = [line for line in held.conversation.lines if line.session == number]
        clock.time = lines[0].at
        entries: list[Entry] = []
        for line in lines:
            kind: EventKind = "heard" if line.speaker == held.conversation.speakers[0] else "spoken"
            entries.append((SessionId(f"s{number}"), kind, {"text": line.text}))
        events = await log.append_all(entries)
        held.lines.update({event.id: line for event, line in zip(events, lines, strict=True)})


Ranking = Callable[[str], Sequence[str]]
"""A question to the ids of lines, best first."""


def recall_at(ranked: Sequence[str], evidence: frozenset[str], k: int) -> float:
    """The share of the evidence among the first k."""
    return len(evidence & set(ranked[:k])) / len(evidence)
