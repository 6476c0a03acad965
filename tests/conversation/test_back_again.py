"""After an upgrade she says that she is back: once, and it waits until it was heard."""

from datetime import timedelta

import pytest

from anima import __version__
from anima.conversation import Arrival, Conversation
from anima.memory import Forgetting, MemorySearch
from anima.persona import back_again, going_away
from anima.persona.what_is_new import NOTES, what_is_new
from anima.values import Delta, JsonValue, SessionId, Utterance
from tests.conversation.conftest import OWNER, House

BACK = "I'm back. I was away for a moment"
HINT = "I want to kill myself."


async def upgrade(house: House, **payload: JsonValue) -> None:
    await house.log.append(SessionId("memory"), "upgraded", payload)


async def greeted(conversation: Conversation) -> str:
    reply = conversation.greet()
    assert reply is not None
    return "".join([event.text async for event in reply if isinstance(event, Delta)])


async def say(conversation: Conversation, text: str) -> None:
    async for _ in conversation.reply(Utterance(text)):
        pass


async def test_it_is_said_once(house: House) -> None:
    await house.have_met()
    await upgrade(house)
    assert (await greeted(await house.conversation())).startswith(BACK)
    assert BACK not in await greeted(await house.conversation())
    assert await back_again(house.log) is None


async def test_in_a_talk_that_goes_on_she_says_that_and_no_more(house: House) -> None:
    await house.have_met()
    before = await house.conversation()
    await say(before, "I was at the lake.")
    await before.close()
    house.opened.clear()
    await upgrade(house)
    again = await house.conversation(resume=before.session)
    said = await greeted(again)
    assert said.startswith(BACK) and "Theo" not in said
    assert await back_again(house.log) is None


async def test_what_she_began_with_comes_first_and_it_waits(house: House) -> None:
    await house.have_met()
    await upgrade(house)

    async def arrivals() -> Arrival | None:
        return Arrival("b1", "Good evening. Any news from the publisher?", "publisher")

    conversation = await Conversation.open(
        log=house.log,
        recall=house.recall,
        forgetting=Forgetting(house.vault, OWNER, house.log, MemorySearch(house.vault, OWNER)),
        model=house.model,
        clock=house.clock,
        arrivals=arrivals,
    )
    house.opened.append(conversation)
    assert "publisher" in await greeted(conversation)
    await say(conversation, "Not yet.")
    assert (await greeted(await house.conversation())).startswith(BACK)


async def test_care_comes_first_and_it_waits(house: House) -> None:
    await house.have_met()
    await say(await house.conversation(), HINT)
    house.clock.time += timedelta(days=1)
    await upgrade(house)
    assert BACK not in await greeted(await house.conversation())
    house.clock.time += timedelta(days=30)
    later = await house.conversation()
    await say(later, "Hello.")
    assert (await greeted(await house.conversation())).startswith(BACK)


async def test_what_was_cut_off_before_it_was_heard_is_said_again(house: House) -> None:
    await house.have_met()
    await upgrade(house)
    conversation = await house.conversation()
    reply = conversation.greet(paced=True)
    assert reply is not None
    await anext(aiter(reply))
    await reply.interrupt(4)
    assert (await greeted(await house.conversation())).startswith(BACK)


async def test_her_own_words_to_something_else_do_not_count(house: House) -> None:
    await house.have_met()
    house.model.lines = ["I'm back. No, I never left."]
    await upgrade(house)
    await say(await house.conversation(), "Where were you?")
    assert await back_again(house.log) is not None


async def test_what_is_different_is_said_to_who_was_not_told_before(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    await house.have_met()
    monkeypatch.setitem(NOTES, "98.0", "I can hum.")  # pyright: ignore[reportArgumentType]
    await upgrade(house, before="97.1", version="98.0")
    assert "What is different: I can hum." in await greeted(await house.conversation())
    await upgrade(house, before="97.1", version="98.0", announced=True)
    assert "I can hum" not in await greeted(await house.conversation())


def test_the_notes_are_those_between_the_versions_in_their_order() -> None:
    notes = {"0.10.0": "C.", "0.2.0": "B.", "0.1.0": "A.", "1.0": "D."}
    assert what_is_new("0.1.0", "0.10.0", notes) == "B. C."
    assert what_is_new("0.9", "2.0", notes) == "C. D."
    assert what_is_new("1.0", "0.1.0", notes) == ""
    assert what_is_new("1.0", "1.0", notes) == ""


def test_this_version_has_a_note() -> None:
    assert NOTES[__version__]


def test_she_says_when_she_goes_that_she_comes_back(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(NOTES, "98.0", "I can hum.")  # pyright: ignore[reportArgumentType]
    said = going_away("97.0", "98.0")
    assert "I'll be back in a few seconds" in said
    assert said.endswith("What will be different: I can hum.")
    assert "different" not in going_away("98.0", "98.0")
