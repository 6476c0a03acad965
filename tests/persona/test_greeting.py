"""In a later session she begins with what the person said the last time."""

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from meeting_world import AbsentModel

from anima.memory import Turn
from anima.persona import Identity, first_words, greeting_holds, plain_greeting
from anima.persona.greeting import part_of_day, spoken_day, telling_turn
from anima.values import EventId, SessionId

NORA = Identity(name="Nora", person_name="Theo")
EVENING = datetime(2026, 11, 23, 19, 30).astimezone()
"""A Monday."""

TOLD = "My sister Ana is moving to Porto in March"


def turn(text: str, *, days_ago: int = 1, sequence: int = 1, person: bool = True) -> Turn:
    return Turn(
        EventId(f"e{sequence}"),
        sequence,
        SessionId("before"),
        EVENING - timedelta(days=days_ago),
        "person" if person else "companion",
        text,
    )


async def test_without_the_model_she_still_remembers() -> None:
    before = [
        turn("Hello", sequence=1),
        turn("How is your sister?", sequence=2, person=False),
        turn(f"Well, {TOLD}. I'm not sure how I feel about it.", sequence=3),
        turn("Good night!", sequence=4),
    ]
    assert await first_words(AbsentModel(), NORA, before, EVENING) == (
        "Good evening, Theo. Yesterday you told me that your sister Ana is moving to Porto in "
        "March. How is it now?"
    )


async def test_good_words_of_the_model_are_hers() -> None:
    words = "Good evening! Has your sister found a flat in Porto yet?"
    assert await first_words(AbsentModel(words), NORA, [turn(TOLD)], EVENING) == words


async def test_bad_words_of_the_model_are_not_said() -> None:
    words = "Good evening! My sister is moving to Porto."
    said = await first_words(AbsentModel(words), NORA, [turn(TOLD)], EVENING)
    assert said == plain_greeting(NORA, turn(TOLD), EVENING)


async def test_when_nothing_was_told_she_just_greets() -> None:
    said = await first_words(AbsentModel(), NORA, [turn("hi"), turn("what time is it?")], EVENING)
    assert said == "Good evening, Theo. What's on your mind?"


@pytest.mark.parametrize(
    "text",
    [
        "Good evening, Theo. How is Ana doing?",
        "Hello again. Is your sister ready to move to Porto?",
        "Porto in March, that's not so far. How do you feel about it?",
    ],
)
def test_a_greeting_that_holds(text: str) -> None:
    assert greeting_holds(text, turn(TOLD), NORA, EVENING)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("Good evening, Theo. How are you?", "nothing of what was said"),
        ("Good morning! How is your sister?", "another part of the day"),
        ("Good evening! How is your sister Maria?", "a name that nobody said"),
        ("Good evening! Is your sister ready for 14 March?", "a number that nobody said"),
        ("I'm excited that my sister is moving to Porto.", "the person's sister taken as hers"),
        ("Good evening! I cooked dinner for your sister.", "a human life"),
        ("Your sister? Porto? March?", "three questions"),
        ("- sister\n- Porto", "a list"),
        ("How can I help you with your sister?", "a service"),
        ("Your sister " * 20 + ".", "a speech"),
        ("", "nothing"),
    ],
)
def test_a_greeting_that_does_not_hold(text: str, why: str) -> None:
    assert not greeting_holds(text, turn(TOLD), NORA, EVENING), why


@pytest.mark.parametrize(
    ("hour", "part"),
    [(4, "night"), (5, "morning"), (12, "afternoon"), (18, "evening"), (23, "night")],
)
def test_the_part_of_the_day(hour: int, part: str) -> None:
    assert part_of_day(EVENING.replace(hour=hour)) == part


@pytest.mark.parametrize(
    ("days", "said"),
    [(0, "earlier today"), (1, "yesterday"), (2, "on Saturday"), (20, "on 3 November")],
)
def test_the_day_as_one_says_it(days: int, said: str) -> None:
    assert spoken_day(EVENING - timedelta(days=days), EVENING) == said


def test_the_turn_that_tells_most_is_picked() -> None:
    turns = [
        turn("My cat Pim caught a huge spider in the kitchen", sequence=1),
        turn("I see", sequence=2),
        turn("Do you think spiders dream about houses with kitchens?", sequence=3),
    ]
    found = telling_turn(turns)
    assert found is not None
    assert found.sequence == 1
    assert telling_turn([]) is None
    assert telling_turn([turn("Mostly listen.", sequence=1)]) is None, "an answer is no news"


@given(st.text(max_size=200))
async def test_any_earlier_words_lead_to_a_greeting(text: str) -> None:
    said = await first_words(AbsentModel(), NORA, [turn(text)], EVENING)
    assert said.startswith("Good evening, Theo.")
    assert "\n" not in said
    assert len(said.split()) < 45


def test_the_time_of_day_alone_is_not_what_was_said() -> None:
    told = turn("My dog Biscuit had an operation this evening.")
    assert not greeting_holds("Good evening! What's up?", told, NORA, EVENING)
    assert greeting_holds("Good evening! How is Biscuit?", told, NORA, EVENING)
