"""Her voice as a track of a call."""

import asyncio
from collections.abc import Callable
from fractions import Fraction

from aiortc.mediastreams import MediaStreamError, MediaStreamTrack
from av import AudioFrame

from anima.interfaces.webrtc.playing import FRAME_SAMPLES, WIRE_RATE, Playing

FRAME_SECONDS = FRAME_SAMPLES / WIRE_RATE

MOST_BEHIND_SECONDS = 0.2
"""A busy machine makes up for so much; what is later than this starts anew from now."""


class VoiceTrack(MediaStreamTrack):
    """Hands out 20 ms of `playing` every 20 ms, and calls `on_frame` after each."""

    kind = "audio"

    def __init__(self, playing: Playing, on_frame: Callable[[], None]) -> None:
        super().__init__()
        self._playing = playing
        self._on_frame = on_frame
        self._count = 0
        self._due: float | None = None

    async def recv(self) -> AudioFrame:
        """The next frame when it is due; `MediaStreamError` when the track was stopped."""
        if self.readyState != "live":
            raise MediaStreamError
        now = asyncio.get_running_loop().time()
        if self._due is None or now - self._due > MOST_BEHIND_SECONDS:
            self._due = now
        await asyncio.sleep(self._due - now)
        if self.readyState != "live":
            raise MediaStreamError  # another connection sounds now, and what would be taken is its
        self._due += FRAME_SECONDS
        samples = self._playing.frame()
        self._on_frame()
        frame = AudioFrame.from_ndarray(samples.reshape(1, -1), format="s16", layout="mono")
        frame.sample_rate, frame.time_base = WIRE_RATE, Fraction(1, WIRE_RATE)
        frame.pts = self._count * FRAME_SAMPLES
        self._count += 1
        return frame
