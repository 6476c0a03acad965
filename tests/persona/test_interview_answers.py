"""What is meant by answers in the interview, as people put them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from anima.memory import EventLog, LeftAlone
from anima.persona import load_preferences, prefer
from anima.persona.interview_answers import (
    Hours,
    asks_back,
    directness,
    going,
    has_no_hours,
    keeps_silent,
    nothing,
    quiet_hours,
    skips,
    stops,
    topics,
    wants_to_be_asked,
)
from anima.persona.preferences import checked

NOW = Hours("22:00", "08:00")


@pytest.mark.parametrize(
    ("text", "begins", "ends"),
    [
        ("From 11 to 7", "23:00", "07:00"),
        ("ten thirty until quarter past eight", "22:30", "08:15"),
        ("between nine in the evening and six in the morning", "21:00", "06:00"),
        ("after eleven", "23:00", "08:00"),
        ("Not before nine in the morning, please", "22:00", "09:00"),
        ("after 10pm and not before 9am", "22:00", "09:00"),
        ("22:30 - 7:15", "22:30", "07:15"),
        ("from nine to five, I'm at work", "09:00", "17:00"),
        ("from midnight till noon", "00:00", "12:00"),
        ("twelve to eight", "00:00", "08:00"),
        ("from 1 at night to half past ten", "01:00", "10:30"),
        ("That's fine.", "22:00", "08:00"),
        ("Sounds good", "22:00", "08:00"),
        ("quarter to ten until seven", "21:45", "07:00"),
    ],
)
def test_hours_are_understood(text: str, begins: str, ends: str) -> None:
    assert quiet_hours(text, NOW) == Hours(begins, ends)


@given(st.text(max_size=60) | st.from_regex(r"(from|after) [0-9: ]{1,8} (to|until) [0-9: ]{1,8}"))
def test_hours_are_always_hours(text: str) -> None:
    if hours := quiet_hours(text, NOW):
        assert checked("quiet_from", hours.begins) == hours.begins
        assert checked("quiet_until", hours.ends) == hours.ends


def test_no_hours_at_all() -> None:
    assert quiet_hours("When I'm sad", NOW) is None
    assert keeps_silent("Always. Don't write me by yourself")
    assert has_no_hours("Any time is fine")
    assert not keeps_silent("from ten to eight")


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Straight out, please", "frank"),
        ("be brutally honest with me", "frank"),
        ("no need to be gentle", "frank"),
        ("don't hold back", "frank"),
        ("gently", "gentle"),
        ("not too direct", "gentle"),
        ("Softly, I bruise easily", "gentle"),
        ("a bit of both", "balanced"),
        ("it depends", "balanced"),
        ("honest but gentle", "balanced"),
        ("purple", ""),
    ],
)
def test_how_direct_she_may_be(text: str, wanted: str) -> None:
    assert directness(text) == wanted


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("My divorce", ["your divorce"]),
        ("please don't mention my ex, my weight or money", ["your ex", "your weight", "money"]),
        ("Yes, anything about my father", ["your father"]),
        ("No, nothing", []),
        ("Well, maybe religion", ["religion"]),
        ("I don't want to talk about my divorce.", ["your divorce"]),
        ("It's hard to talk about my father.", ["your father"]),
        ("My ex, because he hit me", ["your ex"]),
        ("Avoid politics and religion please", ["politics", "religion"]),
        ("My father, he died last year", ["your father"]),
        ("My mother's death is hard", ["your mother's death"]),
    ],
)
def test_what_is_not_to_be_touched(text: str, found: list[str]) -> None:
    assert topics(text) == found


@pytest.mark.parametrize(
    "text",
    [
        "Nope, all good.",
        "Hmm, hard to say.",
        "No, I'm an open book.",
        "No, I don't mind anything.",
        "I can't think of anything.",
        "You can ask me anything.",
        "Let me think.",
        "That depends.",
        "No, just be yourself.",
        "Nah, ask away.",
        "You're fine.",
        "No, you're free to talk about anything.",
    ],
)
def test_a_sentence_is_no_topic(text: str) -> None:
    assert topics(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "One or two messages are fine.",
        "two or three times a day",
        "I sleep eight to nine hours",
        "after two messages",
    ],
)
def test_what_is_counted_is_no_time(text: str) -> None:
    assert quiet_hours(text, NOW) is None


@pytest.mark.parametrize(
    ("text", "how"),
    [
        ("Sure, go ahead", "yes"),
        ("yes please", "yes"),
        ("Okay, ask me", "yes"),
        ("Later", "later"),
        ("no", "later"),
        ("maybe another day", "later"),
        ("never ask me that", "never"),
        ("I baked a cake", "other"),
        ("Yes, and my sister came today", "other"),
        ("Maybe I should tell you that my sister is ill since Monday", "other"),
    ],
)
def test_what_is_said_to_the_offer(text: str, how: str) -> None:
    assert going(text) == how


def test_leaving_out_stopping_and_asking_back() -> None:
    assert all(
        skips(t) for t in ("Skip", "pass.", "I'd rather not say", "next question please"[:13])
    )
    assert all(stops(t) for t in ("Stop", "that's enough", "the rest later", "not now"))
    assert all(nothing(t) for t in ("No", "Nothing really", "nobody", "not that I know of"))
    assert all(asks_back(t) for t in ("Why?", "What do you need that for?"))
    assert not any(skips(t) or stops(t) or nothing(t) for t in ("my sister", "no messages at work"))
    assert wants_to_be_asked("Ask me your questions!")
    assert not wants_to_be_asked("Ask me about my day")


async def test_what_is_no_longer_to_be_avoided_may_come_up_again(log: EventLog) -> None:
    await prefer(log, "avoid", "my weight, the divorce")
    await prefer(log, "avoid", "the divorce")
    alone = LeftAlone.of(await log.events(kinds=("left_alone",)))
    assert alone.touches("about the divorce")
    assert not alone.touches("your weight")
    assert (await load_preferences(log)).avoid == "the divorce"
