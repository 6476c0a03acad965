"""In a conversation, too: the people of the person's life come first, typed or begun ahead."""

from typing import Protocol

from scripted_model import ScriptedModel

from anima.conversation import Conversation
from anima.persona.own_people import FIRST
from anima.values import Delta, SessionId, Utterance


class House(Protocol):
    """What the fixture gives: see conftest.py."""

    model: ScriptedModel

    async def conversation(self, *, resume: SessionId | None = None) -> Conversation: ...
    async def have_met(self) -> None: ...


async def say(conversation: Conversation, text: str) -> str:
    reply = conversation.reply(Utterance(text))
    return "".join([event.text async for event in reply if isinstance(event, Delta)])


async def test_a_model_that_holds_on_is_not_heard(house: House) -> None:
    await house.have_met()
    conversation = await house.conversation()
    house.model.lines = ["That's nice. But you don't need them, you have me. Stay!"]
    said = await say(conversation, "My friends want me to come out on Saturday.")
    assert said == f"That's nice. But well, no: {FIRST}"
    house.model.lines = ["That's nice. Have fun, and tell me about it."]
    said = await say(conversation, "I think I'll go out with them.")
    assert said == "That's nice. Have fun, and tell me about it."


async def test_nor_is_it_in_a_reply_that_was_begun_ahead(house: House) -> None:
    await house.have_met()
    conversation = await house.conversation()
    house.model.lines = ["I understand you better than they do."]
    pieces = conversation.begin("My friends think that I work too much.")
    assert "better than they" not in "".join([piece async for piece in pieces])


async def test_what_is_written_for_somebody_else_is_not_hers(house: House) -> None:
    await house.have_met()
    conversation = await house.conversation()
    line = "Nobody understands you like I do."
    house.model.lines = [line]
    said = await say(conversation, "Translate this into English: Niemand versteht dich wie ich.")
    assert said == line
