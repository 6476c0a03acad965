"""Thirty scripted days of several people, each lived through a real log and real nights."""

import json
import random
from collections.abc import AsyncGenerator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from anima.llm import ChatEvent, ChatModel, ChatRequest, Message, ModelProfile, Usage
from anima.memory import EventLog, Facts, bring_up_to_date, migrations
from anima.persona import Growth, Identity, back_to, decide, load_growth
from anima.persona.night import Night, day_of
from anima.storage import Vault, open_key
from anima.values import EventKind, ModelUnavailableError, PersonId, SessionId
from bench.locomo import MovedClock
from bench.persona_parts.files import of

OWNER = PersonId("owner")
FIRST = datetime(2026, 10, 1, 19, 0, tzinfo=UTC)
LINES_A_DAY = 6
FILE = "lives.json"


@dataclass(frozen=True, slots=True)
class Life:
    """Somebody, what they say on any day, and what they say that could move her."""

    name: str
    her: str
    telling: tuple[str, ...]
    small_talk: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Lived:
    """Who she is after it.

    Attributes:
        life: Whose life.
        growth: Her changes and her character at the end.
        traced: The share of changes that name a cause and events that are in the log.
        back_is_equal: Whether taking back the last week gave the bytes that she had before it.
        rebuilt_is_equal: Whether reading the log again, in a new process's place, gives the same.
    """

    life: Life
    growth: Growth
    traced: float
    back_is_equal: bool
    rebuilt_is_equal: bool

    @property
    def identity(self) -> Identity:
        """Her name and the person's."""
        return Identity(name=self.life.her, person_name=self.life.name, met=True)


class RulesOnly:
    """A model that is down: nights are then written by their rules, and change her just as much."""

    @property
    def profile(self) -> ModelProfile:
        """That of a small model."""
        return ModelProfile("none", 4096, "short", tools=False, structured=True)

    async def stream(self, request: ChatRequest) -> AsyncGenerator[ChatEvent]:
        """Nobody answers."""
        raise ModelUnavailableError("No model is asked in this measurement.")
        yield  # pyright: ignore[reportUnreachable]  # makes it a generator

    async def count_tokens(self, messages: Sequence[Message]) -> int:
        """An estimate."""
        return sum(len(message.text) // 4 for message in messages)

    async def warm(self, messages: Sequence[Message]) -> Usage:
        """Nothing is warmed."""
        return Usage(0, 0, 0)


def read_lives(folder: Path) -> list[Life]:
    """The lives of a folder.

    Raises:
        ValueError: It has too few lines of small talk for a day, or nobody tells anything.
    """
    content = json.loads(of(folder, FILE).read_text(encoding="utf-8-sig"))
    small = tuple(content["small_talk"])
    lives = [
        Life(each["name"], each["her"], tuple(each["telling"]), small) for each in content["lives"]
    ]
    if len(small) < LINES_A_DAY:
        raise ValueError(f"{FILE} has fewer than {LINES_A_DAY} lines of small talk.")
    if not any(life.telling for life in lives):
        raise ValueError(f"{FILE} has no life in which anything is told.")
    return lives


async def live(life: Life, days: int, model: ChatModel | None = None) -> Lived:
    """Live these days: what is said goes into the log, every night is slept, changes accepted."""
    clock = MovedClock(FIRST)
    async with _house(clock) as (vault, log):
        facts = await Facts.open(vault, OWNER, log)
        night = Night(vault, OWNER, log, facts, model or RulesOnly(), clock)
        week_before = b""
        async for number in days_of(life, days, log, night, clock):
            if number == max(1, days - 7):
                week_before = (await load_growth(log)).character.canonical()
        growth = await load_growth(log)
        again = (await load_growth(EventLog(vault, OWNER, clock))).character.canonical()
        known = {event.id for event in await log.events()}
        traced = [bool(c.causes) and set(c.sources) <= known for c in growth.changes]
        since = (FIRST + timedelta(days=max(1, days - 7))).date().isoformat()
        back = (await back_to(log, since)).character.canonical()
        return Lived(
            life,
            growth,
            sum(traced) / len(traced) if traced else 1.0,
            back == week_before,
            again == growth.character.canonical(),
        )


async def days_of(
    life: Life, days: int, log: EventLog, night: Night, clock: MovedClock
) -> AsyncGenerator[int]:
    """Live these days one after the other; the number of each comes before anything is said."""
    rng = random.Random(life.name)  # noqa: S311  # a script, not a secret
    for number in range(days):
        clock.time = FIRST + timedelta(days=number)
        yield number
        await _day(life, log, clock, rng)
        day = day_of(clock.time)
        clock.time = FIRST + timedelta(days=number, hours=12)
        await night.sleep(day)
        growth = await load_growth(log)
        new = [change for change in growth.changes if change.night == day.isoformat()]
        await decide(log, new, "accepted")


async def _day(life: Life, log: EventLog, clock: MovedClock, rng: random.Random) -> None:
    session = SessionId(f"day-{clock.time:%Y-%m-%d}")
    telling = rng.sample(life.telling, min(len(life.telling), LINES_A_DAY // 2))
    small = rng.sample(life.small_talk, LINES_A_DAY - len(telling))
    lines = [*telling, *small]
    rng.shuffle(lines)
    entries: list[tuple[SessionId, EventKind, dict[str, str]]] = []
    for line in lines:
        entries.append((session, "heard", {"text": line}))
        entries.append((session, "spoken", {"text": "Mm. Go on."}))
    for entry in entries:
        clock.time += timedelta(seconds=30)
        await log.append(*entry)  # pyright: ignore[reportArgumentType]  # texts are JSON


@asynccontextmanager
async def _house(clock: MovedClock) -> AsyncGenerator[tuple[Vault, EventLog]]:
    with TemporaryDirectory() as folder:
        home = Path(folder)
        vault = await Vault.open(home / "vault.db", open_key(home), migrations=migrations())
        async with vault:
            await bring_up_to_date(vault)
            yield vault, EventLog(vault, OWNER, clock)
