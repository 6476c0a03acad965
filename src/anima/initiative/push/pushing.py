"""What she begins with is sent to the browsers that are told, while nobody talks with her.

Only what is written as begun is sent, so that its hours, number, reasons and stop words hold here
as well. It is sent first and written down then: killed in between, or left without an answer, it
is sent again under the same tag and topic, and takes its own place instead of coming twice.
"""

import asyncio
import logging
from collections.abc import Callable
from datetime import datetime, timedelta

from anima.initiative.beginning import SESSION
from anima.initiative.push.browsers import Browser, Browsers
from anima.initiative.push.delivery import Shown, deliver
from anima.initiative.waiting import Begun, waiting
from anima.memory import EventLog
from anima.persona import Preferences, last_talk, load_identity, load_preferences
from anima.values import Clock

LOOK_SECONDS = 30.0
OLDEST = timedelta(hours=6)
"""What she began with longer ago comes no more as a message; she says it at the next arrival."""

LONGEST_KEPT_SECONDS = 2 * 3600
"""So long a push service may keep it for a browser that is off, and never into the quiet hours."""

FIRST_REST_SECONDS, LONGEST_REST_SECONDS = 60, 3600
"""How long a service that failed is left alone: twice as long each time."""

HIDDEN = "There is something I would like to ask you. Come when you like."
HELLO = "From now on I can reach you here."
_NEWEST = 8
_SENT = 400

_log = logging.getLogger(__name__)


class Pushing:
    """Sends what was begun and not sent yet.

    Args:
        browsers: Who is told.
        log: The person's log.
        clock: What time it is.
        alone: Whether nobody talks with her now; to somebody who does she says it herself.
    """

    def __init__(
        self,
        browsers: Browsers,
        log: EventLog,
        clock: Clock,
        alone: Callable[[], bool] = lambda: True,
    ) -> None:
        self._browsers = browsers
        self._log = log
        self._clock = clock
        self._alone = alone
        self._resting: dict[str, tuple[datetime, int]] = {}

    async def run(self) -> None:
        """Look from time to time until cancelled."""
        while True:
            try:
                await self.once()
            except Exception as error:  # whatever it is, it must not be the last look
                _log.warning("nothing could be pushed: %s", type(error).__name__)
            await asyncio.sleep(LOOK_SECONDS)

    async def once(self) -> int:
        """Send what is due; returns how many messages were taken by a service."""
        browsers, key = await self._browsers.all(), await self._browsers.key()
        if not browsers or key is None or not self._alone():
            return 0
        now, preferences = self._clock.now(), await load_preferences(self._log)
        keep = seconds_until_quiet(preferences, now)
        if keep <= 0 or preferences.most_a_day == 0 or await last_talk.wished(self._log):
            return 0
        taken = 0
        for begun, browser in await self._due(browsers, now):
            if self._rests(browser, now):
                continue
            shown = await self._shown(begun, preferences)
            delivery = await deliver(key, browser, shown, keep)
            match delivery.state:
                case "taken":
                    self._resting.pop(browser.id, None)
                    sent = {"began": begun.id, "browser": browser.id}
                    await self._log.append(SESSION, "push_sent", sent)
                    taken += 1
                case "gone":
                    await self._browsers.end(browser.endpoint, "gone")
                case "later":
                    self._rest(browser, now, delivery.rest_seconds)
        return taken

    async def _due(self, browsers: list[Browser], now: datetime) -> list[tuple[Begun, Browser]]:
        newest = await self._log.newest(("began",), _NEWEST)
        places = {each.id: each.sequence for each in newest if now - each.at <= OLDEST}
        if not places:
            return []
        sent = {
            (event.text("began"), event.text("browser"))
            for event in await self._log.newest(("push_sent",), _SENT)
        }
        if not any(
            place > browser.after and (began, browser.id) not in sent
            for began, place in places.items()
            for browser in browsers
        ):
            return []  # what still holds is read from all that was heard since: not for nothing
        return [
            (begun, browser)
            for begun in await waiting(self._log, now)
            for browser in browsers
            if places.get(begun.id, 0) > browser.after and (begun.id, browser.id) not in sent
        ]

    def _rests(self, browser: Browser, now: datetime) -> bool:
        until, _ = self._resting.get(browser.id, (now, 0))
        return now < until

    def _rest(self, browser: Browser, now: datetime, asked_seconds: int) -> None:
        _, before = self._resting.get(browser.id, (now, 0))
        seconds = min(max(2 * before, FIRST_REST_SECONDS), LONGEST_REST_SECONDS)
        self._resting[browser.id] = (now + timedelta(seconds=max(seconds, asked_seconds)), seconds)

    async def _shown(self, begun: Begun, preferences: Preferences) -> Shown:
        """Her name and her words only where the person lets a lock screen show them."""
        if preferences.lock_screen != "show":
            return Shown("Anima", HIDDEN, begun.id)
        return Shown((await load_identity(self._log)).name or "Anima", begun.text, begun.id)


async def knock(browsers: Browsers, browser: Browser) -> str:
    """Show a browser at once that it is told; returns why that did not work, or nothing."""
    key = await browsers.key(make=True)
    delivery = key and await deliver(key, browser, Shown("Anima", HELLO, "hello"), 60)
    if delivery and delivery.state == "taken":
        return ""
    return (
        f"{browser.service} did not take a first message. It is called from this machine, by "
        "https: is the network there? She tries again when she has something to ask."
    )


def seconds_until_quiet(preferences: Preferences, now: datetime) -> int:
    """How long a message may wait for its browser; 0 in the quiet hours."""
    local = now.astimezone()
    begun = local.second  # of this minute; quiet hours begin with a minute
    for seconds in range(0, LONGEST_KEPT_SECONDS, 60):
        if preferences.is_quiet((local + timedelta(seconds=seconds - begun)).time()):
            return max(0, seconds - begun)
    return LONGEST_KEPT_SECONDS - begun
