"""What a recogniser wrote may be a name, though it is spelled otherwise."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from anima.voice.name_sound import may_be


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("Wren", "Ren, are you there?"),
        ("Wren", "When are you there?"),
        ("Freya", "Hey Freyja."),
        ("Samantha", "Sam Anther, what time is it?"),
        ("Iris", "Good morning, Irus."),
    ],
)
def test_a_name_spelled_by_ear_is_the_name(name: str, text: str) -> None:
    assert may_be(name, text)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("Wren", "Simpler, rounder."),
        ("Samantha", "Some answers are hard."),
        ("Freya", "I am afraid of it."),
        ("Wren", ""),
    ],
)
def test_words_that_only_have_its_sounds_in_them_are_not(name: str, text: str) -> None:
    assert not may_be(name, text)


@given(st.text(max_size=20), st.text(max_size=60))
def test_any_text_can_be_asked_about(name: str, text: str) -> None:
    assert may_be(name, text) in (True, False)
