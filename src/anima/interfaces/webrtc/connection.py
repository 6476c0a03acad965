"""One peer connection of a call: its channel, her voice on it, and the microphone's sound."""

import asyncio
import json
import logging
import re
from contextlib import suppress
from typing import Any, Protocol

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

from anima.interfaces.webrtc.playing import Playing
from anima.interfaces.webrtc.unconfirmed import unconfirmed
from anima.interfaces.webrtc.voice_track import VoiceTrack
from anima.values import AnimaError
from anima.voice import INPUT_RATE

GOODBYE_SECONDS = 3.0
"""How long the last messages may take to go out."""

LEFT = {"type": "signalling", "message": {"type": "peerLeft"}}
"""What clients of pipecat's transport are told when the other side goes."""

_FINGERPRINT = re.compile(r"^a=fingerprint:(.+?)\s*$", re.MULTILINE)
_UFRAG = re.compile(r"^a=ice-ufrag:(\S+)", re.MULTILINE)
_CANDIDATES_UFRAG = re.compile(r"\sufrag\s+(\S+)")

_log = logging.getLogger(__name__)


class OfferError(AnimaError):
    """What a client sent to begin a call cannot be used."""


class Listener(Protocol):
    """What a connection tells of itself, until it is let go."""

    def opened(self) -> None:
        """Messages can go both ways."""
        ...

    def told(self, message: str) -> None:
        """The client sent a message."""
        ...

    def heard(self, pcm: bytes, missed_seconds: float) -> None:
        """The microphone's sound came, mono PCM16 as a line has it; so much before it did not."""
        ...

    def sounded(self) -> None:
        """A frame of her voice went out."""
        ...

    def left(self) -> None:
        """The client closed it in order."""
        ...

    def broke(self) -> None:
        """It is gone, and the client did not close it."""
        ...


class Connection:
    """A peer connection. Messages go over its channel, sound over its audio; pictures are declined.

    `listener` is told what happens to it, until `let_go`: what comes late of it is nobody's.
    """

    def __init__(self, playing: Playing, listener: Listener) -> None:
        self._connection = RTCPeerConnection(
            RTCConfiguration(iceServers=[], bundlePolicy=RTCBundlePolicy.MAX_BUNDLE)
        )
        self._connection.on("datachannel", self._take_channel)
        self._connection.on("track", self._take_track)
        self._connection.on("connectionstatechange", self._follow)
        self._listener: Listener | None = listener
        self._voice = VoiceTrack(playing, self._sounded)
        self._speaks = False
        self._channel: RTCDataChannel | None = None
        self._listening: asyncio.Task[None] | None = None
        self._offered = ""
        self._unsent = 0

    @property
    def is_open(self) -> bool:
        """Whether messages can go out just now."""
        return self._channel is not None and self._channel.readyState == "open"

    @property
    def unconfirmed(self) -> int | None:
        """How many of the last messages may not have arrived; None when it was never open."""
        return None if self._channel is None else unconfirmed(self._channel) + self._unsent

    def is_asked_by(self, sdp: str) -> bool:
        """Whether an offer is of the same connection, by the certificate of its other end."""
        return _FINGERPRINT.findall(sdp) == _FINGERPRINT.findall(self._offered)

    async def answer(self, sdp: str) -> str:
        """Take an offer, the first or a later one; the answer. Raises `OfferError`."""
        if self._offered and _UFRAG.findall(sdp) != _UFRAG.findall(self._offered):
            raise OfferError(
                "A connection cannot be moved to other addresses by an ICE restart here.",
                advice="Offer from a new connection, with the call's pc_id and restart_pc.",
            )
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
        self._offered = sdp
        return self._connection.localDescription.sdp

    async def add_candidate(self, line: str, mid: str | None, index: int | None) -> None:
        """Take one more address at which the client may be reached. Raises `OfferError`."""
        _, _, found = line.partition(":")
        if not found:
            return  # an empty one says that there are no more
        named = _CANDIDATES_UFRAG.search(found)
        if named and named[1] not in _UFRAG.findall(self._offered):
            return  # of another connection: a former one, or one that was not offered yet
        try:
            candidate = candidate_from_sdp(found)
            candidate.sdpMid, candidate.sdpMLineIndex = mid, index
            await self._connection.addIceCandidate(candidate)
        except Exception as error:  # the boundary to what somebody else has written
            raise OfferError(f"The candidate cannot be used ({type(error).__name__}).") from error

    def send(self, message: str) -> None:
        """Send a message, once it was open; while it closes, the message does not arrive."""
        if self._channel is not None and self._channel.readyState == "open":
            self._channel.send(message)
        else:
            self._unsent += 1

    def let_go(self) -> None:
        """Say nothing more of it, and let her sound no more on it."""
        self._listener = None
        self._voice.stop()
        if self._listening is not None:
            self._listening.cancel()

    async def close(self, *, goodbye: bool) -> None:
        """Close it; with a `goodbye` the client is told first that the call is over."""
        self.let_go()
        if goodbye:
            with suppress(InvalidStateError, TimeoutError):
                async with asyncio.timeout(GOODBYE_SECONDS):
                    await self._say_goodbye()
        try:
            async with asyncio.timeout(GOODBYE_SECONDS):
                await self._connection.close()
        except Exception as error:  # the boundary to a connection that broke in its own way
            _log.warning("a call did not close: %s", type(error).__name__)

    async def _say_goodbye(self) -> None:
        channel = self._channel
        if channel is not None and channel.readyState == "open":
            drained = asyncio.Event()
            channel.on("bufferedamountlow", drained.set)
            channel.send(json.dumps(LEFT))
            if channel.bufferedAmount:
                await drained.wait()

    def _decline_pictures(self) -> None:
        for transceiver in self._connection.getTransceivers():
            if transceiver.kind != "audio":
                transceiver.direction = "inactive"
            elif not self._speaks:
                self._connection.addTrack(self._voice)
                self._speaks = True

    def _take_channel(self, channel: RTCDataChannel) -> None:
        if self._channel is not None or self._listener is None:
            return

        def take(content: str | bytes) -> None:
            if self._listener is not None and isinstance(content, str):
                self._listener.told(content)

        self._channel = channel
        channel.on("message", take)
        channel.on("close", self._end)
        self._listener.opened()

    def _take_track(self, track: MediaStreamTrack) -> None:
        if track.kind == "audio" and self._listening is None:
            self._listening = asyncio.create_task(self._listen(track))

    def _follow(self) -> None:
        if self._connection.connectionState in ("failed", "closed"):
            self._end()

    def _end(self) -> None:
        """The client closes the channel when it leaves; a network that is gone closes nothing."""
        listener, self._listener = self._listener, None
        if listener is None:
            return
        if self._channel is None or self._has_failed:
            listener.broke()
        else:
            listener.left()

    @property
    def _has_failed(self) -> bool:
        # A connection that fails closes itself at once: its state may be that already.
        sctp = self._connection.sctp
        ice = sctp.transport.transport.state if sctp is not None else ""
        return "failed" in (ice, self._connection.connectionState)

    def _sounded(self) -> None:
        if self._listener is not None:
            self._listener.sounded()

    async def _listen(self, track: MediaStreamTrack) -> None:
        """Bring the microphone's sound to the form that the line has."""
        change = AudioResampler(format="s16", layout="mono", rate=INPUT_RATE)
        due: int | None = None
        try:
            while True:
                frame: Any = await track.recv()
                if not isinstance(frame, AudioFrame) or frame.pts is None:
                    continue
                missed = max(0, frame.pts - due) / frame.sample_rate if due is not None else 0.0
                due = frame.pts + frame.samples
                pcm = b"".join(each.to_ndarray().tobytes() for each in change.resample(frame))
                if self._listener is not None:
                    self._listener.heard(pcm, missed)
        except MediaStreamError:
            return
        except Exception as error:  # the boundary to what somebody else has encoded
            _log.warning("a call's sound cannot be read: %s", type(error).__name__)
            self._end()
