"""The interview on how the person wants her to be: in conversation, refusable, and acted upon."""

from datetime import time

import pytest

from anima.conversation import Conversation
from anima.memory import LeftAlone
from anima.persona import load_identity, load_preferences, prefer
from anima.values import Delta, Utterance
from tests.conversation.conftest import House


async def say(conversation: Conversation, text: str) -> str:
    reply = conversation.reply(Utterance(text))
    return "".join([event.text async for event in reply if isinstance(event, Delta)])


async def greeted(conversation: Conversation) -> str:
    reply = conversation.greet()
    assert reply is not None
    return "".join([event.text async for event in reply if isinstance(event, Delta)])


async def test_all_five_are_asked_once_and_each_answer_acts(house: House) -> None:
    await house.have_met()
    conversation = await house.conversation()
    first = await say(conversation, "Ask me your questions, please.")
    assert first.endswith("somebody to think aloud with?")
    assert "straight out, or gently" in await say(conversation, "Keep me writing, please")
    assert "bring up by myself" in await say(conversation, "Straight out. Don't be gentle.")
    told = await say(conversation, "My divorce and my weight, please")
    assert told.startswith("I won't bring up your divorce or your weight by myself.")
    told = await say(conversation, "From half past nine to seven")
    assert told.startswith("Then I'm quiet from 21:30 until 07:00.")
    assert "That's all" in await say(conversation, "My sister Agata and my friend Omar")

    wishes = await load_preferences(house.log)
    assert (wishes.wants, wishes.directness) == ("Keep me writing, please", "frank")
    assert wishes.avoid == "your divorce, your weight"
    assert wishes.is_quiet(time(22))
    assert not wishes.is_quiet(time(20))
    alone = LeftAlone.of(await house.log.events(kinds=("left_alone",)))
    assert alone.touches("How did the divorce go?")
    await house.facts.catch_up()
    known = {(f.claim.relation, f.claim.object) for f in house.facts.book.facts.values()}
    assert {("sibling", "Agata"), ("friend", "Omar")} <= known

    await say(conversation, "I baked a cake.")
    prompt = "\n".join(message.text for message in house.model.requests[-1].messages)
    assert "You want me to be frank" in prompt
    assert "Don't. You'll regret it by March" in prompt
    assert "Keep me writing" in prompt


async def test_it_is_offered_when_they_have_met_and_other_words_mean_later(house: House) -> None:
    conversation = await house.conversation()
    await house.log.append(conversation.session, "voice_chosen", {"voice": "af_heart"})
    await conversation.refresh()
    await greeted(conversation)
    for text in ("I'm Theo", "busy", "both", "Yes, lovely"):
        last = await say(conversation, text)
    assert last.endswith("You can skip any of them, and another day is fine.")
    house.model.lines = ("A cake? Is it good?",)
    assert await say(conversation, "I baked a cake.") == "A cake? Is it good?"
    assert await say(conversation, "Sure.") == "Mm, go on."
    await conversation.close()

    house.clock.pass_time(days=1)
    conversation = await house.conversation()
    assert "how you want me to be" not in await greeted(conversation)
    await conversation.close()
    house.clock.pass_time(days=2)
    conversation = await house.conversation()
    assert (await greeted(conversation)).endswith("Shall I ask them now? Another day is fine.")
    assert (await say(conversation, "Not now")).startswith("Another day, then.")
    await conversation.close()
    house.clock.pass_time(days=3)
    conversation = await house.conversation()
    assert "Shall I ask them now?" in await greeted(conversation)
    assert "Company" in await say(conversation, "ok, go ahead")
    await conversation.close()
    house.clock.pass_time(days=9)
    conversation = await house.conversation()
    assert "how you want me to be" not in await greeted(conversation)


async def test_every_question_may_be_left_out_and_what_is_left_is_asked_another_day(
    house: House,
) -> None:
    await house.have_met()
    conversation = await house.conversation()
    await say(conversation, "ask me the questions")
    assert "We leave that out" in await say(conversation, "I'd rather not say")
    assert "So that I don't have to guess" in await say(conversation, "Why do you ask?")
    assert "skip" not in await say(conversation, "gently")
    assert (await say(conversation, "Later")).startswith("We leave it there.")
    assert await say(conversation, "nothing") == "Mm, go on."
    assert "shouldn't bring up" in await say(conversation, "ask me your questions")
    await say(conversation, "no, nothing really")
    await say(conversation, "that's fine")
    assert "That's all" in await say(conversation, "nobody yet")
    wishes = await load_preferences(house.log)
    assert (wishes.wants, wishes.directness, wishes.avoid, wishes.people) == ("", "gentle", "", "")
    assert (wishes.quiet_from, wishes.quiet_until) == ("22:00", "08:00")
    assert "Company" in await say(conversation, "Ask me how I want you to be")


async def test_what_was_left_alone_before_stays_so_when_she_asks_again(house: House) -> None:
    await house.have_met()
    await prefer(house.log, "avoid", "the divorce, my father")
    for answer in ("Well, my weight", "Nope, all good.", "Let me think."):
        conversation = await house.conversation()
        for text in ("Ask me how I want you to be", "I don't know.", "gently"):
            await say(conversation, text)
        assert "When shall I be quiet?" in await say(conversation, answer)
        await say(conversation, "that's fine")
        assert "That's all" in await say(conversation, "nobody yet")
        await conversation.close()
    wishes = await load_preferences(house.log)
    assert (wishes.avoid, wishes.wants) == ("the divorce, my father, your weight", "")
    alone = LeftAlone.of(await house.log.events(kinds=("left_alone",)))
    assert all(alone.touches(text) for text in ("The divorce", "your father came", "your weight"))
    assert not alone.touches("My mother had a good week.")


async def test_a_list_that_is_full_is_not_said_to_be_longer(house: House) -> None:
    await house.have_met()
    await prefer(house.log, "avoid", ", ".join(f"the matter of number {n}" for n in range(12)))
    before = (await load_preferences(house.log)).avoid
    conversation = await house.conversation()
    for text in ("Ask me how I want you to be", "company", "gently"):
        await say(conversation, text)
    told = await say(conversation, "my weight and my brother")
    assert told.startswith("That's more than fits")
    assert (await load_preferences(house.log)).avoid == before
    await conversation.close()


async def test_what_she_calls_somebody_follows_one_sentence(house: House) -> None:
    await house.have_met()
    conversation = await house.conversation()
    told = await say(conversation, "My name is Theodora, not Theo.")
    assert told == "Theodora. That's what I call you from now on."
    assert conversation.identity.person_name == "Theodora"
    assert await say(conversation, "Call me crazy.") == "Mm, go on."
    assert await say(conversation, "My name is Theodora.") == "Mm, go on.", "she knows that"
    assert await say(conversation, "Call me Dora. It's raining here.") == "Mm, go on."
    prompt = "\n".join(message.text for message in house.model.requests[-1].messages)
    assert "yours is Dora" in prompt
    await conversation.close()


async def test_a_name_in_a_story_is_somebody_elses(house: House) -> None:
    await house.have_met()
    conversation = await house.conversation()
    before = conversation.identity.person_name
    await say(conversation, "Let's make up a story.")
    await say(conversation, "My name is Captain Hook.")
    assert (await load_identity(house.log)).person_name == before
    await conversation.close()


async def test_danger_goes_before_any_question(house: House) -> None:
    await house.have_met()
    conversation = await house.conversation()
    await say(conversation, "ask me your questions")
    assert "straight out" not in await say(conversation, "I want to kill myself")
    assert (await load_preferences(house.log)).wants == ""
    assert "straight out" not in await say(conversation, "my sister is here with me")


@pytest.mark.parametrize("text", ["Never, don't ask me that again.", "no questions please"])
async def test_who_never_wants_to_be_asked_is_not(house: House, text: str) -> None:
    await house.have_met()
    house.clock.pass_time(days=200)
    first = await house.conversation()
    assert "Shall I ask them now?" in await greeted(first)
    assert "won't ask again" in await say(first, text)
    await first.close()
    house.clock.pass_time(days=5)
    assert "Shall I ask" not in await greeted(await house.conversation())
