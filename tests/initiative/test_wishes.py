"""What she says before a day that lies ahead, and after it, is fit for what it is."""

from datetime import datetime, timedelta

import pytest

from anima.initiative import impulses
from anima.initiative.wishes import is_sorrow, tone_of, words_before
from anima.values import Event, EventId, PersonId, SessionId

MONDAY = datetime(2026, 11, 2, 18, 0).astimezone()
COLD = ("luck", "company", "as long as it's good", "How was it", "How did it go")


def begun(told: str, days: int = 8) -> list[str]:
    """All that she would begin with in the days after Monday."""
    event = Event(EventId("e"), PersonId("p"), SessionId("s"), 1, MONDAY, "heard", {"text": told})
    hours = [MONDAY + timedelta(hours=hour) for hour in range(1, 24 * days, 3)]
    found = [each.text for now in hours for each in impulses([event], [], now)]
    return list(dict.fromkeys(found))


@pytest.mark.parametrize(
    "told",
    [
        "My dad's life support is being switched off on Friday.",
        "On Friday it is the anniversary of my son's death.",
        "It will be a year since my son died on Friday.",
        "They are burying my grandmother on Friday.",
        "We're scattering Dad's ashes on Friday.",
        "I'm having Bella put to sleep on Friday.",
        "I'm having an abortion on Friday.",
        "My wife is moving out on Friday.",
        "We're getting divorced on Friday.",
        "I'm seeing my dad for the last time on Friday.",
        "I'm visiting my mother's grave on Friday.",
        "I have a meeting with HR about my redundancy on Friday.",
        "I'm meeting the man who hit my son on Friday.",
        "My ex's wedding is on Friday.",
        "My due date is on Friday.",
    ],
)
def test_no_luck_is_wished_for_what_hurts_and_no_marks_are_asked_of_it(told: str) -> None:
    said = begun(told)
    assert not any(cold in each for cold in COLD for each in said), said
    assert len(said) == 1 or "kind people around you" in said[0], said
    assert said[-1].endswith("How are you?")


@pytest.mark.parametrize(
    ("told", "wish"),
    [
        ("I have my driving test on Friday.", "ood luck"),
        ("My exam is on Friday.", "ood luck"),
        ("I'm giving my first talk on Friday.", "ood luck"),
        ("We're having coffee with Ana on Friday.", "That's today. "),
        ("I have a date on Friday.", "That's today. "),
        ("I'm seeing the oncologist on Friday.", "I hope it goes well. Take somebody along"),
        ("I have a court date on Friday.", "I hope it goes well. Take somebody along"),
        ("My mother has her operation on Friday.", "That's today. I hope it goes well."),
        ("My son has his driving test on Friday.", "That's today. I hope it goes well."),
        ("I'm getting married on Friday.", "a happy day"),
    ],
)
def test_a_wish_fits_the_day(told: str, wish: str) -> None:
    assert wish in begun(told)[0]
    assert begun(told)[-1].endswith(("How did it go?", "How was it?"))


@pytest.mark.parametrize(
    "told",
    [
        "I'm meeting Paula on Friday.",
        "I'm moving on Friday.",
        "The plumber is coming on Friday.",
        "I have to cancel dinner on Friday.",
        "My book's due date is on Friday.",
        "Our rent is due on Friday.",
    ],
)
def test_of_everything_else_nothing_is_said_beforehand(told: str) -> None:
    assert words_before(told) == ()


def test_a_weekday_alone_is_said_only_within_a_week() -> None:
    (near, *_) = begun("My exam is on Friday.")
    assert near.startswith("On Monday you told me: ")
    (far, *_) = begun("My exam is on 27 November.", days=25)
    assert far.startswith("On Monday 2 November you told me: ")


@pytest.mark.parametrize(
    "said",
    [
        "I'm dead nervous about my exam tomorrow.",
        "I'm dying of nerves before my interview tomorrow.",
        "I'm scared to death of my driving test tomorrow.",
    ],
)
def test_words_of_death_that_are_of_none_take_no_luck_away(said: str) -> None:
    assert tone_of(said) == "luck"
    assert not is_sorrow(said, day=True)
