"""Places: with how many people she can talk at once, and an honest wait for who comes then.

More voices than the machine bears would make every call worse, so a newcomer waits for a place and
is told how many wait before them. A page that is merely open takes no place: who has neither spoken
nor been spoken to for a minute makes room, and has theirs again with the next word.
"""

import asyncio
import time
from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import asynccontextmanager

IDLE_SECONDS = 60.0
"""After so long without a turn a place is given to who waits."""

_LOOK_SECONDS = 0.5
_TELL_SECONDS = 5.0
"""The wait is told again this often, by which a caller who has hung up is noticed."""


class Place:
    """Where one line talks."""

    def __init__(self, now: Callable[[], float]) -> None:
        self._now = now
        self._touched_at = now()

    def touch(self) -> None:
        """Something was said here just now."""
        self._touched_at = self._now()

    @property
    def is_live(self) -> bool:
        """Whether somebody talks here."""
        return self._now() - self._touched_at < IDLE_SECONDS


class Places:
    """The places of one process.

    Args:
        most: How many lines may be live at once.
        now: Monotonic seconds.
    """

    def __init__(self, most: int, *, now: Callable[[], float] = time.monotonic) -> None:
        self.most = most
        self._now = now
        self._taken: set[Place] = set()
        self._waiting: list[object] = []
        self._changed = asyncio.Event()

    @property
    def live(self) -> int:
        """How many lines are live."""
        return sum(place.is_live for place in self._taken)

    @asynccontextmanager
    async def taken(self, on_wait: Callable[[int], Awaitable[None]]) -> AsyncGenerator[Place]:
        """A place, after a wait where all are taken; first come, first served.

        `on_wait` is told how many wait before this one, at once and whenever that changes; what it
        raises ends the wait.
        """
        await self._wait(on_wait)
        place = Place(self._now)
        self._taken.add(place)
        try:
            yield place
        finally:
            self._taken.discard(place)
            self._tell()

    async def _wait(self, on_wait: Callable[[int], Awaitable[None]]) -> None:
        if not self._waiting and self.live < self.most:
            return
        ticket = object()
        self._waiting.append(ticket)
        told, told_at = -1, 0.0
        try:
            while (before := self._waiting.index(ticket)) or self.live >= self.most:
                if before != told or self._now() - told_at >= _TELL_SECONDS:
                    told, told_at = before, self._now()
                    await on_wait(before)
                self._changed.clear()
                try:
                    async with asyncio.timeout(_LOOK_SECONDS):
                        await self._changed.wait()
                except TimeoutError:
                    continue
        finally:
            self._waiting.remove(ticket)
            self._tell()

    def _tell(self) -> None:
        self._changed.set()
