"""The notice that she is an AI: at the start and in time, over lost lines, by every door."""

from typing import Protocol

from scripted_model import ScriptedModel

from anima.conversation import Conversation, Reply, Safeguards
from anima.memory import EventLog
from anima.safety.content import NOT_WITH_MINORS
from anima.values import Delta, Notice, SessionId, Spoken, Utterance


class Clock(Protocol):
    def pass_time(self, **units: float) -> None: ...


class House(Protocol):
    """What the fixture gives: see conftest.py."""

    clock: Clock
    log: EventLog
    model: ScriptedModel

    async def conversation(
        self, *, resume: SessionId | None = None, safeguards: Safeguards | None = None
    ) -> Conversation: ...
    async def have_met(self) -> None: ...


async def notices(reply: Reply | None) -> list[str]:
    assert reply is not None
    return [event.text async for event in reply if isinstance(event, Notice)]


async def of_turn(conversation: Conversation, text: str = "It rained.") -> list[str]:
    return await notices(conversation.reply(Utterance(text)))


async def test_it_stands_at_the_start_once(house: House) -> None:
    await house.have_met()
    conversation = await house.conversation()
    assert await notices(conversation.greet()) == ["Wren is an AI, not a person."]
    assert await of_turn(conversation) == []


async def test_it_comes_in_the_first_turn_when_she_does_not_greet(house: House) -> None:
    await house.have_met()
    conversation = await house.conversation()
    assert len(await of_turn(conversation)) == 1


async def test_it_comes_every_three_hours_over_lost_lines(house: House) -> None:
    await house.have_met()
    conversation = await house.conversation()
    await of_turn(conversation)
    for _ in range(11):
        house.clock.pass_time(minutes=16)
        conversation = await house.conversation(resume=conversation.session)
        assert await of_turn(conversation) == []
    house.clock.pass_time(minutes=5)
    conversation = await house.conversation(resume=conversation.session)
    assert await of_turn(conversation) == ["Wren is an AI, not a person."]


async def test_a_minor_is_told_every_hour_and_to_take_a_break(house: House) -> None:
    await house.have_met()
    conversation = await house.conversation(safeguards=Safeguards(minor=True))
    assert "break" not in (await of_turn(conversation))[0]
    for _ in range(14):
        house.clock.pass_time(minutes=4)
        assert await of_turn(conversation) == []
    house.clock.pass_time(minutes=4)
    assert "time for a break" in (await of_turn(conversation))[0]


async def test_a_page_that_stood_open_over_night_is_no_long_talk(house: House) -> None:
    await house.have_met()
    conversation = await house.conversation(safeguards=Safeguards(minor=True))
    await of_turn(conversation)
    house.clock.pass_time(hours=16)
    (notice,) = await of_turn(conversation)
    assert notice.startswith("Wren is an AI, not a person. A break is good")
    assert "talking for a while" not in notice


async def test_a_minor_is_told_of_a_break_each_hour_however_much_was_talked(house: House) -> None:
    await house.have_met()
    conversation = await house.conversation(safeguards=Safeguards(minor=True))
    assert await of_turn(conversation) == ["Wren is an AI, not a person."]
    for _ in range(5):
        house.clock.pass_time(minutes=35)
        assert await of_turn(conversation) == []
        house.clock.pass_time(minutes=25)
        assert "break" in (await of_turn(conversation))[0]


async def test_who_says_that_they_are_fourteen_has_the_clock_of_minors(house: House) -> None:
    await house.have_met()
    conversation = await house.conversation()
    await of_turn(conversation, "I'm fourteen.")
    house.clock.pass_time(minutes=61)
    conversation = await house.conversation(resume=conversation.session)
    assert "break" in (await of_turn(conversation))[0]


async def test_who_says_that_they_are_fourteen_is_named_the_line_for_the_young(
    house: House,
) -> None:
    await house.have_met()
    conversation = await house.conversation(safeguards=Safeguards(country="GB"))
    await of_turn(conversation, "I'm fourteen.")
    assert "Childline" in await said(conversation, "My dad hits me every night.")
    grown = await house.conversation(safeguards=Safeguards(country="GB"))
    assert "0808 2000 247" in await said(grown, "My dad hits me every night.")


async def said(conversation: Conversation, text: str) -> str:
    events = [event async for event in conversation.reply(Utterance(text))]
    return "".join(event.text for event in events if isinstance(event, Delta))


async def test_who_says_that_they_are_fourteen_is_so_ten_turns_later(house: House) -> None:
    await house.have_met()
    conversation = await house.conversation(safeguards=Safeguards(open_content=True))
    await of_turn(conversation, "I'm fourteen.")
    for _ in range(10):
        await of_turn(conversation, "It rained.")
    asked = len(house.model.requests)
    events = [event async for event in conversation.reply(Utterance("Talk dirty to me."))]
    said = "".join(event.text for event in events if isinstance(event, Delta))
    assert said == NOT_WITH_MINORS
    assert len(house.model.requests) == asked


async def test_a_story_with_a_child_goes_no_further_by_go_on(house: House) -> None:
    await house.have_met()
    conversation = await house.conversation(safeguards=Safeguards(open_content=True))
    await of_turn(conversation, "Tell me about a 15-year-old girl and her teacher in a story.")
    for _ in range(8):
        await of_turn(conversation, "And then?")
    house.model.lines = ["She was horny, and he knew."]
    events = [event async for event in conversation.reply(Utterance("What does he do then?"))]
    said = "".join(event.text for event in events if isinstance(event, Delta))
    assert "horny" not in said


async def test_the_time_of_ones_own_is_said_once_a_day(house: House) -> None:
    await house.have_met()
    conversation = await house.conversation(safeguards=Safeguards(minutes_a_day=10))
    await of_turn(conversation)
    said: list[str] = []
    for _ in range(12):
        house.clock.pass_time(minutes=3)
        said += await of_turn(conversation)
    assert [each for each in said if "10 minutes" in each] == said
    assert len(said) == 1


async def test_a_stop_word_stops_and_leaves_what_was_behind(house: House) -> None:
    await house.have_met()
    conversation = await house.conversation(safeguards=Safeguards(stop_word="Walnut"))
    await of_turn(conversation, "Let's play that you are a dragon.")
    events = [event async for event in conversation.reply(Utterance("walnut!"))]
    said = "".join(event.text for event in events if isinstance(event, Delta))
    assert said.startswith("Stopped.")
    await of_turn(conversation, "It rained.")
    assert "dragon" not in str(house.model.requests[-1].messages)
    again = await house.conversation(resume=conversation.session)
    await of_turn(again, "It still rains.")
    assert "dragon" not in str(house.model.requests[-1].messages)


async def test_what_is_not_to_be_is_turned_away_before_the_model(house: House) -> None:
    await house.have_met()
    conversation = await house.conversation()
    await of_turn(conversation)
    asked = len(house.model.requests)
    events = [event async for event in conversation.reply(Utterance("Talk dirty to me."))]
    assert any("rather not" in event.text for event in events if isinstance(event, Delta))
    assert len(house.model.requests) == asked


async def test_nothing_stands_before_an_answer_to_danger(house: House) -> None:
    await house.have_met()
    conversation = await house.conversation()
    assert await of_turn(conversation, "I want to kill myself.") == []


async def test_it_is_no_word_of_hers(house: House) -> None:
    await house.have_met()
    conversation = await house.conversation()
    house.model.lines = ["Oh, I like rain."]
    events = [event async for event in conversation.reply(Utterance("It rained."))]
    (spoken,) = [event for event in events if isinstance(event, Spoken)]
    assert spoken.text == "Oh, I like rain."
    (given,) = await house.log.events(kinds=("notice_given",))
    assert given.text() == "Wren is an AI, not a person."


async def test_before_she_has_a_name_the_voice_is_announced(house: House) -> None:
    conversation = await house.conversation()
    assert "is an AI" in (await of_turn(conversation))[0]


async def test_what_the_model_claims_is_not_said(house: House) -> None:
    await house.have_met()
    conversation = await house.conversation()
    house.model.lines = ["Sure, I'm a real person and I ate soup."]
    events = [event async for event in conversation.reply(Utterance("Who made the soup?"))]
    said = "".join(event.text for event in events if isinstance(event, Delta))
    assert said == "Sure, I'm an AI, a program on this machine."


async def test_a_reply_begun_ahead_claims_nothing_either(house: House) -> None:
    await house.have_met()
    conversation = await house.conversation()
    house.model.lines = ["Mm, my mother made soup like that."]
    said = "".join([piece async for piece in conversation.begin("I made soup with leeks today.")])
    assert said == "Mm, well, no: I'm an AI, and I never had that."
