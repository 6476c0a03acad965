"""A person at a client, and the scene in which they meet her."""

import asyncio
import base64
import json
from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import cast

import numpy as np
from scripted_voice import (
    FixedClock,
    ScriptedActivity,
    ScriptedDialogue,
    ScriptedEars,
    ScriptedMouth,
    ScriptedSpeech,
    ScriptedSpotter,
)

from anima.voice.line import OnRequest, converse
from anima.voice.manner import USUAL, Manner
from anima.voice.news import Remark
from anima.voice.pcm import from_pcm16, to_pcm16
from anima.voice.speech import INPUT_RATE, Samples, SpeechModels
from anima.voice.timing import TurnTiming

CHUNK = 320

Message = dict[str, object]


class Person:
    """A person at a client: a microphone that runs with the story, and a loudspeaker."""

    def __init__(self, speech: ScriptedSpeech, *, acknowledges: bool, her_rate: int) -> None:
        self.heard: dict[str, Samples] = {}
        self.her_rate = her_rate
        self.messages: list[tuple[float, Message]] = []
        self.speech = speech
        self.acknowledges = acknowledges
        self.loudspeaker = True
        self._out: asyncio.Queue[str | bytes | None] = asyncio.Queue()
        self._reply = ""
        self._received = 0
        self._played = 0
        self._paused = ""

    async def receive(self) -> str | bytes | None:
        return await self._out.get()

    async def send(self, message: str) -> None:
        content = cast(Message, json.loads(message))
        self.messages.append((asyncio.get_running_loop().time(), content))
        data = cast(Message, content.get("data") or {})
        if content["type"] == "bot-tts-audio":
            if data["reply"] != self._reply:
                self._reply, self._received, self._played = str(data["reply"]), 0, 0
            assert data["offset"] == self._received
            sound = from_pcm16(base64.b64decode(str(data["audio"])))
            self._received += sound.size
            before = self.heard.get(self._reply, np.zeros(0, np.float32))
            self.heard[self._reply] = np.concatenate((before, sound))
        elif data.get("type") == "paused":
            self._paused = str(data["reply"]) if data["on"] else ""
            begins = data.get("from", self._played)
            if data["reply"] == self._reply and isinstance(begins, int):
                assert begins <= self._played
                self._played = begins
        elif content["type"] == "bot-interrupted":
            self._paused = ""
            self._received = self._played
            if self._reply in self.heard:
                self.heard[self._reply] = self.heard[self._reply][: self._played]
            if self.acknowledges:
                reply, samples = data["reply"], self._played
                self.tells("playout", {"reply": reply, "samples": samples, "stopped": True})

    async def play(self) -> None:
        """The loudspeaker: plays in real time and reports every 50 ms."""
        while True:
            await asyncio.sleep(0.05)
            if self.loudspeaker and self._paused != self._reply and self._played < self._received:
                self._played = min(self._received, self._played + round(0.05 * self.her_rate))
                if self.acknowledges:
                    self.tells("playout", {"reply": self._reply, "samples": self._played})

    async def says(self, phrase: str, seconds: float) -> None:
        await self.sounds(self.speech.sound(phrase, seconds))

    async def waits(self, seconds: float) -> None:
        await self.sounds(np.zeros(round(seconds * INPUT_RATE), np.float32))

    async def sounds(self, samples: Samples) -> None:
        """The microphone hears this, at the speed of sound."""
        for start in range(0, samples.size, CHUNK):
            pcm = to_pcm16(samples[start : start + CHUNK])
            self._out.put_nowait(pcm)
            await asyncio.sleep(len(pcm) / 2 / INPUT_RATE)

    def tells(self, t: str, d: object = None) -> None:
        self.raw("client-message", {"t": t, "d": d})

    def types(self, text: str, *, aloud: bool = False) -> None:
        self.raw("send-text", {"content": text, "options": {"audio_response": aloud}})

    def raw(self, kind: str, data: object = None) -> None:
        message = {"label": "rtvi-ai", "type": kind, "id": "m1", "data": data}
        self._out.put_nowait(json.dumps(message))

    def sends(self, raw: str | bytes) -> None:
        self._out.put_nowait(raw)

    def hangs_up(self) -> None:
        self._out.put_nowait(None)

    def all(self, kind: str) -> list[tuple[float, Message]]:
        """What arrived of a kind: seconds and data."""
        found = [(at, m) for at, m in self.messages if m["type"] == kind]
        return [(at, cast(Message, m.get("data") or {})) for at, m in found]

    def ours(self, kind: str) -> list[tuple[float, Message]]:
        """The same for the messages that the standard does not have."""
        return [(at, data) for at, data in self.all("server-message") if data["type"] == kind]

    def states(self) -> list[str]:
        """The states shown, in order."""
        return [str(data["value"]) for _, data in self.ours("state")]


@dataclass
class Scene:
    """Everything a story needs."""

    person: Person
    dialogue: ScriptedDialogue
    ears: ScriptedEars
    mouth: ScriptedMouth
    timings: list[TurnTiming]
    spotter: ScriptedSpotter
    remarks: asyncio.Queue[Remark]


async def _nothing(_t: str, _d: object) -> None:
    return None


@asynccontextmanager
async def scene(
    *answers: str,
    acknowledges: bool = True,
    token_seconds: float = 0.05,
    on_request: Callable[..., Awaitable[object]] = _nothing,
    models: SpeechModels | None = None,
    voice: str = "af_test",
    manner: Manner = USUAL,
) -> AsyncGenerator[Scene]:
    """A person on a line with her; the line closes when the story ends."""
    speech = ScriptedSpeech()
    ears, mouth = ScriptedEars(speech), ScriptedMouth()
    spotter = ScriptedSpotter(speech)
    models = models or SpeechModels(ears, mouth, ears, ScriptedActivity, spotter)
    her_rate = models.text_to_speech.sample_rate
    person = Person(speech, acknowledges=acknowledges, her_rate=her_rate)
    dialogue = ScriptedDialogue(*answers, token_seconds=token_seconds, voice=voice)
    timings: list[TurnTiming] = []
    remarks: asyncio.Queue[Remark] = asyncio.Queue()
    async with asyncio.TaskGroup() as tasks:
        loudspeaker = tasks.create_task(person.play())
        talk = converse(
            person,
            dialogue,
            models,
            clock=FixedClock(),
            about={"library": "anima"},
            on_request=cast(OnRequest, on_request),
            manner=manner,
            now=asyncio.get_running_loop().time,
            on_timing=timings.append,
            remarks=remarks,
        )
        line = tasks.create_task(talk)
        yield Scene(person, dialogue, ears, mouth, timings, spotter, remarks)
        person.hangs_up()
        await line
        loudspeaker.cancel()
