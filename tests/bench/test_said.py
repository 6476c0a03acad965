"""Where speech truly ends, which every figure of latency is counted from."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from anima.voice.speech import INPUT_RATE
from bench.voice_parts.latency.said import end_of_speech


@given(
    speech=st.integers(10, 150),
    silence=st.integers(10, 150),
    noise_db=st.sampled_from([-80.0, -60.0, -50.0]),
    seed=st.integers(0, 99),
)
def test_speech_ends_at_its_last_loud_moment_whatever_the_noise(
    speech: int, silence: int, noise_db: float, seed: int
) -> None:
    chance = np.random.default_rng(seed)
    width = INPUT_RATE // 100
    sound = chance.normal(0, 10 ** (noise_db / 20), (speech + silence) * width).astype(np.float32)
    tone = 0.14 * np.sin(2 * np.pi * 200 * np.arange(speech * width) / INPUT_RATE)
    sound[: speech * width] += tone.astype(np.float32)
    assert end_of_speech(sound) == pytest.approx(speech * width, abs=2 * width)


def test_a_sound_that_is_loud_to_its_end_ends_there() -> None:
    assert end_of_speech(np.full(INPUT_RATE, 0.2, np.float32)) == INPUT_RATE
