"""A short word is cut out of what was said after it, without a click and without what follows."""

import numpy as np
import pytest

from anima.voice.short_words import first_word, is_short
from anima.voice.synthesis import Synthesis

RATE = 24_000


@pytest.mark.parametrize("phonemes", ["ˈO,", "hˈmm,", "ˈmm.", "wˈɛl,", "nˈO", "ˈɑ…"])
def test_words_that_are_too_short_to_be_said_alone(phonemes: str) -> None:
    assert is_short(phonemes)


@pytest.mark.parametrize("phonemes", [",", "həlˈO,", "ˈO nˈO.", "ðæts ɹˈIt."])
def test_words_that_can_be_said_alone(phonemes: str) -> None:
    assert not is_short(phonemes)


@pytest.mark.parametrize("size", [2, 3])
def test_the_word_ends_at_the_quietest_moment_before_the_next(size: int) -> None:
    """A vowel for 0.4 s, a pause whose middle is silent, and other words."""
    sound = np.sin(np.arange(RATE) * 0.1).astype(np.float32)
    sound[9_600:12_000] *= 0.01
    sound[10_800:11_040] = 0
    whole = Synthesis(sound, (2_400, 9_600, 12_000, 18_000, 24_000))
    word = first_word(whole, size, 3, RATE)
    assert word.samples.size == 11_040
    assert word.ends == (2_400, 9_600, 11_040)[:size]
    assert abs(float(word.samples[-1])) < 1e-4
    assert np.array_equal(word.samples[:9_000], sound[:9_000])


def test_a_pause_that_is_not_there_still_gives_a_soft_end() -> None:
    sound = np.ones(4_800, np.float32)
    word = first_word(Synthesis(sound, (1_200, 4_790, 4_800)), 2, 3, RATE)
    assert word.samples.size <= 4_800
    assert abs(float(word.samples[-1])) < 1e-4
