"""Pipecat's client in Chromium loses the network, and comes back to the same call by itself."""

import asyncio
import json
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from typing import Any

import pytest
from bad_datagrams import BadDatagrams
from browser import ALLOWED, CHROMIUM, FLAGS, SOUNDING
from pipecat_page import foreign_page
from playwright.async_api import Page, Route, async_playwright
from scripted_door import Life, ScriptedDoor
from served_anima import free_port
from web_house import House, house
from word_tones import WORD_SECONDS, WORDS, WordTones

from anima.voice import Line
from anima.voice.line import MayBeAway

pytestmark = [pytest.mark.slow, pytest.mark.timeout(200)]

PATIENCE_MS = 60_000

REVIVE = """
let known = client._transport.pc;
setInterval(() => {
  const pc = client._transport.pc;
  if (!pc || pc === known) return;
  known = pc;
  const track = pc.getReceivers()[0].track;
  client._transport._callbacks.onTrackStarted(track);
  pc.addEventListener("connectionstatechange", async () => {
    if (pc.connectionState !== "connected") return;
    const microphone = await navigator.mediaDevices.getUserMedia({ audio: true });
    pc.getSenders()[0].replaceTrack(microphone.getAudioTracks()[0]);
  });
}, 50);
"""
"""What a page must do itself, as docs/how-to/other-programs.md says: this client ends its
microphone with its old connection, and does not tell the page of her new track."""


class Door(ScriptedDoor):
    """Counts what the microphone sent."""

    async def serve_rtvi(self, line: Line) -> None:
        await super().serve_rtvi(_Counted(line, self))


class _Counted:
    def __init__(self, line: Line, door: Door) -> None:
        self._line = line
        self._door = door

    @property
    def is_away(self) -> bool:
        return isinstance(self._line, MayBeAway) and self._line.is_away

    async def receive(self) -> str | bytes | None:
        content = await self._line.receive()
        self._door.sound_bytes += len(content) if isinstance(content, bytes) else 0
        return content

    async def send(self, message: str) -> None:
        await self._line.send(message)


@asynccontextmanager
async def talking(
    network: BadDatagrams, offers: list[dict[str, Any]]
) -> AsyncGenerator[tuple[House, Page]]:
    """Their page in a call over this network; `offers` holds what it offered."""
    port = free_port()
    answer = " ".join(WORDS).capitalize() + "."
    door = Door(Life(stage="done", name="Freya", answer=answer))
    door.mouth = WordTones()

    async def pass_on(route: Route) -> None:
        if route.request.method != "POST":
            await route.abort()  # its candidates, which must not pass the relay by
            return
        asked: dict[str, Any] = json.loads(route.request.post_data or "")
        offers.append(asked)
        answer = await route.fetch(post_data=asked | {"sdp": network.hidden(asked["sdp"])})
        given = await answer.json()
        given["sdp"] = await network.through(given["sdp"])
        await route.fulfill(response=answer, json=given)

    flags = [*FLAGS, ALLOWED, SOUNDING, "--allow-loopback-in-peer-connection"]
    async with (
        house(door, origins=(f"http://localhost:{port}",)) as home,
        foreign_page(port) as origin,
        async_playwright() as playwright,
    ):
        chromium = await playwright.chromium.launch(executable_path=CHROMIUM, args=flags)
        page = await chromium.new_page()
        await page.route("**/api/offer", pass_on)
        await page.goto(f"{origin}?call")
        await page.wait_for_function("window.client")
        connect = "endpoint => client.connect({ webrtcRequestParams: { endpoint } })"
        await page.evaluate(connect, f"{home.address}api/offer")
        try:
            yield home, page
        finally:
            await chromium.close()
            network.close()


async def test_its_call_goes_on_where_the_network_went() -> None:
    network, offers = BadDatagrams(), list[dict[str, Any]]()
    async with talking(network, offers) as (home, page):
        life = home.door.life
        await page.evaluate(REVIVE)
        await page.evaluate("client.sendText('Do you hear me?')")
        await page.wait_for_function("called('BotStartedSpeaking', {}).length")
        await asyncio.sleep(1.5)
        async with network.gone():
            while len(offers) < 2:  # noqa: ASYNC110  # it comes back when it likes: after 10 s
                await asyncio.sleep(0.1)
            assert life.said("companion") == [], "she waits"
        sound = home.door.sound_bytes
        ended = "called('ServerMessage', { type: 'ended', reason: 'complete' }).length"
        await page.wait_for_function(ended, timeout=PATIENCE_MS)
        assert [each["restart_pc"] for each in offers] == [False, True]
        assert life.said("person") == ["Do you hear me?"]
        assert life.said("companion") == [life.answer]
        said = "called('BotLlmText', {}).map(each => each.text).join('')"
        assert await page.evaluate(said) == life.answer
        whole = len(WORDS) * WORD_SECONDS
        assert abs(await page.evaluate("sounding") - whole) < 0.6
        assert home.door.sound_bytes - sound > 32_000, "and she hears"
        assert await page.evaluate("called('Disconnected', {}).length") == 0
