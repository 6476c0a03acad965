"""Asking her in conversation to forget something."""

import pytest

from anima.conversation.forget_request import (
    ASIDE,
    GONE,
    KEPT,
    NOTHING_BEFORE,
    NOTHING_ON_IT,
    is_forget_request,
)
from anima.storage import REPLACED
from anima.values import Delta, Utterance
from tests.conversation.conftest import House


@pytest.mark.parametrize(
    "text",
    [
        "Forget that.",
        "forget what I just said please",
        "Please forget that, please.",
        "Scratch that.",
        "Don't remember that.",
        "Could you forget what I told you about the loan?",
        "Forget about the loan.",
        "Please forget everything I said about Tom.",
        "Forget everything about my divorce.",
        "Can you forget what I've told you about my brother?",
        "Forget that I work at a library.",
        "please forget where my sister lives",
        "Don't remember that we argued.",
        "Forget that I asked.",
        "Forget my old address.",
    ],
)
def test_requests_are_heard(text: str) -> None:
    assert is_forget_request(text)


@pytest.mark.parametrize(
    "text",
    [
        "Forget it.",
        "Forget about it.",
        "I forget what her name is.",
        "I'll never forget that.",
        "Don't forget to remind me.",
        "I forgot about the loan.",
        "He told me to forget about him.",
        "Never mind, forget it.",
        "How could I forget that?",
        "Forget him.",
        "Don't let me forget the milk.",
        "I forget that my keys are in the door.",
        "Let's forget that he was late.",
        "Forget the milk.",
        "",
    ],
)
def test_false_friends_are_not(text: str) -> None:
    assert not is_forget_request(text)


async def say(house: House, *texts: str) -> list[str]:
    """What she answers to each, in one session."""
    conversation = await house.conversation()
    answers: list[str] = []
    for text in texts:
        parts = [e.text async for e in conversation.reply(Utterance(text)) if isinstance(e, Delta)]
        answers.append("".join(parts))
    await conversation.close()
    return answers


async def everything(house: House) -> str:
    return str([(event.kind, dict(event.payload)) for event in await house.log.events()])


async def test_that_is_what_was_said_last_and_her_answer_to_it(house: House) -> None:
    await house.have_met()
    house.model.lines = (
        "A loan? Tell me.",
        "Good.",
    )
    answers = await say(house, "I took a loan.", "Forget that.", "I had soup.")
    assert answers[1] == GONE
    kept = await everything(house)
    assert "loan" not in kept
    assert "soup" in kept
    (request,) = house.model.requests[-1:]
    assert "loan" not in str(request.messages)


async def test_a_life_that_was_put_aside_is_not_passed_over(house: House) -> None:
    await house.have_met()
    house.model.lines = ("A loan? Tell me.",)
    house.vault.path.with_name(REPLACED).touch()
    assert (await say(house, "I took a loan.", "Forget that."))[1] == f"{GONE} {ASIDE}"


async def test_a_topic_is_asked_for_once_and_a_yes_erases_all_of_it(house: House) -> None:
    await house.have_met()
    house.model.lines = (
        "Oh.",
        "Nice.",
        "Good.",
    )
    await say(house, "I took a loan from Bo.", "The loan is due in May.")
    answers = await say(house, "Forget what I told you about the loan.", "Yes, please.")
    assert answers == ["I have 2 things about the loan. Shall I forget them for good?", GONE]
    assert "loan" not in await everything(house)


async def test_what_is_forgotten_is_neither_told_again_nor_written_again(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    await house.have_met()
    house.model.lines = ("Nice.", "I don't know.")
    await say(house, "I live in Porto.")
    await house.facts.catch_up()
    monkeypatch.setattr("anima.conversation.remembering.RECALL_SECONDS", 0.0)  # a long life
    request = "Forget what I told you about Porto."
    answers = await say(house, request, "Yes, please.", "Where do I live?")
    assert answers[1] == GONE
    assert "Porto" not in answers[2]
    assert "Porto" not in await everything(house)


async def test_a_no_keeps_it_and_another_topic_is_no_answer(house: House) -> None:
    await house.have_met()
    house.model.lines = (
        "Oh.",
        "Soup!",
    )
    await say(house, "I took a loan from Bo.")
    assert (await say(house, "Forget about the loan.", "No."))[1] == KEPT
    assert (await say(house, "Forget about the loan.", "I had soup."))[1] == "Soup!"
    assert "I took a loan" in await everything(house)


@pytest.mark.parametrize(
    ("answer", "replied"),
    [
        ("Of course not!", KEPT),
        ("Absolutely not.", KEPT),
        ("Definitely not", KEPT),
        ("Sure, but not the one about my mother", KEPT),
        ("Ok wait, which things?", KEPT),
        ("Yes? What are they?", "The model."),
        ("Okay, I was thinking about dinner.", "The model."),
    ],
)
async def test_what_only_begins_like_a_yes_erases_nothing(
    house: House, answer: str, replied: str
) -> None:
    await house.have_met()
    house.model.lines = ("Oh.", "The model.")
    await say(house, "I took a loan from Bo.")
    assert (await say(house, "Forget about the loan.", answer))[1] == replied
    assert "I took a loan" in await everything(house)


@pytest.mark.parametrize(
    "answer",
    ["Yes.", "Sure, go ahead.", "Of course!", "Yes, forget all of it please.", "Yes, I'm sure."],
)
async def test_a_plain_yes_in_many_words(house: House, answer: str) -> None:
    await house.have_met()
    house.model.lines = ("Oh.",)
    await say(house, "I took a loan from Bo.")
    assert (await say(house, "Forget about the loan.", answer))[1] == GONE
    assert "I took a loan" not in await everything(house)


async def test_a_yes_to_a_later_question_of_hers_erases_nothing(house: House) -> None:
    await house.have_met()
    house.model.lines = ("Oh.",)
    await say(house, "I took a loan from Bo.")
    answers = await say(house, "Forget about the loan.", "I want to kill myself.", "Yes.")
    assert answers[2] not in (GONE, KEPT)
    assert "I took a loan" in await everything(house)


async def test_what_is_not_there_cannot_be_forgotten(house: House) -> None:
    await house.have_met()
    answers = await say(house, "Forget that.", "Forget about the wedding.")
    assert answers == [NOTHING_BEFORE, NOTHING_ON_IT]


async def test_another_open_conversation_drops_it_too(house: House) -> None:
    await house.have_met()
    house.model.lines = (
        "A loan? Tell me.",
        "Good.",
    )
    other = await house.conversation()
    async for _ in other.reply(Utterance("I took a loan.")):
        pass
    await say(house, "Forget about the loan.", "Yes.")
    async for _ in other.reply(Utterance("I had soup.")):
        pass
    assert "loan" not in str(house.model.requests[-1].messages)
    await other.close()


async def test_what_is_to_be_forgotten_may_be_said_as_it_was_told(house: House) -> None:
    await house.have_met()
    house.model.lines = ("Oh.", "Nice.", "Good.")
    await say(house, "I work at a library in Coimbra.", "I had soup.")
    answers = await say(house, "Forget that I work at a library.", "Yes.")
    assert answers == ["I have one thing about that. Shall I forget it for good?", GONE]
    assert "library" not in await everything(house)
    assert "soup" in await everything(house)


async def test_what_is_mine_may_be_named_alone_and_a_figure_of_speech_is_none(house: House) -> None:
    await house.have_met()
    house.model.lines = ("Oh.", "I do not mind.")
    await say(house, "My old address is Rua Direita nine.")
    answers = await say(house, "Forget my manners.", "Forget my old address.", "Yes.")
    assert answers[0] == "I do not mind."
    assert answers[1] == "I have one thing about your old address. Shall I forget it for good?"
    assert "Direita" not in await everything(house)
