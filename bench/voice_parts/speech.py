"""How well she speaks: numbers, names and signs as a person says them, joins, and loudness.

Two hundred sentences are cut into clauses and synthesised as in a call, in every voice that is
offered, and read back by the recogniser. What was heard is compared with how a person would say the
sentence, written by hand. The baseline is the same text given to the synthesiser as it stands, for
some of those sentences that are not said as they are written.
"""

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from anima.models import WeightStore
from anima.settings import Settings, load_settings
from anima.voice import Kokoro, Samples, SpeechToText, TextToSpeech, Whisper
from anima.voice.clauses import ClauseSplitter
from anima.voice.sound_files import resampled
from anima.voice.spoken_text import SpokenText, speakable
from anima.voice.voices import VOICES
from bench.loudness import loudness
from bench.report import Report, median
from bench.voice_parts.options import Options, spread
from bench.words import word_errors

SENTENCES = Path(__file__).resolve().parents[1] / "spoken_sentences.json"
BASELINE = 30
"""Sentences that are also said unprepared."""

PLAIN = (
    "I was thinking about what you said yesterday.",
    "That sounds like a hard day, and you still called.",
    "Tell me about the garden behind the house.",
    "Sometimes a walk around the block is enough.",
    "What would you do if nobody were watching?",
)
"""What every voice says, to compare how loud they are."""

EDGE_SECONDS = 0.01
CUT_DB = -26.0
"""A chunk whose first or last 10 ms come this near to its loudest has lost something."""

STEP = 0.05
"""A jump between two samples, of full scale, that is heard as a click where there was silence."""


@dataclass(slots=True)
class Said:
    """A sentence as it sounded, chunk by chunk."""

    rate: int
    chunks: list[Samples] = field(default_factory=list[Samples])

    @property
    def whole(self) -> Samples:
        """All of it."""
        return np.concatenate(self.chunks) if self.chunks else np.zeros(0, np.float32)


class Unprepared(Kokoro):
    """The same voice, given the text as it stands."""

    def written(self, text: str) -> SpokenText:
        """Every character stands for itself."""
        return SpokenText(text, tuple(range(1, len(text) + 1)))


async def measure(report: Report, options: Options) -> None:
    """Add word errors, joins and loudness to the report."""
    settings = load_settings()
    rows = spread(read_sentences(), 2 * options.trials)
    ears = Whisper(WeightStore().folder(settings.stt), threads=settings.model_threads)
    mouth = voice_model(Kokoro, settings)
    sounds = [await say(mouth, row[0], voice_of(at)) for at, row in enumerate(rows)]
    heard = [await read_back(ears, sound) for sound in sounds]
    plain_mouth = voice_model(Unprepared, settings)
    beside = spread([at for at, row in enumerate(rows) if needs_preparing(row[0])], BASELINE)
    plain = [
        await read_back(ears, await say(plain_mouth, rows[at][0], voice_of(at))) for at in beside
    ]
    _report_words(report, rows, heard, dict(zip(beside, plain, strict=True)))
    _report_joins(report, sounds)
    await _report_loudness(report, mouth)
    for model in (ears, mouth, plain_mouth):
        model.close()


def read_sentences() -> list[list[str]]:
    """Each sentence as written, then the ways in which it may be said."""
    rows: list[list[str]] = json.loads(SENTENCES.read_text(encoding="utf-8"))
    return rows


def needs_preparing(text: str) -> bool:
    """Whether something in it is not said as it is written."""
    return speakable(text).text != text


def voice_of(index: int) -> str:
    """The voices take turns."""
    return VOICES[index % len(VOICES)].id


def voice_model(kind: type[Kokoro], settings: Settings) -> Kokoro:
    """The voice model that the settings name."""
    store = WeightStore()
    model = store.folder(settings.tts) / "model.onnx"
    words = store.folder("english-words")
    return kind(model, store.folder("kokoro-voices"), threads=settings.model_threads, words=words)


async def say(mouth: TextToSpeech, text: str, voice: str) -> Said:
    """Say it clause by clause, as in a call."""
    splitter = ClauseSplitter()
    said = Said(mouth.sample_rate)
    for clause in [*splitter.feed(text), *splitter.flush()]:
        async for chunk in mouth.speak(clause.text, voice=voice):
            said.chunks.append(chunk.samples)
    return said


async def read_back(ears: SpeechToText, said: Said) -> str:
    """What the recogniser hears."""
    if not said.chunks:
        return ""
    quiet = np.zeros(said.rate // 4, np.float32)
    sound = resampled(np.concatenate([quiet, said.whole, quiet]), said.rate)
    return (await ears.transcribe(sound)).text


def errors(row: Sequence[str], heard: str) -> tuple[int, int]:
    """Wrong words and words, against the way of saying it that comes nearest.

    The recogniser writes figures and signs itself: they are read out as she would read them.
    """
    forms = (heard, speakable(heard).text)
    return min(word_errors(said, form) for said in row[1:] for form in forms)


def _report_words(
    report: Report, rows: Sequence[Sequence[str]], heard: Sequence[str], plain: Mapping[int, str]
) -> None:
    ours = [errors(row, text) for row, text in zip(rows, heard, strict=True)]
    about = f"her voice read back, {len(rows)} sentences, {len(VOICES)} voices"
    report.figure("tts_wer", _rate(ours), "", about)
    if plain:
        about = f"{len(plain)} sentences with figures and signs"
        report.figure("signs_tts_wer", _rate([ours[at] for at in plain]), "", about)
        theirs = [errors(rows[at], text) for at, text in plain.items()]
        report.baseline("unprepared_tts_wer", _rate(theirs), "", f"{about}, as they stand")
    flawless = sum(not wrong for wrong, _ in ours) / len(ours)
    report.figure("tts_sentences_right", flawless, "", "sentences without any wrong word")
    for at, (wrong, _) in enumerate(ours):
        if wrong:
            print(f"  {wrong} wrong ({voice_of(at)}): {rows[at][0]!r} -> {heard[at]!r}")


def _rate(counts: Sequence[tuple[int, int]]) -> float:
    return sum(wrong for wrong, _ in counts) / sum(words for _, words in counts)


def _report_joins(report: Report, sounds: Sequence[Said]) -> None:
    chunks = [(chunk, said.rate) for said in sounds for chunk in said.chunks if chunk.size]
    starts = sum(edge_db(chunk, rate) > CUT_DB for chunk, rate in chunks)
    ends = sum(edge_db(chunk[::-1], rate) > CUT_DB for chunk, rate in chunks)
    joins = [
        abs(float(after[0]) - float(before[-1]))
        for said in sounds
        for before, after in zip(said.chunks, said.chunks[1:], strict=False)
        if before.size and after.size
    ]
    about = f"of {len(chunks)} chunks"
    report.figure("clipped_starts", starts / len(chunks), "", f"{about}: sound in the first 10 ms")
    report.figure("clipped_ends", ends / len(chunks), "", f"{about}: sound in the last 10 ms")
    if joins:
        clicks = sum(step > STEP for step in joins)
        report.figure("clicks", clicks / len(joins), "", f"of {len(joins)} joins of chunks")
        report.figure("largest_step", max(joins), "", "between two samples at a join; 1 is full")
    loudest = max(float(np.max(np.abs(chunk))) for chunk, _ in chunks)
    report.figure("peak", loudest, "", "of all samples; above 1 it would be distorted")


def edge_db(chunk: Samples, rate: int) -> float:
    """The level of its first 10 ms, in dB relative to its loudest 10 ms."""
    width = round(EDGE_SECONDS * rate)
    frames = chunk[: chunk.size // width * width].reshape(-1, width)
    if not frames.size:
        return -math.inf
    level = np.sqrt(np.mean(np.square(frames), axis=1))
    return float(20 * np.log10((level[0] + 1e-9) / (level.max() + 1e-9)))


async def _report_loudness(report: Report, mouth: TextToSpeech) -> None:
    """The spread between voices, and between the sentences of one voice."""
    means: dict[str, float] = {}
    spreads: list[float] = []
    for voice in VOICES:
        found: list[float] = []
        for text in PLAIN:
            said = await say(mouth, text, voice.id)
            found.append(loudness(said.whole, said.rate))
        means[voice.id] = float(np.mean(found))
        spreads.append(max(found) - min(found))
        print(f"  {voice.id}: {means[voice.id]:.1f} LUFS, {min(found):.1f} to {max(found):.1f}")
    report.figure("lufs_mean", float(np.mean(list(means.values()))), "LUFS", "over all voices")
    spread = max(means.values()) - min(means.values())
    report.figure("lufs_between_voices", spread, "LU", "the loudest voice over the quietest")
    report.figure("lufs_within_voice", median(spreads), "LU", "between sentences of one voice")
