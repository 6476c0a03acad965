"""A caller in real time: a microphone that plays what it is told, a loudspeaker that reports."""

import asyncio
import base64
import json
import time
from collections.abc import Mapping
from typing import TypeGuard

import numpy as np

from anima.values import JsonValue
from anima.voice import Samples
from anima.voice.pcm import from_pcm16, to_pcm16
from anima.voice.rtvi import LABEL
from anima.voice.speech import INPUT_RATE

CHUNK_SECONDS = 0.02
REPORT_SECONDS = 0.05

Note = Mapping[str, JsonValue]


class Caller:
    """A line as the page is one: it holds her sound when told to, and says what has sounded.

    The times in `silent_at`, `resumed_at` and `stopped_at` are of `time.perf_counter`.
    """

    def __init__(self) -> None:
        self.state = "listening"
        self.heard: list[str] = []
        self.stored: list[str] = []
        self.played: Samples = np.zeros(0, np.float32)
        """Her sound of the reply under way, as far as it has sounded."""
        self.her_rate = 24_000
        self.silent_at: float | None = None
        self.resumed_at: float | None = None
        self.stopped_at: float | None = None
        """Since when she has been silent, held or stopped; None while she sounds or may."""
        self.interrupted = False
        self._to_send: asyncio.Queue[str] = asyncio.Queue()
        self._microphone: Samples = np.zeros(0, np.float32)
        self._spoken: asyncio.Future[float] | None = None
        self._begun: float | None = None
        self._frames = 0
        self._reply = ""
        self._sound: list[Samples] = []
        self._position = 0
        self._held = False
        self._open = True

    def asks(self, text: str) -> None:
        """Type a line that is to be answered aloud."""
        self._sound, self._position, self.played = [], 0, np.zeros(0, np.float32)
        self.silent_at = self.resumed_at = self.stopped_at = None
        self.interrupted = False
        self._raw("send-text", {"content": text, "options": {"audio_response": True}})

    def interrupts(self) -> None:
        """Press the key that stops her."""
        self._tell("interrupt", None)

    def hangs_up(self) -> None:
        """Leave in order."""
        self._open = False
        self._raw("disconnect-bot", None)

    async def says(self, samples: Samples) -> float:
        """Let the microphone hear this now; returns the time at which its first sample sounds."""
        self.silent_at = self.resumed_at = self.stopped_at = None
        self._microphone = samples
        self._spoken = asyncio.get_running_loop().create_future()
        return await self._spoken

    @property
    def sounding(self) -> float:
        """Seconds of the reply that have sounded."""
        return self.played.size / self.her_rate

    @property
    def is_speaking_to(self) -> bool:
        """Whether the microphone still plays something."""
        return self._microphone.size > 0

    async def receive(self) -> str | bytes | None:
        """The next message of the line: what is to be sent, or 20 ms of sound in their time."""
        if not self._to_send.empty():
            return self._to_send.get_nowait()
        if not self._open:
            return None
        now = asyncio.get_running_loop().time()
        self._begun = now if self._begun is None else self._begun
        await asyncio.sleep(self._begun + self._frames * CHUNK_SECONDS - now)
        self._frames += 1
        size = round(CHUNK_SECONDS * INPUT_RATE)
        if self._spoken is not None:
            # A piece goes out when it is over: its first sample sounded that much earlier.
            self._spoken.set_result(time.perf_counter() - CHUNK_SECONDS)
            self._spoken = None
        piece, self._microphone = self._microphone[:size], self._microphone[size:]
        return to_pcm16(np.pad(piece, (0, size - piece.size)))

    async def send(self, message: str) -> None:
        """Take a message from her."""
        match json.loads(message):
            case {"type": "bot-tts-audio", "data": data} if _is_object(data):
                self._take_sound(data)
            case {"type": "bot-interrupted", "data": {"reply": str(reply)}}:
                self._stop(reply)
            case {"type": "server-message", "data": data} if _is_object(data):
                self._note(data)
            case _:
                pass

    async def play(self) -> None:
        """The loudspeaker, until it is cancelled."""
        last = time.perf_counter()
        reported = 0
        while True:
            await asyncio.sleep(0.01)
            now = time.perf_counter()
            elapsed, last = now - last, now
            received = sum(each.size for each in self._sound)
            if self._held or self._position >= received:
                continue
            self._position = min(received, self._position + round(elapsed * self.her_rate))
            if self._position > self.played.size:
                self.played = np.concatenate(self._sound)[: self._position]
            if abs(self._position - reported) >= REPORT_SECONDS * self.her_rate:
                reported = self._position
                self._tell("playout", {"reply": self._reply, "samples": self._position})
            elif self._position == received:
                self._tell("playout", {"reply": self._reply, "samples": self._position})

    def _take_sound(self, data: Note) -> None:
        if data["reply"] != self._reply:
            self._reply, self._held = str(data["reply"]), False
        rate = data["sample_rate"]
        self.her_rate = rate if isinstance(rate, int) else self.her_rate
        self._sound.append(from_pcm16(base64.b64decode(str(data["audio"]))))

    def _stop(self, reply: str) -> None:
        now = time.perf_counter()
        self.silent_at = self.silent_at or now
        self.stopped_at = self.stopped_at or now
        self.interrupted = True
        self._sound, self._held = [self.played], False
        self._tell("playout", {"reply": reply, "samples": self._position, "stopped": True})

    def _note(self, data: Note) -> None:
        now = time.perf_counter()
        match data:
            case {"type": "paused", "reply": str(reply), "on": bool(on)}:
                if reply == self._reply or not self._reply:
                    self._held = on
                if on:
                    self.silent_at, self.resumed_at = self.silent_at or now, None
                    self.stopped_at = self.stopped_at or now
                else:
                    self.resumed_at, self.stopped_at = now, None
                    begins = data.get("from")
                    if isinstance(begins, int) and reply == self._reply:
                        self._position = min(self._position, begins)
            case {"type": "stored", "speaker": "companion", "text": str(text)}:
                self.stored.append(text)
            case {"type": "stored", "text": str(text)}:
                self.heard.append(text)
            case {"type": "state", "value": str(value)}:
                self.state = value
            case _:
                pass

    def _tell(self, t: str, d: JsonValue) -> None:
        self._raw("client-message", {"t": t, "d": d})

    def _raw(self, kind: str, data: JsonValue) -> None:
        message = {"label": LABEL, "type": kind, "id": "1", "data": data}
        self._to_send.put_nowait(json.dumps(message))


def _is_object(value: object) -> TypeGuard[dict[str, JsonValue]]:
    return isinstance(value, dict)
