"""Loudness agrees with what the standard says of its test tones."""

import math

import numpy as np
import pytest

from bench.loudness import loudness


@pytest.mark.parametrize("rate", [24_000, 48_000])
@pytest.mark.parametrize("level", [-23.0, -33.0])
def test_a_tone_of_1_khz_is_as_loud_as_it_is_strong(rate: int, level: float) -> None:
    # EBU Tech 3341: a stereo sine at -23 dBFS reads -23 LUFS; one channel alone 3 dB less.
    time = np.arange(20 * rate) / rate
    tone = (10 ** (level / 20) * np.sin(2 * np.pi * 1000 * time)).astype(np.float32)
    assert loudness(tone, rate) == pytest.approx(level - 3.01, abs=0.1)


def test_pauses_do_not_make_it_quieter() -> None:
    tone = (np.sin(np.arange(5 * 24_000) * 0.3) / 10).astype(np.float32)
    paused = np.pad(tone, (0, 5 * 24_000))
    assert loudness(paused, 24_000) == pytest.approx(loudness(tone, 24_000), abs=0.3)


def test_silence_has_no_loudness() -> None:
    assert loudness(np.zeros(24_000, np.float32), 24_000) == -math.inf
