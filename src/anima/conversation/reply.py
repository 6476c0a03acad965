"""A reply: the stream of one turn's events, and how much of it reached the person."""

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator, Awaitable, Callable

from anima.values import Delta, Ended, EndReason, ReplyId, Spoken, TurnEvent

Store = Callable[[str, EndReason], Awaitable[Spoken]]


class Reply(AsyncIterator[TurnEvent]):
    """Iterate it to get the turn's events; the deltas joined are what she says.

    A paced reply is heard at the speed of sound: its text is stored only when `heard_until` has
    reached the end. Otherwise every delta counts as heard when it is delivered.
    """

    def __init__(
        self,
        reply_id: ReplyId,
        steps: AsyncGenerator[TurnEvent, None],
        store: Store,
        *,
        paced: bool,
    ) -> None:
        self.id = reply_id
        self._steps = steps
        self._store = store
        self._paced = paced
        self._text = ""
        self._heard = 0
        self._heard_grew = asyncio.Event()
        self._written = asyncio.Event()
        self._pending: list[TurnEvent] = []
        self._settled = False

    @property
    def text(self) -> str:
        """What was generated so far."""
        return self._text

    @property
    def settled(self) -> bool:
        """Whether the turn is over and what was heard of it is stored."""
        return self._settled

    async def written(self) -> None:
        """Return when the whole text is there; for a paced reply that is before it was heard."""
        await self._written.wait()

    def heard_until(self, characters: int) -> None:
        """Report that the first `characters` characters have sounded; going back is ignored."""
        if characters > self._heard:
            self._heard = characters
            self._heard_grew.set()

    async def interrupt(self, characters: int | None = None) -> Spoken | None:
        """Stop generating and store what was heard, cut back to a whole word.

        `characters` is how much of the text was heard; by default what was reported or delivered.
        Call it after the iteration has stopped. Returns None when nothing was heard or the reply
        was stored already.
        """
        if self._settled:
            return None
        self._settled = True
        self._written.set()
        await self._steps.aclose()
        if characters is None:
            characters = self._heard if self._paced else len(self._text)
        heard = whole_words(self._text, characters)
        if not heard:
            return None
        complete = heard == self._text.rstrip()
        return await self._store(heard, "complete" if complete else "interrupted")

    async def __anext__(self) -> TurnEvent:
        if self._pending:
            return self._pending.pop(0)
        if self._settled:
            raise StopAsyncIteration
        event = await anext(self._steps)
        if isinstance(event, Delta):
            self._text += event.text
        elif isinstance(event, Ended):
            self._written.set()
            await self._until_heard()
            self._settled = True
            if self._text.strip():
                self._pending.append(event)
                return await self._store(self._text.strip(), event.reason)
        return event

    async def _until_heard(self) -> None:
        while self._paced and self._heard < len(self._text.rstrip()):
            self._heard_grew.clear()
            await self._heard_grew.wait()


def whole_words(text: str, characters: int) -> str:
    """The first `characters` characters of the text, without a word that was cut in two."""
    if characters >= len(text):
        return text.rstrip()
    head = text[: max(0, characters)]
    cuts_a_word = head and head[-1].isalnum() and text[len(head)].isalnum()
    if cuts_a_word:
        while head and not head[-1].isspace():
            head = head[:-1]
    return head.rstrip()
