"""The memory page: what she knows and why, in a browser, on a real memory."""

import re
from pathlib import Path

import httpx
import pytest
from memory_door import MemoryDoor, memory_door
from playwright.async_api import expect
from web_house import House, Visit, house, visit

from anima.values import SessionId
from tests.interfaces.test_web_accessibility import SCREENS, fits, violations


async def post(served: House, fact: str, content: bytes, **headers: str) -> httpx.Response:
    async with httpx.AsyncClient(base_url=served.address) as client:
        return await client.post(f"memory/facts/{fact}", content=content, headers=headers)


async def known(served: House) -> list[dict[str, object]]:
    async with httpx.AsyncClient(base_url=served.address) as client:
        answer = await client.get("memory/facts")
        assert answer.headers["cache-control"] == "no-store"
        return answer.json()["facts"]


async def test_facts_come_with_the_moments_they_were_drawn_from(tmp_path: Path) -> None:
    async with memory_door(tmp_path) as door, house(door) as served:
        facts = await known(served)
        porto = next(fact for fact in facts if fact["object"] == "Porto")
        assert str(porto["text"]).startswith("You live in Porto (since March")
        (moment,) = porto["moments"]  # pyright: ignore[reportGeneralTypeIssues]
        assert moment["text"] == "I moved to Porto in March."
        assert next(f for f in facts if f["object"] == "Lisbon")["state"] == "superseded"


@pytest.mark.parametrize(
    ("content", "status", "error"),
    [
        (b"{", 400, "not JSON"),
        (b'{"action": "burn"}', 400, "no change"),
        (b"[" * 3000, 400, "not JSON"),
        (b" " * 5000, 413, "too long"),
        (b'{"action": "forget"}', 400, "No fact has an id"),
    ],
)
async def test_a_wrong_change_is_one_sentence(
    tmp_path: Path, content: bytes, status: int, error: str
) -> None:
    async with memory_door(tmp_path) as door, house(door) as served:
        answer = await post(served, "zzz", content)
        assert answer.status_code == status
        assert error in answer.json()["error"]


async def test_another_sites_page_cannot_change_anything(tmp_path: Path) -> None:
    async with memory_door(tmp_path) as door, house(door) as served:
        fact = str((await known(served))[0]["id"])
        change = b'{"action": "forget"}'
        assert (await post(served, fact, change, origin="https://evil.example")).status_code == 403
        assert len(await known(served)) == 6
        mine = await post(served, fact, change, origin=served.address.rstrip("/"))
        assert mine.status_code == 200


async def opened(seen: Visit, text: str) -> None:
    """Open what is behind a fact."""
    await seen.page.click(f"summary:has-text('{text}')")


@pytest.mark.slow
async def test_a_fact_is_read_explained_corrected_and_forgotten(tmp_path: Path) -> None:
    async with (
        memory_door(tmp_path) as door,
        house(door) as served,
        visit(f"{served.address}memory") as seen,
    ):
        await opened(seen, "Agata is your sister")
        row = seen.page.locator("li:has(details[open])")
        await expect(row.locator("q")).to_have_text(
            "My sister's name is Agata and she works as a nurse."
        )
        await row.locator("input").fill("Agnieszka")
        await row.get_by_role("button", name="Correct").click()
        await expect(seen.page.locator("#people")).to_contain_text("Agnieszka is your sibling")
        await expect(seen.page.locator("#state")).to_have_text("Noted. It holds from now on.")
        await opened(seen, "nuts")
        await seen.page.locator("li:has(details[open])").get_by_text("Never bring up").click()
        await expect(seen.page.locator("#people")).to_contain_text("never brought up")
        await opened(seen, "nuts")
        await seen.page.locator("li:has(details[open])").get_by_text("Forget").click()
        await expect(seen.page.locator("dialog")).to_contain_text("I'm allergic to nuts.")
        await seen.page.get_by_role("button", name="Forget it").click()
        await expect(seen.page.locator("#people")).not_to_contain_text("nuts")
        assert "nuts" not in str([event.payload for event in await door.anima.log.events()])


@pytest.mark.slow
async def test_keeping_it_changes_nothing(tmp_path: Path) -> None:
    async with (
        memory_door(tmp_path) as door,
        house(door) as served,
        visit(f"{served.address}memory") as seen,
    ):
        await opened(seen, "nuts")
        await seen.page.locator("li:has(details[open])").get_by_text("Forget").click()
        await seen.page.keyboard.press("Enter")
        await expect(seen.page.locator("dialog")).to_be_hidden()
        await expect(seen.page.locator("#people")).to_contain_text("nuts")


@pytest.mark.slow
@pytest.mark.parametrize("screen", SCREENS)
async def test_the_memory_page_can_be_used_by_everybody(
    tmp_path: Path, screen: dict[str, int]
) -> None:
    async with (
        memory_door(tmp_path) as door,
        house(door) as served,
        visit(f"{served.address}memory", **screen) as seen,  # pyright: ignore[reportArgumentType]
    ):
        await opened(seen, "Porto")
        assert await violations(seen) == []
        assert await fits(seen)
        await seen.page.locator("li:has(details[open])").get_by_text("Forget").click()
        assert await violations(seen) == []


LIFE = (
    "I live in Lisbon, by the river.",
    "My sister's name is Agata and she works as a nurse.",
    "My best friend Omar lives in Marseille.",
    "I have a dog called Rex.",
    "I was so happy to see Agata in Lyon.",
)


async def over(door: MemoryDoor, session: str = "s") -> None:
    """End what was said, and have another talk."""
    log = door.anima.log
    await log.append(SessionId(session), "session_closed", {})
    await log.append(SessionId("t"), "session_opened", {})
    await log.append(SessionId("t"), "heard", {"text": "I'm worried about Omar in Marseille."})
    await log.append(SessionId("t"), "session_closed", {})


@pytest.mark.slow
@pytest.mark.parametrize("screen", SCREENS)
async def test_the_pictures_of_a_life_are_drawn_and_can_be_used_by_everybody(
    tmp_path: Path, screen: dict[str, int]
) -> None:
    async with memory_door(tmp_path, *LIFE) as door:
        await over(door)
        async with (
            house(door) as served,
            visit(f"{served.address}memory", **screen) as seen,  # pyright: ignore[reportArgumentType]
        ):
            people = seen.page.locator("#map svg")
            await expect(people).to_have_attribute("aria-label", re.compile("Agata, sibling"))
            await expect(people.locator("text", has_text="Omar")).to_be_visible()
            await people.get_by_role("link", name=re.compile("^Agata")).focus()
            await seen.page.keyboard.press("Enter")
            await expect(seen.page.locator("#about-Agata")).to_be_in_viewport()
            await expect(seen.page.locator("#river svg")).to_have_attribute(
                "aria-label", re.compile("^2 talks")
            )
            talks = seen.page.locator("#time li")
            await expect(talks).to_have_count(2)
            await expect(talks.first).to_contain_text("Omar and Marseille")
            await expect(talks.first).to_contain_text("worried")
            assert await violations(seen) == []
            assert await fits(seen)


@pytest.mark.slow
async def test_two_names_of_one_person_are_put_together(tmp_path: Path) -> None:
    said = ("My sister is called Agata.", "Agatha works as a nurse.")
    async with (
        memory_door(tmp_path, *said) as door,
        house(door) as served,
        visit(f"{served.address}memory") as seen,
    ):
        wrong = seen.page.locator("#about-Agatha")
        await wrong.get_by_label("Agatha is the same as").select_option("Agata")
        await wrong.get_by_role("button", name="Put together").click()
        await expect(wrong).to_have_count(0)
        await expect(seen.page.locator("#about-Agata")).to_contain_text("Agata works as a nurse")
        await door.anima.log.append(SessionId("s"), "heard", {"text": "Agatha lives in Lyon."})
        await seen.page.reload()
        await expect(seen.page.locator("#about-Agata")).to_contain_text("Agata lives in Lyon")


@pytest.mark.slow
async def test_what_was_said_is_searched_from_the_page(tmp_path: Path) -> None:
    async with (
        memory_door(tmp_path, *LIFE) as door,
        house(door) as served,
        visit(f"{served.address}memory") as seen,
    ):
        await seen.page.get_by_role("searchbox").fill("dog")
        await seen.page.keyboard.press("Enter")
        await expect(seen.page.locator("#found q").first).to_have_text("I have a dog called Rex.")
        await seen.page.get_by_role("searchbox").fill("helicopter")
        await seen.page.get_by_role("button", name="Search").click()
        await expect(seen.page.locator("#state")).to_contain_text("Nothing that was said")


@pytest.mark.slow
async def test_a_moment_is_heard_again_where_its_sound_was_kept(tmp_path: Path) -> None:
    async with memory_door(tmp_path, "I live in Lisbon.", "I love jazz.") as door:
        first, _ = await door.anima.log.events()
        await door.anima.sounds.keep(first.id, b"\x10\x20" * 16_000)
        async with house(door) as served, visit(f"{served.address}memory") as seen:
            await opened(seen, "Lisbon")
            sound = seen.page.locator("li:has(details[open]) audio")
            seconds = await sound.evaluate(
                "a => new Promise(r => { a.onloadedmetadata = () => r(a.duration); a.load(); })"
            )
            assert seconds == pytest.approx(1.0)
            await expect(seen.page.locator("audio")).to_have_count(1)
            assert await violations(seen) == []
        async with house(door) as served, httpx.AsyncClient(base_url=served.address) as client:
            assert (await client.get("memory/sound/none")).status_code == 404


@pytest.mark.slow
async def test_places_and_themes_lead_to_what_was_said(tmp_path: Path) -> None:
    async with memory_door(tmp_path, "The loan is due.", "The loan was for the roof.") as door:
        await over(door)
        async with house(door) as served, visit(f"{served.address}memory") as seen:
            await expect(seen.page.locator("#themes button").first).to_have_text("loan")
            await seen.page.locator("#places").get_by_role("button", name="Marseille").click()
            await expect(seen.page.locator("#found q").first).to_contain_text("Marseille")
            assert await violations(seen) == []
