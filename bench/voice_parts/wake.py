"""How often her name is missed, and how often something else wakes her, beside other ways.

Names are said by voices that have not taught them, clean and in noise; everything else is what was
recorded and what such voices say without a name. Then each voice says the name three times for her,
as a person does on the page, and all is heard again. Every piece of sound goes through `Slumber`,
as on a line, a twentieth of a second at a time.
"""

import asyncio
import itertools
import re
import time
from collections.abc import Awaitable, Coroutine, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from anima.loading import load_speech
from anima.settings import load_settings
from anima.values import Delivery
from anima.voice import INPUT_RATE, Samples
from anima.voice.own_name import NameTeaching, OwnSpotter
from anima.voice.slumber import Called, Slumber
from anima.voice.sound_files import resampled
from anima.voice.speech import NameSpotter, SpeechModels
from anima.voice.wake_word import Vectors, WakeWord
from bench.noises import at_level, noises
from bench.recordings import sound_of
from bench.report import Report, median
from bench.voice_parts.options import Options
from bench.voice_parts.turn_cases import texts

NAMES = ("Wren", "Freya", "Samantha")
SPEAKERS = ("af_alloy", "af_kore", "am_adam", "am_eric", "bf_alice", "bm_daniel")
"""Voices that are not among those who teach her the name."""

OWN_SPEEDS = (0.9, 1.0, 1.1)
"""At which a voice says the name for her."""

PHRASES = ("{}.", "Hey {}.", "{}, are you there?", "Good morning, {}.")
NOISE_DB = 10.0
"""How far a noise is below the voice."""

VOICE_DB = -20.0
SPOKEN_TEXTS = 16
RECORDED_SECONDS = 300.0
"""Of the folder's recordings, in all: each is heard six times and transcribed once."""

SOUND_SUFFIXES = {".wav", ".flac", ".ogg", ".mp3"}

_CHUNK = INPUT_RATE // 20
_QUIET = np.zeros(INPUT_RATE // 2, np.float32)
_QUIET_MS = 500
"""Around everything that is said."""


@dataclass(frozen=True, slots=True)
class Trial:
    """A name that was said: in what, by whom, and how it sounds."""

    name: str
    phrase: str
    speaker: str
    kind: str
    sound: Samples


async def measure(report: Report, options: Options) -> None:
    """Say names and other things to a sleeper, and add what woke her to the report."""
    models = load_speech(load_settings())
    spotter = models.name_spotter
    assert isinstance(spotter, WakeWord)
    began = time.perf_counter()
    for name in NAMES:
        await spotter.learn(name)
    report.figure("wake_learn_s", (time.perf_counter() - began) / len(NAMES), "s", "for each name")
    trials = await _trials(models, options)
    others = await _others(models, options)
    hours = sum(each.size for each in others) / INPUT_RATE / 3600 * len(NAMES)
    print(f"  {len(trials)} names said, {3600 * hours / len(NAMES):.0f} s of other speech")
    await _ours(report, spotter, models, trials, others, hours)
    await _taught(report, spotter, models, trials, others, hours)
    await _written(report, models, trials, others, hours)


async def _ours(
    report: Report,
    spotter: NameSpotter,
    models: SpeechModels,
    trials: Sequence[Trial],
    others: Sequence[Samples],
    hours: float,
) -> None:
    spent = time.process_time()
    woken = [(each, await wakes(spotter, models, each.sound, each.name)) for each in trials]
    for kind in ("clean", "noise"):
        of = [(each, at) for each, at in woken if each.kind == kind]
        missed = [each for each, at in of if at is None]
        for each in missed:
            print(f"  missed, {kind}: {each.phrase.format(each.name)}", flush=True)
        report.figure(f"wake_miss_rate_{kind}", len(missed) / max(1, len(of)), "", f"of {len(of)}")
    alarms = 0
    for sound in others:
        for name in NAMES:
            if (at := await wakes(spotter, models, sound, name)) is not None:
                print(f"  woken by something else: {name} at {at:.1f} s", flush=True)
                alarms += 1
    note = f"{alarms} in {hours:.2f} h of speech"
    report.figure("wake_false_per_hour", alarms / hours, "", note)
    heard = 3600 * hours + sum(each.sound.size for each in trials) / INPUT_RATE
    share = (time.process_time() - spent) / heard
    report.figure("wake_cpu", share, "", "CPU s per second of sound, nearly all of it speech")
    late = [
        1000 * (at - each.sound.size / INPUT_RATE) + _QUIET_MS
        for each, at in woken
        if at is not None
    ]
    report.figure("wake_ms_median", median(late), "ms", "end of the phrase to awake, in audio")


async def _taught(
    report: Report,
    wake_word: WakeWord,
    models: SpeechModels,
    trials: Sequence[Trial],
    others: Sequence[Samples],
    hours: float,
) -> None:
    """The same, after who speaks has said the name three times for her."""
    own: dict[tuple[str, str], list[Vectors]] = {}
    refused = 0
    for name, speaker in itertools.product(NAMES, SPEAKERS):
        teaching = NameTeaching(wake_word, models.speech_to_text, models.voice_activity)
        found: list[Vectors] = []
        for speed in OWN_SPEEDS:
            said = np.pad(await _say(models, f"{name}.", speaker, speed), _QUIET.size)
            found.extend((await teaching.take(name, at_level(said, VOICE_DB))).examples)
        own[name, speaker] = found
        refused += len(OWN_SPEEDS) - len(found)
    of_all = len(own) * len(OWN_SPEEDS)
    report.figure("wake_teaching_refused", refused / of_all, "", f"of {of_all} recordings")
    for kind in ("clean", "noise"):
        of = [each for each in trials if each.kind == kind]
        missed = 0
        for each in of:
            examples = own[each.name, each.speaker]
            taught = OwnSpotter(wake_word, lambda _, known=examples: known)
            missed += await wakes(taught, models, each.sound, each.name) is None
        report.figure(
            f"wake_miss_rate_{kind}_taught", missed / max(1, len(of)), "", f"of {len(of)}"
        )
    alarms = 0
    for number, sound in enumerate(others):
        for name in NAMES:
            examples = own[name, SPEAKERS[number % len(SPEAKERS)]]
            taught = OwnSpotter(wake_word, lambda _, known=examples: known)
            alarms += await wakes(taught, models, sound, name) is not None
    note = f"{alarms} in {hours:.2f} h of speech"
    report.figure("wake_false_per_hour_taught", alarms / hours, "", note)


async def _written(
    report: Report,
    models: SpeechModels,
    trials: Sequence[Trial],
    others: Sequence[Samples],
    hours: float,
) -> None:
    """What everybody has: the recogniser writes all that is said, and looks for the name in it."""
    spent = time.process_time()
    for kind in ("clean", "noise"):
        of = [each for each in trials if each.kind == kind]
        read = [(each.name, await _text(models, each.sound)) for each in of]
        missed = sum(not _names(name, text) for name, text in read) / max(1, len(of))
        report.baseline(f"wake_whisper_miss_rate_{kind}", missed, "", f"of {len(of)}")
    texts_of_others = [await _text(models, sound) for sound in others]
    alarms = sum(_names(name, text) for text in texts_of_others for name in NAMES)
    report.baseline("wake_whisper_false_per_hour", alarms / hours, "", f"{alarms} times")
    heard = 3600 * hours / len(NAMES) + sum(each.sound.size for each in trials) / INPUT_RATE
    share = (time.process_time() - spent) / heard
    report.baseline("wake_whisper_cpu", share, "", "CPU s per second of sound")


async def _text(models: SpeechModels, sound: Samples) -> str:
    size = 20 * INPUT_RATE
    pieces = [sound[start : start + size] for start in range(0, sound.size, size)]
    return " ".join([(await models.speech_to_text.transcribe(each)).text for each in pieces])


def _names(name: str, text: str) -> bool:
    return re.search(rf"\b{name}\b", text, re.I) is not None


async def wakes(
    spotter: NameSpotter, models: SpeechModels, sound: Samples, name: str
) -> float | None:
    """The second at which this sound wakes her, if it does."""
    tasks: list[asyncio.Task[None]] = []
    called: list[Called] = []

    def spawn(work: Coroutine[object, object, None]) -> asyncio.Task[None]:
        tasks.append(asyncio.create_task(_done(work)))
        return tasks[-1]

    slumber = Slumber(
        spotter, models.voice_activity, name=lambda: name, spawn=spawn, post=called.append
    )
    slumber.begin()
    for start in range(0, sound.size, _CHUNK):
        slumber.hear(sound[start : start + _CHUNK])
        await asyncio.gather(*tasks)
        tasks.clear()
        if called:
            return min(sound.size, start + _CHUNK) / INPUT_RATE
    return None


async def _done(work: Awaitable[None]) -> None:
    await work


async def _trials(models: SpeechModels, options: Options) -> list[Trial]:
    """Names in phrases, by voices, drawn by chance; each clean and in noise."""
    chance = np.random.default_rng(options.seed)
    kinds = list(noises(options.seed).values())
    ways = list(itertools.product(NAMES, SPEAKERS, PHRASES))
    chance.shuffle(ways)
    found: list[Trial] = []
    for name, speaker, phrase in ways[: options.trials]:
        said = await _say(models, phrase.format(name), speaker)
        whole = np.concatenate((_QUIET, at_level(said, VOICE_DB), _QUIET))
        found.append(Trial(name, phrase, speaker, "clean", whole))
        noise = kinds[int(chance.integers(len(kinds)))]
        beside = np.resize(at_level(noise, VOICE_DB - NOISE_DB), whole.size)
        found.append(Trial(name, phrase, speaker, "noise", whole + beside))
    return found


async def _others(models: SpeechModels, options: Options) -> list[Samples]:
    """What was recorded, and sentences without any of the names."""
    paths = sorted(p for p in options.data.iterdir() if p.suffix.lower() in SOUND_SUFFIXES)
    sounds = [sound for path in paths if (sound := sound_of(path)) is not None]
    recorded = [at_level(sound, VOICE_DB) for sound in _at_most(sounds, RECORDED_SECONDS)]
    sentences = [
        text.replace("|", "") for text in texts() if not any(name in text for name in NAMES)
    ]
    spoken = [
        at_level(await _say(models, text, SPEAKERS[number % len(SPEAKERS)]), VOICE_DB)
        for number, text in enumerate(sentences[:SPOKEN_TEXTS])
    ]
    return [np.concatenate((_QUIET, each, _QUIET)) for each in (*recorded, *spoken)]


def _at_most(sounds: Sequence[Samples], seconds: float) -> Iterator[Samples]:
    """These sounds, one after the other, until they are so long together."""
    left = round(seconds * INPUT_RATE)
    for sound in sounds:
        if left > 0:
            yield sound[:left]
        left -= sound.size


async def _say(models: SpeechModels, text: str, voice: str, speed: float = 1.0) -> Samples:
    mouth = models.text_to_speech
    parts = [
        chunk.samples async for chunk in mouth.speak(text, voice=voice, delivery=Delivery(speed))
    ]
    return resampled(np.concatenate(parts), mouth.sample_rate)
