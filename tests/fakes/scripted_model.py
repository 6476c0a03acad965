"""The one substitute of these tests: a chat model that says what the test wrote for it."""

import asyncio
from collections.abc import AsyncGenerator, Sequence
from dataclasses import dataclass

from anima.llm import (
    ChatEvent,
    ChatRequest,
    Finished,
    Message,
    ModelProfile,
    TextDelta,
    Usage,
)


@dataclass(frozen=True)
class Breaks:
    """Words after which the model fails."""

    text: str
    error: Exception


Line = str | Exception | Breaks


class ScriptedModel:
    """Answers with its lines in turn, word by word, and remembers every request."""

    def __init__(self, *lines: Line, context_tokens: int = 4096) -> None:
        self.lines: Sequence[Line] = lines
        self.requests: list[ChatRequest] = []
        self.warmed: list[tuple[Message, ...]] = []
        self.stopped_early = 0
        self.delay_seconds = 0.0
        self._profile = ModelProfile("scripted", context_tokens, "short", False, True)

    @property
    def profile(self) -> ModelProfile:
        return self._profile

    async def stream(self, request: ChatRequest) -> AsyncGenerator[ChatEvent]:
        self.requests.append(request)
        line: Line = self.lines[0] if self.lines else "Mm, go on."
        self.lines = self.lines[1:]
        if isinstance(line, Exception):
            raise line
        text = line.text if isinstance(line, Breaks) else line
        words = text.split(" ")
        try:
            for number, word in enumerate(words):
                await asyncio.sleep(self.delay_seconds)
                yield TextDelta(word if number == 0 else f" {word}")
        except (GeneratorExit, asyncio.CancelledError):
            self.stopped_early += 1
            raise
        if isinstance(line, Breaks):
            raise line.error
        yield Finished("stop", Usage(10, 0, len(words)))

    async def count_tokens(self, messages: Sequence[Message]) -> int:
        return sum(len(message.text) // 3 for message in messages)

    async def warm(self, messages: Sequence[Message]) -> Usage:
        self.warmed.append(tuple(messages))
        return Usage(10, 10, 0)
