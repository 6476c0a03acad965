"""One client's call: a peer connection as a line of the voice engine."""

import asyncio
import json
import logging
import secrets
from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import Any, TypeAlias

from aiortc import (
    RTCBundlePolicy,
    RTCConfiguration,
    RTCDataChannel,
    RTCPeerConnection,
    RTCSessionDescription,
)
from aiortc.exceptions import InvalidStateError
from aiortc.mediastreams import MediaStreamError, MediaStreamTrack
from aiortc.sdp import candidate_from_sdp
from av import AudioFrame, AudioResampler

from anima.interfaces.webrtc.call_messages import CallMessages, is_ping
from anima.interfaces.webrtc.playing import Playing
from anima.interfaces.webrtc.voice_track import VoiceTrack
from anima.values import AnimaError
from anima.voice import INPUT_RATE, Line

CONNECT_SECONDS = 30.0
"""How long a client may take from its offer to an open channel."""

GOODBYE_SECONDS = 3.0
"""How long the last messages may take to go out."""

AWAY_SECONDS = 3.0
"""A client that said every second that it is there, and has not for so long, is out of reach."""

MOST_WAITING = 1_000
"""Messages and pieces of sound that may wait to be taken: 20 s of a microphone."""

MOST_BUFFERED = 1 << 20
"""Bytes that may wait for a client that does not read; beyond it, it is gone."""

Serve: TypeAlias = Callable[[Line], Awaitable[None]]

_log = logging.getLogger(__name__)


class OfferError(AnimaError):
    """What a client sent to begin a call cannot be used."""


class Peer:
    """A call. Messages go over its data channel, sound over its audio; pictures are declined.

    In a gap of the network her sound waits, where the client says regularly that it is there.
    """

    def __init__(self) -> None:
        self.id = secrets.token_urlsafe(16)
        self._connection = RTCPeerConnection(
            RTCConfiguration(iceServers=[], bundlePolicy=RTCBundlePolicy.MAX_BUNDLE)
        )
        self._connection.on("datachannel", self._take_channel)
        self._connection.on("track", self._take_track)
        self._connection.on("connectionstatechange", self._follow)
        self._messages = CallMessages(Playing())
        self._voice = VoiceTrack(self._messages.playing, self._after_frame)
        self._speaks = False
        loop = asyncio.get_running_loop()
        self._now = loop.time
        self._microphone: asyncio.Future[MediaStreamTrack] = loop.create_future()
        self._channel: RTCDataChannel | None = None
        self._open = asyncio.Event()
        self._arrived: asyncio.Queue[str | bytes | None] = asyncio.Queue()
        self._gone = False
        self._there_at: float | None = None

    @property
    def is_away(self) -> bool:
        """Whether the client is out of reach for now, as far as can be known."""
        there = self._there_at
        return there is not None and self._now() - there > AWAY_SECONDS

    @property
    def is_gone(self) -> bool:
        """Whether the call is over."""
        return self._gone

    async def answer(self, sdp: str) -> str:
        """Take an offer, the first or a later one; the answer. Raises `OfferError`."""
        try:
            offer = RTCSessionDescription(sdp, "offer")
            await self._connection.setRemoteDescription(offer)
            if self._connection.sctp is None:
                raise OfferError("The offer has no data channel, over which messages would go.")
            self._decline_pictures()
            await self._connection.setLocalDescription(await self._connection.createAnswer())
        except OfferError:
            raise
        except Exception as error:  # the boundary to what somebody else has written
            raise OfferError(f"The offer cannot be used ({type(error).__name__}).") from error
        return self._connection.localDescription.sdp

    def _decline_pictures(self) -> None:
        for transceiver in self._connection.getTransceivers():
            if transceiver.kind != "audio":
                transceiver.direction = "inactive"
            elif not self._speaks:
                self._connection.addTrack(self._voice)
                self._speaks = True

    async def add_candidate(self, line: str, mid: str | None, index: int | None) -> None:
        """Take one more address at which the client may be reached. Raises `OfferError`."""
        _, _, found = line.partition(":")
        if not found:
            return  # an empty one says that there are no more
        try:
            candidate = candidate_from_sdp(found)
            candidate.sdpMid, candidate.sdpMLineIndex = mid, index
            await self._connection.addIceCandidate(candidate)
        except Exception as error:  # the boundary to what somebody else has written
            raise OfferError(f"The candidate cannot be used ({type(error).__name__}).") from error

    async def carry(self, serve: Serve) -> None:
        """Hold the call from its connection to its end."""
        listening = asyncio.create_task(self._listen())
        try:
            async with asyncio.timeout(CONNECT_SECONDS):
                await self._open.wait()
            if not self._gone:
                await serve(self)
        except (TimeoutError, ConnectionError):
            pass
        finally:
            self._gone = True
            listening.cancel()
            await self._leave()

    async def receive(self) -> str | bytes | None:
        """The client's next message or sound; None when it is gone."""
        return await self._arrived.get()

    async def send(self, message: str) -> None:
        """Send a message, or let her sound; `ConnectionError` when the client is gone."""
        told = self._messages.outward(message)
        if told is not None:
            self._tell(told)
        self._report()

    def hang_up(self) -> None:
        """End the call; what was heard is stored."""
        if not self._gone:
            self._gone = True
            self._messages.playing.lose()
            self._report()
            self._open.set()
            self._arrived.put_nowait(None)

    def _tell(self, message: str) -> None:
        channel = self._channel
        if self._gone or channel is None or channel.bufferedAmount > MOST_BUFFERED:
            self.hang_up()
            raise ConnectionError("the client is gone")
        try:
            channel.send(message)
        except InvalidStateError as error:
            raise ConnectionError("the client is gone") from error

    def _after_frame(self) -> None:
        if self.is_away:
            self._messages.playing.hold()
        self._report()

    def _report(self) -> None:
        for report in self._messages.reports():
            self._arrived.put_nowait(report)

    def _take(self, content: str | bytes) -> None:
        if self._arrived.qsize() < MOST_WAITING:
            self._arrived.put_nowait(content)
        elif isinstance(content, str):
            self.hang_up()  # a word that was lost would be worse

    def _take_channel(self, channel: RTCDataChannel) -> None:
        if self._channel is not None:
            return

        def take(content: str | bytes) -> None:
            if not isinstance(content, str):
                return
            if is_ping(content):
                self._there_at = self._now()
                self._messages.playing.arrives()
            elif (said := self._messages.inward(content)) is not None:
                self._take(said)

        self._channel = channel
        channel.on("message", take)
        channel.on("close", self.hang_up)
        self._open.set()

    def _take_track(self, track: MediaStreamTrack) -> None:
        if track.kind == "audio" and not self._microphone.done():
            self._microphone.set_result(track)

    def _follow(self) -> None:
        if self._connection.connectionState in ("failed", "closed"):
            self.hang_up()

    async def _listen(self) -> None:
        """Bring the microphone's sound to the form that the line has."""
        change = AudioResampler(format="s16", layout="mono", rate=INPUT_RATE)
        track = await self._microphone
        try:
            while True:
                frame: Any = await track.recv()
                if isinstance(frame, AudioFrame):
                    for each in change.resample(frame):
                        self._take(each.to_ndarray().tobytes())
        except MediaStreamError:
            return
        except Exception as error:  # the boundary to what somebody else has encoded
            _log.warning("a call's sound cannot be read: %s", type(error).__name__)
            self.hang_up()

    async def _leave(self) -> None:
        with suppress(ConnectionError, TimeoutError):
            async with asyncio.timeout(GOODBYE_SECONDS):
                channel = self._channel
                if channel is not None and channel.readyState == "open":
                    drained = asyncio.Event()
                    channel.on("bufferedamountlow", drained.set)
                    channel.send(json.dumps(LEFT))
                    if channel.bufferedAmount:
                        await drained.wait()
        self._voice.stop()
        try:
            await self._connection.close()
        except Exception as error:  # the boundary to a connection that broke in its own way
            _log.warning("a call did not close: %s", type(error).__name__)


LEFT = {"type": "signalling", "message": {"type": "peerLeft"}}
"""What clients of pipecat's transport are told when the other side goes."""
