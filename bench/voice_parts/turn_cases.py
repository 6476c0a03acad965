"""Places in speech where somebody falls silent, labelled: the person has finished, or goes on.

From a folder of recordings come four kinds:

- `end`: the end of a recording whose transcript ends a sentence or has no punctuation at all;
- `pause`: a real pause inside a recording of one speaker, as long as it really is;
- `cut`: a word's end in the middle of a phrase, where a silence of a thinking person is put in;
- `turn`: from recordings with an .rttm file, where a speaker stops: another one begins (finished),
  or the same one goes on.

`said` are sentences of our own, spoken by her voices, whole or broken off at a mark in the text.
What is heard in a silence is the room of the recording as far as there is any, then a quiet one.
"""

import json
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from faster_whisper import WhisperModel

from anima.voice import Samples
from anima.voice.listening import FRAME, VOICED_FROM
from anima.voice.sound_files import resampled
from anima.voice.speech import INPUT_RATE, TextToSpeech, VoiceActivity
from bench.noises import at_level
from bench.recordings import rows, sound_of

TEXTS = Path(__file__).resolve().parents[1] / "turn_texts.json"
VOICES = ("af_heart", "am_michael", "bf_emma", "am_fenrir", "bm_george", "af_bella")
THINKING_SECONDS = (0.4, 1.2)
"""How long a person who was cut off in mid-phrase thinks; drawn evenly."""

LEAST_PAUSE_SECONDS = 0.25
LEAST_SPOKEN_SECONDS = 0.5
BEFORE_SECONDS = 12.0
AFTER_SECONDS = 1.5
CUTS_PER_RECORDING = 16
MOST_CUTS = 190
NOT_ONE_PERSON = ("interruption", "reverb")
"""Kinds of recordings in which others speak too, or a room repeats what was said."""

LEVEL_DB = -20.0
FLOOR_DB = -75.0


@dataclass(frozen=True, slots=True)
class Case:
    """One silence.

    Attributes:
        kind: Where it comes from, one of the kinds above.
        name: Which recording or sentence, and where in it.
        before: What is heard until the silence begins.
        room: What the recording has of the silence.
        pause_seconds: How long the silence lasts; None when the person has finished.
        after: What the person goes on with.
    """

    kind: str
    name: str
    before: Samples
    room: Samples
    pause_seconds: float | None
    after: Samples

    @property
    def finished(self) -> bool:
        """Whether it is her turn."""
        return self.pause_seconds is None


def recorded(folder: Path, activity: VoiceActivity, words: WhisperModel, seed: int) -> list[Case]:
    """The cases in a folder of recordings; the same for the same seed."""
    chance = random.Random(seed)  # noqa: S311  # repeatable
    found: list[Case] = []
    cuts: list[Case] = []
    for row in rows(folder):
        path = folder / row["file"]
        transcript = row.get("transcript", "")
        rttm = path.with_suffix(".rttm")
        if (sound := sound_of(path)) is None:
            continue
        samples = at_level(sound, LEVEL_DB)
        if rttm.exists():
            found += _turns(path.name, samples, rttm, activity)
        elif row.get("kind") not in NOT_ONE_PERSON:
            voiced = voiced_stretches(samples, activity)
            if transcript and is_whole(transcript) and voiced:
                found.append(_case("end", row["file"], samples, voiced[-1][1], None))
            found += _pauses(row["file"], samples, voiced)
            cuts += _cuts(row["file"], samples, words, chance)
    return found + chance.sample(cuts, min(MOST_CUTS, len(cuts)))


def is_whole(transcript: str) -> bool:
    """Whether a transcript ends where a sentence does, as far as its punctuation says."""
    last = transcript.rstrip("\"'”’) ")[-1:]
    return last in (".", "?", "!") or not set(transcript) & set(".,;:?!—")


def texts() -> list[str]:
    """Our own sentences, the finished ones first; where one is broken off stands a bar."""
    kinds = json.loads(TEXTS.read_text(encoding="utf-8"))
    return [*kinds["finished"], *kinds["unfinished"]]


async def said(mouth: TextToSpeech, seed: int) -> list[Case]:
    """Our own sentences in her voices, whole and broken off."""
    chance = random.Random(seed)  # noqa: S311  # repeatable
    found: list[Case] = []
    for number, text in enumerate(texts()):
        head, mark, tail = text.partition("|")
        chunks = [each async for each in mouth.speak(head + tail, voice=VOICES[number % 6])]
        sound = np.concatenate([each.samples for each in chunks])
        end, offset = sound.size, 0
        for chunk in chunks:
            for word in chunk.words:
                if mark and word.end_character <= len(head.rstrip()):
                    end = offset + word.end_sample
            offset += chunk.samples.size
        scale = INPUT_RATE / mouth.sample_rate
        samples = at_level(resampled(sound, mouth.sample_rate), LEVEL_DB)
        pause = chance.uniform(*THINKING_SECONDS) if mark else None
        found.append(_case("said", text, samples, round(end * scale), pause))
    return found


def _case(kind: str, name: str, samples: Samples, at: int, pause: float | None) -> Case:
    """The person falls silent at the sample `at`; with `pause`, what follows comes after it."""
    return Case(
        kind,
        f"{name} at {at / INPUT_RATE:.2f} s",
        before=samples[max(0, at - round(BEFORE_SECONDS * INPUT_RATE)) : at],
        room=samples[:0] if pause else samples[at:],
        pause_seconds=pause,
        after=samples[at : at + round(AFTER_SECONDS * INPUT_RATE)] if pause else samples[:0],
    )


def _real_pause(kind: str, name: str, before: Samples, samples: Samples, gap: slice) -> Case:
    """A pause as it is in the recording, from and to the samples of `gap`."""
    room, end = samples[gap], gap.stop
    after = samples[end : end + round(AFTER_SECONDS * INPUT_RATE)]
    where = f"{name} at {gap.start / INPUT_RATE:.2f} s"
    return Case(kind, where, before, room, room.size / INPUT_RATE, after)


def _pauses(name: str, samples: Samples, voiced: Sequence[tuple[int, int]]) -> Iterator[Case]:
    for (_, end), (begin, _) in zip(voiced, voiced[1:], strict=False):
        if begin - end >= LEAST_PAUSE_SECONDS * INPUT_RATE and end > INPUT_RATE // 2:
            before = samples[max(0, end - round(BEFORE_SECONDS * INPUT_RATE)) : end]
            yield _real_pause("pause", name, before, samples, slice(end, begin))


def _cuts(
    name: str, samples: Samples, words: WhisperModel, chance: random.Random
) -> Iterator[Case]:
    """Ends of words that no mark follows, not among the first three or the last two words."""
    segments, _ = words.transcribe(samples, language="en", beam_size=1, word_timestamps=True)
    found = [word for segment in segments for word in segment.words or ()]
    places = [
        word.end
        for word, following in zip(found[3:-2], found[4:-1], strict=False)
        if word.word.strip()[-1:].isalnum() and following.start - word.end < 0.1
    ]
    chance.shuffle(places)
    for seconds in sorted(places[:CUTS_PER_RECORDING]):
        pause = chance.uniform(*THINKING_SECONDS)
        yield _case("cut", name, samples, round(seconds * INPUT_RATE), pause)


def _turns(recording: str, samples: Samples, rttm: Path, activity: VoiceActivity) -> Iterator[Case]:
    """Where one speaker of several falls silent and, for a moment, nobody speaks."""
    segments: list[tuple[float, float, str]] = []
    for line in rttm.read_text(encoding="utf-8").splitlines():
        fields = line.split()
        if fields and fields[0] == "SPEAKER":
            start = float(fields[3])
            segments.append((start, start + float(fields[4]), fields[7]))
    segments.sort()
    for (start, end, who), (begin, _, who_follows) in zip(segments, segments[1:], strict=False):
        others = [each for each in segments if each[2] != who and each[0] < end and each[1] > start]
        first, last, then = (round(each * INPUT_RATE) for each in (start, end, begin))
        voiced = voiced_stretches(samples[first:last], activity)
        if others or begin < end or end - start < LEAST_SPOKEN_SECONDS or not voiced:
            continue
        # Labelled by hand, to a fifth of a second: the voice itself tells better where it ends.
        at = first + voiced[-1][1]
        if who_follows != who:
            name = f"{recording} at {at / INPUT_RATE:.2f} s"
            yield Case("turn", name, samples[first:at], samples[at:then], None, samples[:0])
        elif then - at >= LEAST_PAUSE_SECONDS * INPUT_RATE:
            yield _real_pause("turn", recording, samples[first:at], samples, slice(at, then))


def voiced_stretches(samples: Samples, activity: VoiceActivity) -> list[tuple[int, int]]:
    """Where there is voice, in samples from and to, joined over gaps of up to 0.15 s."""
    activity.reset()
    joined = round(0.15 * INPUT_RATE)
    found: list[tuple[int, int]] = []
    for start in range(0, samples.size - FRAME + 1, FRAME):
        if activity.probability(samples[start : start + FRAME]) < VOICED_FROM:
            continue
        if found and start - found[-1][1] <= joined:
            found[-1] = (found[-1][0], start + FRAME)
        else:
            found.append((start, start + FRAME))
    activity.reset()
    return found


def floor(seconds: float, chance: np.random.Generator) -> Samples:
    """The sound of a quiet room for so long."""
    noise = chance.standard_normal(round(seconds * INPUT_RATE))
    return (noise * 10 ** (FLOOR_DB / 20)).astype(np.float32)
