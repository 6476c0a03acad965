"""`anima upgrade --now` while she is served: the next takes over, or she is there as before."""

import asyncio
import json
import os
import signal
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import cast

import httpx
import pytest
from acquainted import acquaint
from light_server import LAST_WORDS
from served_anima import free_port, is_awake
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed

from anima.app import OWNER, open_vault
from anima.memory import EventLog
from anima.settings import Settings
from anima.storage import PREVIOUS, server_of
from anima.values import Event, EventKind, JsonValue, SystemClock

pytestmark = [pytest.mark.slow, pytest.mark.timeout(300)]

FAKES = Path(__file__).parent / "fakes"


@dataclass
class Served:
    """A server in a process of its own, and how a person uses it."""

    home: Path
    port: int
    process: Process
    environment: dict[str, str]

    @property
    def address(self) -> str:
        return f"http://localhost:{self.port}"

    async def anima(self, *words: str) -> tuple[int, str]:
        """Run the command line; its exit status, and all that it printed."""
        command = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "anima.cli", *words),
            env=self.environment,
            stdout=PIPE,
            stderr=asyncio.subprocess.STDOUT,
        )
        told, _ = await command.communicate()
        return command.returncode or 0, told.decode()

    @asynccontextmanager
    async def page(self) -> AsyncGenerator["Page"]:
        async with connect(f"ws://localhost:{self.port}/ws", max_size=1 << 24) as socket:
            page = Page(socket)
            await page.send("client-ready", {"version": "2.2.0", "about": {"library": "test"}})
            yield page

    async def events(self, kind: EventKind) -> list[Event]:
        async with await open_vault(replace(Settings(), home=self.home)) as vault:
            return await EventLog(vault, OWNER, SystemClock()).events(kinds=[kind])


@dataclass
class Page:
    """The page's side of a line, as far as it is needed."""

    socket: ClientConnection

    async def send(self, kind: str, data: dict[str, JsonValue], *, name: str = "1") -> None:
        raw = {"label": "rtvi-ai", "type": kind, "id": name, "data": data}
        await self.socket.send(json.dumps(raw))

    async def until(self, kind: str) -> dict[str, str]:
        """The data of the next message of this type, the standard's or ours."""
        async for raw in self.socket:
            message = cast(dict[str, dict[str, str]], json.loads(raw))
            if kind in (message["type"], message.get("data", {}).get("type")):
                return message["data"]
        raise AssertionError(f"the line ended before {kind} came")

    async def says(self, text: str) -> str:
        """Type it; her answer as the log has it."""
        options = {"run_immediately": True, "audio_response": False}
        await self.send("send-text", {"content": text, "options": cast(JsonValue, options)})
        return await self.hers()

    async def hers(self) -> str:
        """The next words of hers, as the log has them."""
        while (stored := await self.until("stored"))["speaker"] != "companion":
            pass
        return stored["text"]

    async def state(self) -> dict[str, JsonValue]:
        await self.send("client-message", {"t": "state"}, name="s")
        answer = cast(dict[str, dict[str, JsonValue]], await self.until("server-response"))
        return answer.get("d", {})


@asynccontextmanager
async def served(home: Path, *, fault: str = "") -> AsyncGenerator[Served]:
    await acquaint(replace(Settings(), home=home))
    port = free_port()
    environment = os.environ | {
        "ANIMA_HOME": str(home),
        "ANIMA_PORT": str(port),
        "PYTHONPATH": str(FAKES),
        "LIGHT_FAULT": fault,
        "COLUMNS": "200",
        "NO_COLOR": "1",
    }
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, str(FAKES / "light_server.py")), env=environment, start_new_session=True
    )
    there = Served(home, port, process, environment)
    try:
        async with httpx.AsyncClient() as client, asyncio.timeout(120):
            while not await is_awake(client, there.address):
                assert process.returncode is None
                await asyncio.sleep(0.05)
            while not (home / "serving.door").exists():  # noqa: ASYNC110  # its own
                await asyncio.sleep(0.05)
        yield there
    finally:
        with suppress(ProcessLookupError):
            process.terminate()
        await process.wait()


@dataclass
class Caller:
    """Somebody who calls again and again."""

    refused: int = 0
    answered: int = 0

    async def call(self, address: str) -> None:
        while True:
            try:
                async with httpx.AsyncClient(timeout=30) as client:
                    self.answered += (await client.get(f"{address}/health")).status_code == 200
            except httpx.TransportError:
                self.refused += 1
            await asyncio.sleep(0.01)


async def test_who_talks_is_told_and_the_next_one_takes_over(tmp_path: Path) -> None:
    async with served(tmp_path / "home") as there, there.page() as page:
        await page.says("I was at the lake.")
        first, caller = server_of(there.home), Caller()
        assert first == there.process.pid
        calling = asyncio.create_task(caller.call(there.address))
        upgrading = asyncio.create_task(there.anima("upgrade", "--now"))
        goes = await page.hers()
        assert goes.startswith("I have to go for a moment") and "I'll be back" in goes
        assert "comes back by herself" in (await page.until("leaving"))["text"]
        with pytest.raises((ConnectionClosed, AssertionError)):
            await page.until("never")
        status, told = await upgrading
        assert status == 0, told
        assert "Nobody could talk with me for" in told
        calling.cancel()
        assert caller.answered
        assert caller.refused == 0, "who called meanwhile waited a moment"
        second = server_of(there.home)
        assert second not in (None, first)
        async with there.page() as again:
            assert (await again.state())["back"] is True
            await again.send("client-message", {"t": "greet", "d": {"audio_response": False}})
            assert (await again.hers()).startswith("I'm back.")
            assert (await again.state())["back"] is False
        # The process that was started by hand stays, and whoever ends it ends her.
        assert there.process.returncode is None
        there.process.terminate()
        await there.process.wait()
        assert server_of(there.home) is None
        (upgraded,) = await there.events("upgraded")
        assert upgraded.payload["announced"] is True


async def test_she_can_be_upgraded_again_and_go_back(tmp_path: Path) -> None:
    async with served(tmp_path / "home") as there:
        for words in (("upgrade", "--now"), ("downgrade", "--now"), ("upgrade", "--now")):
            before = server_of(there.home)
            status, told = await there.anima(*words)
            assert status == 0, told
            assert server_of(there.home) not in (None, before)
        async with there.page() as page:
            assert await page.says("Are you there?")
        os.killpg(there.process.pid, signal.SIGINT)  # Ctrl-C, where she was started at first
        await there.process.wait()
        assert server_of(there.home) is None


@pytest.mark.parametrize("fault", ["start", "wake", "silent", "heard"])
async def test_one_that_fails_leaves_her_as_she_was(tmp_path: Path, fault: str) -> None:
    async with served(tmp_path / "home", fault=fault) as there:
        async with there.page() as page:
            await page.says("I live in Lisbon.")
        first = server_of(there.home)
        status, told = await there.anima("upgrade", "--now")
        assert status == 1
        assert "The version before is there again" in told
        assert server_of(there.home) == first == there.process.pid
        assert not (there.home / PREVIOUS).exists()
        async with there.page() as page:
            assert (await page.state())["back"] is False
            assert await page.says("Are you there?")
        heard = [event.text() for event in await there.events("heard")]
        lost = [LAST_WORDS] if fault == "heard" else []
        assert heard == ["I live in Lisbon.", *lost, "Are you there?"]
        # And it can be tried again.
        assert (await there.anima("upgrade", "--now"))[0] == 1
        assert server_of(there.home) == first


async def test_who_thinks_better_of_it_leaves_her_where_she_is(tmp_path: Path) -> None:
    async with served(tmp_path / "home", fault="wake") as there:
        reader, writer = await asyncio.open_unix_connection(
            (there.home / "serving.door").read_text()
        )
        await reader.readline()
        writer.write(b'{"do": "prepare"}\n')
        assert json.loads(await reader.readline()) == {"ready": True}
        writer.write(b'{"do": "aside", "words": "Bye."}\n')
        assert json.loads(await reader.readline())["aside"] is True
        writer.close()  # as when it was killed
        async with httpx.AsyncClient() as client, asyncio.timeout(120):
            while not await is_awake(client, there.address):  # noqa: ASYNC110  # a process
                await asyncio.sleep(0.05)
        async with there.page() as page:
            assert await page.says("Are you there?")
        assert server_of(there.home) == there.process.pid


async def test_a_port_that_is_taken_is_one_sentence(tmp_path: Path) -> None:
    async with served(tmp_path / "home") as there:
        other = there.environment | {"ANIMA_HOME": str(tmp_path / "other")}
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, str(FAKES / "light_server.py")), env=other, stdout=PIPE, stderr=PIPE
        )
        _, told = await process.communicate()
        assert process.returncode != 0
        assert f"cannot be served at 127.0.0.1, port {there.port}" in told.decode()
