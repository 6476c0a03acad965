"""Speech to text by Whisper, quick enough for conversation.

Whisper was trained on windows of 30 s and pads everything to that length. Encoding only as much as
was said takes a third of the time at the same word error rate; what it costs is a tendency to
repeat itself, so the answer is checked and, when in doubt, the full window is tried.
"""

import asyncio
import json
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import ctranslate2
import numpy as np

from anima.values import WeightsError
from anima.voice.byte_pairs import text_of
from anima.voice.confidence import ending_of, probabilities_of, words_of
from anima.voice.log_mel import HOP_SAMPLES, LogMel
from anima.voice.name_spelling import NameSpelling, Written
from anima.voice.speech import INPUT_RATE, Samples, SpeechToText, Transcript
from anima.voice.transcript_check import is_echoing, is_invented, is_looping, without_loops

FULL_WINDOW_SECONDS = 30
"""The longest stretch that Whisper hears at once."""

SHORT_WINDOW_SECONDS = 8
"""The shortest window that is encoded; below, the model falls into repetitions."""

_AFTER_SECONDS = 1.0
"""Silence after the clip inside the window; without it the last word is cut or doubled."""

_TOKENS_PER_SECOND = 9
"""More than the fastest speaker needs (about 6): a longer answer is a repetition loop."""

_SENTENCE_ENDS = frozenset({".", "?", "!", '."', '?"', '!"'})
"""Tokens that end a sentence."""

_SPLIT_SECONDS = 6.0
"""Over how much of the end of a full window the quietest point is looked for."""


@dataclass(frozen=True, slots=True)
class _Attempt:
    tokens: Sequence[str]
    probabilities: Sequence[float]
    ends: float | None
    encoded: ctranslate2.StorageView
    frames: int
    no_speech: float
    log_probability: float
    capped: bool

    @property
    def doubtful(self) -> bool:
        return self.capped or is_looping(self.tokens) or is_echoing(self.tokens)

    @property
    def text(self) -> str:
        return text_of(self.tokens).strip()


class Whisper:
    """A Whisper model in CTranslate2's format, shared by all lines, one clip at a time.

    One at a time because a clip that has both cores to itself is done soonest: two clips side by
    side on one thread each took as long together and longer for the first.
    """

    def __init__(self, folder: Path, *, threads: int = 2, language: str = "en") -> None:
        """Load the model from a folder with model.bin, config.json and the vocabulary.

        Raises:
            WeightsError: The folder does not hold a Whisper model.
        """
        try:
            self._model = ctranslate2.models.Whisper(
                str(folder), device="cpu", compute_type="int8", intra_threads=threads
            )
        except (RuntimeError, ValueError) as error:
            raise WeightsError(
                "The speech recognition model could not be loaded.", advice="Run: anima models get"
            ) from error
        spoken = [f"<|{language}|>", "<|transcribe|>"] if self._model.is_multilingual else []
        self._prompt = ["<|startoftranscript|>", *spoken, "<|notimestamps|>"]
        ids = _ids(folder)
        self._marks = tuple(number for token, number in ids.items() if token in _SENTENCE_ENDS)
        self._features = LogMel(self._model.n_mels)
        self._names = NameSpelling(self._model, ids, self._prompt)
        self._worker = ThreadPoolExecutor(1, thread_name_prefix="speech-to-text")

    async def transcribe(self, samples: Samples, *, names: Sequence[str] = ()) -> Transcript:
        """The words in this sound; no text when there are none.

        Cancelling stops the work at its next step (encoding, or decoding of one window).

        Args:
            samples: Mono, 16 kHz, of any length.
            names: Names that may be said; they are spelled so where they fit what was heard.
        """
        cancelled = threading.Event()
        try:
            return await asyncio.get_running_loop().run_in_executor(
                self._worker, self._transcribe, samples, tuple(names), cancelled
            )
        finally:
            cancelled.set()

    def knowing(self, names: Callable[[], Sequence[str]]) -> SpeechToText:
        """The same recogniser for one person, whose names are asked for at each utterance."""
        return _Acquainted(self, names)

    def close(self) -> None:
        """Let the worker thread end; what is asked already is still answered."""
        self._worker.shutdown(wait=False)

    def _transcribe(
        self, samples: Samples, names: Sequence[str], cancelled: threading.Event
    ) -> Transcript:
        heard: list[Transcript] = []
        for part in split_at_quiet(samples):
            if cancelled.is_set():
                break
            heard.append(self._understand(part, names, cancelled))
        text = " ".join(part.text for part in heard if part.text)
        ends = next((part.ends for part in reversed(heard) if part.text), None)
        return Transcript(text, tuple(word for part in heard for word in part.words), ends)

    def _understand(
        self, samples: Samples, names: Sequence[str], cancelled: threading.Event
    ) -> Transcript:
        seconds = samples.size / INPUT_RATE
        level = float(np.sqrt(np.mean(np.square(samples)))) if samples.size else 0.0
        if seconds < 0.1 or level < 1e-4:  # nothing but digital silence
            return Transcript("")
        window = min(FULL_WINDOW_SECONDS, max(SHORT_WINDOW_SECONDS, seconds + _AFTER_SECONDS))
        attempt = self._attempt(samples, window, cancelled)
        if attempt.doubtful and window < FULL_WINDOW_SECONDS and not cancelled.is_set():
            attempt = self._attempt(samples, FULL_WINDOW_SECONDS, cancelled)
        if is_invented(attempt.text, attempt.no_speech, attempt.log_probability, level):
            return Transcript("")
        tokens = without_loops(attempt.tokens) if attempt.doubtful else attempt.tokens
        written = Written(tokens, attempt.probabilities[: len(tokens)])
        if names and not cancelled.is_set():
            written = self._names.spelled(written, names, attempt.encoded, attempt.frames)
        words = words_of(written.tokens, written.probabilities)
        return Transcript(text_of(written.tokens).strip(), words, attempt.ends)

    def _attempt(
        self, samples: Samples, window_seconds: float, cancelled: threading.Event
    ) -> _Attempt:
        frames = round(window_seconds * INPUT_RATE) // HOP_SAMPLES
        padded = np.pad(samples, (0, max(0, frames * HOP_SAMPLES - samples.size)))
        features = np.ascontiguousarray(self._features(padded)[None, :, :frames])
        encoded = self._model.encode(ctranslate2.StorageView.from_array(features))
        if cancelled.is_set():
            return _Attempt((), (), None, encoded, frames, 1.0, 0.0, capped=False)
        limit = 10 + round(_TOKENS_PER_SECOND * samples.size / INPUT_RATE)
        result = self._model.generate(
            encoded,
            [self._prompt],
            beam_size=1,
            max_length=min(448, len(self._prompt) + limit),
            return_scores=True,
            return_logits_vocab=True,
            return_no_speech_prob=True,
            suppress_blank=True,
        )[0]
        tokens = result.sequences[0]
        logits = [np.asarray(step) for step in result.logits[0]]
        return _Attempt(
            tokens=tokens,
            probabilities=probabilities_of(logits, result.sequences_ids[0]),
            ends=ending_of(logits, tokens, self._marks),
            encoded=encoded,
            frames=frames,
            no_speech=result.no_speech_prob,
            log_probability=result.scores[0] * len(tokens) / (len(tokens) + 1),
            capped=len(tokens) >= limit,
        )


@dataclass(frozen=True, slots=True)
class _Acquainted:
    """A recogniser that knows the names of one life."""

    whisper: Whisper
    names: Callable[[], Sequence[str]]

    async def transcribe(self, samples: Samples) -> Transcript:
        return await self.whisper.transcribe(samples, names=self.names())


def _ids(folder: Path) -> dict[str, int]:
    """The number of each token of the vocabulary."""
    try:
        tokens: list[str] = json.loads((folder / "vocabulary.json").read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise WeightsError(
            "The speech recognition model has no vocabulary.", advice="Run: anima models get"
        ) from error
    return {token: number for number, token in enumerate(tokens)}


def split_at_quiet(samples: Samples) -> Iterator[Samples]:
    """Cut sound that is longer than Whisper's window where it is quietest."""
    longest = FULL_WINDOW_SECONDS * INPUT_RATE
    step = INPUT_RATE // 50
    while samples.size > longest:
        start = longest - round(_SPLIT_SECONDS * INPUT_RATE)
        steps = np.square(samples[start:longest]).reshape(-1, step).mean(axis=1)
        # Averaged over 200 ms: a pause between words, not a gap inside one.
        energy = np.convolve(steps, np.full(10, 0.1), mode="same")
        cut = start + int(np.argmin(energy[5:-5]) + 5) * step
        yield samples[:cut]
        samples = samples[cut:]
    yield samples
