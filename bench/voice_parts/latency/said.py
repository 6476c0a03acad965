"""What is said in the measurement: the recordings of a folder, and scripted dialogues in her other
voices where there is no recording. Each with the sample at which the speech truly ends.
"""

import json
import random
from collections.abc import AsyncGenerator, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from anima.loading import load_speech
from anima.settings import Settings
from anima.voice import Samples, TextToSpeech
from anima.voice.sound_files import resampled
from anima.voice.speech import INPUT_RATE
from bench.noises import at_level
from bench.recordings import load_clips

DIALOGUES = Path(__file__).resolve().parents[2] / "data" / "dialogues.json"

VOICES = ("am_michael", "bf_emma", "af_bella", "bm_george")
LONGEST = 25.0
"""Seconds. What is longer is a talk and no turn, and would be said in real time, four times."""

PERSON_DB = -20.0
BELOW_LOUDEST_DB = 35.0
ABOVE_FLOOR_DB = 12.0
"""Speech ends where it was last this near to its loudest 10 ms, and this far above the noise."""


@dataclass(frozen=True, slots=True, eq=False)
class Said:
    """Something said to her.

    Attributes:
        name: Which recording, or which line of which dialogue.
        samples: The sound, 16 kHz.
        end: The sample after the last audible one.
        recorded: Whether a person said it.
    """

    name: str
    samples: Samples
    end: int
    recorded: bool


async def everything(folder: Path, settings: Settings, trials: int, seed: int) -> list[Said]:
    """What is said, in its order: the dialogues, with the recordings among them, `trials` at most.

    Both kinds are shortened alike.
    """
    chance = random.Random(seed)  # noqa: S311  # repeatable
    clips = [clip for clip in load_clips(folder) if clip.samples.size <= LONGEST * INPUT_RATE]
    recordings = [_said(clip.name, clip.samples, recorded=True) for clip in clips]
    dialogues: list[list[str]] = json.loads(DIALOGUES.read_text(encoding="utf-8"))
    share = min(1.0, trials / (len(recordings) + sum(map(len, dialogues))))
    chance.shuffle(recordings)
    chance.shuffle(dialogues)
    recordings = recordings[: max(min(1, len(recordings)), round(share * len(recordings)))]
    dialogues = dialogues[: max(1, round(share * len(dialogues)))]
    speech = load_speech(settings)
    spoken = [line async for line in _spoken(dialogues, speech.text_to_speech)]
    return list(_mixed(spoken, recordings))


async def _spoken(dialogues: Sequence[Sequence[str]], mouth: TextToSpeech) -> AsyncGenerator[Said]:
    for number, lines in enumerate(dialogues):
        voice = VOICES[number % len(VOICES)]
        for text in lines:
            parts = [chunk.samples async for chunk in mouth.speak(text, voice=voice)]
            sound = resampled(np.concatenate(parts), mouth.sample_rate)
            yield _said(text, sound, recorded=False)


def _said(name: str, samples: Samples, *, recorded: bool) -> Said:
    sound = at_level(samples, PERSON_DB)
    return Said(name, sound, end_of_speech(sound), recorded)


def _mixed(spoken: Sequence[Said], recordings: Sequence[Said]) -> Iterator[Said]:
    """The recordings spread between the dialogues, which stay whole."""
    waiting = list(recordings)
    every = max(1, round(len(spoken) / 2 / max(1, len(waiting))))
    for number in range(0, len(spoken), 2):
        yield from spoken[number : number + 2]
        if waiting and (number // 2) % every == every - 1:
            yield waiting.pop()
    yield from waiting


def end_of_speech(samples: Samples) -> int:
    """The sample after the last 10 ms that are speech, by their loudness alone."""
    width = INPUT_RATE // 100
    whole = samples[: samples.size // width * width].reshape(-1, width)
    level = 20 * np.log10(np.sqrt(np.mean(np.square(whole), axis=1)) + 1e-7)
    floor = float(np.percentile(level, 5))
    least = min(max(float(level.max()) - BELOW_LOUDEST_DB, floor + ABOVE_FLOOR_DB), level.max())
    return int(np.flatnonzero(level >= least)[-1] + 1) * width
