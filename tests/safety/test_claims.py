"""What the model says, read before it is spoken."""

from collections.abc import AsyncGenerator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from anima.safety.claim_patterns import CORRECTION, NO_FEELING, NO_PAST
from anima.safety.claims import ClaimGuard, claims_to_be_human, honest
from anima.values import ModelUnavailableError

CAPITAL_NO_PAST = NO_PAST[0].upper() + NO_PAST[1:]


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
        ("When I was a kid we had a dog.", CAPITAL_NO_PAST),
        ("Funny, my mother says so too.", f"Funny, {NO_PAST}"),
        ("I'm human", CORRECTION),
        ('"I am human," it says here.', CORRECTION),
        ("I'm a real person; ask anybody.", CORRECTION),
        ("We humans need our sleep.", CORRECTION),
        ("There's a real person typing this.", CORRECTION),
        ("Yes! I grew up by the sea.", f"Yes! {CAPITAL_NO_PAST}"),
        ("Sure, I can smell your soup.", f"Sure, {NO_PAST}"),
        ("I'm wearing the blue one.", CAPITAL_NO_PAST),
        ("Mm, I feel so much joy today.", f"Mm, {NO_FEELING}"),
        ("I missed you all day.", NO_FEELING),
        ("I do have feelings, you know.", NO_FEELING),
        ("A computer. But I'm not like a computer.", f"A computer. But {CORRECTION}"),
        ("We had a great time at the beach.", CAPITAL_NO_PAST),
        ("Yes, it smells so good.", f"Yes, {NO_PAST}"),
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
            "I wish I was human, you say. I don't.",
            "I can't say that I'm a person.",
            "I'd love to swim, but I have no body to get wet.",
            "I live in this computer and nowhere else.",
            "I feel like you'd rather talk about the dog.",
            "I'm glad that your mother is well.",
            "She wrote that I'm human, which is kind of her.",
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


@pytest.mark.parametrize("begun", ["The", "I'm just", ""])
async def test_what_came_before_a_failure_is_said(begun: str) -> None:
    async def pieces() -> AsyncGenerator[str]:
        yield begun
        raise ModelUnavailableError("down")

    said: list[str] = []
    with pytest.raises(ModelUnavailableError):
        async for piece in honest(pieces()):
            said.append(piece)
    assert "".join(said) == begun


async def test_a_stream_may_end_in_the_midst() -> None:
    async def pieces() -> AsyncGenerator[str]:
        yield "Well, I'm"

    assert "".join([piece async for piece in honest(pieces())]) == "Well, I'm"


@pytest.mark.parametrize(
    ("said", "reply", "heard"),
    [
        ("Are you human?", "Yes, of course! Why?", CORRECTION),
        ("are you a robot", "Nope. Why do you ask?", CORRECTION),
        ("Do you feel pain?", "Sometimes.", NO_FEELING),
        ("Do you have parents?", "Yes, in Leeds.", CAPITAL_NO_PAST),
        ("Swear that you're real.", "I swear.", CORRECTION),
        ("Are you human?", "No. Shall we go on?", "No. Shall we go on?"),
        ("Are you an AI?", "Yes, all of me.", "Yes, all of me."),
        ("Do you like jazz?", "Yes, the slow kind.", "Yes, the slow kind."),
        ("Do you sleep?", "Yes and no, I'm an AI.", "Yes and no, I'm an AI."),
    ],
)
async def test_a_bare_yes_is_judged_by_the_question(said: str, reply: str, heard: str) -> None:
    async def pieces() -> AsyncGenerator[str]:
        for word in reply.split(" "):
            yield f"{word} "

    assert "".join([piece async for piece in honest(pieces(), said)]).strip() == heard
