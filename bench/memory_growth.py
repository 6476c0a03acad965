"""What a long life costs: putting in, searching and bytes, with more and more turns."""

import asyncio
import random
import resource
import shutil
import tempfile
import time
from collections.abc import AsyncGenerator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

import numpy as np
import psutil

from anima.llm import Embedder, Vectors
from anima.memory import (
    EventLog,
    MemorySearch,
    Query,
    VectorIndex,
    bring_up_to_date,
    migrations,
)
from anima.storage import Vault, VaultKey, open_key
from anima.values import EventKind, SessionId
from bench.figures import median
from bench.locomo import OWNER, LongConversation, MovedClock

SESSION_TURNS = 30
REAL_VECTORS = 2_000
"""So many turns are embedded by the model; the others get one of these vectors with noise: the
time of a search does not hang on what the vectors mean, and a million would take an hour."""

QUERIES = 200
PEOPLE = 1_000
PERSON_TURNS = 40
PERSON_FILES = 6
"""So many files an open vault holds at most: its own, two of the log, and those that guard it."""

_BATCH = 1_000


@dataclass(slots=True)
class StandInVectors:
    """The real model for queries; for turns, real vectors with noise."""

    model: Embedder
    known: Vectors
    name: str = "stand-in"
    _noise: np.random.Generator = field(default_factory=lambda: np.random.default_rng(1))

    @property
    def dimensions(self) -> int:
        """As the model's."""
        return self.model.dimensions

    async def embed(self, texts: Sequence[str]) -> Vectors:
        """Vectors that lie as the model's do."""
        chosen = self.known[self._noise.integers(len(self.known), size=len(texts))]
        noisy = chosen + self._noise.normal(0, 0.03, chosen.shape)
        return (noisy / np.linalg.norm(noisy, axis=1, keepdims=True)).astype(np.float32)

    async def embed_query(self, text: str) -> Vectors:
        """The model's vector."""
        return await self.model.embed_query(text)


@dataclass(frozen=True, slots=True)
class Cost:
    """What was measured at one size."""

    turns: int
    insert_ms: float
    query_ms_median: float
    query_ms_p95: float
    bytes_per_turn: float
    rss_mb: float


class Life:
    """A log that grows: sentences of real conversations, put together anew."""

    def __init__(self, vault: Vault, sentences: list[str], vectors: StandInVectors) -> None:
        self.vault = vault
        self.index = VectorIndex(vault, OWNER, vectors)
        self.search = MemorySearch(vault, OWNER, self.index)
        self.turns = 0
        self._clock = MovedClock()
        self._log = EventLog(vault, OWNER, self._clock)
        self._sentences = sentences
        self._random = random.Random(7)  # noqa: S311  # a fixed choice, nothing secret

    async def grow(self, turns: int) -> float:
        """Put in turns until there are so many; milliseconds for each."""
        began, before = time.perf_counter(), self.turns
        while self.turns < turns:
            entries: list[tuple[SessionId, EventKind, dict[str, str]]] = []
            for _ in range(min(_BATCH, turns - self.turns)):
                kind: EventKind = "spoken" if self.turns % 2 else "heard"
                session = SessionId(f"s{self.turns // SESSION_TURNS}")
                entries.append((session, kind, {"text": self._text()}))
                self.turns += 1
            self._clock.time += timedelta(hours=5)
            await self._log.append_all(entries)  # pyright: ignore[reportArgumentType]  # str is JSON
        seconds = time.perf_counter() - began
        await self.index.catch_up()
        return 1000 * seconds / max(1, self.turns - before)

    def _text(self) -> str:
        return " ".join(self._random.choices(self._sentences, k=2))


@asynccontextmanager
async def living(
    place: Path, conversations: Sequence[LongConversation], embedder: Embedder
) -> AsyncGenerator[Life]:
    """An empty vault in a folder, ready to grow."""
    sentences = [
        sentence.strip()
        for conversation in conversations
        for line in conversation.lines
        for sentence in line.text.replace("!", ".").split(".")
        if len(sentence.strip()) > 10
    ]
    known = await embedder.embed(sentences[:REAL_VECTORS])
    key = open_key(place)
    async with await Vault.open(place / "vault.db", key, migrations=migrations()) as vault:
        await bring_up_to_date(vault)
        yield Life(vault, sentences, StandInVectors(embedder, known))


async def grown(life: Life, turns: int, questions: Sequence[str]) -> Cost:
    """Grow a life to a size and measure there."""
    insert_ms = await life.grow(turns)
    times = await query_times(life.search, questions)
    await life.vault.write(lambda c: None)
    size = sum(file.stat().st_size for file in life.vault.path.parent.glob("vault.db*"))
    return Cost(
        turns,
        insert_ms,
        median(times),
        float(np.percentile(times, 95)),
        size / turns,
        psutil.Process().memory_info().rss / 2**20,
    )


async def query_times(search: MemorySearch, questions: Sequence[str]) -> list[float]:
    """Milliseconds of each question; the first ones warm the caches and do not count."""
    for question in questions[:10]:
        await query_times_once(search, question)
    return [took for question in questions for took in await query_times_once(search, question)]


def can_open(files: int) -> bool:
    """Whether this process may hold so many files open, after asking for as many as it may."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if soft == resource.RLIM_INFINITY or soft >= files:
        return True
    try:
        resource.setrlimit(resource.RLIMIT_NOFILE, (files, hard))
    except (OSError, ValueError, OverflowError):
        return False
    return True


async def beside_many(
    life: Life, conversations: Sequence[LongConversation], questions: Sequence[str]
) -> tuple[list[float], float]:
    """Query times of one life while a thousand other vaults are open and are searched in turn.

    Returns the times in milliseconds and the process's memory in MiB.
    """
    vectors = life.index.embedder
    with tempfile.TemporaryDirectory() as folder:
        first = Path(folder)
        async with living(first, conversations, vectors) as small:
            await small.grow(PERSON_TURNS)
        # A vault moves by copying its file: so a thousand people are made of one.
        key = open_key(first)
        async with AsyncExitStack() as stack:
            others = [
                await stack.enter_async_context(await _copy(first, number, key))
                for number in range(PEOPLE)
            ]
            searches = [
                MemorySearch(vault, OWNER, VectorIndex(vault, OWNER, vectors)) for vault in others
            ]
            times: list[float] = []
            for place, question in enumerate(questions):
                near = searches[place * 7 % PEOPLE : place * 7 % PEOPLE + 5]
                await asyncio.gather(*(s.search(Query(question), limit=10) for s in near))
                times += await query_times_once(life.search, question)
            return times, psutil.Process().memory_info().rss / 2**20


async def query_times_once(search: MemorySearch, question: str) -> list[float]:
    """Milliseconds of one question."""
    began = time.perf_counter()
    await search.search(Query(question), limit=10)
    return [1000 * (time.perf_counter() - began)]


async def _copy(first: Path, number: int, key: VaultKey) -> Vault:
    folder = first / str(number)
    folder.mkdir()
    shutil.copy(first / "vault.db", folder / "vault.db")
    return await Vault.open(folder / "vault.db", key, migrations=migrations())
