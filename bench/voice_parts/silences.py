"""Silences replayed: each labelled case goes through the voice engine, in virtual time.

Everything is real but the clock and the mind: the line, the session, voice activity, Whisper, Smart
Turn and the policy. A minute of sound takes seconds, and the models take no virtual time but what
they are charged with, so that a busy machine gives the same decisions as a quiet one.
"""

import asyncio
import hashlib
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass, field

import numpy as np

from anima.values import EVEN, Ended, ReplyId, Spoken, SystemClock, TurnEvent, Utterance
from anima.voice import (
    INPUT_RATE,
    EndOfTurn,
    Samples,
    SpeechModels,
    SpeechToText,
    Transcript,
    VoiceActivity,
    converse,
)
from anima.voice.listening import FRAME, Listener
from anima.voice.manner import Manner, Patience
from anima.voice.pcm import to_pcm16
from bench.virtual_time import tell
from bench.voice_parts.turn_cases import Case, floor

TRANSCRIBING_SECONDS = 0.3
JUDGING_SECONDS = 0.08
"""What the models are charged with: their medians on two quiet cores."""

LEAD_SECONDS = 0.5
WAIT_SECONDS = 4.0
LATE_SECONDS = 1.5
AFTER_SECONDS = 0.3
SMART_TURN_SECONDS = 0.2
SMART_TURN_GIVES_UP_SECONDS = 3.0
_CHUNK = 320


@dataclass(frozen=True, slots=True)
class Decision:
    """What the engine made of one case.

    Attributes:
        case: The case.
        delay: Seconds from the end of the voice until her turn began; None if it never did.
        heard: What was understood, if her turn began.
    """

    case: Case
    delay: float | None
    heard: str = ""

    @property
    def cuts_in(self) -> bool:
        """Whether she took the turn although the person was to go on."""
        pause = self.case.pause_seconds
        return pause is not None and self.delay is not None and self.delay < pause

    @property
    def is_late(self) -> bool:
        """Whether her turn came late, or not at all, although the person had finished."""
        return self.case.finished and (self.delay is None or self.delay > LATE_SECONDS)


@dataclass
class Known:
    """The models of speech, each asked once about the same sound, and charged in virtual time."""

    speech_to_text: SpeechToText
    end_of_turn: EndOfTurn
    _texts: dict[bytes, Transcript] = field(default_factory=dict[bytes, Transcript])
    _odds: dict[bytes, float] = field(default_factory=dict[bytes, float])

    async def transcribe(self, samples: Samples) -> Transcript:
        """The words, after as long as Whisper takes."""
        key = hashlib.sha256(samples.tobytes()).digest()
        if key not in self._texts:
            self._texts[key] = await self.speech_to_text.transcribe(samples)
        await asyncio.sleep(TRANSCRIBING_SECONDS)
        return self._texts[key]

    async def probability(self, samples: Samples) -> float:
        """The judgement, after as long as Smart Turn takes."""
        key = hashlib.sha256(samples.tobytes()).digest()
        if key not in self._odds:
            self._odds[key] = await self.end_of_turn.probability(samples)
        await asyncio.sleep(JUDGING_SECONDS)
        return self._odds[key]


class KnownActivity:
    """Voice activity of one case, judged once."""

    def __init__(self, activity: VoiceActivity, known: list[float]) -> None:
        self._activity = activity
        self._known = known
        self._next = 0

    def probability(self, frame: Samples) -> float:
        """The probability of the next frame."""
        if self._next == len(self._known):
            self._known.append(self._activity.probability(frame))
        self._next += 1
        return self._known[self._next - 1]

    def reset(self) -> None:
        """Nothing to forget: a case is heard once from its beginning."""


class Mind:
    """In the place of a mind: notes when her turn begins, and says nothing."""

    name = "Anima"
    voice = ""
    delivery = EVEN
    whispers = False
    first_words = ()

    def __init__(self) -> None:
        self.turns: list[tuple[float, str]] = []

    def reply(self, utterance: Utterance, *, paced: bool = False, answer: str = "") -> "NoReply":
        """Her turn has begun."""
        del paced, answer
        self.turns.append((asyncio.get_running_loop().time(), utterance.text))
        return NoReply(ReplyId(str(len(self.turns))))

    def say(self, text: str, *, paced: bool = False) -> "NoReply":
        """She says nothing of her own accord."""
        del text, paced
        return NoReply(ReplyId("remark"))

    def greet(self, *, paced: bool = False) -> None:
        """She does not begin."""

    async def prepare(self, partial_text: str) -> None:
        """Nothing to prepare."""

    async def begin(self, text: str) -> AsyncIterator[str]:
        """Nothing to begin."""
        del text
        for piece in ():
            yield piece

    def discard(self) -> None:
        """Nothing to discard."""


@dataclass
class NoReply:
    """A reply without words."""

    id: ReplyId

    async def __aiter__(self) -> AsyncIterator[TurnEvent]:
        yield Ended("complete")

    async def written(self) -> None:
        """There is nothing to write."""

    def heard_until(self, characters: int) -> None:
        """There is nothing to hear."""

    async def interrupt(self, characters: int) -> Spoken | None:
        """There is nothing to interrupt."""


class Microphone:
    """A line on which a sound comes at the speed of sound, then ends."""

    def __init__(self, samples: Samples) -> None:
        self._samples = samples
        self._position = 0

    async def receive(self) -> bytes | None:
        """The next 20 ms, when they have sounded."""
        if self._position >= self._samples.size:
            return None
        self._position += _CHUNK
        now = asyncio.get_running_loop().time()
        await asyncio.sleep(self._position / INPUT_RATE - now)
        return to_pcm16(self._samples[self._position - _CHUNK : self._position])

    async def send(self, message: str) -> None:
        """Nobody reads it."""


class Replay:
    """Plays cases to the engine; what the models said of a sound is kept for the next run."""

    def __init__(self, models: SpeechModels, cases: Sequence[Case], seed: int) -> None:
        self._models = models
        self._cases = cases
        self._known = Known(models.speech_to_text, models.end_of_turn)
        self._voiced: list[list[float]] = [[] for _ in cases]
        self._odds: list[float | None] = [None] * len(cases)
        chance = np.random.default_rng(seed)
        self._sounds = [_sound(case, chance) for case in cases]

    def engine(self, patience: Patience) -> list[Decision]:
        """What the voice engine decides in each case, with this patience."""
        return [self._decide(number, patience) for number in range(len(self._cases))]

    def timeout(self, seconds: float) -> list[Decision]:
        """What a fixed silence decides."""
        return [
            Decision(case, self._after(number, seconds)) for number, case in enumerate(self._cases)
        ]

    def smart_turn(self, threshold: float) -> list[Decision]:
        """What Smart Turn alone decides: asked after 0.2 s, and after 3 s it is over anyway.

        So does pipecat by default, with a threshold of 0.5.
        """
        return [
            Decision(case, self._after(number, SMART_TURN_SECONDS, JUDGING_SECONDS))
            if self._judged(number) >= threshold
            else Decision(case, self._after(number, SMART_TURN_GIVES_UP_SECONDS))
            for number, case in enumerate(self._cases)
        ]

    def _decide(self, number: int, patience: Patience) -> Decision:
        case, mind = self._cases[number], Mind()
        models = SpeechModels(
            self._known,
            self._models.text_to_speech,
            self._known,
            lambda: KnownActivity(self._models.voice_activity(), self._voiced[number]),
        )

        async def story() -> None:
            await converse(
                Microphone(self._sounds[number]),
                mind,
                models,
                clock=SystemClock(),
                about={},
                manner=Manner(patience=patience),
                now=asyncio.get_running_loop().time,
            )

        tell(story())
        later = [(at - _silent_from(case), heard) for at, heard in mind.turns]
        later = [(delay, heard) for delay, heard in later if delay > 0]
        return Decision(case, *later[0]) if later else Decision(case, None)

    def _after(self, number: int, seconds: float, thinking: float = 0.0) -> float | None:
        """When so much silence has been heard after the voice; None if the person went on first."""
        listener = Listener(KnownActivity(self._models.voice_activity(), self._voiced[number]))
        silent_from = _silent_from(self._cases[number])
        for frames, _ in enumerate(listener.hear(self._sounds[number]), start=1):
            delay = frames * FRAME / INPUT_RATE - silent_from
            if delay > 0 and listener.silent_seconds >= seconds:
                return delay + thinking
        return None

    def _judged(self, number: int) -> float:
        """What Smart Turn says after 0.2 s of silence."""
        found = self._odds[number]
        if found is None:
            end = _silent_from(self._cases[number]) + SMART_TURN_SECONDS
            sound = self._sounds[number][: round(end * INPUT_RATE)]
            found = asyncio.run(self._models.end_of_turn.probability(sound))
            self._odds[number] = found
        return found


def _silent_from(case: Case) -> float:
    return LEAD_SECONDS + case.before.size / INPUT_RATE


def _sound(case: Case, chance: np.random.Generator) -> Samples:
    """What the microphone hears of a case: a quiet room, the person, the silence, what follows."""
    seconds = WAIT_SECONDS if case.pause_seconds is None else case.pause_seconds
    silence = np.concatenate([case.room, floor(seconds, chance)])[: round(seconds * INPUT_RATE)]
    after = case.after[: round(AFTER_SECONDS * INPUT_RATE)]
    whole = np.concatenate([floor(LEAD_SECONDS, chance), case.before, silence, after])
    return np.pad(whole, (0, -whole.size % _CHUNK)).astype(np.float32)
