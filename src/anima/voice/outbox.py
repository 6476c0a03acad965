"""The messages on their way to one client, in order, minus sound that must no longer be heard."""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable

from anima.values import ReplyId

MOST_WAITING = 2_000
"""Messages that may wait for a client that does not read: far beyond any working line."""


class Outbox:
    """A queue with one writer. Putting never waits; sound of a silenced reply is dropped."""

    def __init__(self) -> None:
        self._waiting: deque[tuple[str, ReplyId | None]] = deque()
        self._arrived = asyncio.Event()
        self._drained = asyncio.Event()
        self._drained.set()
        self._silenced: ReplyId | None = None

    @property
    def is_full(self) -> bool:
        """Whether the client has stopped reading; the line should be given up."""
        return len(self._waiting) > MOST_WAITING

    def put(self, message: str, *, sound_of: ReplyId | None = None) -> None:
        """Queue a message; `sound_of` marks audio of that reply."""
        if sound_of is not None and sound_of == self._silenced:
            return
        self._waiting.append((message, sound_of))
        self._arrived.set()
        self._drained.clear()

    def silence(self, reply: ReplyId) -> None:
        """Drop the reply's sound that has not gone out, and whatever still comes of it."""
        self._silenced = reply
        kept = [entry for entry in self._waiting if entry[1] != reply]
        self._waiting = deque(kept)

    async def deliver(self, send: Callable[[str], Awaitable[None]]) -> None:
        """Send what comes, for ever."""
        while True:
            await self._arrived.wait()
            self._arrived.clear()
            while self._waiting:
                message, _ = self._waiting.popleft()
                await send(message)
            self._drained.set()

    async def drained(self) -> None:
        """Return when everything was sent."""
        await self._drained.wait()
