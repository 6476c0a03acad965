"""Loudness as people hear it, in LUFS (ITU-R BS.1770-4): K-weighted, gated, mono."""

import numpy as np
from numpy.typing import NDArray

from anima.voice import Samples

_BLOCK_SECONDS = 0.4
_STEP_SECONDS = 0.1
_SILENCE_LUFS = -70.0
_RELATIVE_DB = -10.0
_OFFSET = -0.691


def loudness(samples: Samples, rate: int) -> float:
    """Integrated loudness; -inf when nothing is louder than the gate."""
    spectrum = np.fft.rfft(samples.astype(np.float64))
    weighted = np.fft.irfft(spectrum * _weights(samples.size, rate), samples.size)
    size, step = round(_BLOCK_SECONDS * rate), round(_STEP_SECONDS * rate)
    padded = np.pad(weighted, (0, max(0, size - weighted.size)))
    starts = range(0, padded.size - size + 1, step)
    power = np.array([np.mean(np.square(padded[start : start + size])) for start in starts])
    kept = power[_lufs(power) > _SILENCE_LUFS]
    if not kept.size:
        return float("-inf")
    gate = float(_lufs(kept.mean(keepdims=True))[0]) + _RELATIVE_DB
    return float(_lufs(kept[_lufs(kept) > gate].mean(keepdims=True))[0])


def _lufs(power: NDArray[np.floating]) -> NDArray[np.floating]:
    return _OFFSET + 10 * np.log10(np.maximum(power, 1e-12))


def _weights(size: int, rate: int) -> NDArray[np.complex128]:
    """The response of the two filters of the standard, made for any sample rate.

    The standard gives their coefficients for 48 kHz; these are the analogue filters behind them
    (a high shelf of 4 dB at 1682 Hz and a high pass at 38 Hz).
    """
    frequency = np.fft.rfftfreq(size, 1 / rate)
    turn = np.exp(-2j * np.pi * frequency / rate)
    return _shelf(turn, rate) * _high_pass(turn, rate)


def _shelf(turn: NDArray[np.complex128], rate: int) -> NDArray[np.complex128]:
    k = np.tan(np.pi * 1681.974450955533 / rate)
    q = 0.7071752369554196
    high = 10 ** (3.999843853973347 / 20)
    middle = high**0.4996667741545416
    b = (high + middle * k / q + k * k, 2 * (k * k - high), high - middle * k / q + k * k)
    a = (1 + k / q + k * k, 2 * (k * k - 1), 1 - k / q + k * k)
    return _response(turn, b, a)


def _high_pass(turn: NDArray[np.complex128], rate: int) -> NDArray[np.complex128]:
    k = np.tan(np.pi * 38.13547087602444 / rate)
    q = 0.5003270373238773
    scale = 1 + k / q + k * k
    return _response(turn, (scale, -2 * scale, scale), (scale, 2 * (k * k - 1), 1 - k / q + k * k))


def _response(
    turn: NDArray[np.complex128],
    b: tuple[float, float, float],
    a: tuple[float, float, float],
) -> NDArray[np.complex128]:
    above = b[0] + b[1] * turn + b[2] * turn**2
    return above / (a[0] + a[1] * turn + a[2] * turn**2)
