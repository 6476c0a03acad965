"""Models that cost nothing, at the seam where the real ones are: speech, and the language model."""

import re
from collections.abc import AsyncGenerator, AsyncIterator, Sequence

import numpy as np

from anima.llm import (
    ChatEvent,
    ChatRequest,
    Finished,
    Message,
    ModelProfile,
    TextDelta,
    Usage,
)
from anima.values import EVEN, Delivery
from anima.voice import Samples, SpeechModels
from anima.voice.speech import INPUT_RATE, SpeechChunk, SpokenWord, Transcript

HER_RATE = 24_000
WORD_SECONDS = 0.28
LEVEL = 0.1
"""What sounds louder than this is speech."""

REPLY = "That sounds like a long walk. Did the river look as wide as it did last year?"


class FreeEars:
    """Understands the same words in everything, and finds every pause the end of a turn."""

    async def transcribe(self, samples: Samples) -> Transcript:
        """The same words."""
        return Transcript("We walked along the river for an hour." if samples.size else "")

    async def probability(self, samples: Samples) -> float:
        """Certain."""
        return float(samples.size > 0)


class FreeMouth:
    """A tone for every word."""

    sample_rate = HER_RATE

    async def speak(
        self, text: str, *, voice: str, delivery: Delivery = EVEN
    ) -> AsyncIterator[SpeechChunk]:
        """The tones, at once."""
        del voice, delivery
        ends = [match.end() for match in re.finditer(r"\w+", text)]
        word = round(WORD_SECONDS * HER_RATE)
        if ends:
            words = [SpokenWord(end, word * number) for number, end in enumerate(ends, start=1)]
            yield SpeechChunk(np.full(word * len(ends), 0.2, np.float32), tuple(words))


class FreeActivity:
    """Loud is speech."""

    def probability(self, frame: Samples) -> float:
        """By the frame's loudness."""
        return float(np.abs(frame).max() > LEVEL)

    def reset(self) -> None:
        """There is nothing to forget."""


class FreeModel:
    """Says the same two sentences, as fast as they are read."""

    profile = ModelProfile("free", 4096, "full", tools=False, structured=False)

    async def stream(self, request: ChatRequest) -> AsyncGenerator[ChatEvent]:
        """The sentences, word by word."""
        del request
        for word in re.findall(r"\S+\s*", REPLY):
            yield TextDelta(word)
        yield Finished("stop", Usage(0, 0, 0))

    async def count_tokens(self, messages: Sequence[Message]) -> int:
        """Four letters a token."""
        return sum(len(message.text) // 4 for message in messages)

    async def warm(self, messages: Sequence[Message]) -> Usage:
        """Nothing is kept warm."""
        return Usage(await self.count_tokens(messages), 0, 0)


def free_speech() -> SpeechModels:
    """All four models of speech."""
    ears = FreeEars()
    return SpeechModels(ears, FreeMouth(), ears, FreeActivity)


def spoken(seconds: float) -> Samples:
    """What the free models take for speech."""
    return np.full(round(seconds * INPUT_RATE), 0.3, np.float32)
