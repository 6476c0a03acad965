"""Samples as they travel."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from anima.values import AudioError
from anima.voice.pcm import at_input_rate, from_pcm16, to_pcm16


@given(st.lists(st.floats(-1, 1, width=32)))
def test_sound_survives_the_journey(values: list[float]) -> None:
    samples = np.array(values, np.float32)
    assert np.allclose(from_pcm16(to_pcm16(samples)), samples, atol=1 / 32_000)


def test_what_is_too_loud_is_clipped_and_does_not_wrap_around() -> None:
    arrived = from_pcm16(to_pcm16(np.array([3.0, -3.0], np.float32)))
    assert arrived[0] > 0.99
    assert arrived[1] == -1.0


def test_a_rate_that_is_no_multiple_is_refused() -> None:
    with pytest.raises(AudioError, match="44100"):
        at_input_rate(np.zeros(10, np.float32), 44_100)
