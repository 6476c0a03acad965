"""One's own settings and data in a real browser: set, fetched, seen, erased; and somebody goes."""

import os
from pathlib import Path

import pytest
from people_house import people_house, settled
from playwright.async_api import expect
from web_house import Visit, visit

from anima.accounts import OWNER_ID, folder_of
from anima.settings import FILE_NAME
from tests.continuity.conftest import live
from tests.interfaces.test_web_accessibility import SCREENS, fits, violations

pytestmark = pytest.mark.slow

CODE = "four words are better"
CHAT = "31/12/21, 10:00 - Jo Silva: The boat is Petrel.\n31/12/21, 10:01 - Al: A fine name.\n"


async def usable(seen: Visit, name: str) -> None:
    assert await violations(seen) == [], name
    assert await fits(seen), name
    if shots := os.environ.get("ANIMA_SCREENSHOTS"):
        await seen.page.screenshot(path=f"{shots}/yours-{name}.png", full_page=True)


@pytest.mark.parametrize("screen", SCREENS)
async def test_care_is_set_a_copy_fetched_and_a_topic_erased(
    tmp_path: Path, screen: dict[str, int]
) -> None:
    await live(tmp_path)
    (tmp_path / FILE_NAME).write_text('content = "mild"\n')
    (tmp_path / "chat.txt").write_text(CHAT)
    name = f"{screen.get('width', 1000)}{'-dark' if screen.get('dark') else ''}"
    async with (
        people_house(tmp_path) as home,
        visit(f"{home.address}/yours", **screen) as seen,  # pyright: ignore[reportArgumentType]  # one of the screens
    ):
        page = seen.page
        await page.wait_for_selector("#everything:visible")
        assert await page.is_disabled("#content") and await page.is_enabled("#age")
        assert "anima.toml" in await page.inner_text("#content-about")
        assert await page.is_visible("#by-command") and not await page.is_visible("#leave-form")
        await usable(seen, f"{name}-begun")
        await page.select_option("#country", label="Ireland")
        await page.fill("#stop_word", "nuts")
        await page.fill("#minutes_a_day", "45")
        await page.press("#minutes_a_day", "Enter")
        await expect(page.locator("#state")).to_have_text("It holds from your next words on.")
        anima = await home.house.lives[OWNER_ID].door.anima()
        assert (anima.safeguards.country, anima.safeguards.minutes_a_day) == ("IE", 45)

        await page.fill("#passphrase", CODE)
        await page.fill("#again", "another")
        await page.press("#again", "Enter")
        await expect(page.locator("#notice")).to_contain_text("not the same")
        await page.fill("#again", CODE)
        async with page.expect_download() as coming:
            await page.press("#again", "Enter")
        download = await coming.value
        await download.save_as(tmp_path / "life.anima")
        assert (tmp_path / "life.anima").read_bytes().startswith(b"age-encryption.org")
        assert await page.input_value("#passphrase") == ""

        await page.set_input_files("#chats", tmp_path / "chat.txt")
        await page.click("#bring-form button")
        await page.wait_for_selector("#written-form:visible")
        await usable(seen, f"{name}-whose")
        await page.select_option("#me", "Al")
        await page.click("#written-form button")
        await expect(page.locator("#state")).to_have_text("WhatsApp: 2 messages brought.")
        assert not await page.is_visible("#written-form")

        await page.fill("#topic", "nuts")
        await page.press("#topic", "Enter")
        await page.wait_for_selector("#going:visible")
        assert await page.evaluate("document.activeElement.id") == "going-heading"
        assert "I'm allergic to nuts." in await page.inner_text("#going-words")
        await usable(seen, f"{name}-going")
        await page.click("#keep")
        await expect(page.locator("#state")).to_have_text("Nothing was erased.")
        await page.press("#topic", "Enter")
        await page.wait_for_selector("#going:visible")
        await page.fill("#typed", "erase")
        await page.press("#typed", "Enter")
        await page.wait_for_selector("#gone:visible")
        assert "found in none of them" in await page.inner_text("#gone-proof")
        assert "was downloaded on" in await page.inner_text("#gone-elsewhere")
        await expect(page.locator("#stop_word")).to_have_value("")
        await usable(seen, f"{name}-gone")


async def test_a_member_goes_and_the_page_says_what_cannot_be(tmp_path: Path) -> None:
    _, maya = await settled(tmp_path, "Theo", "Maya")
    async with people_house(tmp_path) as home, visit(f"{home.address}/enter") as seen:
        page = seen.page
        await page.click("text=The passkey is lost")
        await page.fill("#recover-name", "Maya")
        await page.fill("#recover-code", maya.code)
        await page.press("#recover-code", "Enter")
        await page.click("text=Your settings and your data")
        await page.wait_for_selector("#leave-form:visible")
        assert not await page.is_visible("#by-command")
        await page.fill("#leave-typed", "erase")
        await page.press("#leave-typed", "Enter")
        await expect(page.locator("#notice")).to_contain_text("type: erase everything")
        await usable(seen, "member")
        seen.complaints.clear()  # the browser itself notes an answer of 400
        await page.fill("#leave-typed", "erase everything")
        await page.press("#leave-typed", "Enter")
        await page.wait_for_url("**/enter")
        assert not folder_of(tmp_path, maya.id).exists()
