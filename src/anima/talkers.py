"""Who talks with her just now by one door, so that they can be told something by her."""

import asyncio
from collections.abc import Generator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field

from anima.app import TALKING
from anima.conversation import Conversation
from anima.values import Clock
from anima.voice import Line
from anima.voice.news import Remark
from anima.voice.rtvi import message

AWAY = "She is away for a moment, and comes back by herself."
"""What an open page says beside her own words, also where nobody talks."""


@dataclass(frozen=True, eq=False, slots=True)
class _Talker:
    line: Line
    conversation: Conversation
    clock: Clock
    is_page: bool
    remarks: asyncio.Queue[Remark] = field(default_factory=asyncio.Queue[Remark])
    left: asyncio.Event = field(default_factory=asyncio.Event)

    @property
    def talks(self) -> bool:
        """Whether something was said a while ago at most; a page may be open all night."""
        last = self.conversation.last_words
        return self.conversation.has_spoken and self.clock.now() - last < TALKING

    async def hears(self, words: str, patience: float) -> bool:
        """Have her say this when it is her turn; says whether she has, to whom is still there."""
        remark = Remark(words, asyncio.Event())
        self.remarks.put_nowait(remark)
        waits = [asyncio.create_task(each.wait()) for each in (remark.over, self.left)]
        try:
            await asyncio.wait(waits, timeout=patience, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for each in waits:
                each.cancel()
        return remark.over.is_set()


class Talkers:
    """The lines of a door, with the conversations that are held over them."""

    def __init__(self) -> None:
        self._there: set[_Talker] = set()

    @contextmanager
    def on(
        self, line: Line, conversation: Conversation, clock: Clock, *, is_page: bool
    ) -> Generator[asyncio.Queue[Remark]]:
        """While the block runs, what she is to say over this line comes into the queue."""
        talker = _Talker(line, conversation, clock, is_page)
        self._there.add(talker)
        try:
            yield talker.remarks
        finally:
            self._there.discard(talker)
            talker.left.set()

    async def tell(self, words: str, *, patience: float) -> int:
        """Have her say this to everybody who talks, that she goes; says to how many she has.

        Who speaks just now is not interrupted. After `patience` seconds she goes nonetheless.
        """
        talking = [each for each in self._there if each.talks]
        said = await asyncio.gather(*(each.hears(words, patience) for each in talking))
        for talker in [each for each in self._there if each.is_page]:
            with suppress(ConnectionError):
                told = message("server-message", {"type": "leaving", "text": AWAY})
                await talker.line.send(told)
        return sum(said)
