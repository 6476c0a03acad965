"""Sound that arrives at another rate is the same sound."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from anima.voice.rates import RateChange
from anima.voice.speech import Samples


def tone(rate: int, seconds: float = 1.0) -> Samples:
    t = np.arange(round(rate * seconds)) / rate
    return (0.5 * np.sin(2 * np.pi * 440 * t)).astype(np.float32)


@pytest.mark.parametrize("rate", [8_000, 22_050, 24_000, 44_100, 48_000])
def test_a_tone_in_pieces_stays_that_tone(rate: int) -> None:
    change, sound = RateChange(rate, 16_000), tone(rate)
    pieces = [change.changed(sound[at : at + 960]) for at in range(0, sound.size, 960)]
    heard = np.concatenate(pieces)
    assert 0.97 < heard.size / 16_000 <= 1.0
    spectrum = np.abs(np.fft.rfft(heard[2000:14_000]))
    loudest = float(np.argmax(spectrum)) * 16_000 / 12_000
    assert abs(loudest - 440) < 2
    beside = np.delete(spectrum, range(int(np.argmax(spectrum)) - 3, int(np.argmax(spectrum)) + 4))
    assert beside.max() < spectrum.max() / 100, "no clicks where the pieces meet"


@given(st.lists(st.integers(0, 2000), max_size=12))
def test_no_size_of_pieces_loses_or_adds_sound(sizes: list[int]) -> None:
    change = RateChange(24_000, 16_000)
    given = sum(sizes)
    heard = sum(change.changed(np.zeros(size, np.float32)).size for size in sizes)
    assert given * 2 / 3 - 200 <= heard <= given * 2 / 3 + 1


def test_sound_at_the_right_rate_is_left_alone() -> None:
    sound = tone(16_000)
    assert RateChange(16_000, 16_000).changed(sound) is sound
