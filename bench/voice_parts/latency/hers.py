"""Her own latency: the command that a person starts, on a free port, called as the page does."""

import asyncio
import os
import statistics
import subprocess
import sys
import time
from collections.abc import AsyncGenerator, Mapping, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import psutil
from websockets.asyncio.client import connect

from anima.conversation.opening import OPENINGS
from anima.voice.speech import INPUT_RATE
from bench.talk import free_port, is_awake, wait_until
from bench.voice_parts.latency.person import Person, until
from bench.voice_parts.latency.said import Said
from bench.voice_parts.latency.wires import Moments, PageWire

GAP_SECONDS = 1.5
"""Between the end of her sound and the person's next words."""

GREETING_SECONDS = 60.0

LISTEN_SECONDS = 0.8
"""How much of her reply is listened to before the person's key stops her, to save time."""

MOST_MESSAGE_BYTES = 1 << 22


@dataclass(frozen=True, slots=True)
class Turn:
    """One thing said and what came of it.

    Attributes:
        said: What was said.
        first_sound_ms: From its true end to her first audible sample; None when none came.
        words_ms: The same to the first clause that is more than a ready opening.
        cut_in: Whether she began before the end.
        opening: The ready opening that she began with, if she did.
        moments: What she says of it herself.
        cpu_seconds: Processor time that it took all of her processes.
    """

    said: Said
    first_sound_ms: float | None
    words_ms: float | None
    cut_in: bool
    opening: str
    moments: Moments
    cpu_seconds: float

    @property
    def hit(self) -> bool:
        """Whether its first clause was made ahead."""
        return "rehearsed" in self.moments


async def turns(
    said: Sequence[Said], home: Path, environment: Mapping[str, str] = {}
) -> list[Turn]:
    """Say everything over one line, in one conversation, to a server of her own."""
    found: list[Turn] = []
    async with _served(home, environment) as (port, process):
        address = f"ws://127.0.0.1:{port}/ws"
        async with connect(address, max_size=MOST_MESSAGE_BYTES, proxy=None) as socket:
            wire = PageWire(socket)
            person = Person(wire)
            await wire.begin()
            helpers = [person.microphone(), person.ears(), wire.play()]
            tasks = [asyncio.create_task(helper) for helper in helpers]
            # She says good day first, and reads what she knows of the person.
            await wire.greet()
            await until(lambda: bool(wire.stored), limit=GREETING_SECONDS)
            await asyncio.sleep(4 * GAP_SECONDS)
            for number, each in enumerate(said, start=1):
                found.append(await _turn(each, person, wire, process))
                for task in tasks:
                    if task.done():
                        task.result()  # her line is gone: said now, and not after every turn
                print(f"\rhers: {number} of {len(said)}", end="", flush=True)
            print()
            for task in tasks:
                task.cancel()
                with suppress(asyncio.CancelledError):
                    await task
    return found


async def _turn(said: Said, person: Person, wire: PageWire, process: psutil.Process) -> Turn:
    await until(lambda: wire.state == "listening")
    await asyncio.sleep(GAP_SECONDS)
    wire.clauses.clear()
    told = len(wire.moments)
    before = _cpu_seconds(process)
    person.says(said.samples)
    await until(lambda: person.begun_at is not None)
    ended = (person.begun_at or 0.0) + said.end / INPUT_RATE
    await asyncio.sleep(max(0.0, ended - time.perf_counter()))
    cut_in = person.heard_at is not None
    if cut_in:
        await asyncio.sleep(GAP_SECONDS)
    await until(lambda: person.heard_at is not None)
    await asyncio.sleep(LISTEN_SECONDS)
    opening = wire.clauses[0][0] if wire.clauses and wire.clauses[0][0] in OPENINGS else ""
    if opening:
        await until(lambda: len(wire.clauses) > 1)
    await wire.interrupt()
    await until(lambda: wire.state == "listening" and not person.is_speaking)
    await until(lambda: len(wire.moments) > told, limit=2.0)
    heard = person.heard_at
    words = _words_at(wire, heard, opening)
    return Turn(
        said=said,
        first_sound_ms=None if heard is None or cut_in else 1000 * (heard - ended),
        words_ms=None if words is None or cut_in else 1000 * (words - ended),
        cut_in=cut_in,
        opening=opening,
        moments=wire.moments[-1] if len(wire.moments) > told else {},
        cpu_seconds=_cpu_seconds(process) - before,
    )


def _words_at(wire: PageWire, heard: float | None, opening: str) -> float | None:
    if heard is None or not opening:
        return heard
    if len(wire.clauses) < 2:
        return None
    return max(heard + wire.opening_seconds, wire.clauses[1][1])


@asynccontextmanager
async def _served(
    home: Path, environment: Mapping[str, str]
) -> AsyncGenerator[tuple[int, psutil.Process]]:
    port = free_port()
    settings = {"ANIMA_HOME": str(home), "ANIMA_PORT": str(port), **environment}
    process = await asyncio.to_thread(_start, os.environ | settings)
    try:
        await asyncio.to_thread(wait_until, lambda: is_awake(port), process)
        yield port, psutil.Process(process.pid)
    finally:
        process.terminate()
        try:
            await asyncio.to_thread(process.wait, 20)
        except subprocess.TimeoutExpired:
            process.kill()
            await asyncio.to_thread(process.wait)


def _start(environment: Mapping[str, str]) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-m", "anima.cli", "serve", "--no-open"],
        env=environment,
        stdout=subprocess.DEVNULL,
    )


def _cpu_seconds(process: psutil.Process) -> float:
    family = (process, *process.children(recursive=True))
    return sum(sum(each.cpu_times()[:2]) for each in family)


def mean_cpu_seconds(found: Sequence[Turn]) -> float:
    """Processor time of a turn, on average."""
    return statistics.fmean(turn.cpu_seconds for turn in found)
