"""Log-mel features: the picture of sound that Whisper and Smart Turn were trained on.

As in the published description of Whisper (Radford et al., 2022): 25 ms Hann windows every 10 ms,
Slaney's mel scale, logarithm to base 10, eight decades below the loudest, brought near [-1, 1].
"""

import numpy as np
from numpy.typing import NDArray

from anima.voice.speech import INPUT_RATE, Samples

HOP_SAMPLES = 160
"""Samples from one frame to the next: 10 ms."""

_WINDOW_SAMPLES = 400
_HIGHEST_LINEAR_HZ = 1000.0
_MEL_HZ = 200.0 / 3
_MELS_PER_LOG = 27 / np.log(6.4)


class LogMel:
    """Turns 16 kHz sound into `bands` rows, one column each 10 ms."""

    def __init__(self, bands: int = 80) -> None:
        self._filters = _mel_filters(bands)
        # Periodic, as a spectrum wants it: one sample longer, the last left out.
        self._window = np.hanning(_WINDOW_SAMPLES + 1)[:-1].astype(np.float32)

    def __call__(self, samples: Samples) -> NDArray[np.float32]:
        """Features of the whole sound; its length is a multiple of `HOP_SAMPLES`."""
        around = np.pad(samples, _WINDOW_SAMPLES // 2, mode="reflect")
        windows = np.lib.stride_tricks.sliding_window_view(around, _WINDOW_SAMPLES)
        spectrum = np.fft.rfft(windows[:-1:HOP_SAMPLES] * self._window)
        power = np.square(np.abs(spectrum)).T
        levels = np.log10(np.maximum(self._filters @ power, 1e-10))
        levels = np.maximum(levels, levels.max() - 8.0)
        return ((levels + 4.0) / 4.0).astype(np.float32)


def _mel_filters(bands: int) -> NDArray[np.float32]:
    """Triangles on the mel scale, of equal area (Slaney's normalisation)."""
    bins = np.fft.rfftfreq(_WINDOW_SAMPLES, 1 / INPUT_RATE)
    highest = _HIGHEST_LINEAR_HZ / _MEL_HZ + _MELS_PER_LOG * np.log(
        INPUT_RATE / 2 / _HIGHEST_LINEAR_HZ
    )
    edges = _hertz(np.linspace(0.0, highest, bands + 2))
    rising = (bins - edges[:-2, None]) / np.diff(edges)[:-1, None]
    falling = (edges[2:, None] - bins) / np.diff(edges)[1:, None]
    triangles = np.maximum(0.0, np.minimum(rising, falling))
    return (triangles * (2.0 / (edges[2:] - edges[:-2]))[:, None]).astype(np.float32)


def _hertz(mels: NDArray[np.float64]) -> NDArray[np.float64]:
    """Linear below 1 kHz, logarithmic above."""
    knee = _HIGHEST_LINEAR_HZ / _MEL_HZ
    above = _HIGHEST_LINEAR_HZ * np.exp((mels - knee) / _MELS_PER_LOG)
    return np.where(mels < knee, mels * _MEL_HZ, above)
