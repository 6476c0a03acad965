"""The engine alone: how much of the wait is ours, and how many lines one process holds.

The models are free fakes at the seam where the real ones are. The rest is what runs at a person's:
the web server, the session, the conversation, the encrypted vault, the search of memory.
"""

import asyncio
import random
import sys
import tempfile
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncGenerator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from pathlib import Path

import numpy as np
import psutil
from websockets.asyncio.client import connect

from bench.report import Report, median
from bench.talk import free_port
from bench.voice_parts.engine.free import spoken
from bench.voice_parts.latency.person import WAIT_SECONDS, Person, until
from bench.voice_parts.latency.wires import PageWire
from bench.voice_parts.options import Options

LINES = 32
TURNS_ALONE = 20
"""At most; fewer where fewer trials are asked for."""

TURNS_EACH = 4
NEWCOMERS = 8
SAYS_SECONDS = 1.2
PAUSES_SECONDS = (0.5, 3.0)
"""Between her last word and the person's next."""

ROOT = Path(__file__).resolve().parents[3]


async def measure(report: Report, options: Options) -> None:
    """One line, then many, then more than there are places, then two processes."""
    chance = random.Random(options.seed)  # noqa: S311  # repeatable
    async with AsyncExitStack() as stack:
        port, process = await stack.enter_async_context(served(LINES))
        alone = await talks(port, 1, min(TURNS_ALONE, options.trials), chance)
        before = resident_mb(process)
        watching = asyncio.create_task(_most_mb(process))
        many = await talks(port, LINES, TURNS_EACH, chance)
        watching.cancel()
        grown = await watching - before
        crowded, told = await _overfull(port, chance)
    async with AsyncExitStack() as stack:
        ports = [(await stack.enter_async_context(served(LINES)))[0] for _ in range(2)]
        both = await asyncio.gather(
            *(talks(port, LINES // 2, TURNS_EACH, chance) for port in ports)
        )
    _report(report, alone, many, grown)
    report.figure("lines_32_crowded_ms_p95", _p95(crowded), "ms", "while others wait for a place")
    report.figure("newcomers_told", told / NEWCOMERS, "", "told within a second that they wait")
    two = [each for found in both for each in found]
    report.figure("lines_2x16_ms_p95", _p95(two), "ms", "the same lines in two processes")


def _report(report: Report, alone: Sequence[float], many: Sequence[float], grown_mb: float) -> None:
    note = f"end of speech to first sound, free models, one line, {len(alone)} turns"
    report.figure("engine_ms_p50", median(alone), "ms", note)
    report.figure("engine_ms_p95", _p95(alone), "ms")
    note = f"{LINES} live lines in one process, {len(many)} turns"
    report.figure("lines_32_ms_p50", median(many), "ms", note)
    report.figure("lines_32_ms_p95", _p95(many), "ms", "the callers run on the same machine")
    report.figure(
        "mb_per_line", grown_mb / (LINES - 1), "MB", "resident memory at its most, lines live"
    )


async def talks(port: int, lines: int, turns: int, chance: random.Random) -> list[float]:
    """So many callers at once, each of so many turns; milliseconds of every turn."""
    moments = [chance.uniform(0, SAYS_SECONDS + PAUSES_SECONDS[1]) for _ in range(lines)]
    callers = [_calls(port, turns, after, chance) for after in moments]
    return [each for found in await asyncio.gather(*callers) for each in found]


async def _calls(port: int, turns: int, after: float, chance: random.Random) -> list[float]:
    await asyncio.sleep(after)
    found: list[float] = []
    async with line(port) as (person, wire):
        await until(lambda: wire.is_awake)
        for _ in range(turns):
            await asyncio.sleep(chance.uniform(*PAUSES_SECONDS))
            person.says(spoken(SAYS_SECONDS))
            answered = await until(lambda: person.heard_at is not None)
            ended = (person.begun_at or 0.0) + SAYS_SECONDS
            # A turn without an answer is the longest, and must not be left out.
            sounded = 1000 * ((person.heard_at or 0.0) - ended)
            found.append(sounded if answered else 1000 * WAIT_SECONDS)
            await until(lambda: wire.state == "listening")
    return found


@asynccontextmanager
async def line(port: int, *, speed: float = 1.0) -> AsyncGenerator[tuple[Person, PageWire]]:
    """One caller, connected, with an open microphone."""
    async with connect(f"ws://127.0.0.1:{port}/ws", max_size=None, proxy=None) as socket:
        wire = PageWire(socket, speed=speed)
        person = Person(wire, speed=speed)
        await wire.begin()
        helpers = (person.microphone(), person.ears(), wire.play())
        tasks = [asyncio.create_task(helper) for helper in helpers]
        try:
            yield person, wire
        finally:
            for task in tasks:
                task.cancel()
                with suppress(asyncio.CancelledError):
                    await task


async def _overfull(port: int, chance: random.Random) -> tuple[list[float], int]:
    """All places taken by people who talk, and newcomers: the calls, and how many were told."""
    talking = asyncio.create_task(talks(port, LINES, TURNS_EACH, chance))
    await asyncio.sleep(SAYS_SECONDS + PAUSES_SECONDS[1] + 1)
    told = 0
    async with AsyncExitStack() as stack:
        for _ in range(NEWCOMERS):
            _, wire = await stack.enter_async_context(line(port))
            told += await until(lambda wire=wire: wire.waits, limit=1.0)
        return await talking, told


@asynccontextmanager
async def served(lines: int) -> AsyncGenerator[tuple[int, psutil.Process]]:
    """Her server with free models, in a process and a home of its own."""
    port = free_port()
    with tempfile.TemporaryDirectory() as home:
        process = await asyncio.create_subprocess_exec(
            sys.executable,
            "-m",
            "bench.voice_parts.engine.serving",
            home,
            str(port),
            str(lines),
            stdout=PIPE,
            cwd=ROOT,
        )
        try:
            await _ready(process)
            yield port, psutil.Process(process.pid)
        finally:
            if process.returncode is None:
                process.terminate()
            await process.wait()


async def _ready(process: Process) -> None:
    assert process.stdout is not None
    async with asyncio.timeout(60):
        if b"ready" not in await process.stdout.readline():
            raise RuntimeError("the server did not start")
    await asyncio.sleep(0.5)


async def _most_mb(process: psutil.Process) -> float:
    """The most that a process holds while its lines live, until this is cancelled."""
    most = 0.0
    with suppress(asyncio.CancelledError):
        while True:
            most = max(most, resident_mb(process))
            await asyncio.sleep(0.2)
    return most


def resident_mb(process: psutil.Process) -> float:
    """Resident memory of one process, in MiB."""
    return process.memory_info().rss / 2**20


def _p95(values: Sequence[float]) -> float:
    return float(np.percentile(values, 95))
