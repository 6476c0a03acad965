"""A door with the real voice engine behind it, and her answers from a script.

Its log outlives lines and servers, as the real one does. What she says sounds as a hum, a third
of a second for each word, at the rate of her real voice.
"""

import asyncio
import io
import uuid
import wave
from collections.abc import AsyncGenerator, AsyncIterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import cast

import numpy as np
from scripted_voice import ScriptedDialogue, ScriptedReply

from anima.interfaces.realtime import converse_realtime
from anima.values import (
    EVEN,
    Clock,
    Delivery,
    Event,
    EventId,
    EventKind,
    JsonValue,
    Memory,
    NoSuchFactError,
    PersonId,
    ReplyId,
    SessionId,
    Utterance,
)
from anima.voice import (
    Line,
    Samples,
    SpeechChunk,
    SpeechModels,
    SpokenWord,
    TextToSpeech,
    Transcript,
    converse,
)
from anima.voice.rtvi import message

RATE = 24_000
WORD_SAMPLES = RATE // 3

HELLO = "Hello. I am glad that you are here. What may I call you?"
PROPOSAL = "Thank you. I think I would like to be called Freya. It is short, and it is warm."
OTHER_PROPOSAL = "Then perhaps Maren. It sounds like the sea."
MET = "Then Freya it is. I am an AI, and I am glad to meet you."
WELCOME_BACK = "There you are. You told me about the garden."

VOICES: list[dict[str, JsonValue]] = [
    {
        "id": "af_one",
        "label": "Voice 1",
        "description": "Warm and clear, with a smile in it",
        "gender": "female",
        "accent": "American",
    },
    {
        "id": "bf_two",
        "label": "Voice 2",
        "description": "Calm and well-spoken",
        "gender": "female",
        "accent": "British",
    },
    {
        "id": "am_three",
        "label": "Voice 3",
        "description": "Gentle and even",
        "gender": "male",
        "accent": "American",
    },
    {
        "id": "bm_four",
        "label": "Voice 4",
        "description": "Deep and unhurried",
        "gender": "male",
        "accent": "British",
    },
]


class StoryClock:
    """An evening in the story, so that dates on a picture stay the same."""

    def now(self) -> datetime:
        return datetime.now(UTC)


def hum(words: int) -> Samples:
    """Sound of so many words: a soft tone that swells with each."""
    t = np.arange(words * WORD_SAMPLES) / RATE
    swell = 0.5 - 0.5 * np.cos(2 * np.pi * 3 * t)
    return (0.4 * swell * np.sin(2 * np.pi * 200 * t)).astype(np.float32)


def evenly_spoken(text: str, word_samples: int) -> tuple[SpokenWord, ...]:
    """Where each word ends when all of them take the same time."""
    character, marks = 0, list[SpokenWord]()
    for number, word in enumerate(text.split(), start=1):
        character = text.index(word, character) + len(word)
        marks.append(SpokenWord(character, number * word_samples))
    return tuple(marks)


class HummingMouth:
    """Text to speech."""

    @property
    def sample_rate(self) -> int:
        return RATE

    async def speak(
        self, text: str, *, voice: str, delivery: Delivery = EVEN
    ) -> AsyncIterator[SpeechChunk]:
        assert voice and delivery
        await asyncio.sleep(0.02)
        yield SpeechChunk(hum(len(text.split())), evenly_spoken(text, WORD_SAMPLES))


@dataclass
class FixedEars:
    """Speech to text and end of turn: whatever sounds means the same words."""

    words: str = "It rained all day."
    finished: float = 0.9

    async def transcribe(self, samples: Samples) -> Transcript:
        await asyncio.sleep(0.05)
        return Transcript(self.words if float(np.max(np.abs(samples), initial=0.0)) > 0.1 else "")

    async def probability(self, samples: Samples) -> float:
        return self.finished if samples.size else 0.0


class LongIsHerName:
    """Name spotter: whatever sounds for longer than a word is her name, and what follows it."""

    async def learn(self, name: str) -> None:
        assert name

    async def find(self, samples: Samples, name: str) -> float | None:
        loud = np.flatnonzero(np.abs(samples) > 0.1)
        return float(loud[0]) / 16_000 if loud.size > 12_000 else None


class LoudIsVoice:
    """Voice activity."""

    def probability(self, frame: Samples) -> float:
        return 1.0 if float(np.mean(np.abs(frame))) > 0.05 else 0.0

    def reset(self) -> None:
        pass


@dataclass
class Life:
    """What outlives lines and servers: the log, and who she has become."""

    turns: list[dict[str, JsonValue]] = field(default_factory=list[dict[str, JsonValue]])
    stage: str = "voice"
    voice: str = "af_one"
    name: str = ""
    proposed: str = ""
    answer: str = "I hear you. Tell me more about that whenever you like."
    token_seconds: float = 0.01
    memories: tuple[Memory, ...] = ()
    clock: Clock = field(default_factory=StoryClock)
    back: bool = False

    @property
    def met(self) -> bool:
        return self.stage == "done"

    def add(self, speaker: str, text: str, *, days_ago: int = 0) -> dict[str, JsonValue]:
        """Store a turn."""
        turn: dict[str, JsonValue] = {
            "id": uuid.uuid4().hex,
            "sequence": len(self.turns) + 1,
            "session": "s",
            "at": (self.clock.now() - timedelta(days=days_ago)).isoformat(),
            "speaker": speaker,
            "text": text,
        }
        self.turns.append(turn)
        return turn

    def said(self, speaker: str) -> list[str]:
        """Everything that one of the two has said, in order."""
        return [str(turn["text"]) for turn in self.turns if turn["speaker"] == speaker]

    def respond(self, text: str) -> str:
        """Her answer, by how far the meeting has come."""
        if self.stage == "questions":
            self.stage, self.proposed = "naming", "Freya"
            return PROPOSAL
        if self.stage == "naming":
            if not text.startswith("Yes"):
                self.proposed = "Maren"
                return OTHER_PROPOSAL
            self.stage, self.name = "done", self.proposed
            return MET
        return self.answer


class LivingDialogue(ScriptedDialogue):
    """A conversation whose log is the life's."""

    def __init__(self, life: Life) -> None:
        super().__init__(token_seconds=life.token_seconds, voice=life.voice)
        self._life = life
        self.greeted = False

    def reply(
        self, utterance: Utterance, *, paced: bool = False, answer: str = ""
    ) -> ScriptedReply:
        self.utterances.append(utterance)
        return self._saying(utterance, answer or self._life.respond(utterance.text), paced=paced)

    def reply_to_noted(self, *, paced: bool = False) -> ScriptedReply | None:
        words = " ".join(utterance.text for utterance in self.noted)
        self.noted.clear()
        return self._saying(None, self._life.respond(words), paced=paced)

    def greet(self, *, paced: bool = False) -> ScriptedReply | None:
        self.greeted, self._life.back = True, False
        return self._saying(None, WELCOME_BACK if self._life.met else HELLO, paced=paced)

    def store(self, kind: EventKind, text: str, source: str = "") -> Event:
        turn = self._life.add("person" if kind == "heard" else "companion", text)
        return Event(
            EventId(str(turn["id"])),
            PersonId("p"),
            SessionId("s"),
            cast(int, turn["sequence"]),
            datetime.fromisoformat(str(turn["at"])),
            kind,
            {"text": text, "source": source},
        )

    def _saying(self, utterance: Utterance | None, text: str, *, paced: bool) -> ScriptedReply:
        self.token_seconds = self._life.token_seconds
        self.memories = self._life.memories if utterance else ()
        reply = ScriptedReply(self, utterance, text, paced=paced)
        reply.id = ReplyId(uuid.uuid4().hex)
        return reply


class ScriptedDoor:
    """Serves lines with a life behind them.

    `received` keeps what pages said, raw, and `sound_bytes` counts what microphones sent. While
    it is `deaf`, what pages say is lost on the way.
    """

    def __init__(self, life: Life | None = None, *, awake: bool = True) -> None:
        self.life = life or Life()
        self.ears = FixedEars()
        self.mouth: TextToSpeech = HummingMouth()
        self.received: list[str] = []
        self.received_at: list[float] = []
        self.sound_bytes = 0
        self.deaf = False
        self._awake = asyncio.Event()
        if awake:
            self._awake.set()

    def wake(self) -> None:
        """The models are loaded."""
        self._awake.set()

    async def health(self) -> dict[str, JsonValue]:
        return {"awake": self._awake.is_set()}

    async def facts(self) -> JsonValue:
        return {"facts": [], "themes": [], "bonds": [], "episodes": []}

    async def found(self, words: str) -> JsonValue:
        return {"found": []}

    async def sound_of(self, event: str) -> bytes | None:
        return None

    async def change_fact(self, fact: str, change: JsonValue) -> JsonValue:
        raise NoSuchFactError(f"No fact has an id that begins with {fact!r}; {change!r}.")

    async def night(self) -> JsonValue:
        return {}

    async def who(self) -> JsonValue:
        raise NoSuchFactError("There is nobody to tell about.")

    async def letters(self, wish: JsonValue) -> JsonValue:
        return {"letters": [], "people": [], "senders": {}, "you": "", "mail": False}

    async def letters_told(self, wish: JsonValue) -> AsyncIterator[JsonValue]:
        yield {}

    async def letters_file(self, name: str, wish: JsonValue) -> tuple[bytes, str]:
        raise LookupError(name)

    async def change_who(self, wish: JsonValue) -> JsonValue:
        raise NoSuchFactError(f"There is nobody to change: {wish!r}.")

    async def handover(self, wish: JsonValue) -> JsonValue:
        return {"met": False, "name": ""}

    async def handover_file(self, wish: JsonValue) -> tuple[bytes, str]:
        raise NoSuchFactError(f"There is nobody to give: {wish!r}.")

    async def handover_taken(self, sealed: bytes, passphrase: str, name: str) -> JsonValue:
        raise NoSuchFactError(f"Nobody comes out of {name}: {len(sealed)} bytes, {passphrase!r}.")

    async def yours(self, wish: JsonValue) -> JsonValue:
        if wish is None:
            return {"care": {}, "fixed": {}, "countries": []}
        raise NoSuchFactError(f"There is nothing to set: {wish!r}.")

    async def yours_archive(self, ticket: str) -> AsyncGenerator[bytes]:
        raise NoSuchFactError(f"There is no copy under {ticket!r}.")

    async def yours_brought(
        self, name: str, pieces: AsyncIterator[bytes]
    ) -> AsyncGenerator[JsonValue]:
        raise NoSuchFactError(f"Nothing is brought from {name!r}.")

    async def yours_written(self, import_id: str, me: str) -> AsyncGenerator[JsonValue]:
        raise NoSuchFactError(f"Nothing waits for {me!r} under {import_id!r}.")

    async def audition(self, voice: str) -> bytes:
        if voice not in [each["id"] for each in VOICES]:
            raise LookupError(voice)
        file = io.BytesIO()
        with wave.open(file, "wb") as sound:
            sound.setnchannels(1)
            sound.setsampwidth(2)
            sound.setframerate(RATE)
            sound.writeframes((hum(6) * 32767).astype("<i2").tobytes())
        return file.getvalue()

    async def name(self) -> str:
        return self.life.name

    async def answer(self, text: str, digest: str) -> AsyncIterator[str]:
        assert digest
        self.life.add("person", text)
        answer = self.life.respond(text)
        for word in answer.split(" "):
            await asyncio.sleep(self.life.token_seconds)
            yield word if answer.startswith(word) else f" {word}"
        self.life.add("companion", answer)

    async def serve_rtvi(self, line: Line) -> None:
        await converse(
            line,
            LivingDialogue(self.life),
            SpeechModels(self.ears, self.mouth, self.ears, LoudIsVoice, LongIsHerName()),
            clock=self.life.clock,
            about={"library": "anima"},
        )

    async def serve_realtime(self, line: Line, model: str) -> None:
        await converse_realtime(
            line,
            LivingDialogue(self.life),
            SpeechModels(self.ears, HummingMouth(), self.ears, LoudIsVoice, LongIsHerName()),
            clock=self.life.clock,
            model=model,
        )

    async def serve(self, line: Line) -> None:
        if not self._awake.is_set():
            await line.send(message("server-message", {"type": "waking"}))
            await self._awake.wait()
        await line.send(message("server-message", {"type": "awake"}))
        dialogue = LivingDialogue(self.life)
        desk = Desk(self.life, dialogue)
        await converse(
            Overheard(line, self),
            dialogue,
            SpeechModels(self.ears, HummingMouth(), self.ears, LoudIsVoice, LongIsHerName()),
            clock=self.life.clock,
            about={"library": "anima"},
            on_request=desk.answer,
        )


class Overheard:
    """A line that is written down, and that tells the page when she has changed."""

    def __init__(self, line: Line, door: ScriptedDoor) -> None:
        self._line = line
        self._door = door
        self._told = self._news()

    async def receive(self) -> str | bytes | None:
        content = await self._line.receive()
        while self._door.deaf and content is not None:
            content = await self._line.receive()
        if isinstance(content, str):
            self._door.received.append(content)
            self._door.received_at.append(asyncio.get_running_loop().time())
        elif content is not None:
            self._door.sound_bytes += len(content)
        return content

    async def send(self, message: str) -> None:
        await self._line.send(message)
        if (news := self._news()) != self._told:
            self._told = news
            for each in news:
                await self._line.send(each)

    def _news(self) -> list[str]:
        life = self._door.life
        who: dict[str, JsonValue] = {
            "type": "identity",
            "name": life.name,
            "voice": life.voice,
            "met": life.met,
            "stage": life.stage,
        }
        news = [message("server-message", who)]
        if life.stage == "naming":
            offer: JsonValue = {"type": "proposal", "name": life.proposed, "reason": "It is warm."}
            news.append(message("server-message", offer))
        return news


class Desk:
    """Answers the page's requests."""

    def __init__(self, life: Life, dialogue: LivingDialogue) -> None:
        self._life = life
        self._dialogue = dialogue

    async def answer(self, t: str, d: JsonValue) -> JsonValue:
        asked = cast(dict[str, JsonValue], d or {})
        match t:
            case "state":
                return self._state()
            case "history":
                return self._history(asked)
            case "search":
                words = str(asked["query"]).casefold()
                found = [turn for turn in self._life.turns if words in str(turn["text"]).casefold()]
                return {"turns": list(reversed(found)), "more": False}
            case "choose-voice":
                self._life.voice = self._dialogue.voice = str(asked["voice"])
                self._life.stage = "questions"
                return self._state()
            case _:
                return None

    def _history(self, asked: dict[str, JsonValue]) -> JsonValue:
        limit, turns = cast(int, asked["limit"]), self._life.turns
        if (after := asked.get("after")) is not None:
            later = turns[cast(int, after) :]
            return {"turns": list(later[:limit]), "more": len(later) > limit}
        before = asked.get("before")
        earlier = turns if before is None else turns[: cast(int, before) - 1]
        return {"turns": list(earlier[-limit:]), "more": len(earlier) > limit}

    def _state(self) -> JsonValue:
        life = self._life
        return {
            "name": life.name,
            "voice": life.voice,
            "met": life.met,
            "stage": life.stage,
            "person_name": "",
            "voices": list(VOICES),
            "awake": True,
            "fresh": not self._dialogue.greeted and not self._dialogue.utterances,
            "back": life.back,
        }
