"""Killed at any moment, she has lost no word that she acknowledged, and goes on."""

import asyncio
import os
import random
import signal
import sys
from asyncio.subprocess import PIPE, Process
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest
from acquainted import acquaint

from anima.app import OWNER, open_vault, running
from anima.llm import EmbeddedRuntime
from anima.memory import EventLog
from anima.models import WeightStore
from anima.settings import Settings
from anima.values import Ended, SystemClock, Utterance

KILLS = 50
LONGEST_SECONDS = 4.0
TALKER = Path(__file__).parent.parent / "fakes" / "talker.py"


@dataclass
class Witness:
    """What the processes said before they died."""

    heard: dict[str, str] = field(default_factory=dict[str, str])
    replies: int = 0

    async def listen(self, process: Process) -> None:
        assert process.stdout is not None
        async for raw in process.stdout:
            # A line that the kill cut short was not acknowledged to anybody.
            if not raw.endswith(b"\n"):
                return
            kind, _, rest = raw.decode().rstrip("\n").partition(" ")
            if kind == "heard":
                event, _, text = rest.partition(" ")
                self.heard[event] = text
            elif kind == "spoken":
                self.replies += 1


async def talk_until_killed(seed: int, chance: random.Random, settings: Settings) -> Witness:
    witness = Witness()
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        str(TALKER),
        str(seed),
        stdout=PIPE,
        env=os.environ
        | {
            "ANIMA_HOME": str(settings.home),
            "ANIMA_LLM": settings.llm,
            "ANIMA_LLM_KEY": settings.llm_key,
        },
    )
    assert process.stdout is not None
    assert (await process.stdout.readline()) == b"ready\n"
    listening = asyncio.create_task(witness.listen(process))
    await asyncio.sleep(chance.uniform(0, LONGEST_SECONDS))
    process.send_signal(signal.SIGKILL)
    await process.wait()
    await listening
    return witness


async def require_all(settings: Settings, heard: dict[str, str]) -> None:
    """The vault is whole and holds everything that was acknowledged, word for word."""
    async with await open_vault(settings) as vault:
        await vault.check()
        log = EventLog(vault, OWNER, SystemClock())
        events = await log.events()
    assert [event.sequence for event in events] == list(range(1, len(events) + 1))
    kept: dict[str, str] = {event.id: event.text() for event in events if event.kind == "heard"}
    assert {event: kept.get(event) for event in heard} == heard


@pytest.mark.slow
@pytest.mark.timeout(900)
async def test_fifty_kills_lose_nothing_that_was_acknowledged(tmp_path: Path) -> None:
    chance = random.Random(20260302)  # noqa: S311  # when to kill, not a secret
    heard: dict[str, str] = {}
    replies = 0
    weights = WeightStore().folder("qwen2.5-1.5b") / "model.gguf"
    async with EmbeddedRuntime(weights, name="qwen2.5-1.5b") as runtime:
        settings = replace(Settings(), home=tmp_path, llm=runtime.base_url, llm_key=runtime.api_key)
        await acquaint(settings)
        for seed in range(KILLS):
            witness = await talk_until_killed(seed, chance, settings)
            heard |= witness.heard
            replies += witness.replies
            await require_all(settings, witness.heard)
        await require_all(settings, heard)
        assert len(heard) >= KILLS // 2
        assert replies >= KILLS // 10
        async with running(settings, voice=False) as anima, anima.conversation() as conversation:
            reply = conversation.reply(Utterance("Are you still there?"))
            last = [event async for event in reply][-1]
    assert last == Ended("complete")
