"""A reply made ahead: while it is not yet certain that the person has finished.

It is neither heard nor stored before the turn takes it over, and gone without a trace otherwise.
"""

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator, Awaitable, Callable
from contextlib import aclosing

from anima.llm import ChatRequest
from anima.values import ModelError


class Ahead:
    """Makes the reply to words that may not be all.

    Args:
        text: The words.
        ask: Works out what is asked of the model, or the answer itself where no model is needed.
        generate: The speakable text of the model's answer to a request, piece by piece.
    """

    def __init__(
        self,
        text: str,
        ask: Callable[[], Awaitable[ChatRequest | str]],
        generate: Callable[[ChatRequest], AsyncGenerator[str]],
    ) -> None:
        self.text = text
        self._ask = ask
        self._generate = generate
        self._request: ChatRequest | None = None
        self._pieces: list[str] = []
        self._error: ModelError | None = None
        self._ended = False
        self._grew = asyncio.Event()
        self._task = asyncio.create_task(self._make())

    def answers(self, request: ChatRequest) -> bool:
        """Whether this is a reply to exactly this request."""
        return self._request == request

    async def preview(self) -> AsyncIterator[str]:
        """What is there already, then the rest as it comes; ends early when it is given up."""
        given = 0
        while True:
            while given < len(self._pieces):
                given += 1
                yield self._pieces[given - 1]
            if self._ended:
                return
            await self._grew.wait()

    async def pieces(self) -> AsyncGenerator[str]:
        """The same for the turn that takes it over: closing stops the generation.

        Raises `ModelError` where the model failed.
        """
        try:
            async for piece in self.preview():
                yield piece
            if self._error is not None:
                raise self._error
        finally:
            await self.stop()

    def discard(self) -> None:
        """Stop generating; what was generated is forgotten."""
        self._task.cancel()

    async def stop(self) -> None:
        """Stop generating, and return when nothing runs any more."""
        self._task.cancel()
        await asyncio.wait([self._task])

    async def _make(self) -> None:
        try:
            asked = await self._ask()
            if isinstance(asked, str):
                self._add(asked)
                return
            self._request = asked
            async with aclosing(self._generate(asked)) as pieces:
                async for piece in pieces:
                    self._add(piece)
        except ModelError as error:
            self._error = error
        finally:
            self._ended = True
            self._tell()

    def _add(self, piece: str) -> None:
        self._pieces.append(piece)
        self._tell()

    def _tell(self) -> None:
        """Wake whoever waits; the next to wait waits for the next piece."""
        self._grew.set()
        self._grew = asyncio.Event()
