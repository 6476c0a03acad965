"""How well she understands: clean, in noise, in a hall, over a telephone, with packets lost.

Each recording is said to her as in a call, through the voice engine: cut at pauses, transcribed
while the person speaks, the turn ended by the end-of-turn model. Beside it stands the same model
as its library runs it, over windows of 30 s. Sounds without words follow, to which she should hear
nothing.
"""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from anima.loading import load_speech
from anima.settings import load_settings
from anima.values import SystemClock
from anima.voice import Samples, SpeechModels, exchange
from anima.voice.speech import INPUT_RATE
from bench import rooms
from bench.model_time import listening_only, run
from bench.noises import at_level, noises
from bench.recordings import Clip, load_clips
from bench.report import Report
from bench.silent_dialogue import SilentDialogue
from bench.talk import plain_recogniser
from bench.voice_parts.options import Options, spread
from bench.words import word_errors

NOISE_DB = (-14.0, -30.0)
WORDLESS_SECONDS = 4.0
MOST_IN_A_ROOM = 16


@dataclass(frozen=True, slots=True)
class Condition:
    """One way in which the recordings are heard."""

    name: str
    room: rooms.Room
    about: str


def conditions(clips: Sequence[Clip]) -> list[Condition]:
    """Every way, the plain one first."""
    sounds = [clip.samples for clip in clips]
    return [
        Condition("clean", rooms.as_recorded, "as recorded"),
        Condition("fan_20db", rooms.fan(20), "steady noise, 20 dB below the speech"),
        Condition("fan_10db", rooms.fan(10), "steady noise, 10 dB below"),
        Condition("fan_5db", rooms.fan(5), "steady noise, 5 dB below"),
        Condition("voices_10db", rooms.voices(sounds, 10), "six other voices, 10 dB below"),
        Condition("hall", rooms.hall(0.6), "a hall that rings for 0.6 s, echo as loud as speech"),
        Condition("telephone", rooms.telephone, "300-3400 Hz, mu-law"),
        Condition("loss_5", rooms.lossy(0.05), "5 % of the packets of 20 ms lost"),
    ]


async def measure(report: Report, options: Options) -> None:
    """Add word error rates and invented words to the report."""
    await asyncio.to_thread(run, _measure(report, options))


async def _measure(report: Report, options: Options) -> None:
    models = listening_only(await asyncio.to_thread(load_speech, load_settings()))
    clips = spread(load_clips(options.data), options.trials)
    for condition in conditions(clips):
        # All recordings as they are; of the other rooms a part says enough.
        heard = clips if condition.name == "clean" else spread(clips, MOST_IN_A_ROOM)
        said = [clip.transcript for clip in heard]
        sounds = heard_in(condition, heard, options.seed)
        ours = [await conversed(sound, models) for sound in sounds]
        plain = [plainly(sound) for sound in sounds]
        about = f"{condition.about}; {len(heard)} recordings as conversed"
        report.figure(f"wer_{condition.name}", rate(said, ours), "", about)
        report.baseline(f"plain_wer_{condition.name}", rate(said, plain), "", "windows of 30 s")
        if condition.name == "clean":
            for clip, text in zip(heard, ours, strict=True):
                if word_errors(clip.transcript, text)[0]:
                    print(f"  {clip.name}: {text}")
        print(condition.name, f"{rate(said, ours):.3f}, plain {rate(said, plain):.3f}", flush=True)
    await _wordless(report, models, options.seed)


async def _wordless(report: Report, models: SpeechModels, seed: int) -> None:
    """How often words are heard where there are none."""
    sounds = wordless(seed)
    ours = {name: await conversed(sound, models) for name, sound in sounds.items()}
    plain = {name: plainly(sound) for name, sound in sounds.items()}
    whole = {
        name: (await models.speech_to_text.transcribe(sound)).text for name, sound in sounds.items()
    }
    count = f"of {len(sounds)} sounds without words"
    report.figure("invented_rate", _some(ours), "", f"words heard, {count}, as conversed")
    report.figure("invented_rate_asked", _some(whole), "", "where the recogniser is asked for all")
    report.baseline("plain_invented_rate", _some(plain), "", "windows of 30 s")
    for name, text in [*ours.items(), *whole.items()]:
        if text:
            print(f"  {name}: {text}")


def heard_in(condition: Condition, clips: Sequence[Clip], seed: int) -> list[Samples]:
    """The recordings in this condition; the same for the same seed."""
    chance = np.random.default_rng(seed)
    return [condition.room(clip.samples, chance) for clip in clips]


async def conversed(sound: Samples, models: SpeechModels) -> str:
    """What she understands of this sound in a call, all turns together."""
    result = await exchange(
        sound,
        SilentDialogue(),
        models,
        clock=SystemClock(),
        now=asyncio.get_running_loop().time,
        real_time=True,
    )
    return " ".join(result.heard)


def plainly(sound: Samples) -> str:
    """What the same model understands as its library runs it."""
    segments, _ = plain_recogniser().transcribe(sound, language="en", beam_size=1)
    return " ".join(segment.text.strip() for segment in segments)


def rate(said: Sequence[str], heard: Sequence[str]) -> float:
    """The word error rate over all pairs, numbers compared as they can be said."""
    errors = [word_errors(one, other) for one, other in zip(said, heard, strict=True)]
    return sum(wrong for wrong, _ in errors) / max(1, sum(words for _, words in errors))


def wordless(seed: int) -> dict[str, Samples]:
    """Silence, and ten kinds of noise at two levels, each for a few seconds."""
    size = round(WORDLESS_SECONDS * INPUT_RATE)
    chance = np.random.default_rng(seed)
    floor = (chance.standard_normal(size) * 1e-3).astype(np.float32)
    found = {"silence": np.zeros(size, np.float32), "a quiet room": floor}
    for name, sound in noises(seed).items():
        for db in NOISE_DB:
            found[f"{name} {db:.0f} dB"] = np.resize(at_level(sound, db), size) + floor
    return found


def _some(texts: Mapping[str, str]) -> float:
    return sum(bool(text.strip()) for text in texts.values()) / len(texts)
