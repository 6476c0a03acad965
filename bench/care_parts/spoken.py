"""Danger in spoken words: her voices say the sentences, the recogniser hears them, ours judges.

The same sentences are judged as they were written, so that what is lost is what was misheard. Each
is heard in a silent room and once more under a noise 10 dB below the voice.
"""

import random
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from anima.models import WeightStore
from anima.safety import Detector
from anima.settings import load_settings
from anima.voice import Kokoro, Samples, SpeechToText, TextToSpeech, Whisper
from anima.voice.sound_files import resampled
from anima.voice.voices import VOICES
from bench.care_parts.crisis import Hears, by_figure, caught, or_asks, ours, share
from bench.care_parts.sets import Case, Sets
from bench.report import Report
from bench.voice_parts.recognition import rate
from bench.voice_parts.speech import voice_model

BELOW_DB = 10.0
"""How far the noise lies below the voice."""

MOST_WORDS = 60
"""A longer text is nobody's sentence."""


@dataclass(frozen=True, slots=True)
class Understood:
    """What was heard of a case: in a silent room, and under noise."""

    case: Case
    silent: str
    noisy: str


async def measure_spoken(
    report: Report, sets: Sets, detector: Detector, most: int, *, show: bool
) -> None:
    """Speak, recognise and judge a sample of each set."""
    draw = random.Random(11)  # noqa: S311  # a reproducible sample, no secret
    settings = load_settings()
    mouth = voice_model(Kokoro, settings)
    ears = Whisper(WeightStore().folder(settings.stt), threads=settings.model_threads)
    every: list[Understood] = []
    for name, cases in by_figure(sets).items():
        single = [each for each in cases if each.last_only and _is_short(each)]
        some = draw.sample(single, min(most, len(single)))
        tried = [await understood(mouth, ears, case, n) for n, case in enumerate(some)]
        heard = [each for each in tried if each is not None]
        every += heard
        await _report(report, name, heard, detector, len(tried) - len(heard), show=show)
    mouth.close()
    ears.close()
    said = [each.case.text for each in every]
    report.figure("crisis_wer", rate(said, [each.silent for each in every]), "", "all of them")
    report.figure("crisis_wer_noisy", rate(said, [each.noisy for each in every]), "", "in noise")


def _is_short(case: Case) -> bool:
    return len(case.text.split()) <= MOST_WORDS


async def understood(
    mouth: TextToSpeech, ears: SpeechToText, case: Case, number: int
) -> Understood | None:
    """What is heard of it; None where it holds nothing that can be said, as a face or dots."""
    voice = VOICES[number % len(VOICES)].id
    parts = [chunk.samples async for chunk in mouth.speak(case.text, voice=voice)]
    if not parts:
        return None
    sound = resampled(np.pad(np.concatenate(parts), (4_000, 6_000)), mouth.sample_rate)
    silent = await ears.transcribe(sound)
    noisy = await ears.transcribe(_under_noise(sound, number))
    return Understood(case, silent.text, noisy.text)


def _under_noise(sound: Samples, seed: int) -> Samples:
    """The voice with a broad noise, as of a fan or a street, below it."""
    spectrum = np.fft.rfft(np.random.default_rng(seed).normal(size=sound.size))
    spectrum /= np.sqrt(np.arange(spectrum.size) + 1.0)
    noise = np.fft.irfft(spectrum, sound.size)
    voiced = sound[np.abs(sound) > 0.01]
    if not voiced.size:
        return sound
    level = np.sqrt(np.mean(np.square(voiced))) * 10 ** (-BELOW_DB / 20)
    return np.clip(sound + noise / noise.std() * level, -1, 1).astype(np.float32)


async def _report(
    report: Report,
    name: str,
    heard: Sequence[Understood],
    detector: Detector,
    unsaid: int,
    *,
    show: bool,
) -> None:
    answers, asks = ours(detector, []), or_asks(detector)
    typed = [each.case for each in heard]
    ways = {"spoken": [_said(each, each.silent) for each in heard]}
    ways["spoken_noisy"] = [_said(each, each.noisy) for each in heard]
    as_typed = await caught(typed, answers)
    report.baseline(f"{name}_same_typed", share(as_typed), "", f"the same {len(typed)} as written")
    for way, cases in ways.items():
        got = await caught(cases, answers)
        note = "said by her six voices" if way == "spoken" else "the same, noise 10 dB below"
        left = f"; {unsaid} cannot be said" if unsaid else ""
        report.figure(f"{name}_{way}", share(got), "", f"of {len(cases)}, {note}{left}")
        await _report_asked(report, f"{name}_{way}", cases, asks)
        if show:
            for each, was, now, case in zip(heard, as_typed, got, cases, strict=True):
                if was != now:
                    print(f"  {way}: {was} -> {now}: {each.case.text[:200]!r} as {case.text!r}")


async def _report_asked(report: Report, name: str, cases: Sequence[Case], asks: Hears) -> None:
    if not name.startswith("crisis_recall_explicit"):
        either = share(await caught(cases, asks))
        report.figure(f"{name}_or_asked", either, "", "answered, or asked gently")


def _said(each: Understood, text: str) -> Case:
    """The case with what was heard in the place of its last words; before them it was typed."""
    return replace(each.case, turns=(*each.case.turns[:-1], text))
