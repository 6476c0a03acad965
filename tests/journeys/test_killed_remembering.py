"""Killed while she draws facts, rebuilds or forgets: consistent, nothing twice, nothing half."""

import asyncio
import os
import random
import signal
import sys
from asyncio.subprocess import PIPE
from pathlib import Path

import pytest

from anima.app import OWNER, open_vault
from anima.memory import Episodes, EventLog, Facts, MemorySearch, Query
from anima.settings import Settings
from anima.values import SystemClock

KILLS = 50
LONGEST_SECONDS = 0.5
REMEMBERER = Path(__file__).parent.parent / "fakes" / "rememberer.py"


async def remember_until_killed(seed: int, seconds: float, home: Path) -> None:
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        str(REMEMBERER),
        str(seed),
        stdout=PIPE,
        env=os.environ | {"ANIMA_HOME": str(home)},
    )
    assert process.stdout is not None
    assert (await process.stdout.readline()) == b"ready\n"
    await asyncio.sleep(seconds)
    process.send_signal(signal.SIGKILL)
    await process.wait()


async def require_consistent(home: Path) -> int:
    """Everything derived is what the log says; returns how many events there are."""
    async with await open_vault(Settings(home=home)) as vault:
        await vault.check()
        log = EventLog(vault, OWNER, SystemClock())
        facts = await Facts.open(vault, OWNER, log)
        await facts.catch_up()
        drawn = dict(facts.book.facts)
        assert all(len(set(fact.sources)) == len(fact.sources) for fact in drawn.values())
        episodes = Episodes(vault, OWNER, facts)
        await episodes.catch_up()
        told = {episode.id: episode.sources for episode in await episodes.all()}
        await facts.rebuild()
        assert facts.book.facts == drawn
        await episodes.rebuild()
        assert {episode.id: episode.sources for episode in await episodes.all()} == told
        events = await log.events()
        assert [event.sequence for event in events] == list(range(1, len(events) + 1))
        kept = {event.id for event in events if event.kind == "heard" and event.text()}
        assert {source for fact in drawn.values() for source in fact.sources} <= kept
        indexed = await vault.read(
            lambda c: c.execute(
                "SELECT (SELECT count(*) FROM said), (SELECT count(*) FROM indexed_turn)"
            ).fetchone()
        )
        assert tuple(indexed) == (len(kept), len(kept))
        found = await MemorySearch(vault, OWNER).search(Query("Lisbon"), limit=5)
        assert all(each.turn.id in kept for each in found)
        return len(events)


@pytest.mark.slow
@pytest.mark.timeout(600)
async def test_fifty_kills_while_remembering(tmp_path: Path) -> None:
    chance = random.Random(5)  # noqa: S311  # a fixed choice, nothing secret
    for number in range(KILLS):
        await remember_until_killed(number, chance.uniform(0, LONGEST_SECONDS), tmp_path)
        if number % 10 == 9:
            await require_consistent(tmp_path)
    assert await require_consistent(tmp_path) > KILLS
