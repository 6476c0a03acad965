"""Foreign RTVI clients, unchanged, against one `anima serve` with the real models."""

from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import pipecat_harness as harness
import pytest
import pytest_asyncio
from acquainted import acquaint
from browser import ALLOWED, CHROMIUM, FLAGS, SOUNDING, heard_from
from pipecat_page import foreign_page
from playwright.async_api import Page, async_playwright
from served_anima import free_port, served

from anima.settings import load_settings
from anima.voice import INPUT_RATE, read_sound, write_wav
from bench.words import normalised

pytestmark = [
    pytest.mark.slow,
    pytest.mark.timeout(400),
    pytest.mark.asyncio(loop_scope="module"),
]

LOOPBACK = "--allow-loopback-in-peer-connection"
PATIENCE_MS = 90_000
RECORDING = "austen_0880.wav"
WORDS = "He was not an"


@dataclass(frozen=True)
class Served:
    """Where she is, and the port of the only foreign page that may open a line to her."""

    http: str
    page_port: int

    @property
    def rtvi(self) -> str:
        return f"{self.http.replace('http', 'ws')}/rtvi"


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def her(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Served]:
    home = tmp_path_factory.mktemp("foreign") / "home"
    await acquaint(replace(load_settings({}), home=home))
    port = free_port()
    async with served(home, ANIMA_ORIGINS=f"http://localhost:{port}") as address:
        yield Served(address, port)


async def test_pipecats_evaluation_harness_plays_its_scenarios(
    her: Served, tmp_path: Path, speech: Path
) -> None:
    good, printed = await harness.plays(
        her.rtvi, tmp_path, recording=speech / RECORDING, words=WORDS
    )
    assert good, printed


class Client:
    """Pipecat's client in a page."""

    def __init__(self, page: Page) -> None:
        self.page = page

    async def until(self, name: str, *, times: int = 1, **values: object) -> list[Any]:
        """Wait until this was called back so often with these values; what it was called with."""
        await self.page.wait_for_function(
            "([name, values, times]) => called(name, values).length >= times",
            arg=[name, values, times],
            timeout=PATIENCE_MS,
        )
        return await self.all(name, **values)

    async def all(self, name: str, **values: object) -> list[Any]:
        script = "([name, values]) => called(name, values)"
        return await self.page.evaluate(script, [name, values])


@asynccontextmanager
async def browsing(
    her: Served, recording: Path, folder: Path, query: str = ""
) -> AsyncGenerator[Client]:
    """The client's page in Chromium, with a recording for a microphone."""
    microphone = folder / "microphone.wav"
    silence = np.zeros(INPUT_RATE, np.float32)
    said = read_sound(recording)
    write_wav(microphone, np.concatenate([silence, said, silence, silence]), INPUT_RATE)
    flags = [*FLAGS, ALLOWED, SOUNDING, LOOPBACK, heard_from(microphone)]
    async with foreign_page(her.page_port) as origin, async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=flags)
        page = await browser.new_page()
        await page.goto(origin + query)
        await page.wait_for_function("window.client")
        yield Client(page)
        await browser.close()


async def converse(client: Client) -> None:
    """Listen to the recording's answer to its end; then write, and leave while she speaks."""
    (ready,) = await client.until("BotReady")
    assert ready["about"]["library"] == "anima"
    (transcript, *_) = await client.until("UserTranscript", final=True)
    assert normalised(WORDS) in normalised(transcript["text"])
    await client.until("BotStoppedSpeaking")
    said = "".join(each["text"] for each in await client.all("BotLlmText"))
    (stored,) = await client.until("ServerMessage", type="stored", speaker="companion")
    assert normalised(stored["text"]) == normalised(said)
    assert await client.page.evaluate("sounding") > 0.2, "her voice came, if only for a word"

    await client.page.evaluate("client.sendText('Tell me a long story about the sea.')")
    await client.until("BotStartedSpeaking", times=2)
    (*_, typed) = await client.all("ServerMessage", type="stored", speaker="person")
    assert typed["text"] == "Tell me a long story about the sea."
    await client.page.evaluate("client.disconnect()")
    assert await client.all("Error") == []
    assert await client.all("MessageError") == []


async def test_pipecats_client_in_a_browser_talks_with_her(
    her: Served, speech: Path, tmp_path: Path
) -> None:
    async with browsing(her, speech / RECORDING, tmp_path) as client:
        await client.page.evaluate("wsUrl => client.connect({ wsUrl })", her.rtvi)
        await converse(client)


async def test_pipecats_client_in_a_browser_calls_her_over_webrtc(
    her: Served, speech: Path, tmp_path: Path
) -> None:
    async with browsing(her, speech / RECORDING, tmp_path, "?call") as client:
        offers = f"{her.http}/api/offer"
        await client.page.evaluate(
            "endpoint => client.connect({ webrtcRequestParams: { endpoint } })", offers
        )
        await converse(client)
