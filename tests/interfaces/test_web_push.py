"""The page closed: a real service worker in Chromium shows what the machine sends.

Chromium makes its subscriptions with its maker's push service, which a test cannot reach: here it
gets one of the service that runs beside the test (`push_browser.js`), and DevTools hand the worker
what that service took.
"""

import asyncio
import json
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import cast

import pytest
from browser import CHROMIUM, FLAGS
from memory_door import MemoryDoor, memory_door
from playwright.async_api import Page, async_playwright, expect
from push_service import PushService, push_service
from web_house import Visit, house

from anima.app import OWNER
from anima.initiative.push import HELLO, HIDDEN, Browsers, Pushing
from anima.persona import prefer
from anima.values import JsonValue, SessionId
from tests.interfaces.test_web_accessibility import violations

BROWSER = Path(__file__).parent.parent / "fakes" / "push_browser.js"
SHOWN = """async () => {
  const worker = await navigator.serviceWorker.getRegistration("/");
  return (await worker.getNotifications()).map((each) => each.body);
}"""

pytestmark = pytest.mark.slow


async def begins(door: MemoryDoor, words: str) -> str:
    payload: dict[str, JsonValue] = {"key": words, "text": words, "about": words, "reason": "-"}
    return (await door.anima.log.append(SessionId("initiative"), "began", payload)).id


class Inbox:
    """Hands the worker, by DevTools, what the push service took."""

    def __init__(self, page: Page, service: PushService) -> None:
        self._page, self._service = page, service
        self._registrations: list[str] = []
        self._seen = asyncio.Event()

    async def deliver(self, times: int = 1) -> dict[str, str]:
        """Hand over the last message; returns what the browser decrypted."""
        devtools = await self._page.context.new_cdp_session(self._page)
        devtools.on("ServiceWorker.workerRegistrationUpdated", self._see)
        await devtools.send("ServiceWorker.enable")
        async with asyncio.timeout(10):
            await self._seen.wait()
        read = self._service.read(self._service.taken.pop())
        message = {
            "origin": self._page.url.removesuffix("who"),
            "registrationId": self._registrations[-1],
            "data": json.dumps(read),
        }
        for _ in range(times):
            await devtools.send("ServiceWorker.deliverPushMessage", message)
        await devtools.detach()
        return read

    def _see(self, event: dict[str, list[dict[str, str]]]) -> None:
        self._registrations += [each["registrationId"] for each in event["registrations"]]
        if self._registrations:
            self._seen.set()


CLICK = """async () => {
  const done = [];
  let went = "";
  // A press by DevTools is nobody's: what only a person's press may do is written down instead.
  self.clients.openWindow = async (address) => { went = `opened ${address}`; };
  WindowClient.prototype.focus = async function () { went = `back to ${this.url}`; };
  const [shown] = await self.registration.getNotifications();
  const event = new NotificationEvent("notificationclick", { notification: shown });
  event.waitUntil = (promise) => done.push(promise);
  self.dispatchEvent(event);
  await Promise.all(done);
  return went;
}"""


async def test_it_is_turned_on_by_a_press_shown_and_turned_off(tmp_path: Path) -> None:
    async with memory_door(tmp_path) as door, house(door) as served, push_service() as service:
        anima = door.anima
        assert anima.vault
        browsers = Browsers(anima.vault, OWNER, anima.log)
        pushing = Pushing(browsers, anima.log, anima.clock)
        for key in ("quiet_from", "quiet_until"):  # none, whatever the time of the test
            await prefer(anima.log, key, "00:00")
        async with at_home(f"{served.address}who", service) as seen:
            page, place, inbox = seen.page, seen.page.locator("#push"), Inbox(seen.page, service)
            await expect(place).to_contain_text("no word of it")
            assert (await browsers.all(), service.asked) == ([], 0), "nothing before the press"
            await place.get_by_role("button", name="Tell me here").click()
            await expect(page.locator("#state")).to_have_text("She may tell you here.")
            assert await violations(seen) == []
            made = await browsers.key()
            assert made
            assert await page.evaluate("() => window.subscribedWith") == made.shared
            await inbox.deliver()
            assert await bodies(page, 1) == {HELLO}

            began = await begins(door, "The driving test: how did it go?")
            assert await pushing.once() == 1
            assert (await inbox.deliver(times=2))["tag"] == began
            assert await bodies(page, 2) == {HELLO, HIDDEN}, "it came twice and is shown once"

            (worker,) = page.context.service_workers
            assert await worker.evaluate(CLICK) == "opened /"
            talking = await page.context.new_page()
            await talking.goto(served.address)
            assert await worker.evaluate(CLICK) == f"back to {served.address}"
            assert await bodies(page, 0) == set(), "pressed, they are gone"

            await place.get_by_role("button", name="Tell me here no more").click()
            await expect(page.locator("#state")).to_have_text("She tells you here no more.")
            assert await browsers.all() == []


async def test_a_browser_that_forbids_it_says_so_and_is_not_told(tmp_path: Path) -> None:
    async with memory_door(tmp_path) as door, house(door) as served, push_service() as service:
        async with at_home(f"{served.address}who", service, allowed=False) as seen:
            await seen.page.get_by_role("button", name="Tell me here").click()
            await expect(seen.page.locator("#notice")).to_contain_text("did not agree")
        assert service.asked == 0


@asynccontextmanager
async def at_home(
    address: str, service: PushService, *, allowed: bool = True
) -> AsyncGenerator[Visit]:
    """A browser whose subscriptions are of this push service, at the page."""
    async with async_playwright() as drivers:
        chromium = await drivers.chromium.launch(executable_path=CHROMIUM, args=list(FLAGS))
        context = await chromium.new_context()
        if allowed:
            await context.grant_permissions(["notifications"])
        await context.add_init_script(f"window.mailbox = {service.subscription};")
        await context.add_init_script(path=BROWSER)
        seen = Visit(await context.new_page())
        seen.watch()
        await seen.page.goto(address)
        yield seen
        assert seen.complaints == []
        await chromium.close()


async def bodies(page: Page, count: int) -> set[str]:
    """What the notifications say, when there are so many."""
    found: list[str] = []
    for _ in range(600):
        found = cast(list[str], await page.evaluate(SHOWN))
        if len(found) == count:
            return set(found)
        await asyncio.sleep(0.05)
    raise AssertionError(f"{count} notifications, not {found}")
