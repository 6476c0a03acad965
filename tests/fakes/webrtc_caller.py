"""Somebody who calls her over WebRTC: aiortc as the client, with a microphone and an ear."""

import asyncio
import json
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from fractions import Fraction
from typing import Any

import httpx
import numpy as np
from aiortc import RTCConfiguration, RTCPeerConnection, RTCSessionDescription
from aiortc.mediastreams import MediaStreamError, MediaStreamTrack
from av import AudioFrame, AudioResampler

from anima.voice import Samples
from anima.voice.pcm import from_pcm16

RATE = 48_000
FRAME = RATE // 50
PATIENCE_SECONDS = 20.0


class Microphone(MediaStreamTrack):
    """Silence, and what is put into it."""

    kind = "audio"

    def __init__(self) -> None:
        super().__init__()
        self._speech = np.zeros(0, np.float32)
        self._sent = 0
        self._began = 0.0

    def speak(self, samples: Samples) -> None:
        """Say this, at 48 kHz, from now on."""
        self._speech = np.concatenate([self._speech, samples])

    async def recv(self) -> AudioFrame:
        now = asyncio.get_running_loop().time()
        self._began = self._began or now
        await asyncio.sleep(max(0.0, self._began + self._sent / RATE - now))
        piece, self._speech = self._speech[:FRAME], self._speech[FRAME:]
        whole = np.pad(piece, (0, FRAME - piece.size))
        pcm = np.round(whole * 32767).astype(np.int16).reshape(1, -1)
        frame = AudioFrame.from_ndarray(pcm, format="s16", layout="mono")
        frame.sample_rate, frame.time_base, frame.pts = RATE, Fraction(1, RATE), self._sent
        self._sent += FRAME
        return frame


class Caller:
    """A call. `told` holds the messages that came, `heard` the sound at 48 kHz."""

    def __init__(self, http: httpx.AsyncClient) -> None:
        self.http = http
        self.microphone = Microphone()
        self.connection = RTCPeerConnection(RTCConfiguration(iceServers=[]))
        self.channel = self.connection.createDataChannel("chat", ordered=True)
        self.told: list[dict[str, Any]] = []
        self.heard: list[Samples] = []
        self.call = ""
        self._news = asyncio.Event()
        self._open = asyncio.Event()
        self._listening: asyncio.Task[None] | None = None
        self.channel.on("open", self._open.set)
        self.channel.on("message", self._take)
        self.connection.on("track", self._hear)
        self.connection.addTrack(self.microphone)
        self.connection.addTransceiver("video", direction="sendrecv")

    async def dial(self, *, anew: bool = False) -> None:
        """Offer, and wait until the channel is open."""
        await self.connection.setLocalDescription(await self.connection.createOffer())
        offered = self.connection.localDescription
        asked = {"sdp": offered.sdp, "type": offered.type, "pc_id": self.call or None}
        answer = await self.http.post("/api/offer", json=asked | {"restart_pc": anew})
        assert answer.status_code == 200, answer.text
        given: dict[str, str] = answer.json()
        self.call = given["pc_id"]
        description = RTCSessionDescription(given["sdp"], given["type"])
        await self.connection.setRemoteDescription(description)
        async with asyncio.timeout(PATIENCE_SECONDS):
            await self._open.wait()

    def say(self, kind: str, data: object = None) -> None:
        """Send an RTVI message."""
        self.channel.send(json.dumps({"label": "rtvi-ai", "type": kind, "id": "1", "data": data}))

    async def until(self, kind: str, **data: object) -> dict[str, Any]:
        """Wait for a message of this type with these values in its data; the first such."""
        try:
            async with asyncio.timeout(PATIENCE_SECONDS):
                while not (found := self.all(kind, **data)):
                    self._news.clear()
                    await self._news.wait()
        except TimeoutError:
            told = [(each["type"], each.get("data")) for each in self.told]
            raise AssertionError(f"waited for {kind} {data}, was told {told}") from None
        return found[0]

    def all(self, kind: str, **data: object) -> list[dict[str, Any]]:
        """The data of the messages of this type that hold these values."""
        found = [each.get("data") or {} for each in self.told if each["type"] == kind]
        return [each for each in found if data.items() <= each.items()]

    @property
    def sounding_seconds(self) -> float:
        """How much of what was heard is no silence."""
        return sum(bool(np.max(np.abs(piece)) > 0.05) * piece.size for piece in self.heard) / RATE

    def _take(self, content: str) -> None:
        self.told.append(json.loads(content))
        self._news.set()

    def _hear(self, track: MediaStreamTrack) -> None:
        if track.kind == "audio":
            self._listening = asyncio.create_task(self._listen(track))

    async def _listen(self, track: MediaStreamTrack) -> None:
        plain = AudioResampler(format="s16", layout="mono", rate=RATE)
        try:
            while True:
                frame: Any = await track.recv()
                for each in plain.resample(frame):
                    self.heard.append(from_pcm16(each.to_ndarray().tobytes()))
        except MediaStreamError:
            return

    async def hang_up(self) -> None:
        """End the call."""
        if self._listening is not None:
            self._listening.cancel()
        await self.connection.close()


@asynccontextmanager
async def calling(address: str, **headers: str) -> AsyncGenerator[Caller]:
    """Somebody who may call her at this address while the block runs."""
    async with httpx.AsyncClient(base_url=address, headers=headers) as http:
        caller = Caller(http)
        try:
            yield caller
        finally:
            await caller.hang_up()
