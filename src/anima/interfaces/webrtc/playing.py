"""Her sound on its way into a call: paced by the call's own frames, held or dropped at a word.

Here the server is the player: it knows which sample went out, and says so as her page would, once
it has word that the client was there.
"""

from collections import deque
from dataclasses import dataclass, field

import numpy as np
import samplerate
from numpy.typing import NDArray

from anima.values import ReplyId
from anima.voice import Samples
from anima.voice.pcm import from_pcm16
from anima.voice.rates import RateChange

WIRE_RATE = 24_000
"""Samples a second on the way into the call; Opus carries all that is in a voice of this rate."""

FRAME_SAMPLES = WIRE_RATE // 50
"""20 ms, what WebRTC sends at a time."""

FADE_SAMPLES = WIRE_RATE // 200
"""5 ms: what is cut off here does not click."""

UNDERWAY_FRAMES = 5
"""What was sent so many frames ago has sounded: 100 ms of network and of the client's buffer."""

SOFTLY = 0.5
"""How loud a small sound of listening is beside her voice."""

Frame = NDArray[np.int16]


@dataclass(frozen=True, slots=True)
class Progress:
    """So many samples of a reply have sounded, in its own rate; `stopped` when no more will."""

    reply: ReplyId
    samples: int
    stopped: bool = False


@dataclass(slots=True)
class _Sound:
    reply: ReplyId
    rate: int
    change: RateChange
    pieces: list[Samples] = field(default_factory=list[Samples])
    length: int = 0
    told: int = -1
    """How much of it was reported."""

    def add(self, pcm: bytes) -> None:
        samples = self.change.changed(from_pcm16(pcm))
        self.pieces.append(samples)
        self.length += samples.size

    def cut(self, start: int, count: int) -> Samples:
        if len(self.pieces) > 1:
            self.pieces = [np.concatenate(self.pieces)]
        return self.pieces[0][start : start + count]

    def own(self, samples: int) -> int:
        """So many samples on the way into the call, in the reply's own rate."""
        return round(samples * self.rate / WIRE_RATE)

    def progress(self, samples: int, *, stopped: bool = False) -> Progress:
        self.told = max(self.told, samples)
        return Progress(self.reply, self.own(samples), stopped)


class Playing:
    """The player of one call. Replies come one after the other; a reply is kept while it sounds,
    so that she can begin a word again, and until it has arrived, so that none of it is lost."""

    def __init__(self) -> None:
        self._sounds: deque[_Sound] = deque()
        self._past: deque[_Sound] = deque()
        """Went out whole since the client was last there."""
        self._at = 0
        self._sent: deque[int] = deque([0], maxlen=UNDERWAY_FRAMES + 1)
        self._reached = 0
        """How far the first of what is kept had sounded when the client was last there."""
        self._level = 1.0
        self._paused: ReplyId | None = None
        self._silenced: ReplyId | None = None
        self._progress: list[Progress] = []
        self._aside = np.zeros(0, np.float32)
        self._held = False

    def add(self, reply: ReplyId, pcm: bytes, rate: int) -> None:
        """More of a reply, mono PCM16; nothing when the reply was silenced."""
        if reply == self._silenced:
            return
        if not self._sounds or self._sounds[-1].reply != reply:
            self._sounds.append(_Sound(reply, rate, RateChange(rate, WIRE_RATE)))
            if len(self._sounds) == 1:
                self._begin()
        self._sounds[-1].add(pcm)

    def murmur(self, pcm: bytes, rate: int) -> None:
        """A small sound of listening, mono PCM16: softly, beside everything else, not reported."""
        samples = from_pcm16(pcm)
        ratio = WIRE_RATE / rate
        self._aside = samples if ratio == 1 else samplerate.resample(samples, ratio, "sinc_fastest")

    def silence(self, reply: ReplyId) -> None:
        """Let nothing more of the reply sound. How much did is in the progress then."""
        if reply == self._silenced:
            return
        self._silenced = reply
        if self._held:
            self._rewind()
        else:
            self._confirm_past()
        if not self._sounds or self._sounds[0].reply != reply:
            self._sounds = deque(sound for sound in self._sounds if sound.reply != reply)
            self._progress.append(Progress(reply, 0, stopped=True))
        elif self._level == 0.0 or self._at == 0:
            self._drop()

    def pause(self, reply: ReplyId, *, on: bool, since: int | None = None) -> None:
        """Hold the reply where it is, or let it go on: from `since`, in its own samples."""
        self._paused = reply if on else None
        if not on and since is not None and self._sounds and self._sounds[0].reply == reply:
            self._go_back(self._wire(since))

    def arrives(self) -> None:
        """The client is there: what sounded up to now has reached it. Ends a `hold`."""
        if self._held:
            self._rewind()
            self._held = False
        else:
            self._confirm()

    def hold(self) -> None:
        """Nothing arrives at the client: wait until it does, and go on from where it last did."""
        self._held = True
        self._aside = self._aside[:0]

    def lose(self) -> None:
        """The client does not come back: of what was held, only what had reached it counts."""
        if self._held:
            self._rewind()
            if self._sounds:
                self._progress.append(self._sounds[0].progress(self._at, stopped=True))
            self._sounds.clear()

    def frame(self) -> Frame:
        """The next 20 ms of the call."""
        out = np.zeros(FRAME_SAMPLES, np.float32)
        if self._held:
            return out.astype(np.int16)
        while len(self._sounds) > 1 and self._has_sounded(self._sounds[0]):
            self._pass()
        if self._sounds:
            self._fill(out, self._sounds[0])
        aside, self._aside = np.split(self._aside, [FRAME_SAMPLES])
        out[: aside.size] += SOFTLY * aside
        return np.round(np.clip(out, -1.0, 1.0) * 32767).astype(np.int16)

    def progress(self) -> list[Progress]:
        """What has become known since the last time."""
        known, self._progress = self._progress, []
        return known

    def _fill(self, out: Samples, sound: _Sound) -> None:
        if sound.told < 0:
            self._progress.append(sound.progress(0))
        hushed = sound.reply in (self._paused, self._silenced)
        room = FADE_SAMPLES if hushed and self._level else 0 if hushed else FRAME_SAMPLES
        piece = sound.cut(self._at, room) if room else out[:0]
        out[: piece.size] = piece * self._ramp(piece.size, 0.0 if hushed else 1.0)
        if hushed:
            self._level = 0.0
        self._at += piece.size
        if sound.reply == self._silenced:
            self._drop()
            return
        self._sent.append(self._at)

    def _ramp(self, count: int, level: float) -> Samples:
        """Gains that lead from the level as it is to this one."""
        begins, self._level = self._level, level if count else self._level
        if begins == level:
            return np.full(count, level, np.float32)
        steps = np.arange(1, count + 1, dtype=np.float32) / FADE_SAMPLES
        return np.clip(begins + (level - begins) * steps, 0.0, 1.0).astype(np.float32)

    def _has_sounded(self, sound: _Sound) -> bool:
        return self._at == sound.length == self._sent[0]

    def _begin(self) -> None:
        self._at = 0
        self._sent.extend([0] * (UNDERWAY_FRAMES + 1))

    def _pass(self) -> None:
        """The first sound is over; it is kept until the client has been there."""
        self._past.append(self._sounds.popleft())
        self._begin()

    def _confirm(self) -> None:
        """What has sounded up to now has arrived."""
        self._confirm_past()
        if self._sounds:
            self._reached = self._sent[0]
            self._tell(self._sounds[0], self._reached)

    def _confirm_past(self) -> None:
        while self._past:
            sound, self._reached = self._past.popleft(), 0
            self._tell(sound, sound.length)

    def _tell(self, sound: _Sound, samples: int) -> None:
        if samples > sound.told:
            self._progress.append(sound.progress(samples))

    def _rewind(self) -> None:
        """To where the client was last there; it goes on softly, because it is in mid-word."""
        if self._past:
            self._at = self._past[0].length
            self._sounds.extendleft(reversed(self._past))
            self._past.clear()
        self._go_back(self._reached)
        if self._at:
            self._level = 0.0

    def _go_back(self, at: int) -> None:
        self._at = min(self._at, at)
        self._sent.extend([self._at] * (UNDERWAY_FRAMES + 1))

    def _drop(self) -> None:
        """What went out cannot be called back: it will have sounded."""
        sound = self._sounds.popleft()
        self._progress.append(sound.progress(self._at, stopped=True))
        self._level = 1.0
        self._reached = 0
        self._begin()

    def _wire(self, samples: int) -> int:
        return round(samples * WIRE_RATE / self._sounds[0].rate)
