"""Text to speech: clauses become sound, with the moment at which every word ends."""

import asyncio
from collections import OrderedDict
from collections.abc import AsyncIterator, Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import numpy as np

from anima.values import EVEN, AudioError, Delivery
from anima.voice.kokoro_model import KokoroModel
from anima.voice.phrasing import Phrase, phrases
from anima.voice.pronunciation import pronunciation
from anima.voice.speech import Samples, SpeechChunk, SpokenWord
from anima.voice.spoken_text import SpokenText, speakable
from anima.voice.synthesis import Stop, Synthesis, VoiceModel
from anima.voice.trimming import trimmed
from anima.voice.voices import gain_of

_T = TypeVar("_T")

_PAUSE_SECONDS = {",": 0.16, ";": 0.22, ":": 0.22, "—": 0.22} | dict.fromkeys("….!?", 0.3)
"""Silence after a phrase, by the mark at its end; the model's own, of 0.2 to 0.6 s, is cut."""

_KEPT_PHRASES = 128
_KEPT_SECONDS = 2.5
"""Sounds of short phrases kept in memory, the latest, each up to so long: 30 MB at most. "Oh," and
"That's good." begin many replies, and their synthesis is what the person would wait for."""


class Mouth:
    """Speaks with a voice model that all lines share, one clause at a time.

    One at a time because the sooner one line's clause is done, the sooner it sounds.
    """

    def __init__(
        self,
        model: VoiceModel,
        *,
        pace: float | None = None,
        note: str = "",
        words: Path | None = None,
    ) -> None:
        """Speak with this model, which is loaded.

        Args:
            model: The voices.
            pace: Seconds that this machine needs for a second of her own voice, if measured.
            note: What the person should know about how she speaks here; empty when all is well.
            words: The folder of a `WordList`: more names are said as they should be.
        """
        self._model = model
        self.pace = pace
        self.note = note
        self._words = words
        pronunciation(
            british=False, words=words
        )  # its dictionary takes 0.3 s, which no first word should wait
        self._kept: OrderedDict[tuple[str, str, float], Synthesis] = OrderedDict()
        self._worker = ThreadPoolExecutor(1, thread_name_prefix="text-to-speech")

    @property
    def sample_rate(self) -> int:
        """Samples per second of what it says."""
        return self._model.sample_rate

    async def speak(
        self, text: str, *, voice: str, delivery: Delivery = EVEN
    ) -> AsyncIterator[SpeechChunk]:
        """Say `text`, a sentence at a time; nothing comes when there is nothing to say in it.

        Closing the iterator, or cancelling the task that waits for it, stops the work at once.

        Args:
            text: What she says; markdown, numbers, addresses and emoji are made speakable.
            voice: A name such as `af_heart`; names that begin with b speak British English.
            delivery: How fast, with how long pauses and how loud.

        Raises:
            WeightsError: There is no such voice.
            AudioError: The pace is out of range.
        """
        speed = delivery.pace
        if not 0.5 <= speed <= 2.0:
            raise AudioError(f"A pace of {speed} is out of range.", advice="Use 0.5 to 2.")
        stop = Stop()
        try:
            spoken, found = await self._run(lambda: self._prepare(text, voice))
            said = 0
            for phrase in found:
                synthesis = await self._run(
                    lambda phrase=phrase: self._sound_of(phrase, voice, speed, stop)
                )
                manner = _Manner(self.sample_rate, gain_of(voice) * delivery.gain, delivery.pauses)
                chunk = _chunk(phrase, synthesis, spoken, said, manner)
                said += chunk.samples.size
                yield chunk
        finally:
            stop.set()

    async def warm(self, voice: str) -> None:
        """Load a voice and its accent, so that its first words come as fast as later ones."""
        async for _ in self.speak("Hello.", voice=voice):
            pass

    def close(self) -> None:
        """Let the worker thread end; what is asked already is still done."""
        self._worker.shutdown(wait=False)

    async def _run(self, work: Callable[[], _T]) -> _T:
        return await asyncio.get_running_loop().run_in_executor(self._worker, work)

    def _prepare(self, text: str, voice: str) -> tuple[SpokenText, list[Phrase]]:
        british = self._model.is_british(voice)  # no such voice: told before anything is said
        spoken = self.written(text)
        return spoken, list(
            phrases(pronunciation(british=british, words=self._words).sounds(spoken.text))
        )

    def written(self, text: str) -> SpokenText:
        """The words in which a text is said."""
        return speakable(text)

    def _sound_of(self, phrase: Phrase, voice: str, speed: float, stop: Stop) -> Synthesis:
        key = (phrase.phonemes, voice, speed)
        if key in self._kept:
            self._kept.move_to_end(key)
            return self._kept[key]
        synthesis = self._model.synthesise(phrase.phonemes, voice, speed, stop)
        if synthesis.samples.size <= _KEPT_SECONDS * self.sample_rate:
            self._kept[key] = synthesis
            if len(self._kept) > _KEPT_PHRASES:
                self._kept.popitem(last=False)
        return synthesis


class Kokoro(Mouth):
    """Kokoro-82M: 24,000 samples per second, the voices of a folder."""

    def __init__(
        self, model_path: Path, voices_folder: Path, *, threads: int = 2, words: Path | None = None
    ) -> None:
        """Load the model; voices are loaded from `voices_folder` when they are first used.

        Raises:
            WeightsError: The model is missing or damaged.
        """
        super().__init__(KokoroModel(model_path, voices_folder, threads=threads), words=words)


@dataclass(frozen=True, slots=True)
class _Manner:
    """Samples a second, what they are multiplied by, and what pauses are."""

    rate: int
    gain: float
    pauses: float


def _chunk(
    phrase: Phrase, synthesis: Synthesis, spoken: SpokenText, said: int, manner: "_Manner"
) -> SpeechChunk:
    """The sound without the silence around it, with where its words end in text and sound."""
    pause = _PAUSE_SECONDS.get(phrase.sounds[-1].phonemes, 0.0) * manner.pauses
    sound = trimmed(synthesis.samples, manner.rate, pause_seconds=pause)
    words: list[SpokenWord] = []
    ends = [min(max(end - sound.start, 0), sound.end) for end in (0, *synthesis.ends)]
    for word, end in zip(phrase.sounds, phrase.ends, strict=True):
        if word.is_word:
            begins = ends[max(0, end - len(word.phonemes))]
            words.append(SpokenWord(spoken.origin(word.end), ends[end], begins).after(0, said))
    samples: Samples = np.clip(sound.samples * manner.gain, -1.0, 1.0)
    return SpeechChunk(samples, tuple(words))
