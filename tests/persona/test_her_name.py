"""Her name can be another one at any time, and nothing else of her is changed by it."""

from dataclasses import replace

import pytest

from anima.memory import EventLog
from anima.persona import (
    HerNameError,
    call_her,
    her_name_anew,
    load_identity,
    reason_of_her_name,
)
from anima.persona.her_name import her_name_in
from anima.values import Event, EventKind, JsonValue, SessionId

MET: tuple[tuple[EventKind, dict[str, JsonValue]], ...] = (
    ("voice_chosen", {"voice": "bf_emma"}),
    ("question_answered", {"question": "name", "text": "Theo", "name": "Theo", "settled": True}),
    ("name_proposed", {"name": "Freya", "reason": "It means lady."}),
    ("name_declined", {"name": "Freya", "text": "No."}),
    ("name_proposed", {"name": "Wren", "reason": "It means a small bird."}),
    ("name_accepted", {"name": "Wren", "text": "Yes."}),
    ("disclosed", {"text": "I'm an AI."}),
)


async def met(log: EventLog) -> EventLog:
    await log.append_all([(SessionId("meeting"), kind, payload) for kind, payload in MET])
    return log


async def heard(log: EventLog, text: str) -> Event:
    return await log.append(SessionId("talk"), "heard", {"text": text})


@pytest.mark.parametrize(
    "text",
    [
        "I'd like to call you Nora.",
        "Can I call you Nora?",
        "can i call you nora",
        "Can I call you nora?",
        "Could I maybe call you Nora instead?",
        "Wren, may I call you Nora?",
        "Hey Wren, I want to call you Nora from now on.",
        "I would rather call you Nora, if that's okay.",
        "From now on I'll call you Nora.",
        "Would you mind if I called you Nora?",
        "Is it okay with you if I call you Nora?",
        "Please change your name to Nora.",
        "I'd like your name to be Nora.",
        "Your name is Nora from now on.",
        "Let me call you Nora again.",
        "I've been thinking. I’d like to call you Nora, not Wren.",
        "Call yourself Nora.",
    ],
)
def test_a_sentence_names_her(text: str) -> None:
    assert her_name_in(text) == "Nora"


@pytest.mark.parametrize(
    "text",
    [
        "Can I call you back?",
        "Can I call you tomorrow?",
        "Can I call you Monday?",
        "Can I call you Sunday night?",
        "Can I call you later, Wren?",
        "can i call you when i'm home",
        "Can I call you when Nora is asleep?",
        "Can I call you Nora or do you prefer Wren?",
        "Can I call you Nora's friend?",
        "Can I call you Mum?",
        "Can I call you Captain?",
        "I'll call you Christmas Eve.",
        "I'll call you Saturday morning.",
        "Can I call you AI?",
        "Can I call you an idiot?",
        "I'd like to call you names.",
        "I'll call you.",
        "I'll call you a liar if you like.",
        "i'll call you back",
        "i want you to be frank and call me out",
        "I want you to be honest.",
        "I'd like to call Nora.",
        "I'd like to call my mother Nora.",
        "They call you Nora.",
        "My sister wants to call you Nora.",
        "She said I could call you Nora.",
        'She asked: "Can I call you Nora?"',
        "What if they call you Nora?",
        "Your name is Nora, isn't it?",
        "Is your name Nora now?",
        "Can I call you by your name?",
        "Call me Nora.",
        "My name is Nora.",
        "I want to name my boat Nora.",
        "Why are you called Wren?",
        "Can I give you a hug?",
        "I'll call you names, you'll call me names.",
        "Can I call you that?",
        "I'd like to call you something nice every day.",
    ],
)
def test_what_names_her_not(text: str) -> None:
    assert her_name_in(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "Can I give you another name?",
        "Can I change your name?",
        "I'd like to change your name.",
        "Could I call you something else?",
        "I'd like to give you a new name.",
    ],
)
async def test_another_name_is_asked_for(log: EventLog, text: str) -> None:
    answer = await her_name_anew(await met(log), await heard(log, text))
    assert answer is not None
    assert answer.startswith("You may.")
    assert (await load_identity(log)).name == "Wren"


async def test_the_name_is_another_and_nothing_else(log: EventLog) -> None:
    before = await load_identity(await met(log))
    said = await log.append(SessionId("talk"), "spoken", {"text": "I'm Wren."})
    answer = await her_name_anew(log, await heard(log, "I'd like to call you Nora."))
    assert answer == "Nora. Then I'm Nora from now on, and no longer Wren."
    after = await load_identity(log)
    assert after.name == "Nora"
    assert after == replace(before, name="Nora")
    found = {event.id: event for event in await log.events()}
    assert found[said.id].text() == "I'm Wren.", "what was said stays"
    (*_, renamed) = found.values()
    assert renamed.kind == "name_accepted"
    assert renamed.text("before") == "Wren"
    assert renamed.text() == "I'd like to call you Nora."
    assert renamed.session == "talk"


async def test_it_can_be_what_it_was_again_with_its_reason(log: EventLog) -> None:
    await met(log)
    assert await reason_of_her_name(log) == "It means a small bird."
    await call_her(log, "Nora")
    assert await reason_of_her_name(log) == ""
    await her_name_anew(log, await heard(log, "I'd like to call you Wren again."))
    assert (await load_identity(log)).name == "Wren"
    assert await reason_of_her_name(log) == "It means a small bird."


async def test_her_own_name_and_the_persons_change_nothing(log: EventLog) -> None:
    count = len(await (await met(log)).events())
    assert await her_name_anew(log, await heard(log, "Can I call you Wren?")) == "I'm Wren already."
    theirs = await her_name_anew(log, await heard(log, "Can I call you Theo?"))
    assert theirs is not None
    assert "is what I call you" in theirs
    assert (await load_identity(log)).name == "Wren"
    assert len(await log.events()) == count + 2, "what was heard, and nothing besides"


@pytest.mark.parametrize(
    "name", ["", "  ", "12", "N" * 41, "Nora; rm", "{name}", "Nora\x00", "theo"]
)
async def test_what_is_no_name_for_her_is_refused(log: EventLog, name: str) -> None:
    await met(log)
    with pytest.raises(HerNameError):
        await call_her(log, name)
    assert (await load_identity(log)).name == "Wren"


async def test_who_was_not_met_has_no_name_to_change(log: EventLog) -> None:
    with pytest.raises(HerNameError, match="not met"):
        await call_her(log, "Nora")


async def test_a_name_that_was_taught_must_be_taught_anew(log: EventLog) -> None:
    await met(log)
    await log.append(SessionId("n"), "name_taught", {"name": "Wren", "vectors": "AAAA"})
    renamed = await call_her(log, "Nora Mae")
    assert renamed.note.startswith("How you say Wren I was taught; Nora Mae I only know")
    assert (await call_her(log, "Wren")).note == "", "that one she knows"
    answer = await her_name_anew(log, await heard(log, "Can I call you Jean-Luc?"))
    assert answer is not None
    assert "Teach it to me on the page" in answer
