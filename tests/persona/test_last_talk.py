"""The last talk: begun by what there was, and held on to by nothing."""

from collections.abc import AsyncGenerator, Sequence
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from anima.memory import Episode
from anima.persona import Identity, last_talk
from anima.values import SessionId

THEO = Identity(name="Wren", person_name="Theo")


def episode(day: int, title: str, feelings: Sequence[str] = (), said: int = 3) -> Episode:
    began = datetime(2026, 5, 1, 12, tzinfo=UTC) + timedelta(days=day)
    return Episode(
        SessionId(str(day)), title, "", (), (), tuple(feelings), began, began, said, (), "rules"
    )


async def passed(text: str, size: int = 7) -> str:
    async def pieces() -> AsyncGenerator[str]:
        for start in range(0, len(text), size):
            yield text[start : start + size]

    return "".join([piece async for piece in last_talk.last_words(pieces())])


def test_she_looks_back_at_the_first_the_fullest_and_the_last() -> None:
    days = [
        episode(9, "the job in Porto"),
        episode(0, "your sister"),
        episode(4, "the boat", ["sad", "proud"]),
        episode(6, "soup", said=40),
    ]
    said = last_talk.opening("back", THEO, days)
    assert "our last talk, Theo" in said
    assert "1 May, your sister; 5 May, the boat; 10 May, the job in Porto" in said


@pytest.mark.parametrize("way", ["back", "free"])
def test_without_anything_to_look_back_at_nothing_is_made_up(way: last_talk.Way) -> None:
    said = last_talk.opening(way, THEO, [])
    assert "Nothing has to be said." in said


@pytest.mark.parametrize(
    "held",
    [
        "See you tomorrow!",
        "I'll always be here.",
        "I’ll miss you.",
        "Please don't go.",
        "Are you really sure?",
        "You can always come back.",
        "Stay a little longer.",
    ],
)
async def test_what_holds_on_is_not_said(held: str) -> None:
    assert await passed(f"I liked your boat. {held} Thank you.") == "I liked your boat. Thank you."
    assert await passed(held) == last_talk.THANKS


@given(
    st.lists(st.sampled_from(["I liked the lake.", "Well, that is so.", "Good!"]), min_size=1),
    st.integers(1, 9),
)
async def test_the_rest_comes_through_whole_however_it_is_cut(
    sentences: list[str], size: int
) -> None:
    assert await passed(" ".join(sentences), size) == " ".join(sentences)
