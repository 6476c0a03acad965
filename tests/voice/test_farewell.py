"""Whether words take leave."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from anima.voice.farewell import takes_leave


@pytest.mark.parametrize(
    "words",
    [
        "Goodbye.",
        "Bye bye!",
        "Okay, good night then.",
        "Well, I have to go now. Bye, Wren.",
        "Thanks, talk to you tomorrow.",
        "Wren, good night. Sleep well.",
        "See you later, alright.",
        "Good-bye.",
    ],
)
def test_these_words_take_leave(words: str) -> None:
    assert takes_leave(words, "Wren")


@pytest.mark.parametrize(
    "words",
    [
        "",
        "She said goodbye.",
        "Goodbye is a sad word.",
        "Bye, but one more thing.",
        "I have to go now.",
        "Good night stories are my favourite.",
        "Did you say goodbye?",
        "See you.  What do you see?",
        "Good morning.",
    ],
)
def test_these_do_not(words: str) -> None:
    assert not takes_leave(words, "Wren")


@given(st.text(), st.text(max_size=8))
def test_any_words_can_be_asked_about(words: str, name: str) -> None:
    assert not takes_leave(f"{words} zebra", name) or name.lower() == "zebra"
