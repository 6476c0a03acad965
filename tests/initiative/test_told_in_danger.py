"""What was told in a talk with danger is no appointment: she wishes it no luck and asks no news."""

from datetime import datetime, timedelta
from pathlib import Path

import pytest
from beginning_house import NINE, TALK, living

from anima.initiative import impulses, waiting
from anima.initiative.danger import InDanger
from anima.memory.facts.book import FactBook
from anima.memory.facts.reader import Reader
from anima.values import Event, EventId, EventKind, PersonId, SessionId

MONDAY = datetime(2026, 11, 2, 18, 0).astimezone()
FRIDAY = datetime(2026, 11, 6, 9, 0).astimezone()


def told(*lines: str, danger: bool = False) -> list[Event]:
    """What was said on Monday in one talk, in which danger was heard or not."""
    kinds: list[tuple[EventKind, str]] = [("heard", line) for line in lines]
    if danger:
        kinds.append(("care_raised", ""))
    return [
        Event(EventId(f"e{n}"), PersonId("p"), SessionId("s"), n, MONDAY, kind, {"text": text})
        for n, (kind, text) in enumerate(kinds)
    ]


def begun(events: list[Event]) -> list[str]:
    """All that she would begin with on Friday and in the days after it."""
    days = [FRIDAY + timedelta(hours=hours) for hours in (0, 9, 33, 57, 81, 105)]
    return [each.text for now in days for each in impulses(events, [], now)]


@pytest.mark.parametrize(
    "line",
    [
        "I'm going to kill myself on Friday.",
        "I need to kill myself.",
        "I'm going to end my life on Friday.",
        "I'm going to hang myself on Friday.",
        "I'm going to take my own life on Friday.",
        "I want to die on Friday.",
    ],
)
def test_an_announced_death_is_no_appointment_even_if_no_danger_was_heard(line: str) -> None:
    assert begun(told(line)) == []
    assert begun(told(line, danger=True)) == []
    assert begun(told(f"I had soup. {line}")) == []


@pytest.mark.parametrize(
    "line",
    [
        "My husband is going to kill me on Friday.",
        "I'm meeting Mark at the bridge on Friday.",
        "I have to call my mother.",
    ],
)
def test_what_was_told_in_a_talk_with_danger_is_not_begun_with(line: str) -> None:
    assert begun(told(line)), "it is a loose end by itself"
    assert begun(told(line, danger=True)) == []


def test_nobody_is_sent_to_call_the_one_who_was_named_in_danger() -> None:
    line, later = "My partner's name is Mark.", MONDAY + timedelta(days=40)
    book = FactBook()
    book.hear(Reader().read(line, MONDAY), EventId("e0"), MONDAY)
    talk = Event(
        EventId("x"), PersonId("p"), SessionId("t"), 9, later, "heard", {"text": "It rains."}
    )
    facts = list(book.facts.values())
    assert any("Mark" in each.text for each in impulses([*told(line), talk], facts, later))
    assert impulses([*told(line, danger=True), talk], facts, later) == []


TENTH = datetime(2026, 11, 10, 9, 0).astimezone()
BIRTHDAY = "My husband's birthday is on 10 November."


def of_days(birthday: str, *others: str, danger: str) -> list[str]:
    """What she would say of days on the 9th and the 10th, danger having been heard on the 4th."""
    lines = [(birthday, "s"), *((each, "s") for each in others), (danger, "t"), ("", "t")]
    book, events = FactBook(), list[Event]()
    for number, (text, session) in enumerate(lines):
        at = MONDAY + timedelta(days=0 if session == "s" else 2)
        kind: EventKind = "heard" if text else "care_raised"
        source = EventId(f"e{number}")
        events.append(
            Event(source, PersonId("p"), SessionId(session), number, at, kind, {"text": text})
        )
        book.hear(Reader().read(text, at), source, at)
    days = (TENTH - timedelta(days=1), TENTH)
    found = [each for now in days for each in impulses(events, book.facts.values(), now)]
    return [each.text for each in found if each.kind == "date"]


@pytest.mark.parametrize(
    ("birthday", "others", "danger"),
    [
        (BIRTHDAY, (), "My husband hits me."),
        ("Mark's birthday is on 10 November.", (), "Mark hits me."),
        (
            "Mark's birthday is on 10 November.",
            ("My partner's name is Mark.",),
            "My husband hits me.",
        ),
        (BIRTHDAY, ("My husband's name is Mark.",), "Mark hits me."),
        ("My dad's birthday is on 10 November.", (), "My father hits me."),
        ("Our wedding anniversary is on 10 November.", (), "My husband hits me."),
        ("I have dinner with Mark every Tuesday.", (), "Mark hits me."),
    ],
)
def test_no_card_and_no_call_for_who_was_named_in_danger(
    birthday: str, others: tuple[str, ...], danger: str
) -> None:
    assert of_days(birthday, *others, danger="My boss hits me."), "as before, if it was another"
    assert of_days(birthday, *others, danger=danger) == []


def test_ones_own_birthday_is_one_all_the_same() -> None:
    (text,) = of_days("My birthday is on 10 November.", danger="My husband hits me.")
    assert text.startswith("Happy birthday to you!")


def test_nobody_is_sent_to_a_partner_who_was_named_by_another_word() -> None:
    line, later = "My partner's name is Mark.", MONDAY + timedelta(days=40)
    book = FactBook()
    book.hear(Reader().read(line, MONDAY), EventId("e0"), MONDAY)
    facts = list(book.facts.values())

    def after(kind: EventKind, words: str) -> list[str]:
        events = [
            *told(line),
            Event(EventId("d"), PersonId("p"), SessionId("d"), 7, later, "heard", {"text": words}),
            Event(EventId("c"), PersonId("p"), SessionId("d"), 8, later, kind, {}),
        ]
        return [each.text for each in impulses(events, facts, later)]

    assert any("Mark" in each for each in after("spoken", "My husband hits me."))
    assert not any("Mark" in each for each in after("care_raised", "My husband hits me."))


async def test_a_card_begun_on_the_9th_is_not_said_when_danger_is_heard_at_noon(
    tmp_path: Path,
) -> None:
    async with living(tmp_path) as house:
        await house.hear(BIRTHDAY)
        house.clock.time = TENTH - timedelta(days=1)
        assert await house.beginning.once() is not None
        house.clock.time += timedelta(hours=3)
        noon, now = SessionId("noon"), house.clock.now()
        assert await waiting(house.log, now)
        await house.log.append(noon, "care_raised", {"kind": "violence"})
        await house.log.append(noon, "heard", {"text": "It was my boss."})
        assert await waiting(house.log, now)
        await house.log.append(noon, "heard", {"text": "And my husband hits me."})
        assert await waiting(house.log, now) == []


async def test_what_she_began_with_is_not_said_when_danger_is_heard_after_it(
    tmp_path: Path,
) -> None:
    async with living(tmp_path) as house:
        await house.hear("I'm meeting Mark at the bridge on Friday.")
        house.clock.time = NINE + timedelta(days=4, hours=9)
        assert await house.beginning.once() is not None
        assert await waiting(house.log, house.clock.now())
        await house.log.append(TALK, "care_raised", {"kind": "self_harm"})
        assert await waiting(house.log, house.clock.now()) == []


def care(*kinds: EventKind) -> list[Event]:
    """The talk of Monday, with a friend in it, and what she made of it."""
    lines = [*told("I'm tired of all this.", "Agata is my friend.")]
    return [
        *lines,
        *(
            Event(EventId(f"c{n}"), PersonId("p"), SessionId("s"), 9 + n, MONDAY, kind, {})
            for n, kind in enumerate(kinds)
        ),
    ]


def test_a_gentle_question_that_was_answered_by_a_no_silences_nobody() -> None:
    assert not InDanger.of(care("care_asked", "care_eased")).names("Agata")
    assert InDanger.of(care("care_asked")).names("Agata")
    assert InDanger.of(care("care_asked", "care_raised", "care_eased")).names("Agata")
    assert not InDanger.of(care("care_raised")).names("")
