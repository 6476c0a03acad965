"""A reply generated ahead: while it is not yet certain that the person has finished.

It is neither heard nor stored before the turn takes it over, and gone without a trace otherwise.
"""

import asyncio
from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import aclosing

from anima.llm import ChatEvent, ChatModel, ChatRequest
from anima.values import ModelError


class Ahead:
    """Generates the reply to a request that is still being made up.

    Args:
        model: What generates.
        ask: Makes the request; None when no model is needed for this reply.
    """

    def __init__(self, model: ChatModel, ask: Callable[[], Awaitable[ChatRequest | None]]) -> None:
        self._model = model
        self._ask = ask
        self._events: asyncio.Queue[ChatEvent | ModelError | None] = asyncio.Queue()
        self._request: ChatRequest | None = None
        self._task = asyncio.create_task(self._generate())

    def answers(self, request: ChatRequest) -> bool:
        """Whether this is a reply to exactly this request."""
        return self._request == request

    async def events(self) -> AsyncGenerator[ChatEvent]:
        """What is there already, then the rest as it comes; closing stops the generation."""
        try:
            while (event := await self._events.get()) is not None:
                if isinstance(event, ModelError):
                    raise event
                yield event
        finally:
            await self.stop()

    def discard(self) -> None:
        """Stop generating; what was generated is forgotten."""
        self._task.cancel()

    async def stop(self) -> None:
        """Stop generating, and return when nothing runs any more."""
        self._task.cancel()
        await asyncio.wait([self._task])

    async def _generate(self) -> None:
        self._request = await self._ask()
        if self._request is None:
            return
        try:
            async with aclosing(self._model.stream(self._request)) as events:
                async for event in events:
                    self._events.put_nowait(event)
        except ModelError as error:
            self._events.put_nowait(error)
        self._events.put_nowait(None)
