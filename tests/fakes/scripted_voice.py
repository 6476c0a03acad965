"""Fakes at the one seam: the four speech models, and a dialogue.

Speech is written into samples: a phrase sounds at a level of its own, so that the fake models
really understand only the audio that they are given.
"""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import UTC, datetime

import numpy as np

from anima.values import (
    EVEN,
    Delivery,
    Delta,
    Ended,
    Event,
    EventId,
    EventKind,
    Heard,
    Memory,
    PersonId,
    Recalled,
    ReplyId,
    SessionId,
    Spoken,
    TurnEvent,
    Utterance,
)
from anima.voice.speech import INPUT_RATE, HeardWord, Samples, SpeechChunk, SpokenWord, Transcript
from anima.voice.voices import plain_voice

HER_RATE = 8_000
WORD_SECONDS = 0.3


class FixedClock:
    def now(self) -> datetime:
        return datetime(2026, 1, 1, 12, tzinfo=UTC)


class ScriptedSpeech:
    """Phrases as sound. Level 0 is silence; phrase k sounds at (k + 1) / 200 above 0.2."""

    def __init__(self) -> None:
        self.phrases: list[str] = []

    def sound(self, phrase: str, seconds: float) -> Samples:
        self.phrases.append(phrase)
        level = 0.2 + len(self.phrases) / 200
        return np.full(round(seconds * INPUT_RATE), level, np.float32)

    def read(self, samples: Samples) -> list[str]:
        """The phrases that sound for at least 100 ms, in order."""
        numbers = np.round((samples - 0.2) * 200).astype(int)
        present = [k for k in range(1, len(self.phrases) + 1) if np.sum(numbers == k) > 1600]
        return [self.phrases[k - 1] for k in present]


@dataclass
class ScriptedEars:
    """Speech to text and end of turn: a phrase is finished unless it ends with a comma."""

    speech: ScriptedSpeech
    seconds: float = 0.3
    fails: bool = False
    judges: bool = True
    doubts: dict[str, float] = field(default_factory=dict[str, float])
    transcribed: list[float] = field(default_factory=list[float])

    async def transcribe(self, samples: Samples) -> Transcript:
        self.transcribed.append(samples.size / INPUT_RATE)
        await asyncio.sleep(self.seconds)
        if self.fails:
            raise RuntimeError("the model is out of order")
        text = " ".join(p for p in self.speech.read(samples) if p != "[cough]")
        words = (HeardWord(each, self.doubts.get(each, 0.95)) for each in text.split())
        return Transcript(text, tuple(words))

    async def probability(self, samples: Samples) -> float:
        await asyncio.sleep(0.06)
        if not self.judges:
            raise RuntimeError("the model is out of order")
        phrases = self.speech.read(samples)
        return 0.1 if phrases and phrases[-1].endswith(",") else 0.98


@dataclass
class ScriptedSpotter:
    """Finds a name that it was taught in a phrase that holds it, where that phrase begins."""

    speech: ScriptedSpeech
    seconds: float = 0.05
    fails: bool = False
    taught: list[str] = field(default_factory=list[str])
    listened: int = 0

    async def learn(self, name: str) -> None:
        if self.fails:
            raise RuntimeError("the model is out of order")
        self.taught.append(name)

    async def find(self, samples: Samples, name: str) -> float | None:
        self.listened += 1
        await asyncio.sleep(self.seconds)
        if self.fails:
            raise RuntimeError("the model is out of order")
        for number, phrase in enumerate(self.speech.phrases, start=1):
            sounds = np.flatnonzero(np.round((samples - 0.2) * 200).astype(int) == number)
            if name in self.taught and name in phrase and sounds.size > 1600:
                return float(sounds[0]) / INPUT_RATE
        return None


class ScriptedActivity:
    def probability(self, frame: Samples) -> float:
        return 1.0 if float(np.mean(frame)) > 0.01 else 0.0

    def reset(self) -> None:
        pass


@dataclass
class ScriptedMouth:
    """Text to speech: each word takes 0.3 s of sound, and a third of that to make."""

    fails_on: str = ""
    spoken: list[str] = field(default_factory=list[str])
    voices: set[str] = field(default_factory=set[str])

    @property
    def sample_rate(self) -> int:
        return HER_RATE

    async def speak(
        self, text: str, *, voice: str, delivery: Delivery = EVEN
    ) -> AsyncIterator[SpeechChunk]:
        assert plain_voice(voice) == "af_test"
        self.voices.add(voice)
        if self.fails_on and self.fails_on in text:
            raise RuntimeError("the model is out of order")
        words = text.split()
        length = round(len(words) * WORD_SECONDS * HER_RATE / delivery.pace)
        await asyncio.sleep(len(words) * WORD_SECONDS / 3)
        marks: list[SpokenWord] = []
        character = 0
        for number, word in enumerate(words, start=1):
            character = text.index(word, character) + len(word)
            marks.append(SpokenWord(character, length * number // len(words)))
        self.spoken.append(text)
        yield SpeechChunk(np.full(length, 0.5, np.float32), tuple(marks))


class ScriptedDialogue:
    """Answers with what the script says; keeps what was stored, in order."""

    def __init__(self, *answers: str, token_seconds: float = 0.05, voice: str = "af_test") -> None:
        self.name = "Wren"
        self.voice = voice
        self.delivery = EVEN
        self.whispers = False
        self.first_words: tuple[str, ...] = ()
        self.answers = list(answers)
        self.replies = 0
        self.token_seconds = token_seconds
        self.log: list[tuple[str, str]] = []
        self.prepared: list[str] = []
        self.utterances: list[Utterance] = []
        self.memories: tuple[Memory, ...] = ()
        self.fails = False
        self.cannot_prepare = False
        self.cannot_store = False
        self.noted: list[Utterance] = []

    async def note(self, utterance: Utterance) -> Event:
        event = self.store("heard", utterance.text, utterance.source)
        self.noted.append(utterance)
        return event

    def reply_to_noted(self, *, paced: bool = False) -> "ScriptedReply | None":
        if not self.noted:
            return None
        self.utterances += self.noted
        self.noted.clear()
        return ScriptedReply(self, None, self.answers.pop(0), paced=paced)

    def reply(
        self, utterance: Utterance, *, paced: bool = False, answer: str = ""
    ) -> "ScriptedReply":
        self.utterances.append(utterance)
        return ScriptedReply(self, utterance, answer or self.answers.pop(0), paced=paced)

    def greet(self, *, paced: bool = False) -> "ScriptedReply | None":
        return ScriptedReply(self, None, self.answers.pop(0), paced=paced) if self.answers else None

    def say(self, text: str, *, paced: bool = False) -> "ScriptedReply":
        return ScriptedReply(self, None, text, paced=paced)

    async def prepare(self, partial_text: str) -> None:
        await asyncio.sleep(0.1)
        if self.cannot_prepare:
            raise RuntimeError("the model is out of order")
        self.prepared.append(partial_text)

    async def begin(self, text: str) -> AsyncIterator[str]:
        self.prepared.append(text)
        if self.answers and text:
            for number, word in enumerate(self.answers[0].split(" ")):
                await asyncio.sleep(self.token_seconds)
                yield f" {word}" if number else word

    def discard(self) -> None:
        pass

    def store(self, kind: EventKind, text: str, source: str = "") -> Event:
        self.log.append((kind, text))
        return Event(
            EventId(f"e{len(self.log)}"),
            PersonId("p"),
            SessionId("s"),
            len(self.log),
            FixedClock().now(),
            kind,
            {"text": text, "source": source},
        )


class ScriptedReply:
    def __init__(
        self, dialogue: ScriptedDialogue, utterance: Utterance | None, text: str, *, paced: bool
    ) -> None:
        dialogue.replies += 1
        self.id = ReplyId(f"r{dialogue.replies}")
        self._dialogue = dialogue
        self._utterance = utterance
        self._text = text
        self._given = ""
        self._paced = paced
        self._heard = 0
        self._grew = asyncio.Event()
        self._written = asyncio.Event()
        self._settled = False

    def __aiter__(self) -> AsyncIterator[TurnEvent]:
        return self._events()

    async def _events(self) -> AsyncIterator[TurnEvent]:
        if self._utterance is not None:
            source, text = self._utterance.source, self._utterance.text
            await asyncio.sleep(0.005)
            yield Heard(self._dialogue.store("heard", text, source))
        if self._dialogue.fails:
            raise RuntimeError("the dialogue is out of order")
        if self._dialogue.memories:
            yield Recalled(self._dialogue.memories)
        for word in self._text.split(" "):
            await asyncio.sleep(self._dialogue.token_seconds)
            piece = word if not self._given else f" {word}"
            self._given += piece
            yield Delta(piece)
        self._written.set()
        while self._paced and self._heard < len(self._text):
            self._grew.clear()
            await self._grew.wait()
        self._settled = True
        yield Spoken(self._dialogue.store("spoken", self._text), self._text)
        yield Ended("complete")

    async def written(self) -> None:
        await self._written.wait()

    def heard_until(self, characters: int) -> None:
        assert characters >= self._heard, "what was heard cannot be unheard"
        assert characters <= len(self._given), "nobody hears what was not said"
        self._heard = characters
        self._grew.set()

    async def interrupt(self, characters: int) -> Spoken | None:
        assert not self._settled
        self._settled = True
        if self._dialogue.cannot_store:
            raise RuntimeError("the disk is full")
        heard = self._given[:characters].rstrip()
        if not heard:
            return None
        return Spoken(self._dialogue.store("spoken", heard), heard)
