"""Filler: "let me think", when her reply truly takes long, and never otherwise.

    her reply begins within `after_seconds`      it is heard, and nothing else
    it takes longer                              one phrase, if that is ready sooner
    the reply's first clause comes meanwhile     the phrase is dropped

Once in a reply, only where the person waits for an answer, and never after an opening: an opening
is a first clause. It is no part of what she says: it is not shown, and not stored.
"""

import asyncio
from collections.abc import Awaitable, Callable
from typing import TypeVar

from anima.voice.speech import Samples

PHRASES = ("Let me think.", "Hm, let me see.", "One moment.")
"""They take turns."""

AFTER_SECONDS = 2.5
"""From the person's last word. After 4 s of silence people ask whether anyone is there."""

T = TypeVar("T")


class Filler:
    """What fills the wait for one reply.

    `make` gives the sound of the phrase, or None. `wait_seconds` is how long from now on the reply
    may still take without it.
    """

    def __init__(self, wait_seconds: float, make: Callable[[], Awaitable[Samples | None]]) -> None:
        self._wait = max(0.0, wait_seconds)
        self._make = make

    async def bridge(self, coming: Awaitable[T], play: Callable[[Samples], None]) -> T:
        """Wait for what is coming; when that takes long, `play` the phrase."""
        waiting = asyncio.ensure_future(coming)
        try:
            await asyncio.wait([waiting], timeout=self._wait)
            if not waiting.done():
                await self._say(waiting, play)
            return await waiting
        finally:
            waiting.cancel()

    async def _say(self, waiting: asyncio.Future[T], play: Callable[[Samples], None]) -> None:
        sound = asyncio.ensure_future(self._make())
        try:
            await asyncio.wait([sound, waiting], return_when=asyncio.FIRST_COMPLETED)
            if sound.done() and not waiting.done() and (samples := sound.result()) is not None:
                play(samples)
        finally:
            sound.cancel()
