"""The history only grows, until it must shrink, and then the person's last words stay."""

from hypothesis import given
from hypothesis import strategies as st

from anima.conversation.history import CHARACTERS_PER_TOKEN, History, clipped, estimated_tokens
from anima.llm import Message


def filled(turns: int) -> History:
    history = History()
    for number in range(turns):
        history.add(2 * number + 1, Message("user", f"word {number} " * 20))
        history.add(2 * number + 2, Message("assistant", f"reply {number} " * 20))
    return history


def test_the_older_half_leaves_a_rest_that_begins_with_the_person() -> None:
    history = filled(5)
    older = history.older_half()
    history.replace_until(older[-1].sequence, "They spoke of words.")
    assert history.summary == "They spoke of words."
    assert history.entries[0].message.role == "user"
    assert len(history.entries) + len(older) == 10


def test_too_little_history_has_no_older_half() -> None:
    history = History()
    history.add(1, Message("user", "hello"))
    assert history.older_half() == []


@given(turns=st.integers(1, 30), room=st.integers(0, 3000))
def test_shrinking_keeps_the_newest_and_fits_when_it_can(turns: int, room: int) -> None:
    history = filled(turns)
    newest = history.entries[-1]
    history.shrink_to(room)
    assert history.entries[-1] == newest
    assert len(history.entries) == 1 or estimated_tokens(history.messages()) <= room


@given(text=st.text(max_size=5000), tokens=st.integers(10, 500))
def test_a_clipped_text_keeps_both_ends_and_fits(text: str, tokens: int) -> None:
    short = clipped(text, tokens)
    assert len(short) <= tokens * CHARACTERS_PER_TOKEN + len(" […] ")
    if short != text:
        assert " […] " in short
        assert text.startswith(short.split(" […] ")[0])
