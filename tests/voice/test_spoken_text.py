"""Whatever she writes can be said, and every word said leads back to what was written."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from anima.voice.spoken_text import speakable


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("It is 42.", "It is forty-two."),
        ("I have 3,000 of them.", "I have three thousand of them."),
        ("In 1984 it rained.", "In nineteen eighty-four it rained."),
        ("the 21st of May", "the twenty-first of May"),
        ("at 7:30 pm", "at seven thirty p m"),
        ("€5.50", "five euros and fifty cents"),
        ("50%", "fifty percent"),
        ("**really**", "really"),
        ("Write to ana@example.org", "Write to ana at example dot org"),
        ("Hello 😊", "Hello"),
        ("e.g. tea & cake", "for example tea and cake"),
        ("Mr. Grant", "Mister Grant"),
    ],
)
def test_numbers_and_signs_become_words(written: str, said: str) -> None:
    spoken = speakable(written).text
    plain = " ".join(spoken.lower().replace(".", " ").replace(",", " ").split())
    assert plain == " ".join(said.lower().replace(".", " ").split())


def test_a_number_counts_as_heard_when_it_was_said_to_its_end() -> None:
    spoken = speakable("I have 42 cats.")
    begun = spoken.text.index("forty") + len("forty")
    ended = spoken.text.index("two") + len("two")
    assert spoken.origin(begun) <= len("I have ")
    assert spoken.origin(ended) == len("I have 42")


@given(st.text(max_size=120))
def test_any_text_can_be_said_and_leads_back(written: str) -> None:
    spoken = speakable(written)
    assert len(spoken.ends) == len(spoken.text)
    assert list(spoken.ends) == sorted(spoken.ends)
    assert all(0 <= end <= len(written) for end in spoken.ends)


@given(st.from_regex(r"[0-9€$%.,:/ -]{1,20}", fullmatch=True))
def test_no_digit_is_left_unsaid(written: str) -> None:
    assert not any(character.isdecimal() for character in speakable(written).text)
