"""Listening: microphone samples in, voiced and silent stretches counted, the utterance kept."""

import math
from collections import deque
from collections.abc import Iterator

import numpy as np

from anima.voice.speech import INPUT_RATE, Samples, VoiceActivity

FRAME = 512
"""Samples that the voice activity model judges at a time: 32 ms."""

VOICED_FROM = 0.5
VOICED_UNTIL = 0.35
"""A frame counts as voiced from the first; a voiced stretch lasts until the second (Silero's own
advice of 0.15 below), so that soft endings of words do not break it."""

PAUSE_SECONDS = 0.2
"""Silence that may be the end of a turn. Gaps inside words (stops like p, t, k) stay below 150 ms;
people answer each other after about 200 ms."""

PRE_ROLL_SECONDS = 0.3
"""Kept from before the first voiced frame: soft consonants come before the voice."""

_RING_FRAMES = round(1.5 * INPUT_RATE / FRAME)
"""Audio kept while nobody is known to speak: enough for the pre-roll and a hesitant onset."""

_LEVEL_FRAMES = 6


class Listener:
    """Cuts audio into frames, judges each, and keeps the audio of the utterance being said.

    All times are counted in samples of audio, so that a fast or a slow line hears the same.
    """

    def __init__(self, activity: VoiceActivity) -> None:
        self._activity = activity
        self._rest: Samples = np.zeros(0, np.float32)
        self._ring: deque[Samples] = deque(maxlen=_RING_FRAMES)
        self._frames: list[Samples] | None = None
        self._cut: list[Samples] = []
        self._voiced = False
        self._run_frames = 0
        self._since_run = 0
        self._silent_frames = 0
        self._voiced_frames = 0
        self._total_frames = 0

    @property
    def is_open(self) -> bool:
        """Whether an utterance is being kept."""
        return self._frames is not None

    @property
    def frame_seconds(self) -> float:
        """Length of one frame."""
        return FRAME / INPUT_RATE

    @property
    def run_seconds(self) -> float:
        """Voiced time since the last pause."""
        return self._run_frames * FRAME / INPUT_RATE

    @property
    def silent_seconds(self) -> float:
        """Time since the last voiced frame."""
        return self._silent_frames * FRAME / INPUT_RATE

    @property
    def voiced_seconds(self) -> float:
        """Voiced time of the open utterance, from its beginning."""
        return self._voiced_frames * FRAME / INPUT_RATE

    @property
    def part_seconds(self) -> float:
        """Length of what `part` would return."""
        return len(self._frames or ()) * FRAME / INPUT_RATE

    @property
    def total_seconds(self) -> float:
        """Length of the open utterance, including what was cut off already."""
        return self._total_frames * FRAME / INPUT_RATE

    @property
    def level_db(self) -> float:
        """Loudness of the loudest of the last frames, in dB below full scale."""
        recent = [*self._ring, *(self._frames or ())][-_LEVEL_FRAMES:]
        loudest = max((float(np.mean(np.square(frame))) for frame in recent), default=0.0)
        return 10 * math.log10(loudest + 1e-10)

    def hear(self, samples: Samples) -> Iterator[None]:
        """Take in audio of any length; yields after every frame, for decisions at that moment."""
        audio = np.concatenate((self._rest, samples)) if self._rest.size else samples
        for start in range(0, audio.size - FRAME + 1, FRAME):
            self._judge(audio[start : start + FRAME])
            yield
        self._rest = audio[audio.size - audio.size % FRAME :].copy()

    def open(self, *, pre_roll: bool = True) -> None:
        """Begin an utterance: with the voiced run so far and the moment before it, or from now."""
        if self._frames is not None:
            return
        kept = 0
        if pre_roll:
            kept = self._since_run + round(PRE_ROLL_SECONDS * INPUT_RATE / FRAME)
        else:
            self._rest = np.zeros(0, np.float32)
        ring = list(self._ring)
        self._frames = ring[max(0, len(ring) - kept) :] if kept else []
        self._voiced_frames = self._run_frames if pre_roll else 0
        self._total_frames = len(self._frames)
        self._ring.clear()

    def part(self) -> Samples:
        """The audio of the utterance since the last cut."""
        return np.concatenate(self._frames) if self._frames else np.zeros(0, np.float32)

    def cut(self, frames: int) -> None:
        """Drop the first `frames` frames of the part: they are understood."""
        if self._frames is not None:
            self._cut += self._frames[:frames]
            del self._frames[:frames]

    def whole(self) -> Samples:
        """The audio of the whole utterance, what was cut off included."""
        frames = [*self._cut, *(self._frames or ())]
        return np.concatenate(frames) if frames else np.zeros(0, np.float32)

    @property
    def part_frames(self) -> int:
        """Length of the part, in frames."""
        return len(self._frames or ())

    def close(self) -> None:
        """Let the utterance go; its last moments stay as the pre-roll of the next."""
        self._ring.extend(self._frames or ())
        self._frames = None
        self._cut = []
        self._run_frames = self._since_run = self._voiced_frames = self._total_frames = 0

    def restart(self) -> None:
        """Forget everything, as when the microphone is switched off."""
        self.close()
        self._ring.clear()
        self._rest = np.zeros(0, np.float32)
        self._voiced = False
        self._silent_frames = 0
        self._activity.reset()

    def _judge(self, frame: Samples) -> None:
        threshold = VOICED_UNTIL if self._voiced else VOICED_FROM
        self._voiced = self._activity.probability(frame) >= threshold
        if self._voiced:
            self._run_frames += 1
            self._silent_frames = 0
            self._voiced_frames += self._frames is not None
        else:
            self._silent_frames += 1
            if self.silent_seconds >= PAUSE_SECONDS:
                self._run_frames = self._since_run = 0
        self._since_run += self._run_frames > 0
        if self._frames is None:
            self._ring.append(frame)
        else:
            self._frames.append(frame)
            self._total_frames += 1
