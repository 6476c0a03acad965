"""A client of the Realtime protocol, and the scene in which it meets her."""

import asyncio
import base64
import json
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import cast

import numpy as np
from scripted_voice import (
    FixedClock,
    ScriptedActivity,
    ScriptedDialogue,
    ScriptedEars,
    ScriptedMouth,
    ScriptedSpeech,
)

from anima.interfaces.realtime import converse_realtime
from anima.voice import INPUT_RATE, Samples, SpeechModels
from anima.voice.manner import USUAL, Manner
from anima.voice.pcm import to_pcm16

Event = dict[str, object]
PIECE = 320


@dataclass
class Client:
    """What a program does at the other end: it sends events, and keeps what comes."""

    speech: ScriptedSpeech = field(default_factory=ScriptedSpeech)
    events: list[tuple[float, Event]] = field(default_factory=list[tuple[float, Event]])
    _out: asyncio.Queue[str | None] = field(default_factory=lambda: asyncio.Queue[str | None]())

    async def receive(self) -> str | None:
        return await self._out.get()

    async def send(self, message: str) -> None:
        self.events.append((asyncio.get_running_loop().time(), cast(Event, json.loads(message))))

    def tells(self, kind: str, **fields: object) -> None:
        self.raw(json.dumps({"type": kind, "event_id": f"mine-{kind}", **fields}))

    def raw(self, text: str) -> None:
        self._out.put_nowait(text)

    def hangs_up(self) -> None:
        self._out.put_nowait(None)

    def configures(self, **settings: object) -> None:
        """Change the session; sound comes at 16 kHz, so that scripted speech stays what it is."""
        audio = {"input": {"format": {"type": "audio/pcm", "rate": INPUT_RATE}, **settings}}
        self.tells("session.update", session={"type": "realtime", "audio": audio})

    async def says(self, phrase: str, seconds: float) -> None:
        await self.sounds(self.speech.sound(phrase, seconds))

    async def waits(self, seconds: float) -> None:
        await self.sounds(np.zeros(round(seconds * INPUT_RATE), np.float32))

    async def sounds(self, samples: Samples) -> None:
        """Append this, at the speed of sound."""
        for start in range(0, samples.size, PIECE):
            self.appends(samples[start : start + PIECE])
            await asyncio.sleep(PIECE / INPUT_RATE)

    def appends(self, samples: Samples) -> None:
        audio = base64.b64encode(to_pcm16(samples)).decode()
        self.tells("input_audio_buffer.append", audio=audio)

    def writes(self, text: str, **fields: object) -> None:
        content = [{"type": "input_text", "text": text}]
        item = {"type": "message", "role": "user", "content": content, **fields}
        self.tells("conversation.item.create", item=item)

    def asks(self, **wish: object) -> None:
        self.tells("response.create", response=wish)

    def all(self, kind: str) -> list[Event]:
        """Every event of a kind, in order."""
        return [event for _, event in self.events if event["type"] == kind]

    def kinds(self) -> list[str]:
        """The kinds of what came, in order, each run of one kind once."""
        kinds = [str(event["type"]) for _, event in self.events]
        return [kind for at, kind in enumerate(kinds) if at == 0 or kinds[at - 1] != kind]

    def errors(self) -> list[tuple[object, object]]:
        """Code and field of each error."""
        errors = [cast(Event, event["error"]) for event in self.all("error")]
        return [(error["code"], error["param"]) for error in errors]

    def done(self) -> list[tuple[object, object]]:
        """Status and reason of each response that is over."""
        told: list[tuple[object, object]] = []
        for event in self.all("response.done"):
            response = cast(Event, event["response"])
            details = cast(Event, response["status_details"] or {})
            told.append((response["status"], details.get("reason")))
        return told

    def her_item(self) -> str:
        """The id of her last item."""
        return str(cast(Event, self.all("response.output_item.added")[-1]["item"])["id"])


@dataclass
class RealtimeScene:
    """Everything that a story needs."""

    client: Client
    dialogue: ScriptedDialogue
    ears: ScriptedEars


@asynccontextmanager
async def realtime_scene(
    *answers: str, token_seconds: float = 0.05, manner: Manner = USUAL
) -> AsyncGenerator[RealtimeScene]:
    """A client on a line with her; the line closes when the story ends."""
    client = Client()
    ears = ScriptedEars(client.speech)
    dialogue = ScriptedDialogue(*answers, token_seconds=token_seconds)
    async with asyncio.TaskGroup() as tasks:
        talk = converse_realtime(
            client,
            dialogue,
            SpeechModels(ears, ScriptedMouth(), ears, ScriptedActivity),
            clock=FixedClock(),
            model="anima",
            manner=manner,
            now=asyncio.get_running_loop().time,
        )
        line = tasks.create_task(talk)
        client.configures()
        yield RealtimeScene(client, dialogue, ears)
        client.hangs_up()
        await line
