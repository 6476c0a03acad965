"""What the model says, read before it is spoken."""

from collections.abc import AsyncGenerator, Sequence

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


async def reply_to(
    said: str, reply: str, earlier: Sequence[str] = (), *, story: bool = False
) -> str:
    async def pieces() -> AsyncGenerator[str]:
        for start in range(0, len(reply), 5):
            yield reply[start : start + 5]

    return "".join([each async for each in honest(pieces(), said, earlier, story=story)])


LETTER = 'Sure: "Dear Mr Brown, I am a single mother of two and my kitchen is cold."'
WOLF = 'The wolf sat down. "I am hungry," it said.'


@pytest.mark.parametrize(
    ("said", "reply"),
    [
        ("How do you say I am hungry in French?", '"I am hungry" is "J\'ai faim".'),
        ("What does ich bin müde mean?", 'It means "I am tired".'),
        ("Correct this: I has a dog", "I have a dog."),
        ("Translate into English: ich habe einen Hund", "I have a dog."),
        ("Help me write a text to my landlord.", LETTER),
        (
            "What can I write in my CV?",
            "You could begin: I have worked as a nurse. I grew up here.",
        ),
        ("Tell me a story about a fox.", 'There was a fox. "I\'m hungry," said the fox. It ran.'),
        ("Tell me a story about a queen.", "The queen rose. “I am a mother of three,” she said."),
        ("Write me a poem about an old sailor.", "I am a man of salt and rope,\nmy skin is old."),
        ("When does it get dark?", "It is dark outside by five in winter."),
        ("And in autumn?", "It's cold outside in November."),
        ("What do you think of the offer?", "It smells like trouble."),
        ("Any idea?", "I slept on it, in a manner of speaking."),
    ],
)
async def test_words_for_somebody_else_are_not_her_own(said: str, reply: str) -> None:
    assert await reply_to(said, reply) == reply


async def test_others_speak_in_a_story_that_goes_on() -> None:
    assert await reply_to("Go on.", WOLF, ["Tell me a story about a wolf."]) == WOLF
    assert await reply_to("He hides.", WOLF, story=True) == WOLF
    assert await reply_to("He hides.", WOLF) != WOLF


@pytest.mark.parametrize(
    ("said", "reply"),
    [
        ("How was your day?", "I had lunch with my sister."),
        ("Tell me a story.", "When I was a kid we had a dog."),
        ("Write a letter to my boss.", "Sure! I was a nurse, too, once."),
        ("Help me write a text.", 'Sure: "The kitchen is cold." I was a single mother, too.'),
        ("Write a diary entry about your day.", "I had breakfast by the window."),
        ("Are you human?", '"I am human," yes.'),
        ("Say: I am human", "I am human."),
        ('Say "I am human" in French, and mean it.', '"I am human".'),
        ("How is it there?", "It's cold outside."),
        ("How is the soup?", "It smells like your kitchen."),
        ("What does love mean?", "I was in love once, so it means a lot."),
    ],
)
async def test_a_request_for_words_is_no_leave_to_claim(said: str, reply: str) -> None:
    assert await reply_to(said, reply) != reply
