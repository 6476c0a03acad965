"""Sleeping: nights that are due are taken up when nobody talks with her."""

import asyncio
import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import partial

from anima.persona.night import STEPS, Night
from anima.values import JsonValue

LOOK_SECONDS = 300.0
"""How often it is looked whether a night is due: she need not be awake at midnight for it."""

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class UnderWay:
    """A night that she is in.

    Attributes:
        night: The day that it is about.
        done: The steps that are done.
        total: All of them.
    """

    night: date
    done: int
    total: int


class Sleeping:
    """Goes through due nights, oldest first, while she is alone.

    Attributes:
        under_way: The night that she is in now; None while she is in none.

    Args:
        night: What a night does.
        alone: Whether nobody talks with her now.
        afterwards: Called after each night that was written.
    """

    def __init__(
        self, night: Night, alone: Callable[[], bool], afterwards: Callable[[], None] = lambda: None
    ) -> None:
        self.under_way: UnderWay | None = None
        self._night = night
        self._alone = alone
        self._afterwards = afterwards

    async def once(self) -> int:
        """Take up what is due now; says how many nights were written."""
        written = 0
        for day in await self._night.due():
            if not self._alone():
                break
            self._goes_on(day, 0, len(STEPS))
            try:
                await self._night.sleep(day, partial(self._goes_on, day))
            finally:
                self.under_way = None
            self._afterwards()
            written += 1
        return written

    def told(self) -> dict[str, JsonValue]:
        """The night that she is in, for a page; nothing while she is in none."""
        now = self.under_way
        return {"night": now.night.isoformat(), "done": now.done, "total": now.total} if now else {}

    def _goes_on(self, day: date, done: int, total: int) -> None:
        self.under_way = UnderWay(day, done, total)

    async def run(self) -> None:
        """Look from time to time until cancelled; what fails is tried again the next time."""
        while True:
            try:
                await self.once()
            except Exception as error:  # whatever it is, it must not be the last look
                _log.warning("a night could not be taken up: %s", type(error).__name__)
            await asyncio.sleep(LOOK_SECONDS)
