"""How long nobody can talk with her at an upgrade, as callers see it: the real server and models.

One caller asks again and again over HTTP whether she is awake. Another is a page on which somebody
was just talking: its line ends, and it comes back as the page does, until she can be talked with.
"""

import asyncio
import json
import os
import socket
import sys
import tempfile
import time
from asyncio.subprocess import DEVNULL, PIPE
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field, replace
from pathlib import Path

import httpx
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed, InvalidHandshake

from anima.relief import DOOR
from anima.settings import Settings
from bench.care_parts.home import meet
from bench.figures import median
from bench.report import Report

ROUNDS = 3
PATIENCE_SECONDS = 600.0
LOOK_SECONDS = 0.05
FIRST_WAIT_SECONDS, LONGEST_WAIT_SECONDS = 0.25, 8.0
"""How the page comes back to a line that broke: see static/line.js."""


@dataclass
class Caller:
    """Asks over HTTP whether she is awake, each time by a new connection."""

    awake: list[float] = field(default_factory=list[float])
    refused: int = 0

    async def call(self, address: str) -> None:
        """Ask until cancelled."""
        while True:
            try:
                async with httpx.AsyncClient(timeout=PATIENCE_SECONDS) as client:
                    if (await client.get(f"{address}/health")).json()["awake"]:
                        self.awake.append(time.monotonic())
            except httpx.TransportError:
                self.refused += 1
            await asyncio.sleep(LOOK_SECONDS)

    @property
    def away(self) -> float:
        """The longest time between two answers that she is awake."""
        pairs = zip(self.awake, self.awake[1:], strict=False)
        return max(later - earlier for earlier, later in pairs)


@dataclass(frozen=True)
class Round:
    """One upgrade, in seconds: by HTTP, by the page's line, and from the command to its end."""

    away: float
    line_away: float
    whole: float
    refused: int
    was_told: bool


async def measure_away(report: Report, rounds: int) -> None:
    """Upgrade a served Anima while somebody talks, so many times."""
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        await meet(replace(Settings(), home=home))
        async with _served(home) as (address, environment):
            found = [await _round(address, environment) for _ in range(rounds)]
    note = f"longest of {rounds}, over HTTP: from one answer that she is awake to the next"
    report.figure("upgrade_away_s_median", median([each.away for each in found]), "s")
    report.figure("upgrade_away_s", max(each.away for each in found), "s", note)
    note = "the same by an open page: from the end of its line until she is there on the next"
    report.figure("upgrade_line_away_s", max(each.line_away for each in found), "s", note)
    report.figure("upgrade_refused", sum(each.refused for each in found), "calls", "in that time")
    untold = sum(not each.was_told for each in found)
    report.figure("upgrade_untold", untold, "times", "that she went without a word to who talked")
    whole = max(each.whole for each in found)
    report.figure("upgrade_whole_s", whole, "s", "the command; loading beside who serves, mostly")


async def _round(address: str, environment: dict[str, str]) -> Round:
    caller = Caller()
    calling = asyncio.create_task(caller.call(address))
    try:
        async with asyncio.timeout(PATIENCE_SECONDS), _line(address) as line:
            await _until(line, "awake")
            await _says(line, "I walked to the harbour today.")
            began = time.monotonic()
            upgrading = asyncio.create_task(_upgrade(environment))
            told = await _told(line)
            line_away = await _come_back(address)
            await upgrading
            return Round(caller.away, line_away, time.monotonic() - began, caller.refused, told)
    finally:
        calling.cancel()


async def _upgrade(environment: dict[str, str]) -> None:
    command = (sys.executable, "-m", "anima.cli", "upgrade", "--now")
    process = await asyncio.create_subprocess_exec(*command, env=environment, stdout=PIPE)
    told, _ = await process.communicate()
    if process.returncode:
        raise RuntimeError(f"the upgrade failed: {told.decode()}")


async def _told(line: ClientConnection) -> bool:
    """Listen until the line ends: whether she has said that she goes."""
    told = False
    with suppress(ConnectionClosed):
        while True:
            told |= "I have to go for a moment" in str(await line.recv())
    return told


async def _come_back(address: str) -> float:
    """Connect as the page does; how long it took until she could be talked with."""
    began, wait = time.monotonic(), FIRST_WAIT_SECONDS
    while True:
        await asyncio.sleep(wait)
        wait = min(wait * 2, LONGEST_WAIT_SECONDS)
        with suppress(OSError, InvalidHandshake, ConnectionClosed):
            async with _line(address) as line:
                await _until(line, "awake")
                return time.monotonic() - began


@asynccontextmanager
async def _line(address: str) -> AsyncGenerator[ClientConnection]:
    socket_ = f"{address.replace('http', 'ws', 1)}/ws"
    async with connect(socket_, max_size=1 << 24, open_timeout=PATIENCE_SECONDS) as line:
        await _send(line, "client-ready", {"version": "2.2.0", "about": {"library": "bench"}})
        yield line


async def _says(line: ClientConnection, text: str) -> None:
    options = {"run_immediately": True, "audio_response": False}
    await _send(line, "send-text", {"content": text, "options": options})
    await _until(line, "ended")


async def _send(line: ClientConnection, kind: str, data: dict[str, object]) -> None:
    raw = {"label": "rtvi-ai", "type": kind, "id": "1", "data": data}
    await line.send(json.dumps(raw))


async def _until(line: ClientConnection, kind: str) -> None:
    async for raw in line:
        if json.loads(raw).get("data", {}).get("type") == kind:
            return
    raise RuntimeError(f"the line ended before {kind} came")


@asynccontextmanager
async def _served(home: Path) -> AsyncGenerator[tuple[str, dict[str, str]]]:
    """A real `anima serve` with the real models; its address and what it was started with."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    environment = os.environ | {"ANIMA_HOME": str(home), "ANIMA_PORT": str(port)}
    command = (sys.executable, "-m", "anima.cli", "serve", "--no-open")
    process = await asyncio.create_subprocess_exec(*command, env=environment, stdout=DEVNULL)
    try:
        async with asyncio.timeout(PATIENCE_SECONDS):
            while not (home / DOOR).exists():
                if process.returncode is not None:
                    raise RuntimeError("she did not wake")
                await asyncio.sleep(0.1)
        yield f"http://localhost:{port}", environment
    finally:
        with suppress(ProcessLookupError):
            process.terminate()
        await process.wait()


if __name__ == "__main__":
    alone = Report("away")
    asyncio.run(measure_away(alone, ROUNDS))
    alone.finish()
