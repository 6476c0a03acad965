"""Called otherwise she is so at once, in this talk and in those that are open beside it."""

from anima.conversation import Conversation
from anima.persona import call_her, load_identity
from anima.values import Delta, Utterance
from tests.conversation.conftest import House


async def say(conversation: Conversation, text: str) -> str:
    reply = conversation.reply(Utterance(text))
    return "".join([event.text async for event in reply if isinstance(event, Delta)])


def told(house: House) -> str:
    """The prompt that the model was given last."""
    return " ".join(message.text for message in house.model.requests[-1].messages)


async def test_a_word_is_enough_and_the_next_reply_is_by_the_new_name(house: House) -> None:
    await house.have_met()
    conversation = await house.conversation()
    await say(conversation, "It's raining here.")
    assert "I am Wren, and you are Theo." in told(house)
    answer = await say(conversation, "I'd like to call you Nora.")
    assert answer == "Nora. Then I'm Nora from now on, and no longer Wren."
    assert conversation.name == "Nora"
    await say(conversation, "Still raining.")
    assert "I am Nora, and you are Theo." in told(house)
    assert "My name is Nora and yours is Theo" in told(house)
    assert await say(conversation, "What's your name?") == "I'm Nora."
    again = await house.conversation()
    assert again.name == "Nora"
    greeting = again.greet()
    assert greeting is not None
    async for _ in greeting:
        pass
    assert "I am Nora" in told(house)


async def test_named_elsewhere_she_is_so_from_the_next_reply_on(house: House) -> None:
    await house.have_met()
    conversation = await house.conversation()
    await say(conversation, "It's raining here.")
    await call_her(house.log, "Nora")
    await say(conversation, "Still raining.")
    assert "I am Nora, and you are Theo." in told(house)
    assert conversation.name == "Nora"


async def test_what_is_no_name_is_left_to_the_model(house: House) -> None:
    await house.have_met()
    conversation = await house.conversation()
    house.model.lines = ["Any time."]
    assert await say(conversation, "Can I call you tomorrow?") == "Any time."
    assert (await load_identity(house.log)).name == "Wren"


async def test_in_a_story_nobody_is_named_for_good(house: House) -> None:
    await house.have_met()
    conversation = await house.conversation()
    await say(conversation, "Let's make up a story.")
    await say(conversation, "Can I call you Nora?")
    assert (await load_identity(house.log)).name == "Wren"


async def test_a_wish_for_her_name_is_no_fact_of_the_persons_life(house: House) -> None:
    await house.have_met()
    conversation = await house.conversation()
    await house.facts.catch_up()
    before = set(house.facts.book.facts)
    await say(conversation, "I'd like to call you Nora.")
    await house.facts.catch_up()
    after = house.facts.book.facts.values()
    assert [fact.claim for fact in after if fact.id not in before] == []
