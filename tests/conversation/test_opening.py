"""The word that a spoken reply may begin with."""

from collections.abc import AsyncGenerator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from anima.conversation.opening import (
    OPENINGS,
    Openings,
    fitting,
    is_opening_alone,
    opened,
    opening_of,
    plain,
)


@pytest.mark.parametrize(
    ("said", "among"),
    [
        ("What do you think I should cook tonight?", {"Hm,", "Well,", "Oh,"}),
        ("Do you think people can change", {"Hm,", "Well,", "Oh,"}),
        ("My uncle died last week, in his sleep.", {"Oh,", "Mm,", "I see,"}),
        ("I finally finished the book I told you about!", {"Oh,", "Ah,", "Oh wow,"}),
        ("We walked along the river for an hour.", {"Mm,", "Ah,", "I see,"}),
        ("Yes, I like it very much.", set[str]()),
        ("Good evening to you, my dear.", set[str]()),
        ("Thanks for asking me about it.", set[str]()),
        ("Blue.", set[str]()),
        ("Not really.", {"Mm,", "Ah,", "I see,"}),
        ("I have to go to bed now.", {"Okay,", "Well,"}),
        ("I'm fed up with you, goodbye.", set[str]()),
        ("Goodbye for good.", set[str]()),
        ("No, not really.", set[str]()),
        ("", set[str]()),
    ],
)
def test_an_opening_fits_what_was_said(said: str, among: set[str]) -> None:
    assert set(fitting(said)) == among


def test_no_three_replies_running_begin_alike_and_a_ninth_begins_plainly() -> None:
    openings = Openings(wanted=True)
    replies: list[str] = []
    begun: list[str] = []
    for number in range(14):
        opening = openings.choose(f"We walked along the river, day {number}.", replies)
        begun.append(opening)
        replies.append(f"{opening} that sounds long.".strip())
    for three in zip(begun, begun[1:], begun[2:], strict=False):
        assert len({*three} - {""}) == sum(map(bool, three))
    assert list(map(bool, begun)) == [True] * 8 + [False] + [True] * 5


def test_the_same_words_get_the_same_opening_until_the_turn_is_over() -> None:
    openings = Openings(wanted=True)
    first = openings.choose("We walked along the river.", [])
    assert openings.choose("We walked along the river.", ["Mm, so I hear."]) == first
    openings.forget_last()
    assert openings.choose("We walked along the river.", [f"{first} so I hear."]) != first


def test_a_quick_model_needs_no_opening_and_who_dislikes_them_gets_none() -> None:
    openings = Openings(wanted=True)
    openings.took(0.2)
    assert openings.choose("We walked along the river.", []) == ""
    for _ in range(4):
        openings.took(1.2)
    assert openings.choose("We walked along the lake.", [])
    assert Openings(wanted=False).choose("We walked along the river.", []) == ""


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("Ah, that sounds long.", "That sounds long."),
        ("oh wow, you did it.", "You did it."),
        ("Oh, so far?", "So far?"),
        ("Ohio is far.", "Ohio is far."),
        ("That sounds long.", "That sounds long."),
        ("I see the river.", "I see the river."),
        ("Hm,", "Hm,"),
        ("", ""),
    ],
)
@pytest.mark.parametrize("size", [1, 2, 3, 40])
async def test_a_reply_that_is_to_begin_plainly_does(written: str, said: str, size: int) -> None:
    async def pieces() -> AsyncGenerator[str]:
        for start in range(0, len(written), size):
            yield written[start : start + size]

    assert "".join([piece async for piece in plain(pieces())]) == said


@given(
    st.sampled_from(OPENINGS),
    st.text(st.sampled_from("abc ,.\nOohHm"), min_size=1, max_size=30),
    st.integers(1, 5),
)
async def test_what_follows_stands_after_the_opening_once_however_it_comes(
    opening: str, text: str, size: int
) -> None:
    async def pieces() -> AsyncGenerator[str]:
        for start in range(0, len(text), size):
            yield text[start : start + size]

    whole = "".join([piece async for piece in opened(opening, pieces())])
    assert opening_of(whole) == opening
    rest = text.lstrip()
    if rest.lower().startswith(opening.lower()):
        rest = rest[len(opening) :].lstrip()
    assert whole == f"{opening} {rest}"


@pytest.mark.parametrize(
    ("heard", "opening"),
    [
        ("Ah", "Ah,"),
        ("Ah,", "Ah,"),
        ("Oh", "Oh,"),
        ("Oh wow", "Oh wow,"),
        ("I see", "I see,"),
        ("I", ""),
        ("Okay", "Okay,"),
    ],
)
def test_an_opening_that_was_cut_off_is_one_without_its_comma(heard: str, opening: str) -> None:
    assert opening_of(heard) == opening
    assert is_opening_alone(heard)


@pytest.mark.parametrize("heard", ["Ah, how", "Oh no", "I think", "Well done", "Okay.", ""])
def test_what_is_more_than_an_opening_is_an_answer(heard: str) -> None:
    assert not is_opening_alone(heard)
