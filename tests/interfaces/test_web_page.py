"""The page in a real browser: meeting her, typing, reading back, and losing no word."""

import asyncio
import json

import pytest
from bad_network import BadNetwork
from browser import ALLOWED, SOUNDING
from playwright.async_api import expect
from scripted_door import HELLO, MET, OTHER_PROPOSAL, PROPOSAL, WELCOME_BACK, Life, ScriptedDoor
from web_house import House, Visit, house, visit

from anima.values import Memory
from tests.interfaces.test_web_accessibility import violations

pytestmark = pytest.mark.slow

EVENING = "It was a long day, and the evening is quiet."


def known(**more: object) -> Life:
    """Somebody who has met her."""
    life = Life(stage="done", name="Freya")
    for key, value in more.items():
        setattr(life, key, value)
    return life


def full(turns: int) -> Life:
    """A long acquaintance: one exchange a day."""
    life = known()
    for number in range(turns):
        speaker = "companion" if number % 2 else "person"
        life.add(speaker, f"Word number {number}.", days_ago=(turns - number) // 2)
    return life


def sent_texts(door: ScriptedDoor) -> list[str]:
    """What pages have sent as typed text."""
    messages = [json.loads(raw) for raw in door.received]
    return [each["data"]["content"] for each in messages if each["type"] == "send-text"]


async def back(served: House, seen: Visit) -> None:
    """The server is there again, and the page finds it by itself."""
    await served.open()
    await seen.state("listening")


async def test_the_first_meeting_by_keyboard_alone() -> None:
    async with house() as served, visit(served.address) as seen:
        page, press = seen.page, seen.page.keyboard.press
        await page.wait_for_selector(".voice")
        assert await page.locator(".voice .play").count() >= 3
        await expect(page.locator("#choose-voice")).to_be_disabled()
        for _ in range(2):
            await press("Tab")
        await expect(page.locator("input[name=voice]").first).to_be_focused()
        await press("Tab")
        await press("Enter")
        await expect(page.locator('[data-voice="af_one"] .play')).to_have_attribute(
            "data-playing", ""
        )
        await press("Shift+Tab")
        await press("ArrowDown")
        await expect(page.locator('[data-voice="bf_two"] input')).to_be_checked()
        while not await page.locator("#choose-voice:focus").count():
            await press("Tab")
        await press("Enter")
        await expect(page.locator("#composer")).to_be_focused()
        assert await seen.turns(1) == [HELLO]
        await page.keyboard.type("Theo")
        await press("Enter")
        await expect(page.locator("#accept-name")).to_have_text("Yes, Freya", timeout=20_000)
        assert await seen.turns(3) == [HELLO, "Theo", PROPOSAL]
        while not await page.locator("#accept-name:focus").count():
            await press("Shift+Tab")
        await press("Enter")
        assert (await seen.turns(5))[-1] == MET
        await expect(page.locator("#name")).to_have_text("Freya", timeout=20_000)
        await expect(page.locator("#proposal")).to_be_hidden()
        await expect(page.locator("#disclosure")).to_contain_text("She is an AI")
    assert (served.door.life.voice, served.door.life.met) == ("bf_two", True)


async def test_she_tries_again_when_her_name_is_declined() -> None:
    life = Life(stage="questions")
    async with house(ScriptedDoor(life)) as served, visit(served.address) as seen:
        await seen.turns(1)
        await seen.says("Theo")
        await seen.page.click("#refuse-name")
        assert OTHER_PROPOSAL in await seen.turns(5)
        await seen.page.click("text=Yes, Maren")
        await expect(seen.page.locator("#name")).to_have_text("Maren")


async def test_while_she_wakes_the_page_says_so() -> None:
    door = ScriptedDoor(known(), awake=False)
    async with house(door) as served, visit(served.address) as seen:
        await expect(seen.page.locator("#state")).to_have_text("waking")
        door.wake()
        assert await seen.turns(1) == [WELCOME_BACK]


async def test_her_words_appear_as_they_sound() -> None:
    answer = "Good. Then let us sit by the window for a while and watch the rain together."
    life = known(answer=answer)
    async with house(ScriptedDoor(life)) as served, visit(served.address) as seen:
        await seen.turns(1)
        await seen.says(EVENING)
        forming = seen.page.locator('.turn.provisional[data-speaker="companion"] p')
        await forming.wait_for()
        await asyncio.sleep(0.5)
        some = await forming.inner_text()
        assert answer.startswith(some) and 0 < len(some) < len(answer)
        assert (await seen.turns(3))[-1] == answer
        await expect(forming).to_have_count(0)


async def test_without_her_voice_her_words_come_in_writing() -> None:
    life = known()
    async with house(ScriptedDoor(life)) as served, visit(served.address) as seen:
        await seen.turns(1)
        await seen.page.click("#mute")
        await expect(seen.page.locator("#mute")).to_have_attribute("aria-pressed", "true")
        await seen.says(EVENING)
        assert await seen.turns(3) == [WELCOME_BACK, EVENING, life.answer]
    last = [json.loads(raw) for raw in served.door.received if "send-text" in raw][-1]
    assert last["data"]["options"]["audio_response"] is False


async def test_the_line_breaks_and_no_word_is_lost() -> None:
    life = known(answer="I was just going to tell you about the lighthouse and the keeper in it.")
    async with house(ScriptedDoor(life)) as served, visit(served.address) as seen:
        await seen.turns(1)
        await seen.says(EVENING)
        await seen.state("speaking")
        await asyncio.sleep(0.8)
        await served.shut()
        await seen.state("offline")
        await expect(seen.page.locator("#state")).to_contain_text("offline")
        life.add("person", "Said from another room.")
        await back(served, seen)
        there = await seen.turns(4)
        assert there == [str(turn["text"]) for turn in life.turns]
        assert life.answer.startswith(there[2]) and len(there[2]) < len(life.answer)
        await seen.says("And now?")
        assert (await seen.turns(6))[4:] == ["And now?", life.answer]
    assert len(life.turns) == 6


async def test_what_is_typed_offline_waits_and_is_said_once() -> None:
    life = known()
    async with house(ScriptedDoor(life)) as served, visit(served.address) as seen:
        await seen.turns(1)
        await served.shut()
        await seen.state("offline")
        for text in ("One thing.", "And another."):
            await seen.says(text)
        waiting = seen.page.locator(".turn.waiting")
        await expect(waiting).to_have_count(2)
        await expect(waiting.first).to_contain_text("waiting to be sent")
        await back(served, seen)
        await expect(waiting).to_have_count(0)
        await expect(seen.page.locator('.turn[data-speaker="person"][data-id]')).to_have_count(2)
        await served.shut()
        await seen.state("offline")
        await back(served, seen)
        await seen.says("The end.")
        await expect(seen.page.locator('.turn[data-speaker="person"][data-id]')).to_have_count(3)
    assert life.said("person") == ["One thing.", "And another.", "The end."]
    assert sent_texts(served.door) == ["One thing.", "And another.", "The end."]


async def test_what_was_sent_as_the_line_broke_is_sent_again_only_if_it_was_lost() -> None:
    life = known()
    door = ScriptedDoor(life)
    async with house(door) as served, visit(served.address) as seen:
        await seen.turns(1)
        door.deaf = True
        await seen.says("Lost on the way.")
        await seen.says("Stored, but nobody told me.")
        await expect(seen.page.locator(".turn.provisional")).to_have_count(2)
        await served.shut()
        life.add("person", "Stored, but nobody told me.")
        await seen.state("offline")
        door.deaf = False
        await back(served, seen)
        await expect(seen.page.locator('.turn[data-speaker="person"][data-id]')).to_have_count(2)
        await expect(seen.page.locator('.turn.provisional[data-speaker="person"]')).to_have_count(0)
    assert sorted(life.said("person")) == ["Lost on the way.", "Stored, but nobody told me."]


async def test_everything_said_can_be_scrolled_back_to() -> None:
    life = full(130)
    async with house(ScriptedDoor(life)) as served, visit(served.address) as seen:
        page = seen.page
        await seen.turns(50)
        for _ in range(10):
            await page.hover("#scroll")
            await page.mouse.wheel(0, -100_000)
            if await page.get_by_text("Word number 0.", exact=True).count():
                break
            await asyncio.sleep(0.3)
        words = await seen.turns(130)
        assert words[:130] == [f"Word number {number}." for number in range(130)]
        days = await page.locator("#transcript .day").all_inner_texts()
        assert len(days) == len(set(days)) >= 65


async def test_a_found_place_is_gone_to() -> None:
    life = full(150)
    life.turns[11]["text"] = "The lighthouse keeper had a cat."
    async with house(ScriptedDoor(life)) as served, visit(served.address) as seen:
        page = seen.page
        await seen.turns(50)
        await page.fill("#search", "lighthouse")
        await page.wait_for_selector("#results:not([hidden])")
        await expect(page.locator("#results-heading")).to_have_text("Found in one place")
        await page.click("#results li button")
        found = page.locator(f'.turn[data-id="{life.turns[11]["id"]}"]')
        await expect(found).to_be_in_viewport()
        await expect(found).to_be_focused()
        await page.fill("#search", "nobody ever said this")
        await expect(page.locator("#results-heading")).to_have_text(
            "Nothing was said with these words"
        )
        await page.press("#search", "Escape")
        await expect(page.locator("#transcript")).to_be_visible()
        await expect(page.locator("#search")).to_have_value("")


async def test_with_her_machine_away_the_page_still_opens_and_says_so() -> None:
    async with house(ScriptedDoor(known())) as served, visit(served.address) as seen:
        await seen.turns(1)
        await seen.page.evaluate("() => navigator.serviceWorker.ready.then(() => true)")
        await seen.page.reload()
        await seen.turns(1)
        await served.shut()
        seen.complaints.clear()
        await seen.page.reload()
        await expect(seen.page.locator("#state")).to_contain_text("offline")
        assert await seen.page.locator(".turn[data-id]").count() == 0, "nothing said is kept here"
        seen.complaints.clear()
        await served.open()
        await seen.turns(1)


async def test_what_she_had_in_mind_is_there_to_read() -> None:
    memories = (Memory('On Friday 2 May you told me: "I hate rain."', ("e",)),)
    life = known(answer="Rain again, then.", memories=memories)
    async with house(ScriptedDoor(life)) as served, visit(served.address) as seen:
        await seen.turns(1)
        await seen.says(EVENING)
        await seen.turns(3)
        minded = seen.page.locator(".turn details")
        await expect(minded).to_have_count(1)
        await minded.locator("summary").click()
        await expect(minded.locator("li")).to_have_text(
            'On Friday 2 May you told me: "I hate rain."'
        )
        assert await violations(seen) == []


async def test_a_gap_in_the_network_in_mid_sentence_is_neither_heard_nor_seen() -> None:
    life = Life(stage="done", name="Freya", answer="It was a long walk, and the river was wide.")
    door = ScriptedDoor(life)
    async with house(door) as served, BadNetwork(served.port).open() as relay:
        async with visit(f"http://localhost:{relay.port}/", SOUNDING) as seen:
            await seen.turns(1)
            await seen.says("Was it far?")
            await seen.state("speaking")
            async with relay.gone():
                await seen.state("offline")
                await asyncio.sleep(1.0)
            told = await seen.turns(3)
            await seen.state("listening")
            assert told[1:] == ["Was it far?", life.answer]
            assert (await seen.page.locator(".turn").count()) == 3
            async with relay.gone():
                await seen.state("offline")
                await seen.says("And then?")
                await asyncio.sleep(0.5)
            assert (await seen.turns(5))[3] == "And then?"
        assert life.said("person") == ["Was it far?", "And then?"]
        assert life.said("companion")[1:] == [life.answer, life.answer]


async def test_the_conversation_moves_to_another_device_and_back() -> None:
    life = Life(stage="done", name="Freya", answer="It was a long walk, and the river was wide.")
    door = ScriptedDoor(life)
    async with house(door) as served, visit(served.address, SOUNDING, ALLOWED) as laptop:
        await laptop.turns(1)
        async with visit(served.address, SOUNDING, ALLOWED, width=390) as phone:
            await phone.turns(1)
            await laptop.says("Was it far?")
            await laptop.state("speaking")
            await asyncio.sleep(0.5)
            await phone.page.click("#here")
            await laptop.state("elsewhere")
            told = await phone.turns(3)
            assert told[1:] == ["Was it far?", life.answer]
            await phone.state("listening")
            await phone.says("And then?")
            await phone.turns(5)
            await laptop.page.click("#here")
            await phone.state("elsewhere")
            assert len(await laptop.turns(5)) == 5
        assert life.said("person") == ["Was it far?", "And then?"]
        assert life.said("companion")[1:] == [life.answer, life.answer]
