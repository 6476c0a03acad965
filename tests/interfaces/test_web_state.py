"""What the page says of her and of the microphone is so: as she wakes, in a queue, after a move."""

import asyncio
from pathlib import Path

import pytest
from bad_network import BadNetwork
from browser import ALLOWED, SOUNDING
from playwright.async_api import Page, expect
from scripted_door import WELCOME_BACK, Life, ScriptedDoor
from talking_anima import talking_anima
from web_house import house, visit

from anima.voice.places import Places

pytestmark = pytest.mark.slow

WATCH = """() => {
  window.states = [];
  const note = () => states.push(document.body.dataset.state);
  new MutationObserver(note).observe(document.body, { attributeFilter: ["data-state"] });
}"""
LOOKED_AT = "document.dispatchEvent(new Event('visibilitychange'))"
KEEP_STREAM = """() => {
  const media = navigator.mediaDevices;
  const opens = media.getUserMedia.bind(media);
  media.getUserMedia = async (asked) => (window.stream = await opens(asked));
}"""
TRACKS = "stream.getTracks().map((track) => track.readyState)"


def known() -> Life:
    return Life(stage="done", name="Freya")


async def ear(page: Page, words: str) -> None:
    await expect(page.locator("#ear")).to_have_text(words)


async def test_while_she_wakes_a_look_at_the_page_leaves_it_saying_so() -> None:
    door = ScriptedDoor(known(), awake=False)
    async with house(door) as served, visit(served.address) as seen:
        await seen.state("waking")
        await seen.page.evaluate(WATCH)
        await seen.page.evaluate(LOOKED_AT)
        await asyncio.sleep(5)
        assert await seen.page.evaluate("states") == [], "no line was given up for dead"
        await expect(seen.page.locator("#state")).to_have_text("waking")
        door.wake()
        assert await seen.turns(1) == [WELCOME_BACK]
        await seen.state("listening")


async def test_while_she_wakes_a_gap_in_the_network_leaves_her_waking() -> None:
    door = ScriptedDoor(known(), awake=False)
    async with house(door) as served, BadNetwork(served.port).open() as relay:
        async with visit(f"http://localhost:{relay.port}/") as seen:
            await seen.state("waking")
            await seen.page.evaluate(WATCH)
            async with relay.gone():
                await seen.state("offline")
            await seen.state("waking")
            assert set(await seen.page.evaluate("states")) == {"offline", "waking"}
            door.wake()
            assert await seen.turns(1) == [WELCOME_BACK]


async def test_a_line_that_is_dead_without_knowing_is_still_found_out() -> None:
    door = ScriptedDoor(known(), awake=False)
    async with house(door) as served, BadNetwork(served.port).open() as relay:
        async with visit(f"http://localhost:{relay.port}/") as seen:
            await seen.state("waking")
            relay.delay = lambda: 30.0
            await seen.page.evaluate(LOOKED_AT)
            await seen.page.wait_for_selector('body[data-state="offline"]', timeout=10_000)
            relay.delay = lambda: 0.0
            door.wake()
            assert await seen.turns(1) == [WELCOME_BACK]


async def test_a_page_that_goes_on_after_an_upgrade_lets_her_say_that_she_is_back() -> None:
    life = known()
    async with house(ScriptedDoor(life)) as served, visit(served.address) as seen:
        assert await seen.turns(1) == [WELCOME_BACK]
        await served.shut()
        await seen.state("offline")
        life.back = True
        await served.open()
        assert await seen.turns(2) == [WELCOME_BACK, WELCOME_BACK]
        await seen.state("listening")
        await served.shut()
        await seen.state("offline")
        await served.open()
        await seen.state("listening")
        await seen.says("Good.")
        assert len(await seen.turns(4)) == 4


async def test_who_waits_for_a_place_is_told_so_until_there_is_one(tmp_path: Path) -> None:
    places, leaves = Places(1), asyncio.Event()

    async def quietly(_: int) -> None:
        """Somebody else has it at once."""

    async def talks() -> None:
        async with places.taken(quietly):
            await leaves.wait()

    async with talking_anima(tmp_path, places=places) as (_, served):
        async with BadNetwork(served.port).open() as relay, asyncio.TaskGroup() as beside:
            beside.create_task(talks())
            async with visit(f"http://localhost:{relay.port}/") as seen:
                notice = seen.page.locator("#notice")
                await seen.state("waiting")
                await seen.page.evaluate(WATCH)
                async with relay.gone():
                    await seen.state("offline")
                await seen.state("waiting")
                assert "listening" not in await seen.page.evaluate("states")
                await expect(notice).to_contain_text("You are next")
                leaves.set()
                await seen.turns(1)
                await expect(notice).to_be_hidden()


async def test_the_microphone_is_closed_at_the_device_that_was_left() -> None:
    async with house(ScriptedDoor(known())) as served:
        async with visit(served.address, SOUNDING, ALLOWED) as phone:
            await phone.turns(1)
            await phone.page.evaluate(KEEP_STREAM)
            await phone.page.click("#microphone")
            await ear(phone.page, "microphone on")
            async with visit(served.address, SOUNDING, ALLOWED) as laptop:
                await laptop.turns(1)
                await laptop.page.click("#here")
                await phone.state("elsewhere")
                await ear(laptop.page, "microphone on")
                await ear(phone.page, "microphone off")
                assert await phone.page.evaluate(TRACKS) == ["ended"]
                pressed = phone.page.locator("#microphone")
                await expect(pressed).to_have_attribute("aria-pressed", "false")
