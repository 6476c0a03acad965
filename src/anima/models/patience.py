"""How long to go on with something that fails now and may work later."""

import asyncio
from collections.abc import Awaitable, Callable

ATTEMPTS = 5
"""Failures in a row after which it is given up; every byte that comes in between counts anew."""

LONGEST_PAUSE_SECONDS = 60.0
"""A server that wants a longer pause than this is taken at its word: another time."""

Sleep = Callable[[float], Awaitable[None]]


class PassingError(Exception):
    """A failure that may be over soon.

    Attributes:
        pause_seconds: What the server asked to wait for, if it did.
    """

    def __init__(self, why: str, pause_seconds: float | None = None) -> None:
        super().__init__(why)
        self.pause_seconds = pause_seconds


class Patience:
    """Waits after each failure, twice as long as after the one before."""

    def __init__(
        self, sleep: Sleep = asyncio.sleep, on_wait: Callable[[str], None] | None = None
    ) -> None:
        self._sleep = sleep
        self._on_wait = on_wait
        self._failures = 0

    def progressed(self) -> None:
        """Something came: earlier failures do not count any more."""
        self._failures = 0

    async def wait(self, failure: PassingError) -> None:
        """Wait before another attempt; raise the failure when there should be none."""
        self._failures += 1
        pause = failure.pause_seconds
        if pause is None:
            pause = float(2 ** (self._failures - 1))
        if self._failures >= ATTEMPTS or pause > LONGEST_PAUSE_SECONDS:
            raise failure
        if self._on_wait is not None:
            self._on_wait(f"{failure}; trying again in {pause:.0f} s")
        await self._sleep(pause)
