"""In a real browser with a virtual authenticator: several people, from the click to recovery."""

import os
import re
from pathlib import Path

import pytest
from browser import CHROMIUM, FLAGS
from people_house import Home, people_house
from playwright.async_api import BrowserContext, Page, async_playwright, expect
from web_house import Visit

from anima.accounts import OWNER_ID, recovery
from anima.app import OWNER, open_vault
from anima.memory import EventLog
from anima.settings import Settings
from anima.values import SessionId, SystemClock
from tests.interfaces.test_web_accessibility import fits, violations

pytestmark = pytest.mark.slow

SUBSCRIBED = """() => {
  PushManager.prototype.getSubscription = async () => ({
    endpoint: "https://push.example/left-behind",
    unsubscribe: async () => { window.name = "told no more"; return true; },
  });
}"""
"""A browser that is told things, whose maker's push service cannot be reached here."""


async def arrives(context: BrowserContext, address: str, *, prf: bool = True) -> Page:
    """Somebody's browser with an authenticator of its own."""
    page = await context.new_page()
    devtools = await context.new_cdp_session(page)
    await devtools.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "ctap2Version": "ctap2_1",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
        "hasPrf": prf,
    }
    await devtools.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    await page.goto(address)
    return page


async def joins(page: Page, name: str) -> str:
    """Make the passkey and take the code down; returns the code."""
    await page.fill("#join-name", name)
    await page.click("text=Make a passkey")
    await expect(page.locator("#code-text")).to_have_text(
        re.compile(r"^([0-9A-Z]{4}-){7}[0-9A-Z]{4}$")
    )
    code = await page.inner_text("#code-text")
    await page.check("#code-kept")
    await page.click("#code-done")
    await page.wait_for_url("**/")
    return code


async def signs_in(page: Page, home: Home) -> None:
    await page.goto(f"{home.address}/")
    await page.wait_for_url("**/enter")
    await page.evaluate("window.name = ''")
    await page.evaluate(SUBSCRIBED)
    await page.click("#enter-passkey")


async def is_left(page: Page) -> None:
    """Somebody goes away without signing out, and the session ends elsewhere."""
    await page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    await page.context.clear_cookies()


async def signs_out(page: Page, home: Home) -> None:
    await page.goto(f"{home.address}/people")
    await page.evaluate(SUBSCRIBED)
    await page.click("#leave")
    await page.wait_for_url("**/enter")
    # The name of a window outlasts what signing out clears.
    await is_told_no_more(page)


async def is_told_no_more(page: Page) -> None:
    """What was told in this browser to somebody else has ended."""
    assert await page.evaluate("window.name") == "told no more"


async def says_first(home: Path, text: str) -> None:
    async with await open_vault(Settings(home=home)) as vault:
        await EventLog(vault, OWNER, SystemClock()).append(
            SessionId("before"), "heard", {"text": text}
        )


async def test_from_one_person_to_several_and_back_in_by_the_code(tmp_path: Path) -> None:
    await says_first(tmp_path, "My cellar key is under the blue pot.")
    async with people_house(tmp_path) as home, async_playwright() as drivers:
        chromium = await drivers.chromium.launch(executable_path=CHROMIUM, args=[*FLAGS])
        try:
            theo = await arrives(await chromium.new_context(), f"{home.address}/people")
            await theo.click("#begin")
            code = await joins(theo, "Theo")
            assert not (tmp_path / "vault.key").exists()
            facts = await theo.evaluate("fetch('/memory/search?words=cellar').then(r => r.text())")
            assert "blue pot" in facts

            await theo.goto(f"{home.address}/people")
            await theo.fill("#invite-name", "Maya")
            await theo.click("text=Make a link")
            await expect(theo.locator("#invited")).to_be_visible()
            link = await theo.inner_text("#invite-link")
            maya = await arrives(await chromium.new_context(), link, prf=False)
            mayas = await joins(maya, "Maya")
            found = await maya.evaluate("fetch('/memory/search?words=cellar').then(r => r.text())")
            assert "blue pot" not in found

            await signs_out(theo, home)
            assert OWNER_ID not in home.house.lives
            await signs_in(theo, home)
            await theo.wait_for_url(f"{home.address}/")
            assert OWNER_ID in home.house.lives
            await is_left(theo)
            await signs_in(theo, home)
            await theo.wait_for_url(f"{home.address}/")
            await is_told_no_more(theo)

            await signs_out(maya, home)
            await signs_in(maya, home)
            await maya.fill("#open-code", mayas)
            await maya.click("text=Open it")
            await maya.wait_for_url(f"{home.address}/")
            await is_left(maya)
            await home.house.seal(next(each for each in home.house.lives if each != OWNER_ID))
            await signs_in(maya, home)
            await maya.fill("#open-code", mayas.lower())
            assert await maya.evaluate("window.name") == "", "sealed, nobody knows whose it is"
            await maya.click("text=Open it")
            await maya.wait_for_url(f"{home.address}/")
            await is_told_no_more(maya)

            await signs_out(theo, home)
            lost = await arrives(await chromium.new_context(), f"{home.address}/enter")
            await lost.click("text=The passkey is lost")
            await lost.fill("#recover-name", "theo")
            await lost.fill("#recover-code", mayas)
            await lost.click("#recover-form button")
            await expect(lost.locator("#notice")).to_contain_text("wrong")
            await lost.fill("#recover-code", code)
            await lost.click("#recover-form button")
            await expect(lost.locator("#me-name")).to_have_text("Theo")
            await lost.click("#new-passkey")
            await expect(lost.locator("#passkeys li")).to_have_count(2)
            lost.on("dialog", lambda dialog: dialog.accept())
            await lost.click("#passkeys li:first-child button")
            await expect(lost.locator("#passkeys li")).to_have_count(1)
            again = await lost.evaluate("fetch('/memory/search?words=cellar').then(r => r.text())")
            assert "blue pot" in again
        finally:
            await chromium.close()


SCREENS = (
    {"width": 1000, "height": 760, "dark": False},
    {"width": 360, "height": 740, "dark": True},
    {"width": 320, "height": 256, "dark": False},
)


async def can_be_used(page: Page, name: str) -> None:
    """Axe finds nothing, and nothing is scrolled sideways, on any screen."""
    for screen in SCREENS:
        await page.set_viewport_size({"width": screen["width"], "height": screen["height"]})
        await page.emulate_media(color_scheme="dark" if screen["dark"] else "light")
        assert await violations(Visit(page)) == [], name
        assert await fits(Visit(page)), name
        if shots := os.environ.get("ANIMA_SCREENSHOTS"):
            path = f"{shots}/people-{name}-{screen['width']}.png"
            await page.screenshot(path=path, full_page=True)


async def test_everybody_can_join_sign_in_and_see_who_is_here(tmp_path: Path) -> None:
    async with people_house(tmp_path) as home, async_playwright() as drivers:
        chromium = await drivers.chromium.launch(executable_path=CHROMIUM, args=[*FLAGS])
        try:
            page = await arrives(await chromium.new_context(), f"{home.address}/people")
            await can_be_used(page, "one")
            await page.click("#begin")
            await page.wait_for_selector("#join-form:visible")
            link = page.url
            await can_be_used(page, "join")
            await page.goto(f"{home.address}/enter")
            await page.wait_for_selector("#begun:visible")
            await page.click("text=The passkey is lost")
            await can_be_used(page, "enter")
            await page.goto(link)
            await page.reload()
            await page.fill("#join-name", "Theo")
            await page.click("text=Make a passkey")
            await page.wait_for_selector("#code:visible")
            await can_be_used(page, "code")
            await page.check("#code-kept")
            await page.click("#code-done")
            await page.wait_for_url("**/")
            await page.goto(f"{home.address}/people")
            await page.fill("#invite-name", "Maya")
            await page.click("text=Make a link")
            await page.fill("#program-label", "A program of mine")
            await page.click("text=Make a key")
            await expect(page.locator("#program")).to_be_visible()
            await page.click("#new-passkey")
            await expect(page.locator("#notice")).to_contain_text("has a passkey of yours already")
            await can_be_used(page, "here")
        finally:
            await chromium.close()


async def test_a_box_that_could_not_be_changed_stands_as_it_stood(tmp_path: Path) -> None:
    async with people_house(tmp_path) as home, async_playwright() as drivers:
        chromium = await drivers.chromium.launch(executable_path=CHROMIUM, args=[*FLAGS])
        try:
            page = await arrives(await chromium.new_context(), f"{home.address}/people")
            await page.click("#begin")
            await joins(page, "Theo")
            await page.goto(f"{home.address}/people")
            keep, guests = page.locator("#keep"), page.locator("#guests")
            await keep.check()
            await expect(page.locator("#notice")).to_be_hidden()
            (home.house.folder(OWNER_ID) / recovery.FILE).unlink()
            await keep.click()
            await expect(page.locator("#notice")).to_contain_text("no recovery code yet")
            await expect(keep).to_be_checked()
            await page.context.set_offline(True)
            await guests.click()
            await expect(page.locator("#notice")).to_be_visible()
            await expect(guests).not_to_be_checked()
        finally:
            await chromium.close()
