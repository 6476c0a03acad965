"""A life of thirty days: is what is so found again, what was so not taken for it, and gone what is
to be forgotten."""

import re
import tempfile
from collections.abc import AsyncGenerator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np

from anima.llm import Embedder
from anima.memory import (
    Episodes,
    EventLog,
    Facts,
    Forgetting,
    MemorySearch,
    Recall,
    VectorIndex,
    bring_up_to_date,
    migrations,
)
from anima.storage import Vault, open_key
from anima.values import Memory, PersonId, SessionId
from bench.locomo import MovedClock
from bench.memory_baselines import Okapi, plain_words
from bench.report import Report

LIFE = Path(__file__).parent / "data" / "life.txt"
FIRST_DAY = datetime(2026, 10, 1, 18, 0, tzinfo=UTC)
TOP = 5
OWNER = PersonId("owner")


@dataclass(frozen=True, slots=True)
class Moment:
    """One line of the life: what was said or done, what is asked, and what the answer has."""

    day: int
    said: str
    question: str
    answer: str
    before: str

    @property
    def deed(self) -> str:
        """`correct` or `forget`; empty for what is said."""
        return self.said[1:].split(" ")[0] if self.said.startswith("@") else ""

    @property
    def about(self) -> str:
        """What is to be corrected or forgotten."""
        return self.said.partition(" ")[2]


@dataclass(slots=True)
class Lived:
    """Everything that one life needs, open."""

    vault: Vault
    clock: MovedClock
    log: EventLog
    facts: Facts
    vectors: VectorIndex
    recall: Recall
    forgetting: Forgetting


@dataclass(slots=True)
class Held:
    """How often a correction or a deletion held, of how often it had to."""

    held: int = 0
    of: int = 0

    def count(self, held: bool) -> None:
        """Add one."""
        self.held += held
        self.of += 1

    @property
    def share(self) -> float:
        """1 when every one held."""
        return self.held / max(1, self.of)


def read_life(file: Path = LIFE) -> list[Moment]:
    """The moments in order. Raises `ValueError` naming a line that is none."""
    moments: list[Moment] = []
    for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), 1):
        if not line or line.startswith("#"):
            continue
        parts = [part.strip() for part in line.split("|")]
        if not 4 <= len(parts) <= 5 or not parts[0].isdigit():
            raise ValueError(f"{file}, line {number}: day | said | question | answer [| before]")
        moments.append(Moment(int(parts[0]), parts[1], parts[2], parts[3], "".join(parts[4:])))
    return sorted(moments, key=lambda moment: moment.day)


async def measure_life(report: Report, embedder: Embedder) -> None:
    """Live it, close and open everything, draw everything again, and ask."""
    moments = read_life()
    current = {moment.question: moment for moment in moments}
    gone = [set(plain_words(m.about)) - {"my"} for m in moments if m.deed == "forget"]
    asked = [
        moment
        for moment in current.values()
        if moment.answer and not any(words <= set(plain_words(moment.said)) for words in gone)
    ]
    corrections, deletions = Held(), Held()
    with tempfile.TemporaryDirectory() as folder:
        async with opened(Path(folder), embedder) as life:
            for moment in moments:
                await _live(life, moment, corrections, deletions)
        async with opened(Path(folder), embedder) as life:
            await life.facts.rebuild()
            await Episodes(life.vault, OWNER, life.facts).rebuild()
            await life.vectors.catch_up()
            found = [await _asked(life, moment.question) for moment in asked]
            right = [_has(lines, m.answer) for m, lines in zip(asked, found, strict=True)]
            stale = [
                line
                for m, lines in zip(asked, found, strict=True)
                for old in _olds(moments, m)
                for line in lines
                if taken_for_current(line, old, m.answer)
            ]
            for moment in moments:
                if moment.deed == "correct":
                    corrections.count(_holds(await _asked(life, moment.question), current, moment))
                if moment.deed == "forget":
                    deletions.count(not await _left(life, moment.about))
            bm25, vector = await _plain(life, embedder, asked)
    note = f"{len(asked)} questions, after a restart and a rebuild"
    report.figure("life_top5", float(np.mean(right)), "", note)
    report.baseline("life_top5_bm25", bm25, "", "the turn among five")
    report.baseline("life_top5_vector", vector, "", "likewise")
    report.figure("life_superseded_as_current", len(stale), "lines", "of all that was brought up")
    report.figure("life_corrections_hold", corrections.share, "", f"{corrections.of} times asked")
    report.figure("life_deletions_hold", deletions.share, "", f"{deletions.of} times looked for")


@asynccontextmanager
async def opened(folder: Path, embedder: Embedder) -> AsyncGenerator[Lived]:
    """The life in this folder, encrypted, as the app opens it."""
    vault = await Vault.open(folder / "vault.db", open_key(folder), migrations=migrations())
    async with vault:
        await bring_up_to_date(vault)
        clock = MovedClock(FIRST_DAY + timedelta(days=30))
        log = EventLog(vault, OWNER, clock)
        vectors = VectorIndex(vault, OWNER, embedder)
        facts = await Facts.open(vault, OWNER, log)
        yield Lived(
            vault,
            clock,
            log,
            facts,
            vectors,
            Recall(vault, OWNER, clock, vectors, facts),
            Forgetting(vault, OWNER, log, MemorySearch(vault, OWNER, vectors)),
        )


async def _live(life: Lived, moment: Moment, corrections: Held, deletions: Held) -> None:
    life.clock.time = FIRST_DAY + timedelta(days=moment.day - 1)
    if moment.deed == "correct":
        names, _, right = moment.about.partition(" -> ")
        fact = next(f for f in life.facts.book.current() if _named(f.claim, names))
        await life.facts.correct(fact, right)
        corrections.count(_holds(await _asked(life, moment.question), {}, moment))
    elif moment.deed == "forget":
        turns = await life.forgetting.about(moment.about)
        await life.forgetting.erase([turn.id for turn in turns], topic=moment.about)
        await life.facts.catch_up()
        deletions.count(bool(turns) and not await _left(life, moment.about))
    else:
        session = SessionId(f"day {moment.day}")
        await life.log.append(session, "heard", {"text": moment.said})
        await life.log.append(session, "spoken", {"text": "I see."})
        await life.facts.catch_up()


def _named(claim: object, names: str) -> bool:
    parts = [str(getattr(claim, name)) for name in ("subject", "relation", "object")]
    return " ".join(parts).lower() == names.lower()


async def _asked(life: Lived, question: str) -> Sequence[Memory]:
    return await life.recall.recall(question, exclude_session=None, limit=TOP)


def _has(lines: Sequence[Memory], answer: str) -> bool:
    return any(answer.lower() in line.text.lower() for line in lines)


def taken_for_current(line: Memory, old: str, new: str) -> bool:
    """Whether a line tells what was so as if it still were: neither dated as past nor corrected."""
    text = line.text.lower()
    told = "has changed" in text or "before that" in text
    return old.lower() in text and new.lower() not in text and not told


def _holds(lines: Sequence[Memory], current: dict[str, Moment], moment: Moment) -> bool:
    """Whether the corrected word is not told as so, and the right one is (or what is so since)."""
    right = current.get(moment.question, moment).answer
    wrong = any(taken_for_current(line, moment.before, right) for line in lines)
    return _has(lines, right) and not wrong


def _olds(moments: Sequence[Moment], current: Moment) -> set[str]:
    same = [moment for moment in moments if moment.question == current.question]
    olds = {moment.before for moment in same} | {m.answer for m in same if m is not current}
    return {old for old in olds if old and old.lower() not in current.answer.lower()}


async def _left(life: Lived, topic: str) -> bool:
    """Whether the log, the facts or a search still have it."""
    if await life.forgetting.about(topic):
        return True
    there = [str(event.payload) for event in await life.log.events()]
    there += [str(fact) for fact in life.facts.book.facts.values()]
    words = re.compile(rf"\b{re.escape(topic.removeprefix('my '))}\b", re.IGNORECASE)
    return any(words.search(text) for text in there)


async def _plain(life: Lived, embedder: Embedder, asked: Sequence[Moment]) -> tuple[float, float]:
    """The share of questions whose answer stands in the five best turns, by each alone."""
    events = await life.log.events(kinds=("heard",))
    texts = [event.text() for event in events if event.text()]
    okapi = Okapi([plain_words(text) for text in texts])
    vectors = await embedder.embed(texts)
    questions = await embedder.embed([moment.question for moment in asked])

    def right(scores: np.ndarray, moment: Moment) -> bool:
        best = np.argsort(-scores, kind="stable")[:TOP]
        return any(moment.answer.lower() in texts[place].lower() for place in best)

    words = [right(okapi(plain_words(m.question)), m) for m in asked]
    meaning = [right(vectors @ vector, m) for m, vector in zip(asked, questions, strict=True)]
    return float(np.mean(words)), float(np.mean(meaning))
