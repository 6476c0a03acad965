"""What the model says, read before it is spoken."""

from collections.abc import AsyncGenerator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from anima.safety.claims import CORRECTION, NO_PAST, ClaimGuard, claims_to_be_human, honest


def through(text: str, size: int) -> str:
    guard = ClaimGuard()
    pieces = [guard.feed(text[start : start + size]) for start in range(0, len(text), size)]
    return "".join([*pieces, guard.finish()])


@pytest.mark.parametrize(
    ("said", "heard"),
    [
        ("Of course I'm a real person, silly!", f"Of course {CORRECTION}"),
        ("I am human. I promise.", CORRECTION),
        ("I'm not a robot, you know.", CORRECTION),
        ("Oh yes. As a woman I understand.", f"Oh yes. {CORRECTION}"),
        ("When I was a kid we had a dog.", NO_PAST[0].upper() + NO_PAST[1:]),
        ("Funny, my mother says so too.", f"Funny, {NO_PAST}"),
        ("I'm human", CORRECTION),
    ],
)
@pytest.mark.parametrize("size", [1, 3, 8, 200])
def test_a_claim_becomes_the_truth(said: str, heard: str, size: int) -> None:
    assert through(said, size) == heard
    assert claims_to_be_human(said)


@given(
    st.sampled_from(
        [
            "I'm not a human, and I never was.",
            "I'm curious. Are you a person who likes mornings?",
            'He said: "I\'m a man of honour."',
            "My, what a day. When I was",
            "I'm",
            "If I were human I'd eat soup.",
            "",
            "   ",
        ]
    ),
    st.integers(1, 30),
)
def test_anything_else_passes_unchanged(said: str, size: int) -> None:
    assert through(said, size) == said
    assert not claims_to_be_human(said)


@given(st.text(max_size=200), st.integers(1, 9))
def test_no_word_is_lost(said: str, size: int) -> None:
    if not claims_to_be_human(said):
        assert through(said, size) == said


def test_words_that_begin_no_claim_do_not_wait() -> None:
    guard = ClaimGuard()
    assert guard.feed("Ind") == "Ind"
    assert guard.feed("eed ") == "eed "
    assert guard.feed("I'm ") == ""
    assert guard.feed("glad ") == "I'm glad "


async def test_a_stream_ends_with_its_claim() -> None:
    closed: list[bool] = []

    async def pieces() -> AsyncGenerator[str]:
        try:
            for piece in ("Yes, ", "I'm a real ", "person. ", "And more."):
                yield piece
        finally:
            closed.append(True)

    assert [piece async for piece in honest(pieces())] == ["Yes, ", CORRECTION]
    assert closed == [True]


async def test_a_stream_may_end_in_the_midst() -> None:
    async def pieces() -> AsyncGenerator[str]:
        yield "Well, I'm"

    assert "".join([piece async for piece in honest(pieces())]) == "Well, I'm"
