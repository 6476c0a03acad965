"""What the voice engine asks of speech models: small protocols, their values, all in one bundle.

Audio inside the engine is mono float32 in [-1, 1]. Input runs at 16 kHz.
"""

from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from typing import Protocol, TypeAlias

import numpy as np
from numpy.typing import NDArray

from anima.values import EVEN, Delivery

Samples: TypeAlias = NDArray[np.float32]

INPUT_RATE = 16_000
"""Samples per second of everything that listens."""


@dataclass(frozen=True, slots=True)
class HeardWord:
    """A word as it was understood.

    Attributes:
        text: As written, with the marks that follow it.
        confidence: The recogniser's probability that this word was said, 0 to 1.
    """

    text: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Transcript:
    """What was understood of a stretch of speech; empty when there were no words.

    Attributes:
        text: The words.
        words: The same one by one, with how sure each is; empty when the recogniser cannot tell.
        ends: Its probability that a sentence ends after the last word; None when it cannot tell.
    """

    text: str
    words: tuple[HeardWord, ...] = ()
    ends: float | None = None


class SpeechToText(Protocol):
    """Turns a stretch of speech (16 kHz) into words."""

    async def transcribe(self, samples: Samples) -> Transcript: ...


@dataclass(frozen=True, slots=True)
class SpokenWord:
    """Where a word of the text sounds.

    Attributes:
        end_character: Offset just after the word in the text given to `speak`.
        end_sample: Offset, in samples of the whole utterance, at which the word has sounded.
        begin_sample: Where it begins to sound, after the pause before it; None when not known.
    """

    end_character: int
    end_sample: int
    begin_sample: int | None = None

    def after(self, characters: int, samples: int) -> "SpokenWord":
        """The same word where so much of the text and the sound stand before it."""
        begins = None if self.begin_sample is None else samples + self.begin_sample
        return SpokenWord(characters + self.end_character, samples + self.end_sample, begins)


@dataclass(frozen=True, slots=True)
class SpeechChunk:
    """A stretch of synthesised speech, with where its words end."""

    samples: Samples
    words: tuple[SpokenWord, ...]


class TextToSpeech(Protocol):
    """Turns a clause into sound."""

    @property
    def sample_rate(self) -> int: ...

    def speak(
        self, text: str, *, voice: str, delivery: Delivery = EVEN
    ) -> AsyncIterator[SpeechChunk]: ...


class VoiceActivity(Protocol):
    """Tells speech from other sound, one 512-sample frame (32 ms at 16 kHz) at a time."""

    def probability(self, frame: Samples) -> float: ...

    def reset(self) -> None: ...


class NameSpotter(Protocol):
    """Finds a name in what is heard, without understanding anything else of it."""

    async def learn(self, name: str) -> None:
        """Get to know how this name sounds; the first time takes a while."""
        ...

    async def find(self, samples: Samples, name: str) -> float | None:
        """The second of the last seconds (16 kHz) at which the name begins; None if it is not said.

        A name that was not learnt is not found.
        """
        ...


class EndOfTurn(Protocol):
    """Judges from the sound of the last seconds whether the speaker has finished."""

    async def probability(self, samples: Samples) -> float: ...


@dataclass(frozen=True, slots=True)
class SpeechModels:
    """The models of speech. All are shared by every line except voice activity, which has state."""

    speech_to_text: SpeechToText
    text_to_speech: TextToSpeech
    end_of_turn: EndOfTurn
    voice_activity: Callable[[], VoiceActivity]
    name_spotter: NameSpotter | None = None
