"""What a recording goes through before she hears it: noise, a hall, a telephone, a bad network."""

from collections.abc import Callable, Sequence
from typing import TypeAlias

import numpy as np

from anima.voice import Samples
from anima.voice.speech import INPUT_RATE
from bench.noises import Signal, band

Room: TypeAlias = Callable[[Samples, np.random.Generator], Samples]

PACKET = INPUT_RATE // 50
"""Samples of a packet: 20 ms."""


def as_recorded(samples: Samples, _: np.random.Generator) -> Samples:
    """Nothing is done to it."""
    return samples


def fan(snr_db: float) -> Room:
    """Steady noise whose power falls with frequency, as of a fan or of rain."""

    def room(samples: Samples, chance: np.random.Generator) -> Samples:
        spectrum = np.fft.rfft(chance.standard_normal(samples.size))
        frequency = np.fft.rfftfreq(samples.size, 1 / INPUT_RATE)
        pink = np.fft.irfft(spectrum / np.sqrt(np.maximum(frequency, 50.0)), samples.size)
        return mixed(samples, pink, snr_db)

    return room


def voices(others: Sequence[Samples], snr_db: float, *, count: int = 6) -> Room:
    """Several of these recordings at once, as of a full café; the one that is heard is not among
    them, unless it is the only one."""

    def room(samples: Samples, chance: np.random.Generator) -> Samples:
        babble = np.zeros(samples.size)
        rest = [each for each in others if each is not samples] or others
        for index in chance.choice(len(rest), min(count, len(rest)), replace=False):
            other = rest[int(index)]
            begin = int(chance.integers(other.size))
            babble += np.resize(np.roll(other, -begin), samples.size) / _level(other)
        return mixed(samples, babble, snr_db)

    return room


def hall(seconds: float) -> Room:
    """A room that rings: after this time its echo is 60 dB weaker; direct sound and echo alike."""

    def room(samples: Samples, chance: np.random.Generator) -> Samples:
        time = np.arange(round(seconds * INPUT_RATE)) / INPUT_RATE
        echo = chance.standard_normal(time.size) * 10 ** (-3 * time / seconds)
        echo[: round(0.005 * INPUT_RATE)] = 0.0
        echo /= np.sqrt(np.sum(np.square(echo)))
        echo[0] = 1.0
        size = samples.size + echo.size
        ringing = np.fft.irfft(np.fft.rfft(samples, size) * np.fft.rfft(echo, size), size)
        return _fitting(ringing)

    return room


def telephone(samples: Samples, _: np.random.Generator) -> Samples:
    """300 to 3400 Hz, and 8 bits a sample on a logarithmic scale (mu-law)."""
    narrow = band(samples.astype(np.float64), 300, 3400)
    narrow /= np.max(np.abs(narrow)) + 1e-9
    coded = np.sign(narrow) * np.log1p(255 * np.abs(narrow)) / np.log(256)
    steps = np.round(coded * 127) / 127
    return _fitting(0.5 * np.sign(steps) * (np.power(256, np.abs(steps)) - 1) / 255)


def lossy(share: float) -> Room:
    """Packets of 20 ms that never come, and that nothing fills in."""

    def room(samples: Samples, chance: np.random.Generator) -> Samples:
        lost = np.repeat(chance.random(-(-samples.size // PACKET)) < share, PACKET)
        return np.where(lost[: samples.size], 0.0, samples).astype(np.float32)

    return room


def mixed(samples: Samples, noise: Signal, snr_db: float) -> Samples:
    """Speech and noise, with so much between the speech's level where it sounds and the noise's."""
    scale = _level(samples) / (np.sqrt(np.mean(np.square(noise))) + 1e-12)
    return _fitting(samples + noise * scale * 10 ** (-snr_db / 20))


def _level(samples: Samples) -> float:
    """The root mean square of the louder half of the sound: pauses do not count."""
    width = INPUT_RATE // 50
    frames = np.square(samples[: samples.size // width * width]).reshape(-1, width).mean(axis=1)
    return float(np.sqrt(np.mean(frames[frames >= np.median(frames)]))) + 1e-9


def _fitting(sound: Signal) -> Samples:
    """Made quieter where it would be cut off at full scale."""
    return (sound / max(1.0, float(np.max(np.abs(sound))))).astype(np.float32)
