"""Turns through the real log; only the language model is scripted."""

import asyncio
from collections.abc import AsyncGenerator, Sequence
from typing import Protocol

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from scripted_model import Breaks, ScriptedModel

from anima.conversation import Conversation, Reply
from anima.conversation.apology import LOST_THREAD, NONSENSE, SLOW, TOO_LONG, UNAVAILABLE
from anima.conversation.history import estimated_tokens
from anima.conversation.opening import OPENINGS, opening_of
from anima.conversation.record import SessionRecord
from anima.llm import ChatEvent, ChatRequest, Message
from anima.memory import EventLog, Recall, Transcript
from anima.values import (
    ContextOverflowError,
    Delta,
    Ended,
    Heard,
    ModelNonsenseError,
    ModelTimeoutError,
    ModelUnavailableError,
    Notice,
    Recalled,
    SessionId,
    Spoken,
    TurnEvent,
    Utterance,
)


class Clock(Protocol):
    def pass_time(self, **units: float) -> None: ...


class House(Protocol):
    """What the fixture gives: see conftest.py."""

    clock: Clock
    log: EventLog
    transcript: Transcript
    recall: Recall
    model: ScriptedModel

    async def conversation(self, *, resume: SessionId | None = None) -> Conversation: ...
    async def have_met(self) -> None: ...


async def run(reply: Reply) -> list[TurnEvent]:
    return [event async for event in reply]


def said(events: Sequence[TurnEvent]) -> str:
    return "".join(event.text for event in events if isinstance(event, Delta))


async def say(conversation: Conversation, text: str) -> str:
    return said(await run(conversation.reply(Utterance(text))))


async def test_what_she_heard_is_durable_before_anything_else(house: House) -> None:
    await house.have_met()
    conversation = await house.conversation()
    reply = conversation.reply(Utterance("My sister is called Ana."))
    first = await anext(reply)
    assert isinstance(first, Heard)
    stored = await house.log.latest("heard")
    assert stored is not None
    assert stored.id == first.event.id
    assert stored.text() == "My sister is called Ana."
    assert house.model.requests == []
    await reply.interrupt()


async def test_a_turn_yields_its_events_in_order_and_stores_what_was_said(house: House) -> None:
    await house.have_met()
    house.model.lines = ["Oh, that is good news."]
    conversation = await house.conversation()
    events = await run(conversation.reply(Utterance("I got the job.")))
    kinds = [type(event) for event in events if not isinstance(event, Delta)]
    assert kinds == [Heard, Notice, Spoken, Ended]
    assert said(events) == "Oh, that is good news."
    assert events[-1] == Ended("complete")
    spoken = await house.log.latest("spoken")
    assert spoken is not None
    assert spoken.text() == "Oh, that is good news."


async def test_an_interrupted_reply_is_remembered_only_as_far_as_it_was_heard(
    house: House,
) -> None:
    await house.have_met()
    house.model.lines = ["I was thinking about the lake and the long way home.", "Go on."]
    conversation = await house.conversation()
    reply = conversation.reply(Utterance("Please go on."), paced=True)
    async for event in reply:
        if isinstance(event, Delta) and "lake" in reply.text:
            break
    spoken = await reply.interrupt(len("I was thinking abo"))
    assert spoken is not None
    assert spoken.text == "I was thinking"
    assert house.model.stopped_early == 1
    await say(conversation, "Sorry, what?")
    prompt = [message.text for message in house.model.requests[-1].messages]
    assert "I was thinking" in prompt
    assert not any("lake" in text for text in prompt)


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (ModelUnavailableError("down"), UNAVAILABLE),
        (ModelTimeoutError("slow"), SLOW),
        (ModelNonsenseError("noise"), NONSENSE),
        (ContextOverflowError("long"), TOO_LONG),
    ],
)
async def test_when_the_model_fails_she_says_so_and_the_next_turn_works(
    house: House, error: Exception, words: str
) -> None:
    await house.have_met()
    house.model.lines = [error, "Yes, I remember."]
    conversation = await house.conversation()
    events = await run(conversation.reply(Utterance("The appointment is on Friday.")))
    assert said(events) == words
    assert events[-1] == Ended("unavailable")
    assert [turn.text for turn in await house.transcript.search("appointment")]
    failed = await house.log.latest("reply_failed")
    assert failed is not None
    assert await say(conversation, "Are you there?") == "Yes, I remember."


@pytest.mark.parametrize("is_read_again", [False, True])
async def test_what_was_overtaken_by_the_next_message_stands_before_it_once(
    house: House, *, is_read_again: bool
) -> None:
    await house.have_met()
    conversation = await house.conversation()
    for text in ("My mother was operated on today.", "In Lyon."):
        overtaken = conversation.reply(Utterance(text))
        await anext(overtaken)
        await overtaken.interrupt()
    if is_read_again:
        await house.log.append(SessionId("page"), "forgotten", {"count": 1})
    for text in ("It went well.", "She sleeps now."):
        await say(conversation, text)
        prompt = [message.text for message in house.model.requests[-1].messages]
        assert prompt.count("In Lyon.") == prompt.count("My mother was operated on today.") == 1
    assert "went well" in prompt[prompt.index("In Lyon.") + 1]


async def test_a_thought_that_breaks_off_is_owned_up_to(house: House) -> None:
    await house.have_met()
    house.model.lines = [Breaks("Well that is", ModelTimeoutError("stalled")), "Better now."]
    conversation = await house.conversation()
    events = await run(conversation.reply(Utterance("Hello.")))
    assert said(events).endswith(LOST_THREAD)
    assert await say(conversation, "Again?") == "Better now."


async def test_an_empty_answer_is_no_answer(house: House) -> None:
    await house.have_met()
    house.model.lines = [""]
    conversation = await house.conversation()
    assert await say(conversation, "Hello.") == NONSENSE


async def test_the_prompt_only_grows_at_its_end_so_that_the_cache_holds(house: House) -> None:
    await house.have_met()
    conversation = await house.conversation()
    for text in ("Good evening.", "I baked bread.", "It was rye."):
        await say(conversation, text)
    first, second, third = (tuple(request.messages) for request in house.model.requests)
    assert second[: len(first)] == first
    assert third[: len(second)] == second


async def test_preparing_makes_the_very_prompt_that_the_turn_will_use(house: House) -> None:
    await house.have_met()
    conversation = await house.conversation()
    await conversation.prepare("I baked bread.")
    await say(conversation, "I baked bread.")
    assert house.model.warmed[-1] == tuple(house.model.requests[-1].messages)
    assert await house.log.count() == 6 + len(("session_opened", "heard", "notice_given", "spoken"))


async def test_what_was_told_yesterday_is_brought_up_today(house: House) -> None:
    await house.have_met()
    yesterday = await house.conversation()
    await say(yesterday, "My dog Biscuit had an operation on his paw.")
    await yesterday.close()
    house.clock.pass_time(days=1)
    today = await house.conversation()
    events = await run(today.reply(Utterance("What did I tell you about my dog?")))
    recalled = [event for event in events if isinstance(event, Recalled)]
    assert len(recalled) == 1
    assert "Biscuit" in recalled[0].memories[0].text
    assert "Biscuit" in house.model.requests[-1].messages[-1].text
    stored = await house.log.latest("recalled")
    assert stored is not None


async def test_her_first_words_of_a_new_day_are_about_what_was_said(house: House) -> None:
    await house.have_met()
    yesterday = await house.conversation()
    await say(yesterday, "I am reading at the library tomorrow and I am nervous about it.")
    await yesterday.close()
    house.clock.pass_time(days=1)
    house.model.lines = [ModelUnavailableError("down")]
    today = await house.conversation()
    greeting = today.greet()
    assert greeting is not None
    words = said(await run(greeting))
    assert "reading" in words or "library" in words


async def test_a_session_that_was_left_goes_on_with_the_same_prompt(house: House) -> None:
    await house.have_met()
    before = await house.conversation()
    await say(before, "My dog Biscuit is ill.")
    await before.close()
    other = await house.conversation()
    await say(other, "How will my dog be, do you think?")
    resumed = await house.conversation(resume=other.session)
    await say(resumed, "He is better.")
    asked, again = house.model.requests[-2:]
    assert tuple(again.messages)[: len(asked.messages)] == tuple(asked.messages)


async def test_two_sessions_at_once_do_not_mix(house: House) -> None:
    await house.have_met()
    kitchen, desk = await house.conversation(), await house.conversation()
    await asyncio.gather(
        say(kitchen, "The soup is burning."), say(desk, "This letter is hard to write.")
    )
    await asyncio.gather(say(kitchen, "I saved it."), say(desk, "I wrote the first line."))
    for request in house.model.requests:
        text = " ".join(message.text for message in request.messages)
        assert not ("soup" in text and "letter is hard" in text)


async def test_a_long_session_is_summarised_and_never_overflows(house: House) -> None:
    await house.have_met()
    house.model = ScriptedModel(context_tokens=1600)
    conversation = await house.conversation()
    for number in range(40):
        await say(conversation, f"Day {number}: " + "I walked along the river again. " * 5)
        await asyncio.sleep(0)
        request = house.model.requests[-1]
        assert estimated_tokens(request.messages) + request.max_tokens <= 1600
    assert await house.log.count() > 0


async def test_the_summary_stands_for_what_it_replaced(house: House) -> None:
    await house.have_met()
    house.model = ScriptedModel(context_tokens=1600)
    conversation = await house.conversation()
    for number in range(12):
        await say(conversation, f"Day {number}: " + "I walked along the river again. " * 5)
        await asyncio.sleep(0.05)
    summary = await house.log.latest("summarised")
    assert summary is not None
    last = house.model.requests[-1]
    await say(conversation, "And today?")
    prompt = [message.text for message in house.model.requests[-1].messages]
    assert any(summary.text() in text for text in prompt)
    assert last is not house.model.requests[-1]


@settings(
    max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(text=st.text(min_size=1, max_size=30_000))
async def test_nothing_that_is_said_breaks_a_turn_or_is_lost(house: House, text: str) -> None:
    if await house.log.latest("disclosed") is None:
        await house.have_met()
    conversation = await house.conversation()
    events = await run(conversation.reply(Utterance(text)))
    heard = next(event for event in events if isinstance(event, Heard))
    stored = await house.log.latest("heard")
    assert stored is not None
    assert stored.id == heard.event.id
    assert stored.text() == text


async def test_the_first_meeting_is_a_conversation_like_any_other(house: House) -> None:
    await house.log.append(SessionId("s"), "voice_chosen", {"voice": "bm_george"})
    house.model.lines = [ModelUnavailableError("down")] * 40
    conversation = await house.conversation()
    greeting = conversation.greet()
    assert greeting is not None
    await run(greeting)
    for answer in ("I'm Theo.", "Quiet, mostly.", "A bit of both."):
        assert await say(conversation, answer)
    assert conversation.proposal is not None
    refused = conversation.proposal.name
    await say(conversation, "No, please choose another name.")
    assert conversation.proposal is not None
    assert conversation.proposal.name != refused
    last = await say(conversation, "Yes.")
    assert "AI" in last
    assert conversation.identity.met
    assert conversation.identity.name
    assert conversation.identity.person_name == "Theo"


async def test_a_reply_begun_ahead_is_taken_over_and_asked_for_once(house: House) -> None:
    await house.have_met()
    house.model.lines = ["Oh, good."]
    conversation = await house.conversation()
    conversation.begin("Yes, I baked bread.")
    await asyncio.sleep(0.05)
    assert await house.log.latest("heard") is None, "nothing is stored before it is certain"
    assert await say(conversation, "Yes, I baked bread.") == "Oh, good."
    assert len(house.model.requests) == 1


async def test_a_reply_begun_to_other_words_is_forgotten(house: House) -> None:
    await house.have_met()
    house.model.lines = ["About bread. " * 50, "About bread and cake."]
    house.model.delay_seconds = 0.02
    conversation = await house.conversation()
    conversation.begin("I baked bread")
    await asyncio.sleep(0.03)
    assert await say(conversation, "I baked bread and cake.") == "About bread and cake."
    assert house.model.stopped_early == 1
    conversation.begin("And then")
    await asyncio.sleep(0.03)
    conversation.discard()
    await asyncio.sleep(0.03)
    assert house.model.stopped_early == 2
    assert [event.text() for event in await house.log.events(kinds=["spoken"])] == [
        "About bread and cake."
    ]


async def test_an_answer_that_is_known_already_is_said_instead_of_the_models(house: House) -> None:
    await house.have_met()
    house.model.lines = ["About bread.", "About rye bread."]
    house.model.delay_seconds = 30
    conversation = await house.conversation()
    conversation.begin("I baked rive bread.")
    await asyncio.sleep(0.3)
    question = "Sorry, I missed a word. What came after that?"
    utterance = Utterance("I baked rive bread.", "spoken")
    assert said(await run(conversation.reply(utterance, answer=question))) == question
    house.model.delay_seconds = 0
    assert await say(conversation, "I baked rye bread.") == "About rye bread."
    assert house.model.stopped_early == 1, "what was begun ahead is not finished for nobody"
    spoken = await house.log.events(kinds=["spoken"])
    assert [event.text() for event in spoken] == [question, "About rye bread."]
    assert question in [message.text for message in house.model.requests[-1].messages]


async def test_a_remark_of_hers_is_stored_as_what_she_said(house: House) -> None:
    await house.have_met()
    conversation = await house.conversation()
    assert said(await run(conversation.say("I'm still here."))) == "I'm still here."
    latest = await house.log.latest()
    assert latest is not None and (latest.kind, latest.text()) == ("spoken", "I'm still here.")


async def test_a_model_that_fails_ahead_is_apologised_for_in_the_turn(house: House) -> None:
    await house.have_met()
    house.model.lines = [ModelUnavailableError("down"), "Back again."]
    conversation = await house.conversation()
    conversation.begin("Hello?")
    await asyncio.sleep(0.05)
    assert await say(conversation, "Hello?") == UNAVAILABLE
    assert await say(conversation, "Hello?") == "Back again."


async def test_what_she_is_is_not_left_to_a_small_model(house: House) -> None:
    await house.have_met()
    house.model.lines = ["Yes, I am a real woman."]
    conversation = await house.conversation()
    assert "AI" in await say(conversation, "Are you a real person?")
    assert house.model.requests == []


async def test_a_spoken_reply_begins_with_an_opening_and_the_model_goes_on_from_it(
    house: House,
) -> None:
    await house.have_met()
    house.model.lines = ["that sounds long."]
    conversation = await house.conversation()
    preview = conversation.begin("We walked along the river for an hour.")
    begun = "".join([piece async for piece in preview])
    assert begun == "Mm, that sounds long."
    reply = conversation.reply(Utterance("We walked along the river for an hour."), paced=True)
    reply.heard_until(100)
    assert said(await run(reply)) == begun
    assert len(house.model.requests) == 1
    assert [event.text() for event in await house.log.events(kinds=["spoken"])] == [begun]


async def test_after_many_openings_one_reply_has_none_though_the_model_would_begin_so(
    house: House,
) -> None:
    await house.have_met()
    house.model.lines = ["that sounds long."] * 8 + ["Ah, how long.", "that sounds long."]
    conversation = await house.conversation()
    begun: list[str] = []
    for day in range(10):
        utterance = Utterance(f"We walked along the river on day {day}.")
        reply = conversation.reply(utterance, paced=True)
        reply.heard_until(100)
        begun.append(said(await run(reply)))
    assert all(opening_of(each) for each in begun[:8])
    assert begun[8] == "How long."
    assert opening_of(begun[9]), "it would never begin with a ready one again"
    assert house.model.requests[8].messages[-1].role == "user"


async def test_a_goodbye_is_answered_at_once_and_holds_nobody(house: House) -> None:
    await house.have_met()
    house.model.lines = ["sleep well, Sam. Or will you stay a little?", "why? Don't go!"]
    conversation = await house.conversation()
    for goodbye, answered in (
        ("I'm off to bed now.", "Okay, sleep well, Sam."),
        ("Good night, Wren.", "Good night. Sleep well."),  # the model is known to be quick now
    ):
        reply = conversation.reply(Utterance(goodbye), paced=True)
        reply.heard_until(200)
        begun: list[str] = []
        async for event in reply:
            if isinstance(event, Delta):
                begun.append(event.text.strip())
        assert reply.text.strip() == answered
        assert begun[0] in (*OPENINGS, answered)


@pytest.mark.parametrize("comma", [0, 1])
async def test_a_reply_of_which_only_the_opening_was_heard_is_no_example(
    house: House, comma: int
) -> None:
    await house.have_met()
    house.model.lines = ["that sounds long.", "that sounds far."]
    conversation = await house.conversation()
    reply = conversation.reply(Utterance("We walked along the river all day."), paced=True)
    async for event in reply:
        if isinstance(event, Delta) and "long" in reply.text:
            break
    opening = opening_of(reply.text)
    assert opening
    heard = opening[: len(opening) - comma]  # aloud, a word is heard before its comma is
    spoken = await reply.interrupt(len(heard))
    assert spoken is not None and spoken.text == heard, "that much was heard, and is kept"
    await say(conversation, "And along the lake.")
    again = await house.conversation(resume=conversation.session)
    await say(again, "And home.")
    reply = again.reply(Utterance("We walked along the river all day."), paced=True)
    reply.heard_until(100)
    assert opening_of(said(await run(reply))) not in ("", opening), "a habit is heard by its word"
    for request in house.model.requests[-2:]:
        assert heard not in [each.text for each in request.messages]


async def test_a_typed_reply_and_a_quick_answer_have_no_opening(house: House) -> None:
    await house.have_met()
    house.model.lines = ["That sounds long."]
    conversation = await house.conversation()
    assert await say(conversation, "We walked along the river for an hour.") == "That sounds long."
    preview = conversation.begin("Are you a real person?")
    assert "AI" in "".join([piece async for piece in preview])
    assert len(house.model.requests) == 1


async def test_a_model_with_nothing_to_say_after_an_opening_is_a_lost_thread(house: House) -> None:
    await house.have_met()
    house.model.lines = [""]
    conversation = await house.conversation()
    reply = conversation.reply(Utterance("We walked along the river for an hour."), paced=True)
    reply.heard_until(100)
    assert said(await run(reply)) == f"Mm, {LOST_THREAD}"


class ForgettingWhileItWrites(ScriptedModel):
    """A model during whose answer something is forgotten on the page."""

    def __init__(self, log: EventLog) -> None:
        super().__init__("They spoke of a secret.")
        self._log = log

    async def stream(self, request: ChatRequest) -> AsyncGenerator[ChatEvent]:
        await self._log.append(SessionId("page"), "forgotten", {"count": 1})
        async for event in super().stream(request):
            yield event


async def test_a_summary_of_what_was_forgotten_meanwhile_is_not_kept(house: House) -> None:
    record = SessionRecord(house.log, SessionId("s"), None)
    await record.read()
    for number in range(1, 9):
        record.history.add(number, Message("user" if number % 2 else "assistant", "a secret"))
    assert not await record.summarise(ForgettingWhileItWrites(house.log))
    assert await house.log.latest("summarised") is None
    await record.read()
    assert await record.summarise(ScriptedModel("They spoke."))
