"""How she yields and how she does not: interruptions, signs of listening, coughs and noises.

She recites to a caller who speaks, hums or makes noise at random moments of it. Everything is real
but the language model, whose place a reciter takes: the recordings of a folder as interruptions,
her other voices saying "mm-hm", ten kinds of noise at three levels, the models of speech, and the
conversation that stores what was heard. What has sounded is transcribed again, and compared with
what is stored.
"""

import asyncio
import random
import re
import tempfile
from collections.abc import AsyncGenerator, Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from anima.app import Anima, running
from anima.llm import ChatEvent, ChatModel, ChatRequest, Finished, Message, TextDelta, Usage
from anima.settings import load_settings
from anima.voice import Samples
from anima.voice.line import converse
from anima.voice.sound_files import resampled
from anima.voice.speech import INPUT_RATE
from bench.caller import Caller
from bench.noises import at_level, noises
from bench.recordings import load_clips
from bench.report import Report, median
from bench.talk import meet
from bench.voice_parts.options import Options
from bench.words import normalised

SENTENCES = (
    "The lighthouse stood at the end of a long road that nobody had mended for years.",
    "Every evening a grey cat walked down to the harbour and counted the boats.",
    "An old book from the valley calls it a soup for people with patience.",
    "There is a small museum of umbrellas, and most of them have never seen rain.",
    "He planted eleven apple trees, and the twelfth one planted itself.",
    "The train was late again, but the conductor had brought cake for everybody.",
    "Once a year the village switches off its lamps to look at the stars.",
    "She learned to play the accordion in the only room with a door that closed.",
    "A letter came for the old tenant, with a stamp from a country that is gone.",
    "The river changes its mind there, first to the left and then to the right.",
    "They kept the piano in the kitchen, because that is where the singing was.",
    "I like the hour when the bakers are awake and nobody else is.",
)
"""What she recites, four at a time; written for this. None says that she has lived: her honesty
would put "I'm an AI" in its place, and leave out the rest."""

LISTENING = ("Mm-hm.", "Uh-huh.", "Yeah.", "Oh, really?", "Okay.", "Right.", "I see.", "Wow.")
OTHER_VOICES = ("am_michael", "bf_emma", "af_bella", "bm_george")
PERSON_DB = -20.0
"""How loud the person is: the loudest 50 ms, below full scale."""

NOISE_DB = (-14.0, -20.0, -30.0)
SPOKEN_SECONDS = 3.0
"""How much of a recording is said as an interruption."""

BEFORE_SECONDS = (0.4, 4.0)
RESUMED_MS = 700.0
RESUME_LIMIT_SECONDS = 5.0
NEVER_MS = 1000 * 2 * RESUME_LIMIT_SECONDS
"""What an interruption that she never took counts as: so long was waited for it."""

OTHERS_SHARE = 0.75
"""Signs and noises for each interruption."""

ANSWER_SECONDS = 2.5
"""In which she begins to answer an interruption, if she understood it."""

AUDIBLE_DB = -30.0
ABOVE_FLOOR_DB = 12.0
"""A sound begins where it comes this near to its loudest 10 ms, this far above its own noise."""

CLICK_SECONDS = 0.1
APART_SECONDS = 0.2
"""What is audible for less than the first, and then not again for the second, belongs to no word: a
click of the microphone or somebody across the room, before the labelled speech."""


@dataclass(frozen=True, slots=True)
class Stimulus:
    """Something that the microphone hears in her turn."""

    kind: str
    name: str
    samples: Samples


@dataclass(frozen=True, slots=True)
class Trial:
    """What came of it. Times are milliseconds; None where it did not happen.

    `silent_ms`: until her sound was first held; `stopped_ms`: until it was for good.
    """

    stimulus: Stimulus
    interrupted: bool
    silent_ms: float | None
    stopped_ms: float | None
    resumed_ms: float | None
    played: Samples
    her_rate: int
    stored: str


class Reciter:
    """In the place of the language model: recites, as fast as it is read."""

    def __init__(self, model: ChatModel, seed: int) -> None:
        self.profile = model.profile
        self._random = random.Random(seed)  # noqa: S311  # repeatable

    async def stream(self, request: ChatRequest) -> AsyncGenerator[ChatEvent]:
        """Four sentences, word by word, whatever is asked."""
        del request
        text = " ".join(self._random.sample(SENTENCES, 4))
        for word in re.findall(r"\S+\s*", text):
            yield TextDelta(word)
        yield Finished("stop", Usage(0, 0, 0))

    async def count_tokens(self, messages: Sequence[Message]) -> int:
        """Four letters a token."""
        return sum(len(message.text) // 4 for message in messages)

    async def warm(self, messages: Sequence[Message]) -> Usage:
        """Nothing is kept warm."""
        return Usage(await self.count_tokens(messages), 0, 0)


async def measure(report: Report, options: Options) -> None:
    """Interrupt her, and do not; add what came of it to the report."""
    chance = random.Random(options.seed)  # noqa: S311  # repeatable
    with tempfile.TemporaryDirectory() as folder:
        settings = replace(load_settings(), home=Path(folder))
        async with running(settings, voice=True) as anima:
            async with anima.conversation() as conversation:
                await meet(anima, conversation)
            stimuli = [*spoken(options.data), *await quiet(anima, options.seed)]
            wanted: list[Stimulus] = []
            others = max(1, round(OTHERS_SHARE * options.trials))
            for kinds, most in ((("words",), options.trials), (("listening", "noise"), others)):
                fitting = [each for each in stimuli if each.kind in kinds]
                chance.shuffle(fitting)
                wanted += (fitting * (most // len(fitting) + 1))[:most]
            trials = await converse_through(anima, wanted, chance, options.seed)
            within = [await within_one_word(anima, each) for each in trials if each.interrupted]
    _report(report, trials, within)


def spoken(folder: Path) -> list[Stimulus]:
    """The beginnings of the folder's recordings, from their first audible sample."""
    size = round(SPOKEN_SECONDS * INPUT_RATE)
    return [
        Stimulus("words", clip.name, from_its_beginning(at_level(clip.samples, PERSON_DB))[:size])
        for clip in load_clips(folder)
    ]


async def quiet(anima: Anima, seed: int) -> list[Stimulus]:
    """Signs of listening in other voices than hers, and noises at several levels."""
    assert anima.speech is not None
    mouth = anima.speech.text_to_speech
    found: list[Stimulus] = []
    for number, text in enumerate(LISTENING):
        for voice in (OTHER_VOICES[number % 4], OTHER_VOICES[(number + 1) % 4]):
            parts = [chunk.samples async for chunk in mouth.speak(text, voice=voice)]
            sound = resampled(np.concatenate(parts), mouth.sample_rate)
            sound = from_its_beginning(at_level(sound, PERSON_DB))
            found.append(Stimulus("listening", f"{text} ({voice})", sound))
    for name, sound in noises(seed).items():
        found += [Stimulus("noise", f"{name} {db:.0f} dB", at_level(sound, db)) for db in NOISE_DB]
    return found


def from_its_beginning(samples: Samples) -> Samples:
    """The sound from where it can be heard to where it no longer can.

    The noise of its room is not heard, and clicks before the beginning do not count.
    """
    width = INPUT_RATE // 100
    whole = samples[: samples.size // width * width].reshape(-1, width)
    level = 20 * np.log10(np.sqrt(np.mean(np.square(whole), axis=1)) + 1e-7)
    floor = float(np.percentile(level, 5))
    least = max(float(level.max()) + AUDIBLE_DB, floor + ABOVE_FLOOR_DB)
    audible = np.flatnonzero(level >= min(least, float(level.max())))
    runs = np.split(audible, np.flatnonzero(np.diff(audible) > 100 * APART_SECONDS) + 1)
    words = (run[0] for run in runs if run[-1] - run[0] >= 100 * CLICK_SECONDS)
    first = next(words, audible[0])
    return samples[first * width : (audible[-1] + 1) * width]


async def converse_through(
    anima: Anima, stimuli: Sequence[Stimulus], chance: random.Random, seed: int
) -> list[Trial]:
    """All trials over one line, in one session."""
    assert anima.speech is not None
    anima.model = Reciter(anima.model, seed)
    caller = Caller()
    trials: list[Trial] = []
    async with anima.conversation() as conversation, asyncio.TaskGroup() as tasks:
        talk = converse(caller, conversation, anima.speech, clock=anima.clock, about={})
        line = tasks.create_task(talk)
        loudspeaker = tasks.create_task(caller.play())
        for number, stimulus in enumerate(stimuli, start=1):
            trials.append(await attempt(caller, stimulus, chance))
            print(f"\r{number} of {len(stimuli)}", end="", flush=True)
        print()
        caller.hangs_up()
        await line
        loudspeaker.cancel()
    return trials


async def attempt(caller: Caller, stimulus: Stimulus, chance: random.Random) -> Trial:
    """She begins to recite; at a random moment of it the microphone hears the stimulus."""
    await until(lambda: caller.state == "listening")
    caller.asks("Tell me something.")
    moment = chance.uniform(*BEFORE_SECONDS)
    await until(lambda: caller.sounding >= moment)
    stored = len(caller.stored)
    began = await caller.says(stimulus.samples)
    await until(lambda: not caller.is_speaking_to)
    ended = began + stimulus.samples.size / INPUT_RATE
    if stimulus.kind == "words":
        await until(lambda: caller.interrupted)
    else:
        await asyncio.sleep(0.3)
        await until(lambda: caller.silent_at is None or caller.interrupted or _resumed(caller))
    interrupted, silent_at, resumed_at = caller.interrupted, caller.silent_at, caller.resumed_at
    stopped_at = caller.stopped_at if interrupted else None
    if not interrupted:
        caller.interrupts()
    await until(lambda: len(caller.stored) > stored)
    trial = Trial(
        stimulus,
        interrupted,
        None if silent_at is None else 1000 * (silent_at - began),
        None if stopped_at is None else 1000 * (stopped_at - began),
        None if resumed_at is None else max(0.0, 1000 * (resumed_at - ended)),
        caller.played,
        caller.her_rate,
        caller.stored[-1],
    )
    await until(lambda: caller.state == "listening" and not caller.is_speaking_to)
    if interrupted:  # she answers what she understood
        await until(lambda: caller.state in ("thinking", "speaking"), ANSWER_SECONDS)
        caller.interrupts()
        await until(lambda: caller.state == "listening")
    return trial


def _resumed(caller: Caller) -> bool:
    return caller.resumed_at is not None


async def until(holds: Callable[[], bool], limit: float = RESUME_LIMIT_SECONDS * 2) -> bool:
    """Wait until something holds, for a while; says whether it does."""
    clock = asyncio.get_running_loop().time
    end = clock() + limit
    while not holds():
        if clock() > end:
            return False
        await asyncio.sleep(0.01)
    return True


async def within_one_word(anima: Anima, trial: Trial) -> bool:
    """Whether the stored text ends within a word of where the sound does, by transcribing it."""
    assert anima.speech is not None
    sound = resampled(trial.played, trial.her_rate)
    heard = await anima.speech.speech_to_text.transcribe(sound)
    words, stored = normalised(heard.text).split(), normalised(trial.stored).split()
    fits = abs(len(words) - len(stored)) <= 1
    if not fits:
        print(f"  heard to {' '.join(words[-6:])!r}, stored to {' '.join(stored[-6:])!r}")
    return fits


def _report(report: Report, trials: Sequence[Trial], within: Sequence[bool]) -> None:
    words = [each for each in trials if each.stimulus.kind == "words"]
    others = [each for each in trials if each.stimulus.kind != "words"]
    stops = [NEVER_MS if each.stopped_ms is None else each.stopped_ms for each in words]
    stopped = [each for each in others if each.interrupted]
    resumed = [each.resumed_ms for each in others if each.resumed_ms is not None]
    count = f"{len(words)} interruptions by recordings"
    note = f"first audible sample until she is silent for good; {count}"
    report.figure("stop_ms_median", median(stops), "ms", note)
    note = f"one that she never took counts as {NEVER_MS:.0f}"
    report.figure("stop_ms_p99", float(np.percentile(stops, 99)), "ms", note)
    taken = [each.stopped_ms for each in words if each.stopped_ms is not None]
    if taken:
        report.figure("stop_ms_p99_taken", float(np.percentile(taken, 99)), "ms", "of those taken")
    report.figure(
        "stopped_by_words", sum(each.interrupted for each in words) / len(words), "", "share"
    )
    report.figure(
        "false_stop_rate", len(stopped) / len(others), "", f"of {len(others)} signs and noises"
    )
    for kind in ("listening", "noise"):
        fitting = [each for each in others if each.stimulus.kind == kind]
        share = sum(each.interrupted for each in fitting) / max(1, len(fitting))
        report.figure(f"false_stop_rate_{kind}", share, "", f"of {len(fitting)}")
    held = sum(each.silent_ms is not None for each in others) / len(others)
    report.figure("held_rate", held, "", "signs and noises at which her sound was held a moment")
    if resumed:
        report.figure(
            "resume_ms_median", median(resumed), "ms", "end of the sound until she goes on"
        )
        report.figure("resume_ms_max", max(resumed), "ms")
        alarms = [each for each in others if each.silent_ms is not None and not each.interrupted]
        quick = sum(
            each.resumed_ms is not None and each.resumed_ms <= RESUMED_MS for each in alarms
        )
        share = quick / max(1, len(alarms))
        report.figure("resumed_in_time", share, "", f"of {len(alarms)} alarms, {RESUMED_MS:.0f} ms")
    stored = sum(within) / max(1, len(within))
    report.figure("stored_within_one_word", stored, "", f"of {len(within)} interrupted replies")
    for each in [*stopped, *(each for each in words if not each.interrupted)]:
        print(f"  wrong: {each.stimulus.kind} {each.stimulus.name} after {each.stored!r}")
