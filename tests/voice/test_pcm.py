"""Samples as they travel."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from anima.voice.pcm import from_pcm16, to_pcm16


@given(st.lists(st.floats(-1, 1, width=32)))
def test_sound_survives_the_journey(values: list[float]) -> None:
    samples = np.array(values, np.float32)
    assert np.allclose(from_pcm16(to_pcm16(samples)), samples, atol=1 / 32_000)


def test_what_is_too_loud_is_clipped_and_does_not_wrap_around() -> None:
    arrived = from_pcm16(to_pcm16(np.array([3.0, -3.0], np.float32)))
    assert arrived[0] > 0.99
    assert arrived[1] == -1.0
