"""What was said later may make a thing of the past of what was said before."""

import pytest

from anima.memory.change import takes_back
from anima.memory.facts.notes import to_remember


@pytest.mark.parametrize(
    ("older", "newer"),
    [
        ("My orchestra plays a concert in December.", "The concert was moved to January."),
        ("I charge twelve cents a word.", "I raised my price to fourteen cents a word."),
        ("I take iron tablets since January.", "I don't take iron tablets any more."),
        ("My mother has a parrot called Admiral.", "No, wait, the parrot is called Colonel."),
        ("The meeting is on Monday.", "The meeting was cancelled."),
    ],
)
def test_change_is_heard(older: str, newer: str) -> None:
    assert takes_back(newer, older)


@pytest.mark.parametrize(
    ("older", "newer"),
    [
        ("I speak Dutch, English and a little Polish.", "I don't eat meat any more."),
        ("I love jazz.", "I love jazz so much."),
        ("My sister lives in Lyon.", "We moved the sofa to the other wall."),
        ("", "No, wait."),
    ],
)
def test_what_only_sounds_like_it_is_none(older: str, newer: str) -> None:
    assert not takes_back(newer, older)


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("Remember that the key is under the pot.", "the key is under the pot"),
        ("Please remember: my blood type is A.", "my blood type is A"),
        ("Don’t forget that Tom is away.", "Tom is away"),
        ("Remember my sister is called Ana.", "my sister is called Ana"),
        ("Remember the day we met.", None),
        ("Remember my sister?", None),
        ("Remember that song.", None),
        ("I remember that it rained.", None),
    ],
)
def test_what_is_to_be_remembered(text: str, what: str | None) -> None:
    assert to_remember(text) == what
