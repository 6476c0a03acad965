"""A person at the other end of a WebSocket: a microphone in real time, and ears.

What differs between her page's protocol and pipecat's is in `wires.py`.
"""

import asyncio
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

import numpy as np

from anima.voice import Samples
from anima.voice.pcm import to_pcm16
from anima.voice.speech import INPUT_RATE

CHUNK_SECONDS = 0.02
"""What a browser's audio worklet sends at a time."""

QUANTUM_SECONDS = 0.005
"""The page's player begins with the next 128 samples after the sound has come."""

AUDIBLE = 0.003
"""-50 dB below full scale: what is fainter at the beginning of a sound is not its first sound."""

WAIT_SECONDS = 12.0


@dataclass(frozen=True, slots=True)
class Sound:
    """A stretch of her voice as it came."""

    samples: Samples
    rate: int


class Wire(Protocol):
    """A connection that carries the person's sound and brings hers."""

    async def send_sound(self, pcm: bytes) -> None: ...

    async def receive(self) -> Sound | None:
        """The next stretch of her voice; None for whatever else came."""
        ...


class Person:
    """Speaks into the microphone and notes when her voice is first heard.

    With a `speed`, seconds of sound pass faster than those of the clock.
    """

    def __init__(self, wire: Wire, *, speed: float = 1.0) -> None:
        self._wire = wire
        self._chunk_seconds = CHUNK_SECONDS / speed
        self._began = 0.0
        self._sent = 0
        self._saying: Samples = np.zeros(0, np.float32)
        self._said = 0
        self.begun_at: float | None = None
        """When the first sample of what is said was spoken."""
        self.heard_at: float | None = None
        """When the first audible sample of hers sounds, since `says`."""
        self.last_heard_at = 0.0
        """When the last of her sound came."""

    async def microphone(self) -> None:
        """Send what is said, or silence, for ever: each 20 ms when they are over."""
        size = round(CHUNK_SECONDS * INPUT_RATE)
        self._began = time.perf_counter()
        while True:
            self._sent += 1
            wait = self._began + self._sent * self._chunk_seconds - time.perf_counter()
            await asyncio.sleep(max(0.0, wait))
            if self._said == 0 and self._saying.size:
                # A piece goes out when it is over.
                self.begun_at = self._began + (self._sent - 1) * self._chunk_seconds
            piece = self._saying[self._said : self._said + size]
            self._said += piece.size
            await self._wire.send_sound(to_pcm16(np.pad(piece, (0, size - piece.size))))

    async def ears(self) -> None:
        """Take in what comes, for ever."""
        while True:
            sound = await self._wire.receive()
            if sound is None:
                continue
            now = time.perf_counter()
            audible = np.flatnonzero(np.abs(sound.samples) >= AUDIBLE)
            if audible.size:
                self.last_heard_at = now
                if self.heard_at is None:
                    self.heard_at = now + audible[0] / sound.rate + QUANTUM_SECONDS

    def says(self, samples: Samples) -> None:
        """Say this from the next piece on."""
        self.heard_at = self.begun_at = None
        self._saying, self._said = samples, 0

    @property
    def is_speaking(self) -> bool:
        """Whether something is still to be said."""
        return self._said < self._saying.size


async def until(holds: Callable[[], bool], limit: float = WAIT_SECONDS) -> bool:
    """Wait until something holds, for a while; says whether it does."""
    end = time.perf_counter() + limit
    while not holds():
        if time.perf_counter() > end:
            return False
        await asyncio.sleep(0.005)
    return True
