"""An event loop whose clock stands still while a model works.

A recording that is said at the speed of speech then takes as long as the models need, the words
come out as on a machine that keeps up, and the same run takes the same steps everywhere.
"""

import asyncio
import selectors
from collections.abc import AsyncIterator, Coroutine
from dataclasses import replace
from typing import TypeVar

from anima.values import EVEN, Delivery
from anima.voice import (
    EndOfTurn,
    Samples,
    SpeechChunk,
    SpeechModels,
    SpeechToText,
    Transcript,
)

T = TypeVar("T")

_LOOK_SECONDS = 0.05


class _Selector(selectors.SelectSelector):
    """Waits while a model works; otherwise moves the clock on by as long as it was to wait."""

    def __init__(self) -> None:
        super().__init__()
        self.now = 0.0
        self.working = 0

    def select(self, timeout: float | None = None) -> list[tuple[selectors.SelectorKey, int]]:
        ready = super().select(0)
        while not ready and timeout != 0 and (self.working or timeout is None):
            ready = super().select(_LOOK_SECONDS)
        if not ready and timeout:
            self.now += timeout
        return ready


class ModelTimeLoop(asyncio.SelectorEventLoop):
    """A loop with its own clock, which starts at 0 seconds."""

    def __init__(self) -> None:
        self._own = _Selector()
        super().__init__(self._own)

    def time(self) -> float:
        """Seconds of this loop's clock."""
        return self._own.now

    def work(self, count: int) -> None:
        """So many more models are working, or fewer when below zero."""
        self._own.working += count


def run(measurement: Coroutine[object, object, T]) -> T:
    """Run a measurement on such a loop."""
    with asyncio.Runner(loop_factory=ModelTimeLoop) as runner:
        return runner.run(measurement)


class _Ears:
    def __init__(self, speech_to_text: SpeechToText, end_of_turn: EndOfTurn) -> None:
        self._speech_to_text = speech_to_text
        self._end_of_turn = end_of_turn

    async def transcribe(self, samples: Samples) -> Transcript:
        return await _worked(self._speech_to_text.transcribe(samples))

    async def probability(self, samples: Samples) -> float:
        return await _worked(self._end_of_turn.probability(samples))


class _Mute:
    """In the place of her voice, where only what is heard is measured."""

    sample_rate = 24_000

    async def speak(
        self, text: str, *, voice: str, delivery: Delivery = EVEN
    ) -> AsyncIterator[SpeechChunk]:
        for nothing in ():
            yield nothing


def listening_only(models: SpeechModels) -> SpeechModels:
    """The models that listen, for which the loop's clock waits; she does not speak."""
    ears = _Ears(models.speech_to_text, models.end_of_turn)
    return replace(models, speech_to_text=ears, end_of_turn=ears, text_to_speech=_Mute())


async def _worked(work: Coroutine[object, object, T]) -> T:
    loop = asyncio.get_running_loop()
    assert isinstance(loop, ModelTimeLoop)
    loop.work(1)
    try:
        return await work
    finally:
        loop.work(-1)
