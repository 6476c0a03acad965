"""Giving her away and receiving her in the page: two people, real vaults, a real browser."""

import os
from pathlib import Path

import httpx
import pytest
from people_house import people_house
from playwright.async_api import expect
from web_house import Visit, house, visit

from anima.accounts import OWNER_ID
from anima.values import Delta
from tests.interfaces.test_web_accessibility import SCREENS, fits, violations
from tests.test_handover_app import PRIVATE, live

LEMONS = "The garden has forty lemon trees now."
SEAL = "four words are better"


@pytest.mark.parametrize(
    ("path", "content", "status", "error"),
    [
        ("ask", b"{", 400, "not JSON"),
        ("ask", b" " * (1 << 20) + b"{}", 413, "too long"),
        ("file", b"{}", 400, "nobody to give"),
        ("take", b'{"passphrase": "p", "name": "n"}\nfile', 400, "4 bytes, 'p'"),
        ("take", b"file", 400, "not JSON"),
    ],
)
async def test_what_cannot_be_is_one_sentence(
    path: str, content: bytes, status: int, error: str
) -> None:
    async with house() as served, httpx.AsyncClient(base_url=served.address) as client:
        answer = await client.post(f"handover/{path}", content=content)
        assert answer.status_code == status
        assert error in answer.json()["error"]
        assert answer.headers["Cache-Control"] == "no-store"


async def test_another_sites_page_can_neither_take_her_nor_put_her_there() -> None:
    async with house() as served, httpx.AsyncClient(base_url=served.address) as client:
        for path in ("ask", "file", "take"):
            answer = await client.post(
                f"handover/{path}", content=b"{}", headers={"Origin": "https://evil.example"}
            )
            assert answer.status_code == 403


async def picture(seen: Visit, name: str) -> None:
    if shots := os.environ.get("ANIMA_SCREENSHOTS"):
        await seen.page.screenshot(path=f"{shots}/handover-{name}.png", full_page=True)


async def usable(seen: Visit, name: str) -> None:
    assert await violations(seen) == [], name
    assert await fits(seen), name
    await picture(seen, name)


async def gives(address: str, folder: Path, **screen: int) -> Path:
    """Ana chooses, reads, says no, says yes, and has the file."""
    async with visit(f"{address}/handover", **screen) as seen:  # pyright: ignore[reportArgumentType] # one of the screens
        page = seen.page
        await page.wait_for_selector("#choose:visible")
        assert await page.inner_text("h1") == "Give Wren to somebody"
        words = await page.inner_text("main")
        assert not any(word.lower() in words.lower() for word in PRIVATE)
        assert "Kept back, whatever you choose: 6" in words
        await usable(seen, f"choose-{screen.get('width', 1000)}")
        await page.fill("#find", "garden lemon")
        await page.click("#all")
        assert await page.inner_text("#count") == "(1 of 6 chosen)"
        await page.fill("#whom", "Mira")
        await page.fill("#note", "She is patient.")
        await page.press("#note", "Enter")
        await page.wait_for_selector("#read:visible")
        assert await page.evaluate("document.activeElement.id") == "read-heading"
        read = await page.inner_text("#words")
        assert LEMONS in read and "I like rain." in read and "She is patient." in read
        assert "Lisbon" not in read
        assert "Shall this go to Mira, and nothing else?" in await page.inner_text("#read")
        await usable(seen, f"read-{screen.get('width', 1000)}")
        await page.click("#no")
        await page.wait_for_selector("#choose:visible")
        await expect(page.locator("#notice")).to_have_text("Nothing was made, and nothing goes.")
        await page.click("#choice button.main")
        await page.fill("#passphrase", SEAL)
        await page.fill("#again", "another one here")
        await page.press("#again", "Enter")
        await expect(page.locator("#notice")).to_contain_text("not the same")
        await page.fill("#again", SEAL)
        await page.press("#again", "Enter")
        await page.wait_for_selector("#made:visible")
        await usable(seen, f"made-{screen.get('width', 1000)}")
        async with page.expect_download() as coming:
            await page.click("#download")
        download = await coming.value
        assert download.suggested_filename == "wren.anima"
        await download.save_as(folder / "wren.anima")
        assert await page.input_value("#passphrase") == ""
    return folder / "wren.anima"


async def receives(address: str, file: Path, **screen: int) -> None:
    """Mira lets her come."""
    async with visit(f"{address}/handover", **screen) as seen:  # pyright: ignore[reportArgumentType] # one of the screens
        page = seen.page
        await page.wait_for_selector("#receive:visible")
        await usable(seen, f"receive-{screen.get('width', 1000)}")
        await page.set_input_files("#file", file)
        await page.fill("#opens", SEAL)
        await page.press("#opens", "Enter")
        await page.wait_for_selector("#came:visible")
        assert "Wren is here, from Ana" in await page.inner_text("#came")
        await usable(seen, f"came-{screen.get('width', 1000)}")


@pytest.mark.slow
@pytest.mark.parametrize("screen", SCREENS)
async def test_one_gives_her_and_the_other_meets_a_friend_of_a_friend(
    tmp_path: Path, screen: dict[str, int]
) -> None:
    await live(tmp_path / "ana")
    async with people_house(tmp_path / "ana") as home:
        file = await gives(home.address, tmp_path, **screen)
    async with people_house(tmp_path / "mira") as home:
        await receives(home.address, file, **screen)
        anima = await home.house.lives[OWNER_ID].door.anima()
        async with anima.conversation() as conversation:
            greeting = conversation.greet()
            assert greeting is not None
            first = "".join([each.text async for each in greeting if isinstance(each, Delta)])
    assert "Wren" in first and "Ana" in first and "AI" in first, first


@pytest.mark.slow
async def test_who_is_new_finds_the_way_to_receive_her() -> None:
    async with house() as served, visit(served.address) as seen:
        await seen.page.wait_for_selector("#meeting:visible")
        await seen.page.click("text=Receive her")
        await seen.page.wait_for_selector("#receive:visible")


@pytest.mark.slow
async def test_a_wrong_passphrase_is_said_and_nothing_has_changed(tmp_path: Path) -> None:
    await live(tmp_path / "ana")
    async with people_house(tmp_path / "ana") as home:
        file = await gives(home.address, tmp_path)
    async with (
        people_house(tmp_path / "mira") as home,
        visit(f"{home.address}/handover") as seen,
    ):
        page = seen.page
        await page.wait_for_selector("#receive:visible")
        await page.set_input_files("#file", file)
        await page.fill("#opens", "not this one")
        await page.press("#opens", "Enter")
        await expect(page.locator("#notice")).to_contain_text("passphrase")
        assert await page.is_visible("#receive")
        await usable(seen, "wrong")
        seen.complaints.clear()  # the browser itself notes an answer of 400
        await page.reload()
        await page.wait_for_selector("#receive:visible")
