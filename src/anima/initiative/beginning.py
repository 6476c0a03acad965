"""When she begins by herself: within the person's hours and number, and never twice with one thing.

What she begins with is an event of the log, `began`. It is written in one transaction with the look
whether it was there and whether today has room for it, so that a process that is killed, or two
that run at once, write each once; what has not been written is thought of again.
"""

import asyncio
import logging
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from anima.initiative.impulses import Impulse, impulses
from anima.initiative.put_off import KINDS
from anima.initiative.waiting import unanswered
from anima.memory import EventLog, Facts, LeftAlone
from anima.memory.event_log import Entry
from anima.persona import last_talk, load_identity, load_preferences
from anima.storage import Connection, Vault
from anima.values import Clock, Event, JsonValue, SessionId

SESSION = SessionId("initiative")
LOOK_SECONDS = 300.0
APART = timedelta(hours=3)
"""The least time between two beginnings, and after the person's last words."""

LOOK_BACK = 8000
"""The newest things said, by both, in which loose ends are looked for."""

_log = logging.getLogger(__name__)


class Beginning:
    """Decides whether she begins, and with what."""

    def __init__(
        self,
        vault: Vault,
        log: EventLog,
        facts: Facts,
        clock: Clock,
        alone: Callable[[], bool] = lambda: True,
    ) -> None:
        self._vault = vault
        self._log = log
        self._facts = facts
        self._clock = clock
        self._alone = alone

    async def once(self) -> Event | None:
        """Begin with the most fitting thing if there is one and it is time; else None."""
        now = self._clock.now()
        preferences = await load_preferences(self._log)
        if not self._alone() or preferences.most_a_day == 0:
            return None
        if preferences.is_quiet(now.astimezone().time()):
            return None
        if not (await load_identity(self._log)).met or await self._too_soon(now):
            return None
        if await last_talk.wished(self._log):  # she goes, and has nothing to begin
            return None
        await self._facts.catch_up()
        said = await self._log.newest(KINDS, LOOK_BACK)
        alone = LeftAlone.of(await self._log.events(kinds=("left_alone",)))
        known = list(self._facts.book.facts.values())
        # Seconds with years of talk: meanwhile somebody may arrive.
        for impulse in await asyncio.to_thread(impulses, said, known, now):
            avoided = alone.touches(f"{impulse.about} {impulse.text}")
            if avoided or _touches(preferences.avoid, impulse):
                continue
            written = await self._vault.write(
                lambda c, i=impulse: self._write(c, i, now, preferences.most_a_day)
            )
            if written:
                return written
        return None

    async def run(self) -> None:
        """Look from time to time until cancelled."""
        while True:
            try:
                await self.once()
            except Exception as error:  # whatever it is, it must not be the last look
                _log.warning("she could not begin: %s", type(error).__name__)
            await asyncio.sleep(LOOK_SECONDS)

    async def _too_soon(self, now: datetime) -> bool:
        last = await self._log.newest(("heard", "began"), 1)
        return bool(last) and now - last[0].at < APART

    def _write(
        self, connection: Connection, impulse: Impulse, now: datetime, most: int
    ) -> Event | None:
        """The event, unless it is there already or today is full."""
        if self._log.has(connection, "began", "key", impulse.key):
            return None
        today = now.astimezone().date()
        began = self._log.in_transaction(connection, "began", most)
        if sum(each.at.astimezone().date() == today for each in began) >= most:
            return None
        payload: dict[str, JsonValue] = {
            "key": impulse.key,
            "kind": impulse.kind,
            "text": impulse.text,
            "reason": impulse.reason,
            "about": impulse.about,
            "sources": list(impulse.sources),
        }
        if impulse.until:
            payload["until"] = impulse.until.astimezone(UTC).isoformat()
        return self._log.insert(connection, [(SESSION, "began", payload)])[0]


async def put_aside(log: EventLog, began: str, *, never_again: bool) -> None:
    """Let go of something that she began with; with `never_again`, leave its topic alone for good.

    Something that is not there, or was answered already, changes nothing.
    """
    found = next((each for each in await unanswered(log) if each.id == began), None)
    if found is None:
        return
    entries: list[Entry] = [(SESSION, "began_answered", {"began": began, "how": "put aside"})]
    if never_again:
        entries.append((SESSION, "left_alone", {"topic": found.about, "also": [], "on": True}))
    await log.append_all(entries)


def _touches(avoid: str, impulse: Impulse) -> bool:
    """Whether an impulse names one of the things that are not to be touched."""
    topics = {each.strip(): (each.strip(),) for each in avoid.replace(";", ",").split(",")}
    topics.pop("", None)
    return LeftAlone(topics).touches(f"{impulse.about} {impulse.text}")
