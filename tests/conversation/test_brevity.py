"""Who says little is answered with little."""

from collections.abc import AsyncGenerator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from anima.conversation import Conversation
from anima.conversation.brevity import is_brief, one_sentence
from anima.values import Delta, Utterance
from tests.conversation.conftest import House


@pytest.mark.parametrize(
    ("before", "now", "brief"),
    [
        ("Not bad.", "Work, mostly.", True),
        ("Yeah.", "Same as ever.", True),
        ("I walked by the river for an hour today.", "Yeah.", False),
        ("Yeah.", "I walked by the river for an hour today.", False),
        ("Yeah.", "Why?", False),
        ("Yeah.", "Tell me more.", False),
        ("Yeah.", "Go on.", False),
        ("Yeah.", "My dog died.", False),
        ("I'm so tired.", "Yeah.", False),
        ("", "Yeah.", False),
    ],
)
def test_brief_is_who_says_little_twice_and_asks_for_nothing(
    before: str, now: str, brief: bool
) -> None:
    assert is_brief(now, before) == brief


@pytest.mark.parametrize(
    ("written", "heard"),
    [
        ("That sounds calm. What else is new?", "That sounds calm."),
        ("Oh, good. I like calm days. Do you?", "Oh, good. I like calm days."),
        ("Dr. Okafor would like that. So do I.", "Dr. Okafor would like that."),
        ('"Calm is fine!" I\'d say so', '"Calm is fine!"'),
        ("It was 3.5 in the end, I think", "It was 3.5 in the end, I think"),
        ("", ""),
    ],
)
@pytest.mark.parametrize("size", [1, 2, 7, 60])
async def test_one_sentence_is_said_however_it_comes(written: str, heard: str, size: int) -> None:
    async def pieces() -> AsyncGenerator[str]:
        for start in range(0, len(written), size):
            yield written[start : start + size]

    assert "".join([piece async for piece in one_sentence(pieces())]) == heard


@given(st.text(st.sampled_from('ab .!?\n"'), max_size=40), st.integers(1, 5))
async def test_what_is_said_is_how_the_reply_begins(written: str, size: int) -> None:
    async def pieces() -> AsyncGenerator[str]:
        for start in range(0, len(written), size):
            yield written[start : start + size]

    assert written.startswith("".join([piece async for piece in one_sentence(pieces())]))


async def test_in_a_talk_of_few_words_she_says_few(house: House) -> None:
    await house.have_met()
    long = "That sounds calm to me. What else is new with you?"
    house.model.lines = [long] * 4
    conversation = await house.conversation()
    heard = [
        await answered(conversation, text) for text in ("It was quiet.", "Same as ever.", "Go on.")
    ]
    assert heard == [long, "That sounds calm to me.", long]


async def answered(conversation: Conversation, text: str) -> str:
    reply = conversation.reply(Utterance(text))
    return "".join([event.text async for event in reply if isinstance(event, Delta)])
