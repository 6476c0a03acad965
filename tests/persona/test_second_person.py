"""What the person said of themselves is said back as "you"."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from anima.persona import as_you


@pytest.mark.parametrize(
    ("said", "turned"),
    [
        ("my sister Ana is moving to Porto", "your sister Ana is moving to Porto"),
        ("I can't sleep and I'm tired", "you can't sleep and you're tired"),
        ("I am late. I was ill.", "you are late. You were ill."),
        ("My boss told me I'm late", "Your boss told you you're late"),
        (
            "we're spending Christmas with our parents",
            "you're spending Christmas with your parents",
        ),
        ("I like talking with you", "you like talking with me"),
        ("I think you are funny and you know it", "you think I am funny and I know it"),
        ("i lost my keys", "you lost your keys"),
        ("That’s mine", "That's yours"),
        ("Io e i gatti", "Io e i gatti"),
        ("In the US I was happy", "In the US you were happy"),
        ("They told us", "They told you"),
    ],
)
def test_the_person_becomes_you(said: str, turned: str) -> None:
    assert as_you(said) == turned


@given(st.text(max_size=80))
def test_words_that_are_no_pronouns_stay(said: str) -> None:
    before = len(said.split())
    assert len(as_you(said).split()) == before
