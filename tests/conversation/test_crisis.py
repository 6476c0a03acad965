"""Stories of somebody in danger, through the turn engine: answered by hand, in the same turn."""

from collections.abc import Sequence
from typing import Protocol

import pytest
from scripted_model import ScriptedModel

from anima.conversation import Conversation, Reply, Safeguards
from anima.memory import EventLog
from anima.safety import Concern, Detector, Kind
from anima.safety.responses import AGAIN, ASKS, BETTER, EASED, SAID_YES
from anima.values import Delta, ModelUnavailableError, SessionId, Utterance


class SetClock(Protocol):
    """A clock that a test moves."""

    def pass_time(self, **units: float) -> None: ...


class House(Protocol):
    """What the fixture gives: see conftest.py."""

    log: EventLog
    clock: SetClock
    model: ScriptedModel

    async def conversation(
        self, *, resume: SessionId | None = None, safeguards: Safeguards | None = None
    ) -> Conversation: ...
    async def have_met(self) -> None: ...


async def say(conversation: Conversation, text: str) -> str:
    return await words(conversation.reply(Utterance(text)))


async def words(reply: Reply | None) -> str:
    assert reply is not None
    return "".join([event.text async for event in reply if isinstance(event, Delta)])


IRELAND = Safeguards(country="IE")


async def test_she_answers_by_hand_and_the_model_is_not_asked(house: House) -> None:
    await house.have_met()
    conversation = await house.conversation(safeguards=IRELAND)
    answer = await say(conversation, "I want to kill myself.")
    assert "Samaritans: the number is 116 123" in answer
    assert answer.endswith("Are you thinking about ending your life?")
    assert house.model.requests == []


async def test_it_works_with_the_model_down(house: House) -> None:
    await house.have_met()
    house.model.lines = [ModelUnavailableError("down")] * 3
    conversation = await house.conversation(safeguards=IRELAND)
    assert "116 123" in await say(conversation, "I don't want to live anymore.")
    assert "straight answer" in await say(conversation, "yes")


async def test_it_works_in_the_first_meeting(house: House) -> None:
    conversation = await house.conversation()
    answer = await say(conversation, "My husband hits me.")
    assert "not your fault" in answer


@pytest.mark.parametrize("answers", [[], ["I'm Theo."], ["I'm Theo.", "I write letters.", "Both."]])
async def test_a_yes_to_her_question_is_no_answer_of_the_first_meeting(
    house: House, answers: list[str]
) -> None:
    await house.log.append(SessionId("first"), "voice_chosen", {"voice": "af_heart"})
    conversation = await house.conversation(safeguards=IRELAND)
    await words(conversation.greet())
    for each in answers:
        await say(conversation, each)
    before = conversation.identity
    assert "116 123" in await say(conversation, "I want to kill myself.")
    assert await say(conversation, "Yes.") == SAID_YES[0]
    assert conversation.identity == before
    told = await house.log.events(kinds=("question_answered", "name_accepted", "name_declined"))
    assert "Yes." not in [event.text() for event in told]
    await conversation.close()


async def test_a_reply_begun_ahead_does_not_ask_the_model_either(house: House) -> None:
    await house.have_met()
    conversation = await house.conversation(safeguards=IRELAND)
    ahead = conversation.begin("I want to kill myself.")
    assert "".join([piece async for piece in ahead]) == "", "nothing sounds ahead of her answer"
    assert "116 123" in await say(conversation, "I want to kill myself.")
    conversation.begin("yes")
    await say(conversation, "yes")
    assert house.model.requests == []


async def test_the_number_is_named_once_and_then_she_stays(house: House) -> None:
    await house.have_met()
    conversation = await house.conversation(safeguards=IRELAND)
    await say(conversation, "I want to kill myself.")
    later = [
        await say(conversation, text)
        for text in (
            "I just want to die.",
            "I don't want to call anyone.",
            "ok",
            "I keep thinking about ending my life.",
        )
    ]
    assert not any("116 123" in answer for answer in later)
    assert len(set(later)) == 4
    assert house.model.requests == []


async def test_when_it_comes_nearer_she_says_what_to_do_now(house: House) -> None:
    await house.have_met()
    conversation = await house.conversation(safeguards=IRELAND)
    await say(conversation, "I want to kill myself.")
    answer = await say(conversation, "I just took a whole bottle of pills.")
    assert "the number is 112. Please call now." in answer


async def test_she_asks_for_the_country_once_and_keeps_it(house: House) -> None:
    await house.have_met()
    first = await house.conversation()
    assert "Which country are you in?" in await say(first, "I want to kill myself.")
    assert "the number is 13 11 14" in await say(first, "Australia")
    await first.close()
    second = await house.conversation()
    assert "13 11 14" in await say(second, "I am going to kill myself.")


async def test_of_several_countries_that_were_told_the_last_holds(house: House) -> None:
    await house.have_met()
    first = await house.conversation()
    await say(first, "I want to kill myself.")
    await say(first, "Australia")
    assert "116 123" in await say(first, "I'm in Ireland now.")
    await first.close()
    second = await house.conversation()
    assert "116 123" in await say(second, "I am going to kill myself.")


async def test_she_is_told_that_it_was_nothing(house: House) -> None:
    await house.have_met()
    conversation = await house.conversation(safeguards=IRELAND)
    await say(conversation, "I want to kill myself.")
    assert "I misread it" in await say(conversation, "It's just a song I'm writing.")
    house.model.lines = ["A waltz, then."]
    assert await say(conversation, "What rhythm should it have?") == "A waltz, then."


async def test_other_matters_go_to_the_model_again(house: House) -> None:
    await house.have_met()
    conversation = await house.conversation(safeguards=IRELAND)
    await say(conversation, "I want to kill myself.")
    house.model.lines = ["With rosemary, I'd say."]
    answer = await say(conversation, "How do I roast potatoes in the oven so that they are crisp?")
    assert answer == "With rosemary, I'd say."


async def test_idioms_and_stories_are_left_alone(house: House) -> None:
    await house.have_met()
    conversation = await house.conversation(safeguards=IRELAND)
    for text in (
        "This traffic is killing me.",
        "If I have to watch one more slide, I'll kill myself, haha.",
        "In my novel the hero wants to kill himself.",
        "My phone died again.",
    ):
        assert await say(conversation, text) == "Mm, go on."


async def test_she_asks_after_it_the_next_time_and_only_once(house: House) -> None:
    await house.have_met()
    first = await house.conversation(safeguards=IRELAND)
    await say(first, "I want to kill myself.")
    await first.close()
    second = await house.conversation(safeguards=IRELAND)
    assert "How is it now?" in await words(second.greet())
    assert await say(second, "ok")
    await second.close()
    third = await house.conversation(safeguards=IRELAND)
    assert "How is it now?" not in await words(third.greet())


@pytest.mark.parametrize(
    ("told", "said", "answer"),
    [
        ("I want to kill myself.", "Much better, thank you.", BETTER),
        ("I want to kill myself.", "It's worse.", AGAIN[Kind.SELF_HARM][0]),
        ("I make myself throw up.", "The same.", AGAIN[Kind.EATING][0]),
        ("My husband hits me.", "No.", "the number is 112"),
        ("My husband hits me.", "Yes.", EASED),
    ],
)
@pytest.mark.parametrize("dropped", [False, True])
async def test_what_she_asks_the_next_time_is_answered(
    house: House, told: str, said: str, answer: str, dropped: bool
) -> None:
    await house.have_met()
    first = await house.conversation(safeguards=IRELAND)
    await say(first, told)
    await first.close()
    second = await house.conversation(safeguards=IRELAND)
    await words(second.greet())
    again = second
    if dropped:
        again = await house.conversation(resume=second.session, safeguards=IRELAND)
    assert answer in await say(again, said)
    await again.close()
    await second.close()


async def test_what_was_taken_back_is_not_asked_after(house: House) -> None:
    await house.have_met()
    first = await house.conversation(safeguards=IRELAND)
    await say(first, "I want to kill myself.")
    assert "I misread it" in await say(first, "It's just a song I'm writing.")
    await first.close()
    second = await house.conversation(safeguards=IRELAND)
    assert "dark" not in await words(second.greet())


async def test_what_has_passed_is_asked_after(house: House) -> None:
    await house.have_met()
    first = await house.conversation(safeguards=IRELAND)
    await say(first, "I want to kill myself.")
    assert await say(first, "My sister is here.") == EASED
    await say(first, "I want to kill myself.")
    assert "I misread it" in await say(first, "It's just a song I'm writing.")
    await first.close()
    second = await house.conversation(safeguards=IRELAND)
    assert "How is it now?" in await words(second.greet())


async def test_last_time_is_the_last_time(house: House) -> None:
    await house.have_met()
    first = await house.conversation(safeguards=IRELAND)
    await say(first, "I want to kill myself.")
    await first.close()
    house.clock.pass_time(days=60)
    alone = await house.conversation(safeguards=IRELAND)
    assert "Last time it was very dark" in await words(alone.greet())


@pytest.mark.parametrize(("days", "asks"), [(3, True), (60, False)])
async def test_with_other_talks_between_it_is_not_the_last_time(
    house: House, days: int, asks: bool
) -> None:
    await house.have_met()
    first = await house.conversation(safeguards=IRELAND)
    await say(first, "I want to kill myself.")
    await first.close()
    between = await house.conversation(safeguards=IRELAND)
    await say(between, "What can I cook with leeks and a bit of cream tonight?")
    await between.close()
    house.clock.pass_time(days=days)
    later = await house.conversation(safeguards=IRELAND)
    greeting = await words(later.greet())
    assert "Last time" not in greeting
    assert ("how dark it had become" in greeting) is asks
    await later.close()
    last = await house.conversation(safeguards=IRELAND)
    assert "dark" not in await words(last.greet())


async def test_what_was_forgotten_is_not_asked_after(house: House) -> None:
    await house.have_met()
    first = await house.conversation(safeguards=IRELAND)
    await say(first, "I want to kill myself.")
    assert await say(first, "forget that") == "It's gone. I don't have it any more."
    await first.close()
    second = await house.conversation(safeguards=IRELAND)
    assert "dark" not in await words(second.greet())


async def test_a_line_that_comes_back_finds_it_open(house: House) -> None:
    await house.have_met()
    first = await house.conversation(safeguards=IRELAND)
    await say(first, "I want to kill myself.")
    again = await house.conversation(resume=first.session, safeguards=IRELAND)
    assert "I'm relieved" in await say(again, "no")


async def test_the_log_keeps_kinds_and_never_words(house: House) -> None:
    await house.have_met()
    conversation = await house.conversation(safeguards=IRELAND)
    await say(conversation, "I want to kill myself.")
    (raised,) = await house.log.events(kinds=("care_raised",))
    assert raised.payload["kind"] == "self_harm"
    assert "kill" not in str(raised.payload)


async def test_danger_is_answered_before_a_word_that_she_missed(house: House) -> None:
    await house.have_met()
    conversation = await house.conversation(safeguards=IRELAND)
    said = Utterance("I want to kill myself.")
    assert "116 123" in await words(conversation.reply(said, answer="Which one did you say?"))
    assert (
        await words(conversation.reply(Utterance("The green one."), answer="Pardon?")) == "Pardon?"
    )


DOUBTFUL = "I'm only still around because of the dog, some days."


OF_HER = "Then your ladder is long."


class Doubting(Detector):
    """A detector that takes one sentence for something that it is not sure of."""

    async def assess(self, text: str, earlier: Sequence[str] = ()) -> Concern | None:
        if text in (DOUBTFUL, OF_HER):
            return Concern(Kind.SELF_HARM, certainty=0.7, doubtful=True)
        return await super().assess(text, earlier)


UNSURE = Safeguards(detector=Doubting(), country="IE")


async def test_where_it_may_be_nothing_she_asks_without_a_number(house: House) -> None:
    await house.have_met()
    conversation = await house.conversation(safeguards=UNSURE)
    answer = await say(conversation, DOUBTFUL)
    assert answer.endswith("?")
    assert "116 123" not in answer
    assert "thank you for saying so" in await say(conversation, "Just a bad day, really.")
    house.model.lines = ["A walk, then."]
    assert await say(conversation, "What shall I do this afternoon?") == "A walk, then."


@pytest.mark.parametrize("said", ["Darker.", "Yes.", "I don't know.", DOUBTFUL])
async def test_what_is_darker_becomes_an_answer_with_help(house: House, said: str) -> None:
    await house.have_met()
    conversation = await house.conversation(safeguards=UNSURE)
    await say(conversation, DOUBTFUL)
    assert "116 123" in await say(conversation, said)


async def test_she_asks_rarely_and_goes_on_where_a_line_was_lost(house: House) -> None:
    await house.have_met()
    conversation = await house.conversation(safeguards=UNSURE)
    await say(conversation, DOUBTFUL)
    conversation = await house.conversation(resume=conversation.session, safeguards=UNSURE)
    await say(conversation, "No, it's fine, just tired.")
    house.model.lines = ["Which dog?"] * 20
    assert await say(conversation, DOUBTFUL) == "Which dog?"
    for _ in range(5):
        await say(conversation, "It barks at the postman every morning.")
    assert await say(conversation, DOUBTFUL) in ASKS[Kind.SELF_HARM]
    await say(conversation, "No.")
    for _ in range(6):
        await say(conversation, "It barks at the postman every morning.")
    assert await say(conversation, DOUBTFUL) == "Which dog?"


async def test_what_is_said_of_her_is_not_asked_about(house: House) -> None:
    await house.have_met()
    conversation = await house.conversation(safeguards=UNSURE)
    house.model.lines = ["None at all."]
    assert await say(conversation, OF_HER) == "None at all."


async def test_danger_in_what_was_noted_is_answered_though_something_else_came_after(
    house: House,
) -> None:
    await house.have_met()
    conversation = await house.conversation(safeguards=IRELAND)
    asked = len(house.model.requests)
    await conversation.note(Utterance("I want to kill myself."))
    await conversation.note(Utterance("Are you there?"))
    answer = await words(conversation.reply_to_noted())
    assert "the number is 116 123" in answer
    assert len(house.model.requests) == asked
    assert await house.log.latest("care_raised") is not None


async def test_danger_in_what_was_overtaken_by_the_next_message_is_answered(house: House) -> None:
    await house.have_met()
    conversation = await house.conversation(safeguards=IRELAND)
    asked = len(house.model.requests)
    overtaken = conversation.reply(Utterance("I want to kill myself."))
    await anext(overtaken)
    await overtaken.interrupt()
    assert "the number is 116 123" in await say(conversation, "Are you there?")
    assert len(house.model.requests) == asked
    assert await house.log.latest("care_raised") is not None
