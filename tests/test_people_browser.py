"""In a real browser with a virtual authenticator: several people, from the click to recovery."""

import re
from pathlib import Path

import pytest
from browser import CHROMIUM, FLAGS
from people_house import Home, people_house
from playwright.async_api import BrowserContext, Page, async_playwright, expect

from anima.accounts import OWNER_ID
from anima.app import OWNER, open_vault
from anima.memory import EventLog
from anima.settings import Settings
from anima.values import SessionId, SystemClock

pytestmark = pytest.mark.slow


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
    await page.click("#enter-passkey")


async def signs_out(page: Page, home: Home) -> None:
    await page.goto(f"{home.address}/people")
    await page.click("#leave")
    await page.wait_for_url("**/enter")


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

            await signs_out(maya, home)
            await signs_in(maya, home)
            await maya.fill("#open-code", mayas.lower())
            await maya.click("text=Open it")
            await maya.wait_for_url(f"{home.address}/")

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
            again = await lost.evaluate("fetch('/memory/search?words=cellar').then(r => r.text())")
            assert "blue pot" in again
        finally:
            await chromium.close()
