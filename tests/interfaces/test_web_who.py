"""The page that says who she is: read in a browser, on a real log, and decided there."""

import json
import os
from datetime import date, timedelta
from pathlib import Path
from typing import cast

import httpx
import pytest
from memory_door import MemoryDoor, memory_door
from playwright.async_api import expect
from web_house import House, house, visit

from anima.initiative import Sleeping
from anima.initiative.sleeping import UnderWay
from anima.persona import load_growth, load_identity, load_preferences
from anima.persona.change import trait_payload, words_payload
from anima.persona.night import Night
from anima.persona.signature import Mind, decide_mind, load_standing
from anima.persona.temperament import TraitChange
from anima.values import JsonValue, SessionId
from tests.interfaces.test_web_accessibility import SCREENS, fits, violations

SAID = ("Haha, you're so funny!", "I moved to Porto in March.", "I'll learn to swim, I promise.")


async def grow(door: MemoryDoor) -> None:
    """Give her a fortnight of changes that wait, and an opinion."""
    log = door.anima.log
    source = (await log.events(kinds=("heard",)))[0].id
    for day in range(14):
        night = (date(2026, 11, 1) + timedelta(days=day)).isoformat()
        trait = "extraversion" if day % 2 else "openness"
        change = TraitChange(trait, 0.05, ("we laughed together",), (source,))
        await log.append(SessionId("night"), "grew", trait_payload(night, change))
    opinion = words_payload(
        "2026-11-14", "opinion", "rain", "I like rain.", "we talked about it", [source]
    )
    await log.append(SessionId("night"), "grew", opinion)


async def post(served: House, content: bytes, **headers: str) -> httpx.Response:
    async with httpx.AsyncClient(base_url=served.address) as client:
        return await client.post("who/state", content=content, headers=headers)


@pytest.mark.parametrize(
    ("content", "status", "error"),
    [
        (b"{", 400, "not JSON"),
        (b'{"action": "burn"}', 400, "nothing that can be changed"),
        (b" " * 9000, 413, "too long"),
        (b'{"action": "accepted", "change": "zzz"}', 400, "No change has"),
        (b'{"action": "back"}', 400, "which day"),
        (b'{"action": "call_me", "value": "Theo"}', 400, "not met her"),
        (b'{"action": "prefer", "key": "growth", "value": "never"}', 400, "Use ask, show"),
    ],
)
async def test_a_wrong_wish_is_one_sentence(
    tmp_path: Path, content: bytes, status: int, error: str
) -> None:
    async with memory_door(tmp_path, *SAID) as door, house(door) as served:
        answer = await post(served, content)
        assert answer.status_code == status
        assert error in answer.json()["error"]


async def test_what_she_calls_the_person_is_set_and_taken_away(tmp_path: Path) -> None:
    async with memory_door(tmp_path, *SAID) as door, house(door) as served:
        await door.anima.log.append(SessionId("meeting"), "disclosed", {"text": "I'm an AI."})
        for value, name in (("  Theo  Twombly ", "Theo Twombly"), ("", "")):
            answer = await post(served, json.dumps({"action": "call_me", "value": value}).encode())
            assert answer.json()["person"] == name
            assert (await load_identity(door.anima.log)).person_name == name
        for value in ("x" * 61, "123"):
            answer = await post(served, json.dumps({"action": "call_me", "value": value}).encode())
            assert answer.status_code == 400


async def test_she_is_called_otherwise_by_a_press(tmp_path: Path) -> None:
    async with memory_door(tmp_path, *SAID) as door, house(door) as served:
        log, meeting = door.anima.log, SessionId("meeting")
        await log.append(meeting, "name_proposed", {"name": "Wren", "reason": "It means a bird."})
        await log.append(meeting, "name_accepted", {"name": "Wren"})
        wish = b'{"action": "call_her", "value": " Nora  Mae "}'
        assert (await post(served, wish)).status_code == 400, "they have not met"
        await log.append(meeting, "disclosed", {"text": "I'm an AI."})
        await log.append(meeting, "name_taught", {"name": "Wren", "vectors": "AAAA"})
        async with httpx.AsyncClient(base_url=served.address) as client:
            before = (await client.get("who/state")).json()
        assert (before["name"], before["name_reason"]) == ("Wren", "It means a bird.")
        after = (await post(served, wish)).json()
        assert (after.pop("name"), after.pop("name_reason")) == ("Nora Mae", "")
        assert after.pop("notice").startswith("How you say Wren I was taught")
        for changing in ("name", "name_reason", "mood"):
            before.pop(changing)
        after.pop("mood")  # it has gone on
        assert after == before, "and nothing else"
        refused = await post(served, b'{"action": "call_her", "value": "42"}')
        assert refused.status_code == 400
        assert (await load_identity(log)).name == "Nora Mae"


async def test_each_thing_comes_with_its_moments(tmp_path: Path) -> None:
    async with memory_door(tmp_path, *SAID) as door, house(door) as served:
        await grow(door)
        async with httpx.AsyncClient(base_url=served.address) as client:
            who = (await client.get("who/state")).json()
        assert who["relationship"]["days"] == 1
        assert who["mood"]["cause"] == "we laughed together"
        (moment,) = who["changes"][0]["moments"]
        assert moment["text"] == SAID[0]
        assert {each["decision"] for each in who["changes"]} == {"waiting"}
        wish = b'{"action": "accepted", "change": "%s"}' % who["changes"][0]["id"].encode()
        accepted = (await post(served, wish)).json()
        assert accepted["opinions"][0]["text"] == "I like rain."
        assert (await post(served, wish, origin="https://evil.example")).status_code == 403


async def test_what_she_would_like_to_ask_has_a_reason_and_can_be_stopped(tmp_path: Path) -> None:
    async with memory_door(tmp_path, *SAID) as door, house(door) as served:
        source = (await door.anima.log.events(kinds=("heard",)))[2].id
        payload: dict[str, JsonValue] = {
            "key": "end:1",
            "text": "You promised to learn to swim. How is it?",
            "reason": "You told me on Monday.",
            "about": "swim",
            "sources": [source],
        }
        began = await door.anima.log.append(SessionId("initiative"), "began", payload)
        async with httpx.AsyncClient(base_url=served.address) as client:
            (begun,) = (await client.get("who/state")).json()["begun"]
        assert begun["reason"] == "You told me on Monday."
        assert begun["moments"][0]["text"] == SAID[2]
        arrival = await door.anima.arrival()
        assert arrival is not None
        assert arrival.text.endswith("You promised to learn to swim. How is it?")
        stop = b'{"action": "stop", "change": "%s"}' % began.id.encode()
        assert (await post(served, stop)).json()["begun"] == []
        assert await door.anima.arrival() is None


def in_a_night(door: MemoryDoor) -> Sleeping:
    """She has done two of six steps of a night, and does the others when the test says so."""
    sleeping = door.anima.sleeping = Sleeping(cast(Night, None), lambda: True)
    sleeping.under_way = UnderWay(date(2026, 11, 27), 2, 6)
    return sleeping


async def test_the_page_is_told_of_a_night_while_she_is_in_it(tmp_path: Path) -> None:
    async with memory_door(tmp_path, *SAID) as door, house(door) as served:
        async with httpx.AsyncClient(base_url=served.address) as client:
            assert (await client.get("who/night")).json() == {}
            night = in_a_night(door)
            told = (await client.get("who/night")).json()
            night.under_way = None
            assert (await client.get("who/night")).json() == {}
    assert told == {"night": "2026-11-27", "done": 2, "total": 6}


@pytest.mark.slow
async def test_a_night_is_seen_in_a_browser_and_what_came_of_it(tmp_path: Path) -> None:
    async with memory_door(tmp_path, *SAID) as door:
        night = in_a_night(door)
        async with house(door) as served, visit(f"{served.address}who") as seen:
            place = seen.page.locator("#night")
            await expect(place).to_contain_text("Friday, November 27, 2026: 2 of 6 steps are done.")
            await expect(place.locator("progress")).to_have_attribute("max", "6")
            night.under_way = UnderWay(date(2026, 11, 27), 5, 6)
            await expect(place).to_contain_text("5 of 6 steps are done.")
            assert await violations(seen) == []
            await grow(door)
            night.under_way = None
            await expect(place).to_be_hidden()
            await expect(seen.page.locator("#changes li[data-id]").first).to_be_visible()


@pytest.mark.slow
async def test_changes_are_read_decided_and_taken_back_in_a_browser(tmp_path: Path) -> None:
    async with memory_door(tmp_path, *SAID) as door:
        await grow(door)
        await door.anima.log.append(SessionId("meeting"), "name_accepted", {"name": "Wren"})
        await door.anima.log.append(SessionId("meeting"), "disclosed", {"text": "I'm an AI."})
        before = (await load_growth(door.anima.log)).character
        log = door.anima.log
        await decide_mind(log, Mind("", "", "small", "small"), "first")
        await decide_mind(log, Mind("", "", "large", "large"), "held", "longer replies")
        async with house(door) as served, visit(f"{served.address}who") as seen:
            page = seen.page
            await expect(page.locator("#mood .said")).to_contain_text("because we laughed together")
            first = page.locator("#changes li[data-id]").first
            await first.get_by_role("button", name="Accept").click()
            await expect(page.locator("#state")).to_have_text("Noted: accepted.")
            await expect(page.locator("#opinions")).to_contain_text("I like rain.")
            second = page.locator("#changes li[data-id]").nth(1)
            await second.get_by_role("button", name="Soften").click()
            await expect(second.locator("summary em").first).to_have_text("softened")
            await page.fill("#back-day", "2026-11-01")
            await page.get_by_role("button", name="Take back", exact=True).first.click()
            await expect(page.locator("#state")).to_have_text(
                "She is as she was before 2026-11-01."
            )
            mind = page.locator("#mind")
            await expect(mind).to_contain_text("By large she would not be quite who she is")
            await mind.get_by_role("button", name="Take large all the same").click()
            await expect(mind).to_contain_text("She answers by large.")
            await mind.get_by_role("button", name="Go back to small").click()
            await expect(mind).to_contain_text("She answers by small.")
            await page.select_option("#wish-directness", "frank")
            await expect(page.locator("#state")).to_have_text("Noted. It holds from now on.")
            await page.fill("#wish-name", "Theo")
            await page.locator("#wish-name").press("Tab")
            await expect(page.locator("#wish-name")).to_have_value("Theo")
            await expect(page.locator("#her-name .said")).to_have_text("She is called Wren.")
            await page.fill("#rename-to", "Nora")
            await page.get_by_role("button", name="Call her that").click()
            await expect(page.locator("h1")).to_have_text("Who Nora is")
            await expect(page.locator("#her-name .said")).to_have_text("She is called Nora.")
            hers = page.locator("#voice li", has_text="Deep and unhurried")
            await hers.get_by_role("button", name="Make it hers").click()
            await expect(hers.locator("em")).to_have_text("Hers")
        identity = await load_identity(door.anima.log)
        assert (identity.voice, identity.person_name) == ("bm_george", "Theo")
        assert identity.name == "Nora"
        assert (await load_growth(door.anima.log)).character.canonical() == before.canonical()
        assert (await load_preferences(door.anima.log)).directness == "frank"
        assert str((await load_standing(door.anima.log)).hers) == "small"


@pytest.mark.slow
@pytest.mark.parametrize("screen", SCREENS)
async def test_everybody_can_read_it(tmp_path: Path, screen: dict[str, int]) -> None:
    async with memory_door(tmp_path, *SAID) as door:
        await grow(door)
        await accept_all(door)
        await door.anima.log.append(SessionId("meeting"), "name_accepted", {"name": "Wren"})
        async with (
            house(door) as served,
            visit(f"{served.address}who", **screen) as seen,  # pyright: ignore[reportArgumentType]
        ):
            await seen.page.wait_for_selector("#preferences select")
            await seen.page.wait_for_selector("#rename-to")
            assert await violations(seen) == []
            assert await fits(seen)
            if shots := os.environ.get("ANIMA_SCREENSHOTS"):
                await seen.page.screenshot(path=f"{shots}/who.png", full_page=True)


async def accept_all(door: MemoryDoor) -> None:
    """Accept every change."""
    for change in (await load_growth(door.anima.log)).changes:
        await door.change_who({"action": "accepted", "change": change.id})
