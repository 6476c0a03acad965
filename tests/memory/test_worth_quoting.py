"""What is quoted to her in a prompt as something that the person told."""

import pytest

from anima.memory.worth_quoting import is_worth_quoting


@pytest.mark.parametrize(
    "text",
    [
        "I work at a library.",
        "Did you hear that Ana is back?",
        "My sister moved. Can you believe it?",
        "Remember that the key is at Ana's.",
        "Guess who called?",
        "I don't want to talk about it, but he left.",
        "Porto",
    ],
)
def test_what_tells_something(text: str) -> None:
    assert is_worth_quoting(text)


@pytest.mark.parametrize(
    "text",
    [
        "Where do I work?",
        "where does my sister live",
        "What do you think?",
        "So, how are you?",
        "Don't mention Rui to me again.",
        "Please don’t bring up the wedding.",
        "Forget that I work at a library.",
    ],
)
def test_what_only_asks(text: str) -> None:
    assert not is_worth_quoting(text)
