"""Sleeping: nights that are due are taken up when nobody talks with her."""

import asyncio
import logging
from collections.abc import Callable

from anima.persona.night import Night

LOOK_SECONDS = 300.0
"""How often it is looked whether a night is due: she need not be awake at midnight for it."""

_log = logging.getLogger(__name__)


class Sleeping:
    """Goes through due nights, oldest first, while she is alone.

    Args:
        night: What a night does.
        alone: Whether nobody talks with her now.
        afterwards: Called after each night that was written.
    """

    def __init__(
        self, night: Night, alone: Callable[[], bool], afterwards: Callable[[], None] = lambda: None
    ) -> None:
        self._night = night
        self._alone = alone
        self._afterwards = afterwards

    async def once(self) -> int:
        """Take up what is due now; says how many nights were written."""
        written = 0
        for day in await self._night.due():
            if not self._alone():
                break
            await self._night.sleep(day)
            self._afterwards()
            written += 1
        return written

    async def run(self) -> None:
        """Look from time to time until cancelled; what fails is tried again the next time."""
        while True:
            try:
                await self.once()
            except Exception as error:  # whatever it is, it must not be the last look
                _log.warning("a night could not be taken up: %s", type(error).__name__)
            await asyncio.sleep(LOOK_SECONDS)
