"""Ten kinds of noise without words, made from a seed: what sounds in a room while she speaks."""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from anima.voice import Samples
from anima.voice.speech import INPUT_RATE

Signal = NDArray[np.float64]


def noises(seed: int) -> dict[str, Samples]:
    """Each kind once, at full scale."""
    random = np.random.default_rng(seed)
    return {name: _at_full_scale(make(random)) for name, make in _KINDS.items()}


def at_level(samples: Samples, db: float) -> Samples:
    """The sound with its loudest 50 ms at this level below full scale."""
    width = INPUT_RATE // 20
    starts = range(0, samples.size, width)
    powers = [float(np.mean(np.square(samples[start : start + width]))) for start in starts]
    scale = 10 ** (db / 20) / (np.sqrt(max(powers)) + 1e-9)
    return np.clip(samples * scale, -1, 1).astype(np.float32)


def _time(seconds: float) -> Signal:
    return np.arange(round(seconds * INPUT_RATE)) / INPUT_RATE


def band(sound: Signal, low: float, high: float) -> Signal:
    """What of the sound lies between two frequencies in Hz, with soft edges."""
    spectrum = np.fft.rfft(sound)
    frequency = np.fft.rfftfreq(sound.size, 1 / INPUT_RATE) + 1e-9
    passes = 1 / (1 + (low / frequency) ** 4) / (1 + (frequency / high) ** 4)
    return np.fft.irfft(spectrum * passes, sound.size)


def _hiss(random: np.random.Generator, seconds: float) -> Signal:
    return random.normal(size=round(seconds * INPUT_RATE))


def _cough(random: np.random.Generator) -> Signal:
    """Two bursts of breath through a throat: a sharp onset, formants, a voiced end."""
    t = _time(0.32)
    burst = _hiss(random, 0.32) * np.exp(-t * 14)
    throat = band(burst, 350, 900) + 0.7 * band(burst, 1200, 2600)
    voiced = np.sin(2 * np.pi * 140 * t + 3 * np.sin(40 * t)) * np.exp(-((t - 0.2) ** 2) / 0.002)
    return np.concatenate([throat + 0.15 * voiced, np.zeros(2400), 0.8 * throat])


def _door(random: np.random.Generator) -> Signal:
    t = _time(0.5)
    return band(_hiss(random, 0.5) * np.exp(-t * 18), 40, 400)


def _knock(random: np.random.Generator) -> Signal:
    t = _time(0.18)
    one = band(_hiss(random, 0.18) * np.exp(-t * 60), 150, 1500)
    return np.concatenate([one, one, one])


def _keys(random: np.random.Generator) -> Signal:
    sound = np.zeros(round(1.5 * INPUT_RATE))
    for at in np.sort(random.uniform(0, 1.4, 12)):
        start = round(at * INPUT_RATE)
        sound[start : start + 400] += random.normal(size=400) * np.exp(-np.arange(400) / 60)
    return sound


def _vacuum(random: np.random.Generator) -> Signal:
    t = _time(2.5)
    return band(_hiss(random, 2.5), 200, 3000) + 0.5 * np.sin(2 * np.pi * 320 * t)


def _hum(_: np.random.Generator) -> Signal:
    t = _time(2.0)
    return sum(np.sin(2 * np.pi * 50 * k * t) / k for k in range(1, 8)) + 0 * t


def _alarm(_: np.random.Generator) -> Signal:
    t = _time(1.6)
    return np.sin(2 * np.pi * 1900 * t) * (np.sin(2 * np.pi * 4 * t) > 0)


def _bark(random: np.random.Generator) -> Signal:
    t = _time(0.22)
    pitch = 2 * np.pi * np.cumsum(620 - 900 * t) / INPUT_RATE
    one = (np.sign(np.sin(pitch)) + 0.4 * random.normal(size=t.size)) * np.sin(np.pi * t / 0.22)
    return np.concatenate([band(one, 300, 2200), np.zeros(3200), band(one, 300, 2200)])


def _glass(random: np.random.Generator) -> Signal:
    t = _time(0.7)
    tones = random.uniform(2200, 6500, 6)
    return sum(np.sin(2 * np.pi * f * t) * np.exp(-t * 9) for f in tones) + 0 * t


def _music(_: np.random.Generator) -> Signal:
    t = _time(2.0)
    tones = (np.sin(2 * np.pi * f * t) + np.sin(4 * np.pi * f * t) / 2 for f in (262, 330, 392))
    chord = sum(tones) + 0 * t
    return chord * (0.6 + 0.4 * np.cos(2 * np.pi * 2 * t))


_KINDS: dict[str, Callable[[np.random.Generator], Signal]] = {
    "cough": _cough,
    "door": _door,
    "knock": _knock,
    "keys": _keys,
    "vacuum cleaner": _vacuum,
    "mains hum": _hum,
    "alarm": _alarm,
    "bark": _bark,
    "glass": _glass,
    "music": _music,
}


def _at_full_scale(sound: Signal) -> Samples:
    return (sound / (np.max(np.abs(sound)) + 1e-9)).astype(np.float32)
