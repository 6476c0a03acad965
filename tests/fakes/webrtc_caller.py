"""Somebody who calls her over WebRTC: aiortc as the client, with a microphone and an ear."""

import asyncio
import json
from collections.abc import AsyncGenerator, Coroutine
from contextlib import asynccontextmanager
from fractions import Fraction
from functools import partial
from typing import Any

import httpx
import numpy as np
from aiortc import (
    RTCConfiguration,
    RTCDataChannel,
    RTCPeerConnection,
    RTCSessionDescription,
)
from aiortc.mediastreams import MediaStreamError, MediaStreamTrack
from av import AudioFrame, AudioResampler
from bad_datagrams import BadDatagrams

from anima.voice import Samples
from anima.voice.pcm import from_pcm16

RATE = 48_000
FRAME = RATE // 50
PATIENCE_SECONDS = 60.0


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
    """A call. `told` holds the messages that came, `heard` the sound at 48 kHz.

    With a `network` it goes over that. It counts messages as docs/protocol.md says, but where
    `counts` is false, as pipecat's client does not.
    """

    def __init__(self, http: httpx.AsyncClient, network: BadDatagrams | None = None) -> None:
        self.http = http
        self.network = network
        self.counts = True
        self.told: list[dict[str, Any]] = []
        self.heard: list[Samples] = []
        self.call = ""
        self.answers: list[dict[str, Any]] = []
        self._sent: list[str] = []
        self._have = 0
        self._news = asyncio.Event()
        self._tasks: set[asyncio.Task[None]] = set()
        self.pick_up()

    def pick_up(self) -> None:
        """A peer connection, which nobody has been offered yet."""
        self.microphone = Microphone()
        self.connection = RTCPeerConnection(RTCConfiguration(iceServers=[]))
        channel = self.channel = self.connection.createDataChannel("chat", ordered=True)
        self._open = asyncio.Event()
        channel.on("open", self._open.set)
        channel.on("message", partial(self._take, channel))
        self.connection.on("track", self._hear)
        self.connection.addTrack(self.microphone)
        self.connection.addTransceiver("video", direction="sendrecv")

    async def offer(self, *, anew: bool = False) -> None:
        """Offer the connection, and take the answer."""
        await self.connection.setLocalDescription(await self.connection.createOffer())
        offered = self.connection.localDescription
        sdp = self.network.hidden(offered.sdp) if self.network else offered.sdp
        asked = {"sdp": sdp, "type": offered.type, "pc_id": self.call or None, "restart_pc": anew}
        if anew and self.counts:
            asked["have"] = self._have
        answer = await self.http.post("/api/offer", json=asked)
        assert answer.status_code == 200, answer.text
        given: dict[str, Any] = answer.json()
        self.answers.append(given)
        self.call = given["pc_id"]
        sdp = await self.network.through(given["sdp"]) if self.network else given["sdp"]
        await self.connection.setRemoteDescription(RTCSessionDescription(sdp, given["type"]))

    async def dial(self, *, anew: bool = False) -> None:
        """Offer, and wait until the channel is open; send what did not arrive."""
        await self.offer(anew=anew)
        async with asyncio.timeout(PATIENCE_SECONDS):
            await self._open.wait()
        if self.counts and anew:
            for each in self._sent[self.answers[-1]["taken"] :]:
                self.channel.send(each)

    async def redial(self) -> None:
        """Go on over another connection, as pipecat's client does when it has lost one."""
        former = self.connection
        self.pick_up()
        await self.dial(anew=True)
        await former.close()

    def ping(self) -> None:
        """Say every second that somebody is there, from now on."""
        self._spawn(self._ping())

    async def _ping(self) -> None:
        while True:
            if self.channel.readyState == "open":
                self.channel.send("ping: 1")
            await asyncio.sleep(1.0)

    def say(self, kind: str, data: object = None) -> None:
        """Send an RTVI message, now or when there is a connection again."""
        message = json.dumps({"label": "rtvi-ai", "type": kind, "id": "1", "data": data})
        self._sent.append(message)
        if self.channel.readyState == "open":
            self.channel.send(message)

    async def until(self, kind: str, *, times: int = 1, **data: object) -> dict[str, Any]:
        """Wait for messages of this type with these values in their data; the first such."""
        try:
            async with asyncio.timeout(PATIENCE_SECONDS):
                while len(found := self.all(kind, **data)) < times:
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

    def _take(self, channel: RTCDataChannel, content: str) -> None:
        if channel is not self.channel:
            return
        self.told.append(json.loads(content))
        self._have += self.told[-1]["type"] != "signalling"
        self._news.set()

    def _hear(self, track: MediaStreamTrack) -> None:
        if track.kind == "audio":
            self._spawn(self._listen(track))

    def _spawn(self, work: Coroutine[object, object, None]) -> None:
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

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
        for task in tuple(self._tasks):
            task.cancel()
        await self.connection.close()
        if self.network is not None:
            self.network.close()


@asynccontextmanager
async def calling(
    address: str, network: BadDatagrams | None = None, **headers: str
) -> AsyncGenerator[Caller]:
    """Somebody who may call her at this address while the block runs."""
    async with httpx.AsyncClient(base_url=address, headers=headers) as http:
        caller = Caller(http, network)
        try:
            yield caller
        finally:
            await caller.hang_up()
