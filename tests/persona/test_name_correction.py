"""A name that was misheard, or is another now, can be put right at any time."""

import pytest
from meeting_world import AbsentModel

from anima.memory import EventLog
from anima.persona import FirstMeeting, Stage, load_identity, name_anew
from anima.persona.name_correction import MISHEARD, Correction, correction_in
from anima.values import SessionId
from tests.persona.test_first_meeting import meeting_on


@pytest.mark.parametrize(
    "text",
    [
        "No, my name is Theo.",
        "my name is theo",
        "Not Tayo, Theo.",
        "It's Theo, not Tayo.",
        "I'm not Tayo, I'm Theo.",
        "You got my name wrong, it's Theo.",
        "No, that's not my name. It's Theo.",
        "Call me Theo.",
        "call me theo, please",
        "Please call me Theo from now on.",
        "I'm called Theo, not Tayo.",
        "Don't call me Tayo. Call me Theo.",
        "My name is spelled T-H-E-O",
        "It's spelled T H E O.",
    ],
)
def test_a_name_is_put_right_at_any_time(text: str) -> None:
    assert correction_in(text, "Tayo") == Correction("Theo")


@pytest.mark.parametrize("text", ["No, it's Theo.", "No, Theo.", "I said Theo.", "T-H-E-O"])
def test_right_after_it_was_said_fewer_words_do(text: str) -> None:
    assert correction_in(text, "Tayo", just_named=True) == Correction("Theo")
    assert correction_in(text, "Tayo") is None


@pytest.mark.parametrize(
    "text",
    [
        "I'm Theo",
        "No, it's busy",
        "No, it's German",
        "No, nothing.",
        "No, I said Porto.",
        "Not good",
        "Not much, I sleep badly",
        "I'm not well",
        "Call me crazy.",
        "Call me tomorrow.",
        "call me later, please",
        "call me crazy but I like it",
        "Call me when Nora comes.",
        "I am called a liar.",
        "Don't call me names.",
        "My name is Tayo.",
        "My name is on the list.",
        "My name is not important.",
        "They call me Theo.",
        "I'm not Superman, I'm Theo",
        "I work nights",
    ],
)
def test_what_corrects_no_name(text: str) -> None:
    assert correction_in(text, "Tayo", just_named=True) is None


async def named(log: EventLog, heard_as: str = "I'm Tayo.") -> FirstMeeting:
    meeting = meeting_on(log, AbsentModel())
    await meeting.choose_voice("af_heart")
    await meeting.open()
    await meeting.respond(heard_as)
    return meeting


async def test_a_misheard_name_is_no_answer_to_the_next_question(log: EventLog) -> None:
    meeting = await named(log)
    line = await meeting.respond("No, my name is Theo.")
    assert line.text.startswith("Theo. Thank you for putting me right. What are your days like")
    identity = await load_identity(log)
    assert (identity.person_name, identity.days) == ("Theo", "")
    line = await meeting.respond("No, it's Teo. I work nights at a hospital.")
    assert "listen" in line.text
    identity = await load_identity(log)
    assert (identity.person_name, identity.days) == ("Teo", "I work nights at a hospital.")


async def test_she_asks_for_a_name_that_is_only_said_to_be_wrong(log: EventLog) -> None:
    meeting = await named(log)
    line = await meeting.respond("That's not my name.")
    assert line.text.startswith("Then I have your name wrong. What is it?")
    assert "days" not in line.text
    assert "Then I have your name wrong" in (await meeting_on(log, AbsentModel()).open()).text
    line = await meeting.respond("T-H-E-O")
    assert "your days" in line.text
    assert (await load_identity(log)).person_name == "Theo"
    assert (await meeting.respond("Busy.")).stage is Stage.QUESTIONS
    assert (await load_identity(log)).days == "Busy."


async def test_it_is_put_right_while_she_looks_for_her_own(log: EventLog) -> None:
    meeting = await named(log)
    await meeting.respond("busy")
    asked = await meeting.respond("both")
    line = await meeting.respond("You got my name wrong, it's Theo.")
    assert line.proposal == asked.proposal
    assert line.text.startswith("Theo. Thank you for putting me right. I was hoping to be called")
    assert (await load_identity(log)).person_name == "Theo"


async def test_days_that_are_like_that_are_days(log: EventLog) -> None:
    meeting = await named(log)
    await meeting.respond("No, it's boring, not great.")
    identity = await load_identity(log)
    assert (identity.person_name, identity.days) == ("Tayo", "No, it's boring, not great.")


async def test_who_gave_no_name_may_give_it_another_day(log: EventLog) -> None:
    await named(log, "I'd rather not say.")
    assert (await load_identity(log)).person_name == ""
    heard = await log.append(SessionId("later"), "heard", {"text": "Call me Theo. How are you?"})
    assert await name_anew(log, heard) == "", "the model answers the question"
    assert (await load_identity(log)).person_name == "Theo"


@pytest.mark.parametrize("answer", ["I'm German.", "It's Monday.", "Hi, I'm Irish"])
async def test_what_somebody_is_is_not_their_name(log: EventLog, answer: str) -> None:
    await named(log, answer)
    assert (await load_identity(log)).person_name == ""


@pytest.mark.parametrize(
    ("known", "said", "just_named"),
    [
        ("Tom", "I'm not Tom Hanks.", False),
        ("May", "It's June, not May.", False),
        ("Mark", "It's Paul, not Mark.", False),
        ("Tom", "My name is Polish.", False),
        ("Tom", "Call me Monday.", False),
        ("Tom", "my name is gone", False),
        ("", "you can call me anytime", False),
        ("Tom", "Say my name.", False),
        ("Fred", "actually, i'm retired", True),
        ("Mark", "no, it's hard", True),
    ],
)
def test_no_name_is_changed_by_what_is_none(known: str, said: str, just_named: bool) -> None:
    assert correction_in(said, known, just_named=just_named) is None


@pytest.mark.parametrize(
    ("said", "just_named", "name"),
    [
        ("Call me Dutch.", False, "Dutch"),
        ("I go by Irish.", False, "Irish"),
        ("That's not my name, my name is Polish.", False, "Polish"),
        ("No, my name is Polish.", True, "Polish"),
        ("My name is Polish, not Tom.", False, "Polish"),
        ("My name is Polish.", False, ""),
        ("I'm Polish.", True, ""),
        ("I'm not Tom, I'm Polish.", False, ""),
        ("Call me Monday.", True, ""),
    ],
)
def test_an_origin_is_a_name_where_one_asks_to_be_called_so(
    said: str, just_named: bool, name: str
) -> None:
    assert correction_in(said, "Tom", just_named=just_named) == (Correction(name) if name else None)


@pytest.mark.parametrize(
    "said",
    [
        "That's not my name, Wren!",
        "Stop calling me Tom, Wren.",
        "You misheard me, I said Berlin.",
        "you misheard me, i said cake",
        "You misheard me. I'm Vegan.",
        "that's not my name lol",
        "that's not my name haha",
        "that's not my name silly",
        "that's not my name anymore",
        "that's not my name either",
        "you got my name wrong dear",
        "i'm not tom, i'm married",
        "That's not my name. Listen.",
        "That's not my name. Nope.",
        "That's not my name. Ugh.",
        "That's not my name. Oops.",
        "Don't call me Tom. Ever.",
        "Stop calling me Tom. Seriously.",
        "I am not Tom. Goodbye.",
        "That's not my name, that's Tom's.",
        "I'm not Tom. Try Alice.",
    ],
)
def test_what_follows_a_complaint_is_no_name(said: str) -> None:
    assert correction_in(said, "Tom") is None


@pytest.mark.parametrize(
    "said", ["that's not my name lol", "That's not my name, that's Tom's.", "not tom, silly"]
)
def test_nor_is_it_right_after_it_was_said(said: str) -> None:
    assert correction_in(said, "Tom", just_named=True) is None


def test_a_name_to_try_is_one_right_after_it_was_said() -> None:
    assert correction_in("I'm not Tom. Try Alice.", "Tom", just_named=True) == Correction("Alice")


async def test_who_complains_to_her_by_her_name_is_asked_for_theirs(log: EventLog) -> None:
    await named(log, "I'm Tom.")
    await log.append(SessionId("meeting"), "name_accepted", {"name": "Wren"})
    heard = await log.append(SessionId("later"), "heard", {"text": "That's not my name, Wren!"})
    assert await name_anew(log, heard) == MISHEARD
    assert (await load_identity(log)).person_name == "Tom"


@pytest.mark.parametrize(
    ("said", "just_named"),
    [
        ("That's not my name, it's Alice.", False),
        ("Stop calling me Tom, I'm Alice.", False),
        ("I'm not Tom, I'm Alice.", False),
        ("You got my name wrong, it's Alice", False),
        ("You misheard my name, it's Alice", False),
        ("Not Tom, Alice.", True),
        ("i said alice, not tom", True),
    ],
)
def test_who_says_that_it_is_not_theirs_may_have_any_other(said: str, just_named: bool) -> None:
    assert correction_in(said, "Tom", just_named=just_named) == Correction("Alice")
