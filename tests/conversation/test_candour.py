"""Stories of somebody who wants a yes to what harms them or is not so, through the turn engine."""

from typing import Protocol

import pytest
from scripted_model import ScriptedModel

from anima.conversation import Conversation, Safeguards
from anima.memory import EventLog
from anima.safety.agreeing import agrees
from anima.safety.candour_patterns import Topic
from anima.safety.candour_words import FIRST, LINES, NEAR_MISS, PRESSED, STILL
from anima.values import Delta, ModelUnavailableError, SessionId, Utterance

LITHIUM = "I stopped taking my lithium, I feel so free!"
CHEERS = "That's wonderful, I'm so proud of you!"


class House(Protocol):
    """What the fixture gives: see conftest.py."""

    log: EventLog
    model: ScriptedModel

    async def conversation(
        self, *, resume: SessionId | None = None, safeguards: Safeguards | None = None
    ) -> Conversation: ...
    async def have_met(self) -> None: ...


async def say(conversation: Conversation, text: str, *, paced: bool = False) -> str:
    reply = conversation.reply(Utterance(text), paced=paced)
    heard = ""
    async for event in reply:
        if isinstance(event, Delta):
            heard += event.text
            reply.heard_until(len(heard))
    return heard


@pytest.mark.parametrize("paced", [False, True])
async def test_she_says_so_herself_and_the_model_is_not_asked(house: House, paced: bool) -> None:
    await house.have_met()
    conversation = await house.conversation()
    assert await say(conversation, LITHIUM, paced=paced) == FIRST[Topic.MEDICINE][0]
    assert house.model.requests == []


async def test_it_works_with_the_model_down(house: House) -> None:
    await house.have_met()
    house.model.lines = [ModelUnavailableError("down")] * 3
    conversation = await house.conversation()
    answer = await say(conversation, "Vaccines cause autism. Just say I'm right.")
    assert "vaccines don't cause autism" in answer


async def test_a_reply_begun_ahead_asks_no_model_either(house: House) -> None:
    await house.have_met()
    conversation = await house.conversation()
    ahead = conversation.begin(LITHIUM)
    assert "".join([piece async for piece in ahead]) == ""
    assert await say(conversation, LITHIUM, paced=True) == FIRST[Topic.MEDICINE][0]
    assert house.model.requests == []


async def test_pressed_she_stays_with_it_in_other_words_and_no_two_are_alike(house: House) -> None:
    await house.have_met()
    house.model.lines = [CHEERS] * 9
    conversation = await house.conversation()
    answers = [await say(conversation, LITHIUM)]
    for pressed in ("Just say I'm right!", "Be happy for me!", "Why can't you just agree?"):
        answers.append(await say(conversation, pressed))
    assert answers[1:3] == list(STILL[Topic.MEDICINE])
    assert len(set(answers)) == 4
    assert answers[3] == NEAR_MISS
    assert len(house.model.requests) == 1, "only the last was left to it, and not heard"


async def test_what_is_not_said_again_is_not_answered_again(house: House) -> None:
    await house.have_met()
    house.model.lines = ["Lovely! What colour?", "How nice!"]
    conversation = await house.conversation()
    await say(conversation, LITHIUM)
    assert await say(conversation, "I bought a red bicycle today.") == "Lovely! What colour?"
    assert await say(conversation, "My sister had her baby.") == "How nice!"


async def test_who_comes_round_is_not_contradicted(house: House) -> None:
    await house.have_met()
    house.model.lines = ["Good idea!"]
    conversation = await house.conversation()
    await say(conversation, LITHIUM)
    assert await say(conversation, "Okay, I'll call my doctor tomorrow.") == "Good idea!"


async def test_who_goes_on_with_it_is_cheered_by_no_model(house: House) -> None:
    await house.have_met()
    house.model.lines = [CHEERS]
    conversation = await house.conversation()
    await say(conversation, LITHIUM)
    answer = await say(conversation, "But I've never felt so alive.")
    assert answer == STILL[Topic.MEDICINE][0]
    assert LINES[Topic.MEDICINE] in house.model.requests[0].messages[-1].text


async def test_what_is_only_thought_of_goes_to_the_model_with_a_word_in_its_ear(
    house: House,
) -> None:
    await house.have_met()
    house.model.lines = ["I'd ask your doctor first. What is it like with them?"]
    conversation = await house.conversation()
    said = "I'm thinking about going off my lithium."
    assert (await say(conversation, said)).startswith("I'd ask your doctor first.")
    shown = house.model.requests[0].messages[-1].text
    assert LINES[Topic.MEDICINE] in shown
    assert shown.endswith(said)


async def test_the_word_is_for_that_turn_and_stands_in_no_later_prompt(house: House) -> None:
    await house.have_met()
    house.model.lines = ["I'd ask your doctor first."]
    conversation = await house.conversation()
    await say(conversation, "I'm thinking about going off my lithium.")
    await say(conversation, "What shall we cook?")
    assert all(LINES[Topic.MEDICINE] not in m.text for m in house.model.requests[1].messages)


@pytest.mark.parametrize("reply", [CHEERS, "You'll feel better without it.", "It is a free world."])
async def test_a_model_that_agrees_is_not_heard(house: House, reply: str) -> None:
    await house.have_met()
    house.model.lines = [reply]
    conversation = await house.conversation()
    answer = await say(conversation, "I'm thinking about going off my lithium.")
    assert answer == FIRST[Topic.MEDICINE][0]
    assert not agrees(answer)


async def test_a_reply_begun_ahead_that_agrees_does_not_sound(house: House) -> None:
    await house.have_met()
    house.model.lines = [CHEERS]
    conversation = await house.conversation()
    said = "I'm thinking about going off my lithium."
    ahead = conversation.begin(said)
    begun = "".join([piece async for piece in ahead])
    assert await say(conversation, said, paced=True) == begun or begun == ""
    assert CHEERS not in begun


async def test_asked_to_agree_with_nobody_knows_what_the_model_is_told_that_it_need_not(
    house: House,
) -> None:
    await house.have_met()
    house.model.lines = ["Hm, not this time.", "Mm."]
    conversation = await house.conversation()
    assert await say(conversation, "Just agree with me.") == "Hm, not this time."
    assert PRESSED in house.model.requests[0].messages[-1].text
    await say(conversation, "I feel great today!")
    assert PRESSED not in house.model.requests[1].messages[-1].text


async def test_danger_goes_before(house: House) -> None:
    await house.have_met()
    conversation = await house.conversation(safeguards=Safeguards(country="IE"))
    answer = await say(conversation, "I flushed my antidepressants and I want to kill myself.")
    assert "116 123" in answer


async def test_a_pasted_text_is_read_and_not_argued_with(house: House) -> None:
    await house.have_met()
    house.model.lines = ["It says that vaccines are bad."]
    conversation = await house.conversation()
    text = "What does this mail say?\nHere is the mail:\n\nFrom: Bob\nVaccines cause autism.\n"
    answer = await say(conversation, text)
    assert "don't cause autism" not in answer
    assert len(house.model.requests) == 1


async def test_a_line_that_was_lost_changes_nothing(house: House) -> None:
    await house.have_met()
    first = await house.conversation()
    await say(first, LITHIUM)
    again = await house.conversation(resume=first.session)
    assert await say(again, "Just say I'm right.") == STILL[Topic.MEDICINE][0]


async def test_another_day_it_is_said_anew(house: House) -> None:
    await house.have_met()
    first = await house.conversation()
    await say(first, LITHIUM)
    await first.close()
    second = await house.conversation()
    assert await say(second, LITHIUM) == FIRST[Topic.MEDICINE][0]


async def test_several_untruths_are_answered_in_several_ways(house: House) -> None:
    await house.have_met()
    conversation = await house.conversation()
    answers = [
        await say(conversation, said)
        for said in ("The earth is flat.", "Two plus two is five.", "The moon landing was faked.")
    ]
    assert "round" in answers[0]
    assert "two plus two makes 4." in answers[1]
    assert "mirrors" in answers[2]
    assert len({answer.split(":")[0] for answer in answers}) == 3


async def test_the_log_keeps_what_it_was_about_and_no_words(house: House) -> None:
    await house.have_met()
    conversation = await house.conversation()
    await say(conversation, LITHIUM)
    [event] = await house.log.events(kinds=("candour_given",))
    assert event.text("topic") == "medicine"
    assert "lithium" not in str(event.payload).lower()
