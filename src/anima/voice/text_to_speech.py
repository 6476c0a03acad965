"""Text to speech by Kokoro: clauses become sound, with the moment at which every word ends."""

import asyncio
import re
from collections import OrderedDict
from collections.abc import AsyncIterator, Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TypeVar

import numpy as np

from anima.values import AudioError, WeightsError
from anima.voice.kokoro_model import (
    LONGEST_TOKENS,
    SAMPLE_RATE,
    STYLE_SIZE,
    KokoroModel,
    Stop,
    Synthesis,
)
from anima.voice.phrasing import Phrase, phrases
from anima.voice.pronunciation import pronunciation
from anima.voice.speech import Samples, SpeechChunk, SpokenWord
from anima.voice.spoken_text import SpokenText, speakable
from anima.voice.trimming import trimmed

_T = TypeVar("_T")

_VOICE = re.compile(r"[a-z]{2}_[a-z]+")
_PAUSE_SECONDS = {",": 0.16, ";": 0.22, ":": 0.22, "—": 0.22} | dict.fromkeys("….!?", 0.3)
"""Silence after a phrase, by the mark at its end; the model's own, of 0.2 to 0.6 s, is cut."""

_KEPT_PHRASES = 128
_KEPT_SECONDS = 2.5
"""Sounds of short phrases kept in memory, the latest, each up to so long: 30 MB at most. "Oh," and
"That's good." begin many replies, and their synthesis is what the person would wait for."""


class Kokoro:
    """Kokoro-82M, shared by all lines, one clause at a time.

    One at a time because the sooner one line's clause is done, the sooner it sounds.
    """

    def __init__(self, model_path: Path, voices_folder: Path, *, threads: int = 2) -> None:
        """Load the model; voices are loaded from `voices_folder` when they are first used.

        Raises:
            WeightsError: The model is missing or damaged.
        """
        self._model = KokoroModel(model_path, threads=threads)
        pronunciation(british=False)  # its dictionary takes 0.3 s, which no first word should wait
        self._voices_folder = voices_folder
        self._styles: dict[str, Samples] = {}
        self._kept: OrderedDict[tuple[str, str, float], Synthesis] = OrderedDict()
        self._worker = ThreadPoolExecutor(1, thread_name_prefix="text-to-speech")

    @property
    def sample_rate(self) -> int:
        """24000 samples per second."""
        return SAMPLE_RATE

    async def speak(
        self, text: str, *, voice: str, speed: float = 1.0
    ) -> AsyncIterator[SpeechChunk]:
        """Say `text`, a sentence at a time; nothing comes when there is nothing to say in it.

        Closing the iterator, or cancelling the task that waits for it, stops the work at once.

        Args:
            text: What she says; markdown, numbers, addresses and emoji are made speakable.
            voice: A name such as `af_heart`; names that begin with b speak British English.
            speed: 1 is the voice's own pace; 0.5 to 2.

        Raises:
            WeightsError: There is no such voice.
            AudioError: The speed is out of range.
        """
        if not 0.5 <= speed <= 2.0:
            raise AudioError(f"A speed of {speed} is out of range.", advice="Use 0.5 to 2.")
        stop = Stop()
        try:
            spoken, found = await self._run(lambda: self._prepare(text, voice))
            said = 0
            for phrase in found:
                synthesis = await self._run(
                    lambda phrase=phrase: self._sound_of(phrase, voice, speed, stop)
                )
                chunk = _chunk(phrase, synthesis, spoken, said)
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
        self._style(voice)  # a voice that is not there is told before anything is said
        spoken = speakable(text)
        sounds = pronunciation(british=voice.startswith("b")).sounds(spoken.text)
        return spoken, list(phrases(sounds))

    def _style(self, voice: str) -> Samples:
        if voice not in self._styles:
            path = self._voices_folder / f"{voice}.bin"
            if not _VOICE.fullmatch(voice) or not path.is_file():
                raise WeightsError("There is no such voice.", advice="Run: anima models get")
            rows = np.fromfile(path, "<f4")
            if rows.size != LONGEST_TOKENS * STYLE_SIZE:
                raise WeightsError(f"The voice {voice} is damaged.", advice="Run: anima models get")
            self._styles[voice] = rows.reshape(-1, STYLE_SIZE).astype(np.float32)
        return self._styles[voice]

    def _sound_of(self, phrase: Phrase, voice: str, speed: float, stop: Stop) -> Synthesis:
        key = (phrase.phonemes, voice, speed)
        if key in self._kept:
            self._kept.move_to_end(key)
            return self._kept[key]
        # A voice has one row of style for every number of phonemes.
        row = self._style(voice)[len(phrase.phonemes) - 1]
        synthesis = self._model.synthesise(phrase.phonemes, row, speed, stop)
        if synthesis.samples.size <= _KEPT_SECONDS * SAMPLE_RATE:
            self._kept[key] = synthesis
            if len(self._kept) > _KEPT_PHRASES:
                self._kept.popitem(last=False)
        return synthesis


def _chunk(phrase: Phrase, synthesis: Synthesis, spoken: SpokenText, said: int) -> SpeechChunk:
    """The sound without the silence around it, with where its words end in text and sound."""
    pause = _PAUSE_SECONDS.get(phrase.sounds[-1].phonemes, 0.0)
    sound = trimmed(synthesis.samples, SAMPLE_RATE, pause_seconds=pause)
    words: list[SpokenWord] = []
    for word, end in zip(phrase.sounds, phrase.ends, strict=True):
        if word.is_word:
            at = min(max(synthesis.ends[end - 1] - sound.start, 0), sound.end)
            words.append(SpokenWord(spoken.origin(word.end), said + at))
    return SpeechChunk(sound.samples, tuple(words))
