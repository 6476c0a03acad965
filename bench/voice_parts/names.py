"""Names that she knows from memory: spelled right, and not heard where nobody said them.

Her voices say sentences with rare names, respelled where a voice could not know how they sound, and
the folder's recordings bring their own. All is understood twice, with and without the names known.
"""

import json
import re
from collections.abc import AsyncIterator, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from anima.models import WeightStore
from anima.settings import load_settings
from anima.voice import Kokoro, Samples, TextToSpeech, Whisper
from anima.voice.sound_alike import letters_of
from anima.voice.sound_files import resampled
from anima.voice.voices import VOICES
from bench.recordings import load_clips
from bench.report import Report
from bench.voice_parts.options import Options, spread
from bench.voice_parts.recognition import rate
from bench.voice_parts.speech import voice_model

TEXTS = Path(__file__).resolve().parents[1] / "known_names.json"
_NAME = re.compile(r"(?<=[a-zß-öø-ÿ,;:] )[A-ZÀ-ÖØ-Þ][a-zß-öø-ÿ’']+")
"""After a word in small letters: never the first of a sentence, and none in a text of capitals."""

_ORDINARY = frozenset("I'm I'd I've I'll I’m I’d I’ve I’ll".split())


@dataclass(frozen=True, slots=True)
class Case:
    """Something said, and the names in it."""

    text: str
    names: tuple[str, ...]
    sound: Samples


async def measure(report: Report, options: Options) -> None:
    """Add how many names are right, and what it costs elsewhere, to the report."""
    settings = load_settings()
    mouth = voice_model(Kokoro, settings)
    ears = Whisper(WeightStore().folder(settings.stt), threads=settings.model_threads)
    synthetic = [case async for case in spoken(mouth, options.trials)]
    recorded = list(recordings(options.data))
    mouth.close()
    known = sorted({name for case in [*synthetic, *recorded] for name in case.names})
    without = [await understood(ears, case, ()) for case in [*synthetic, *recorded]]
    knowing = [await understood(ears, case, known) for case in [*synthetic, *recorded]]
    ears.close()
    _report_part(report, "", synthetic, without, knowing, "said by her voices")
    size = len(synthetic)
    _report_part(report, "recorded_", recorded, without[size:], knowing[size:], "in recordings")
    _report_elsewhere(report, [*synthetic, *recorded], known, without, knowing)


async def spoken(mouth: TextToSpeech, most: int) -> AsyncIterator[Case]:
    """Sentences with a rare name in each, then sentences without any; at most so many."""
    for number, (text, names, said) in enumerate(spread(list(_texts()), most)):
        yield Case(text, names, await _sound(mouth, said, number))


def _texts() -> Iterator[tuple[str, tuple[str, ...], str]]:
    """The text as it should be understood, its names, and how a voice is to say it."""
    texts = json.loads(TEXTS.read_text(encoding="utf-8"))
    for kind in ("people", "places"):
        sentences = texts[f"{kind}_sentences"]
        for index, (name, said) in enumerate(texts[kind]):
            frame = sentences[index % len(sentences)]
            yield frame.format(name), (name,), frame.format(said)
    for text in texts["other"]:
        yield text, (), text


def recordings(folder: Path) -> Iterator[Case]:
    """The folder's recordings; words that begin with a capital inside a sentence are names."""
    for clip in load_clips(folder):
        found = _NAME.findall(clip.transcript)
        names = tuple(name for name in dict.fromkeys(found) if name not in _ORDINARY)
        yield Case(clip.transcript, names, clip.samples)


async def understood(ears: Whisper, case: Case, names: Sequence[str]) -> str:
    """What is heard with these names known."""
    return (await ears.transcribe(case.sound, names=names)).text


def right(name: str, heard: str) -> bool:
    """Whether the name stands in what was heard, spelled as it is but for accents."""
    words = re.split(r"[^\w]+", heard.replace("'s", "").replace("’s", ""))
    return letters_of(name) in {letters_of(word) for word in words}


async def _sound(mouth: TextToSpeech, text: str, number: int) -> Samples:
    voice = VOICES[number % len(VOICES)].id
    parts = [chunk.samples async for chunk in mouth.speak(text, voice=voice)]
    return resampled(np.pad(np.concatenate(parts), (4_000, 6_000)), mouth.sample_rate)


def _report_part(
    report: Report,
    prefix: str,
    cases: Sequence[Case],
    without: Sequence[str],
    knowing: Sequence[str],
    about: str,
) -> None:
    pairs = [
        (name, plain, ours)
        for case, plain, ours in zip(cases, without, knowing, strict=False)
        for name in case.names
    ]
    if not pairs:
        return
    before = sum(right(name, plain) for name, plain, _ in pairs)
    after = sum(right(name, ours) for name, _, ours in pairs)
    report.figure(f"{prefix}names_right", after / len(pairs), "", f"of {len(pairs)} {about}")
    report.baseline(f"{prefix}names_right_unknown", before / len(pairs), "", "without memory")
    report.figure(f"{prefix}names_ratio", after / max(1, before), "", "right with over without")
    for name, plain, ours in pairs:
        if not right(name, ours):
            print(f"  missed {name}: {ours!r} (without: {plain!r})")


def _report_elsewhere(
    report: Report,
    cases: Sequence[Case],
    known: Sequence[str],
    without: Sequence[str],
    knowing: Sequence[str],
) -> None:
    """Names heard that were not said, and the other words of all that was said."""
    false = 0
    for case, ours in zip(cases, knowing, strict=True):
        said = {letters_of(word) for word in case.text.split()}
        for name in known:
            if letters_of(name) not in said and right(name, ours) and name not in case.names:
                print(f"  false {name}: {ours!r} for {case.text!r}")
                false += 1
    about = f"of {len(cases)} utterances, {len(known)} names known"
    report.figure("false_names", false / len(cases), "", about)
    nameless = [
        (case.text, plain, ours)
        for case, plain, ours in zip(cases, without, knowing, strict=True)
        if not case.names
    ]
    if nameless:
        texts, plain, ours = zip(*nameless, strict=True)
        about = f"{len(texts)} utterances without names"
        report.figure("nameless_wer", rate(texts, ours), "", about)
        report.baseline("nameless_wer_unknown", rate(texts, plain), "", "without memory")
    report.figure("all_wer", rate([case.text for case in cases], knowing), "", "names and all")
    report.baseline(
        "all_wer_unknown", rate([case.text for case in cases], without), "", "without memory"
    )
