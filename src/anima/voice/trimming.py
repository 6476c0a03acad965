"""The silence around speech: cut to what a listener needs, with soft edges."""

from dataclasses import dataclass

import numpy as np

from anima.voice.speech import Samples

LEAD_SECONDS = 0.03
"""Kept before the first sound, so that a soft consonant is not cut."""

TAIL_SECONDS = 0.05
"""Kept after the last sound, which fades slowly."""

_FADE_SECONDS = 0.005
_SILENCE_BELOW = 0.01
"""Level of silence as a part of the loudest 10 ms (-40 dB)."""


@dataclass(frozen=True, slots=True)
class Trimmed:
    """Speech without the silence around it.

    Attributes:
        samples: The sound.
        start: Which sample of the whole is now the first.
        end: Offset in `samples` just after the last sound.
    """

    samples: Samples
    start: int
    end: int


def trimmed(samples: Samples, rate: int, *, pause_seconds: float = 0.0) -> Trimmed:
    """Cut the silence before and after, and end with a silence of at least `pause_seconds`."""
    first, last = _voiced(samples, rate)
    start = max(0, first - round(LEAD_SECONDS * rate))
    stop = min(samples.size, last + round(TAIL_SECONDS * rate))
    missing = last + round(pause_seconds * rate) - stop
    kept = _faded(samples[start:stop], rate)
    return Trimmed(np.pad(kept, (0, max(0, missing))), start, last - start)


def _voiced(samples: Samples, rate: int) -> tuple[int, int]:
    """From where to where there is sound, to 10 ms."""
    step = rate // 100
    frames = samples[: samples.size // step * step].reshape(-1, step)
    if not frames.size:
        return 0, samples.size
    level = np.sqrt(np.square(frames).mean(axis=1))
    (loud,) = np.nonzero(level > _SILENCE_BELOW * max(float(level.max()), 1e-6))
    return (int(loud[0]) * step, int(loud[-1] + 1) * step) if loud.size else (0, samples.size)


def _faded(samples: Samples, rate: int) -> Samples:
    """With soft edges: a waveform that begins or ends away from zero clicks."""
    faded = np.array(samples, np.float32)
    length = min(round(_FADE_SECONDS * rate), faded.size // 2)
    if length:
        ramp = np.linspace(0, 1, length, dtype=np.float32)
        faded[:length] *= ramp
        faded[-length:] *= ramp[::-1]
    return faded
