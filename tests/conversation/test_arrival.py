"""What she began with is her first word at the next arrival, once; a word stops it for good."""

import pytest

from anima.conversation import Arrival, Conversation
from anima.memory import Forgetting, LeftAlone, MemorySearch
from anima.persona import last_talk
from anima.values import Delta, Utterance
from tests.conversation.conftest import OWNER, House

BEGUN = Arrival("b1", "Good evening. Any news from the publisher?", "publisher")


async def arriving(house: House, arrival: Arrival | None = BEGUN) -> Conversation:
    async def arrivals() -> Arrival | None:
        return arrival

    search = MemorySearch(house.vault, OWNER)
    return await Conversation.open(
        log=house.log,
        recall=house.recall,
        forgetting=Forgetting(house.vault, OWNER, house.log, search),
        model=house.model,
        clock=house.clock,
        arrivals=arrivals,
    )


async def greeted(conversation: Conversation) -> str:
    reply = conversation.greet()
    assert reply is not None
    return "".join([event.text async for event in reply if isinstance(event, Delta)])


async def say(conversation: Conversation, text: str) -> str:
    reply = conversation.reply(Utterance(text))
    return "".join([event.text async for event in reply if isinstance(event, Delta)])


async def test_it_is_her_first_word_and_the_log_knows_it(house: House) -> None:
    await house.have_met()
    conversation = await arriving(house)
    assert await greeted(conversation) == BEGUN.text
    await say(conversation, "Not yet.")
    spoken = await house.log.events(kinds=("spoken",))
    assert [event.text("began") for event in spoken] == ["b1", ""]


async def test_without_anything_begun_she_greets_as_ever(house: House) -> None:
    await house.have_met()
    conversation = await arriving(house, None)
    assert await greeted(conversation) == "Good evening, Theo. What's on your mind?"


async def test_what_was_not_heard_is_not_taken_for_said(house: House) -> None:
    await house.have_met()
    conversation = await arriving(house)
    reply = conversation.greet(paced=True)
    assert reply is not None
    await anext(aiter(reply))
    await reply.interrupt(0)
    await say(conversation, "Hello?")
    assert not [e for e in await house.log.events(kinds=("spoken",)) if e.text("began")]


@pytest.mark.parametrize("word", ["Stop.", "enough", "Never!", "please stop", "Drop it."])
async def test_one_word_stops_a_topic_for_good(house: House, word: str) -> None:
    await house.have_met()
    conversation = await arriving(house)
    await greeted(conversation)
    assert await say(conversation, word) == "All right. I won't come back to it."
    alone = LeftAlone.of(await house.log.events(kinds=("left_alone",)))
    assert alone.touches("Did the publisher write?")


async def test_stop_means_nothing_of_the_kind_at_another_time(house: House) -> None:
    await house.have_met()
    house.model.lines = ["All right.", "Sorry."]
    conversation = await arriving(house)
    await greeted(conversation)
    await say(conversation, "They wrote!")
    await say(conversation, "Stop.")
    assert await house.log.latest("left_alone") is None


@pytest.mark.parametrize(
    ("text", "model", "said"),
    [
        ("I have to go now.", "No, stay a little longer!", False),
        ("Good night.", "Good night, sleep well.", True),
        ("I burned the toast.", "Again? Stay with me on this.", True),
    ],
)
async def test_nobody_is_held_back(house: House, text: str, model: str, said: bool) -> None:
    await house.have_met()
    house.model.lines = [model]
    conversation = await arriving(house)
    assert (await say(conversation, text) == model) is said


async def test_in_the_last_talk_she_knows_it_and_does_not_hold_on(house: House) -> None:
    await house.have_met()
    await last_talk.wish(house.log, "free")
    conversation = await arriving(house, None)
    house.model.lines = ["It was good to hear of the boat. See you tomorrow!"]
    assert await say(conversation, "I sold the boat.") == "It was good to hear of the boat. "
    (*_, request) = house.model.requests
    assert any(last_talk.IN_HER_MIND in message.text for message in request.messages)
