"""Looking at who she is takes nothing from a talk that goes on, after years of talk as well."""

import asyncio
from collections.abc import AsyncGenerator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from time import perf_counter
from types import SimpleNamespace
from typing import cast

import pytest
from meeting_world import PERSON

from anima.memory import EventLog, Facts, migrations
from anima.memory.event_log import Entry
from anima.persona import load_herself
from anima.persona.temperament import appraisal
from anima.storage import Vault, open_key
from anima.values import SessionId
from anima.who_desk import WhoDesk

NOW = datetime(2026, 11, 20, 19, 0, tzinfo=UTC)
SENTENCES = 20_000
LONGEST_WAIT = 0.6
"""Seconds; all of it on the loop were two and more."""


@dataclass
class SetClock:
    """A clock that the test sets."""

    time: datetime = NOW - timedelta(days=365)

    def now(self) -> datetime:
        return self.time


class NoFacts:
    """Nothing is known of the person: facts are read elsewhere."""

    book = SimpleNamespace(facts={})

    async def catch_up(self) -> None:
        pass


@dataclass
class Life:
    """A year of talk, and a sentence of today."""

    log: EventLog
    clock: SetClock = field(default_factory=SetClock)


@pytest.fixture
async def life(tmp_path: Path) -> AsyncGenerator[Life]:
    clock = SetClock()
    vault = await Vault.open(tmp_path / "vault.db", open_key(tmp_path), migrations=migrations())
    async with vault:
        log = EventLog(vault, PERSON, clock)
        text = (
            "So we walked along the river {n}, past the old mill and the boats, and then it rained."
        )
        told: list[Entry] = [
            (SessionId(f"s{n // 50}"), "heard", {"text": text.format(n=n)})
            for n in range(SENTENCES)
        ]
        await log.append_all(told)
        clock.time = NOW - timedelta(hours=1)
        await log.append(SessionId("today"), "heard", {"text": "I'm so sad today."})
        clock.time = NOW
        yield Life(log, clock)


async def test_who_she_is_after_a_year_leaves_the_voice_its_turns(life: Life) -> None:
    desk = WhoDesk(life.log, cast(Facts, NoFacts()), life.clock)
    longest = 0.0

    async def voice() -> None:
        nonlocal longest
        while True:
            begun = perf_counter()
            await asyncio.sleep(0.01)
            longest = max(longest, perf_counter() - begun)

    talking = asyncio.create_task(voice())
    who = await desk.who()
    talking.cancel()
    assert "subdued" in str(who["mood"])
    assert cast(dict[str, int], who["relationship"])["talks"] == SENTENCES // 50 + 1
    assert longest < LONGEST_WAIT


async def test_only_what_is_new_and_of_these_days_is_read_for_a_mood(
    life: Life, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[str] = []

    def feelings(text: str) -> list[str]:
        read.append(text)
        return ["sad"]

    monkeypatch.setattr(appraisal, "feelings", feelings)
    await life.log.append(SessionId("today"), "heard", {"text": "I'm a little sad, you know."})
    await load_herself(life.log, NOW)
    herself = await load_herself(life.log, NOW)
    assert herself.mood.cause == "you told me that it was hard"
    assert read == ["I'm so sad today.", "I'm a little sad, you know."]
