"""Two protocols on a WebSocket: her page's (RTVI as JSON), and pipecat's (frames in protobuf)."""

import asyncio
import base64
import json
import time
from collections.abc import Mapping
from typing import Any, TypeGuard

from websockets.asyncio.client import ClientConnection

from anima.values import JsonValue
from anima.voice.pcm import from_pcm16
from anima.voice.rtvi import LABEL
from anima.voice.speech import INPUT_RATE
from bench.voice_parts.latency.person import Sound

REPORT_SECONDS = 0.05

Moments = Mapping[str, float]
"""What she says of a turn: milliseconds after the end of speech, by the names of `TurnTiming`."""


class PageWire:
    """Speaks as the page does: plays, reports what has sounded, notes what she tells."""

    def __init__(self, socket: ClientConnection, *, speed: float = 1.0) -> None:
        self.state = "listening"
        self.stored: list[tuple[str, str]] = []
        """Who said what, as she stored it."""
        self.is_awake = False
        self.waits = False
        """Whether it was told to wait for a place."""
        self.moments: list[Moments] = []
        self.clauses: list[tuple[str, float]] = []
        """The clauses of the reply under way, and when the sound of each came."""
        self.opening_seconds = 0.0
        """How long the first clause sounds."""
        self._socket = socket
        self._speed = speed
        self._reply = ""
        self._rate = INPUT_RATE
        self._received = self._played = 0

    async def begin(self) -> None:
        """What a page sends first."""
        await self._send("client-ready", {"version": "2.2.0", "about": {"library": "bench"}})
        await self._tell("microphone", {"mode": "open"})

    async def greet(self) -> None:
        """She may say good day."""
        await self._tell("greet", {"audio_response": True})

    async def interrupt(self) -> None:
        """The key that stops her."""
        await self._tell("interrupt", None)

    @property
    def sounded_seconds(self) -> float:
        """How much of the reply has sounded."""
        return self._played / self._rate

    async def play(self) -> None:
        """The loudspeaker, for ever."""
        last = time.perf_counter()
        while True:
            await asyncio.sleep(REPORT_SECONDS)
            now = time.perf_counter()
            if self._played < self._received:
                played = self._played + round((now - last) * self._speed * self._rate)
                self._played = min(self._received, played)
                await self._tell("playout", {"reply": self._reply, "samples": self._played})
            last = now

    async def send_sound(self, pcm: bytes) -> None:
        """Microphone sound is binary."""
        await self._socket.send(pcm)

    async def receive(self) -> Sound | None:
        """The next stretch of her voice; None for whatever else came."""
        match json.loads(await self._socket.recv()):
            case {"type": "bot-tts-audio", "data": data} if _is_object(data):
                return self._take(data)
            case {"type": "bot-tts-text", "data": {"text": str(text)}}:
                self.clauses.append((text.strip(), time.perf_counter()))
            case {"type": "bot-interrupted", "data": {"reply": str(reply)}}:
                self._received = self._played
                stopped: JsonValue = {"reply": reply, "samples": self._played, "stopped": True}
                await self._tell("playout", stopped)
            case {"type": "server-message", "data": {"type": "stored"} as data}:
                self.stored.append((str(data["speaker"]), str(data["text"])))
            case {"type": "metrics", "data": {"moments": moments}}:
                self.moments.append(moments)
            case {"type": "server-message", "data": {"type": "state", "value": str(value)}}:
                self.state = value
            case {"type": "server-message", "data": {"type": "waiting"}}:
                self.waits = True
            case {"type": "bot-ready"}:
                self.is_awake, self.waits = True, False
            case {"type": "error", "data": {"error": str(error)}}:
                print(f"\nshe reports: {error}")
            case _:
                pass
        return None

    def _take(self, data: Mapping[str, JsonValue]) -> Sound:
        reply = str(data["reply"])
        if reply != self._reply:
            self._reply, self._received, self._played = reply, 0, 0
            self.opening_seconds = 0.0
        samples = from_pcm16(base64.b64decode(str(data["audio"])))
        rate = data["sample_rate"]
        assert isinstance(rate, int)
        self._rate = rate
        self._received += samples.size
        if len(self.clauses) == 1:
            self.opening_seconds += samples.size / rate
        return Sound(samples, rate)

    async def _tell(self, t: str, d: JsonValue) -> None:
        await self._send("client-message", {"t": t, "d": d})

    async def _send(self, kind: str, data: JsonValue) -> None:
        message = {"label": LABEL, "type": kind, "id": "1", "data": data}
        await self._socket.send(json.dumps(message))


class PipecatWire:
    """Speaks pipecat's protobuf serialisation."""

    def __init__(self, socket: ClientConnection) -> None:
        # It takes two seconds and 100 MB, which only who speaks with pipecat should pay.
        import pipecat.frames.protobufs.frames_pb2 as frames

        self._socket = socket
        # Generated code without types.
        self._frame: Any = frames.Frame  # pyright: ignore[reportAttributeAccessIssue]

    async def send_sound(self, pcm: bytes) -> None:
        """Sound as an audio frame."""
        frame = self._frame()
        frame.audio.audio = pcm
        frame.audio.sample_rate = INPUT_RATE
        frame.audio.num_channels = 1
        await self._socket.send(frame.SerializeToString())

    async def receive(self) -> Sound | None:
        """The next stretch of its voice; None for whatever else came."""
        content = await self._socket.recv()
        frame = self._frame()
        frame.ParseFromString(content)
        if frame.WhichOneof("frame") != "audio":
            return None
        return Sound(from_pcm16(frame.audio.audio), int(frame.audio.sample_rate))


def _is_object(value: object) -> TypeGuard[dict[str, JsonValue]]:
    return isinstance(value, dict)
