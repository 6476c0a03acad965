"""How far a long measurement has come, said while it runs."""

import sys
import time
from collections.abc import AsyncGenerator, Sequence

from anima.llm import ChatEvent, ChatModel, ChatRequest, Message, ModelProfile, Usage

EVERY_SECONDS = 60.0


class Watched:
    """A model whose replies are counted; now and then it is said how many are still to come.

    Args:
        model: The model.
        total: How many replies will be asked for in all.
    """

    def __init__(self, model: ChatModel, total: int) -> None:
        self._model = model
        self._total = total
        self._done = 0
        self._began = self._told = time.monotonic()
        self.part = ""

    @property
    def profile(self) -> ModelProfile:
        """The model's."""
        return self._model.profile

    async def stream(self, request: ChatRequest) -> AsyncGenerator[ChatEvent]:
        """The model's reply, counted when it is over."""
        async for event in self._model.stream(request):
            yield event
        self._done += 1
        if time.monotonic() - self._told >= EVERY_SECONDS:
            self._told = time.monotonic()
            say(self.line())

    def line(self) -> str:
        """How far it has come and about how long the rest takes."""
        spent = time.monotonic() - self._began
        left = spent / max(1, self._done) * max(0, self._total - self._done)
        return (
            f"{self.part}: {self._done} of {self._total} replies, {spent / 60:.0f} min gone, "
            f"about {left / 60:.0f} left"
        )

    async def count_tokens(self, messages: Sequence[Message]) -> int:
        """As the model counts."""
        return await self._model.count_tokens(messages)

    async def warm(self, messages: Sequence[Message]) -> Usage:
        """As the model does."""
        return await self._model.warm(messages)


def say(line: str) -> None:
    """A line beside the report, so that the report itself stays whole."""
    print(line, file=sys.stderr, flush=True)
