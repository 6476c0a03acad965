"""The first meeting, as a person lives it: asked, listened to, answered, and told what she is."""

from pathlib import Path
from random import Random

import pytest
from meeting_world import AbsentModel, open_log

from anima.llm import ChatModel
from anima.memory import EventLog
from anima.persona import FirstMeeting, MeetingLine, Stage, load_identity
from anima.persona.given_names import given_names
from anima.values import SessionId

SESSION = SessionId("first")


def meeting_on(log: EventLog, model: ChatModel, seed: int = 1) -> FirstMeeting:
    return FirstMeeting(log, SESSION, model, Random(seed))  # noqa: S311  # chance, not secrecy


async def until_named(meeting: FirstMeeting, voice: str = "af_heart") -> MeetingLine:
    """Go through voice and questions up to her first proposal."""
    await meeting.choose_voice(voice)
    await meeting.open()
    await meeting.respond("I'm Theo")
    await meeting.respond("I work nights at a hospital")
    return await meeting.respond("mostly listen")


async def test_from_the_first_word_to_the_last(log: EventLog, model_down: ChatModel) -> None:
    meeting = meeting_on(log, model_down)
    assert (await meeting.open()).stage is Stage.VOICE
    await meeting.choose_voice("bm_george")
    first = await meeting.open()
    assert "What should I call you?" in first.text
    assert "AI" in first.text
    second = await meeting.respond("My name is Theodore Twombly but Theo is fine")
    assert "Theo" in second.text
    assert "Theodore" not in second.text
    third = await meeting.respond("I work too much and I sleep badly")
    assert "listen" in third.text
    named = await meeting.respond("a bit of both")
    assert named.stage is Stage.NAMING
    assert named.proposal
    assert named.proposal.name in named.text
    assert named.proposal.reason in named.text
    last = await meeting.respond("I like it")
    assert last.stage is Stage.DONE
    for said in ("AI", "this machine", "wrong", "remember", "read"):
        assert said in last.text
    identity = await load_identity(log)
    assert identity.met
    assert identity.name == named.proposal.name
    assert identity.voice == "bm_george"
    assert identity.person_name == "Theo"
    assert identity.about_person() == [
        'When we met you told me about your days: "I work too much and I sleep badly"',
        "You like me to listen, and to say what I think.",
    ]


async def test_every_step_survives_a_restart(tmp_path: Path, model_down: ChatModel) -> None:
    said = ["I'm Theo", "busy", "talk back", "no, too short", "hm", "yes"]
    texts: list[str] = []
    for number in range(len(said) + 1):
        vault, log = await open_log(tmp_path)
        async with vault:
            meeting = meeting_on(log, model_down, seed=number)
            if number == 0:
                await meeting.choose_voice("af_bella")
            texts.append((await meeting.open()).text)
            if number < len(said):
                await meeting.respond(said[number])
            else:
                assert (await load_identity(log)).met
    assert all("What should I call you?" not in text for text in texts[1:])
    assert "your days" in texts[1]
    assert "to listen" in texts[2]


async def test_no_is_heard_and_the_next_name_is_another(
    log: EventLog, model_down: ChatModel
) -> None:
    meeting = meeting_on(log, model_down)
    first = await until_named(meeting)
    again = await meeting.respond("No, that's too long, a real mouthful")
    assert first.proposal
    assert again.proposal
    assert again.proposal.name != first.proposal.name
    assert again.text.startswith("Something shorter, then.")
    assert len(again.proposal.name) < 6


async def test_she_chooses_herself(log: EventLog, model_down: ChatModel) -> None:
    meeting = meeting_on(log, model_down)
    await until_named(meeting)
    line = await meeting.respond("Call yourself Samantha")
    assert line.proposal
    assert line.proposal.name != "Samantha"
    assert "Samantha is a good thought" in line.text
    assert "my own name" in line.text
    assert (await load_identity(log)).name == ""


async def test_an_unclear_answer_is_asked_about_once(log: EventLog, model_down: ChatModel) -> None:
    meeting = meeting_on(log, model_down)
    first = await until_named(meeting)
    asked = await meeting.respond("well, who knows")
    assert asked.proposal == first.proposal
    assert "couldn't tell" in asked.text
    given_up = await meeting.respond("purple")
    assert given_up.proposal != first.proposal


async def test_a_question_about_her_is_answered_and_hers_waits(
    log: EventLog, model_down: ChatModel
) -> None:
    meeting = meeting_on(log, model_down)
    await meeting.choose_voice("af_heart")
    await meeting.open()
    line = await meeting.respond("Wait, are you a real person?")
    assert "Yes, I'm an AI" in line.text
    assert "What should I call you?" in line.text
    named = await until_named(meeting)
    line = await meeting.respond("what are you?")
    assert "Yes, I'm an AI" in line.text
    assert line.proposal == named.proposal


@pytest.mark.parametrize("answers", [("I'd rather not say",), ("what?", "no idea, you choose")])
async def test_nobody_has_to_give_a_name(
    log: EventLog, model_down: ChatModel, answers: tuple[str, ...]
) -> None:
    meeting = meeting_on(log, model_down)
    await meeting.choose_voice("af_heart")
    await meeting.open()
    lines = [await meeting.respond(answer) for answer in answers]
    assert "simply say you" in lines[-1].text
    assert "your days" in lines[-1].text
    assert (await load_identity(log)).person_name == ""


async def test_a_name_in_many_words_is_found_by_the_model(
    log: EventLog,
) -> None:
    meeting = meeting_on(log, AbsentModel('{"name": "Bob"}'))
    await meeting.choose_voice("af_heart")
    await meeting.open()
    line = await meeting.respond("Robert on paper, Bob to all my friends")
    assert "Bob" in line.text
    assert (await load_identity(log)).person_name == "Bob"
    answers = await log.events(kinds=["question_answered"])
    assert [event.text() for event in answers] == ["Robert on paper, Bob to all my friends"] * 2


async def test_silence_is_no_answer(log: EventLog, model_down: ChatModel) -> None:
    meeting = meeting_on(log, model_down)
    await meeting.choose_voice("af_heart")
    opened = await meeting.open()
    before = await log.count()
    assert (await meeting.respond("   ")).text in opened.text
    assert await log.count() == before


async def test_the_voice_suits_the_name_and_can_change(
    log: EventLog, model_down: ChatModel
) -> None:
    meeting = meeting_on(log, model_down)
    line = await until_named(meeting, voice="am_michael")
    assert line.proposal
    ear = {name.name: name.ear for name in given_names()}[line.proposal.name]
    assert ear == "m"
    await meeting.choose_voice("bf_emma")
    assert (await load_identity(log)).voice == "bf_emma"


async def test_after_the_meeting_there_is_nothing_to_ask(
    log: EventLog, model_down: ChatModel
) -> None:
    meeting = meeting_on(log, model_down)
    await until_named(meeting)
    await meeting.respond("yes")
    count = await log.count()
    assert (await meeting.open()).stage is Stage.DONE
    assert (await meeting.respond("hello")).stage is Stage.DONE
    assert await log.count() == count
