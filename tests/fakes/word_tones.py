"""A voice in which each word is a tone of its own: what was heard of it can be read again."""

import asyncio
from collections.abc import AsyncIterator, Iterable, Sequence

import numpy as np
from scripted_door import evenly_spoken

from anima.values import EVEN, Delivery
from anima.voice import Samples, SpeechChunk

WORDS: Sequence[str] = (
    "alder birch cedar elder fir hazel ivy juniper larch maple "
    "nettle olive poplar quince rowan spruce thorn umber vetch willow"
).split()
RATE = 24_000
WORD_SECONDS = 0.3
_LOWEST = 300
_STEP = 100
_LOOK_SECONDS = 0.02


def tone(word: str, seconds: float = WORD_SECONDS) -> Samples:
    """The sound of a word."""
    t = np.arange(round(seconds * RATE)) / RATE
    pitch = _LOWEST + _STEP * WORDS.index(word)
    return (0.5 * np.sin(2 * np.pi * pitch * t)).astype(np.float32)


class WordTones:
    """Text to speech."""

    @property
    def sample_rate(self) -> int:
        return RATE

    async def speak(
        self, text: str, *, voice: str, delivery: Delivery = EVEN
    ) -> AsyncIterator[SpeechChunk]:
        assert voice and delivery
        await asyncio.sleep(0.01)
        sound = [tone(word.strip(".,").lower()) for word in text.split()]
        yield SpeechChunk(np.concatenate(sound), evenly_spoken(text, round(WORD_SECONDS * RATE)))


def read(heard: Iterable[Samples], rate: int) -> list[tuple[str, float]]:
    """The words that were heard, one after the other, and how many seconds of each."""
    sound = np.concatenate([np.zeros(0, np.float32), *heard])
    size = round(_LOOK_SECONDS * rate)
    found: list[tuple[str, float]] = []
    for start in range(0, sound.size - size + 1, size):
        piece = sound[start : start + size]
        if float(np.max(np.abs(piece))) < 0.1:
            continue
        pitch = int(np.argmax(np.abs(np.fft.rfft(piece * np.hanning(size), n=4 * size))))
        number = round((pitch * rate / (4 * size) - _LOWEST) / _STEP)
        word = WORDS[min(max(number, 0), len(WORDS) - 1)]
        if found and found[-1][0] == word:
            found[-1] = word, found[-1][1] + _LOOK_SECONDS
        else:
            found.append((word, _LOOK_SECONDS))
    return found
