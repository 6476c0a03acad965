"""A reply is cut where it can already be spoken; the pieces are the reply again."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from anima.voice.clauses import ClauseSplitter


def clauses(text: str, *, size: int = 4) -> list[str]:
    splitter = ClauseSplitter()
    found = [
        clause for at in range(0, len(text), size) for clause in splitter.feed(text[at : at + size])
    ]
    found += splitter.flush()
    for clause in found:
        assert text[clause.start :].startswith(clause.text)
    return [clause.text for clause in found]


@pytest.mark.parametrize(
    ("reply", "first"),
    [
        ("Oh. That is sad news.", "Oh. "),
        ("Yes, it was the first of its kind.", "Yes, "),
        ("Lisbon, it was.", "Lisbon, it was."),
        ("Tea, I think. It gives you time.", "Tea, I think. "),
        ("I'm sorry, that was not kind.", "I'm sorry, "),
        ("You could call her because she would like it.", "You could call her "),
        ("I would sit down by the river in June.", "I would sit down "),
        ("Dr. Grant said it well. I agree.", "Dr. Grant said it well. "),
        ("It costs 3,000 euros. Too much.", "It costs 3,000 euros. "),
        ("A well-known song. I like it.", "A well-known song. "),
        ("1. Bread and 2. milk.", "1. Bread and 2. "),
    ],
)
def test_the_first_is_short_and_falls_where_a_speaker_pauses(reply: str, first: str) -> None:
    assert clauses(reply)[0] == first


def test_later_ones_are_longer() -> None:
    reply = "So it is. " + "I went there once, and then again, and it was good, you know. " * 4
    lengths = [len(clause.split()) for clause in clauses(reply)]
    assert lengths[0] == 3
    assert min(lengths[2:]) >= 2 * lengths[0]


def test_words_without_any_mark_are_said_all_the_same() -> None:
    found = clauses("word " * 200)
    assert len(found) > 5
    assert max(len(clause.split()) for clause in found) <= 31


@given(text=st.text(max_size=200), size=st.integers(1, 50))
def test_nothing_is_lost_and_the_stream_may_be_cut_anywhere(text: str, size: int) -> None:
    assert "".join(clauses(text, size=size)) == text
    assert clauses(text, size=size) == clauses(text, size=1)
