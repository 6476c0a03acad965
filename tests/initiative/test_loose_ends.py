"""What is left open is found, waits until it may be asked about, and is closed by its outcome."""

from datetime import datetime, timedelta

import pytest

from anima.initiative import loose_ends, open_ends
from anima.values import Event, EventId, PersonId, SessionId

MONDAY = datetime(2026, 11, 2, 18, 0).astimezone()


def said(*lines: tuple[int, str]) -> list[Event]:
    return [
        Event(
            EventId(f"e{n}"),
            PersonId("p"),
            SessionId("s"),
            n,
            MONDAY + timedelta(days=day),
            "heard",
            {"text": text},
        )
        for n, (day, text) in enumerate(lines)
    ]


def opened(day: float, *lines: tuple[int, str]) -> list[str]:
    return [end.text for end in open_ends(said(*lines), MONDAY + timedelta(days=day))]


def test_an_answer_is_asked_about_on_the_evening_of_its_day() -> None:
    line = (0, "I should hear from the publisher on Thursday.")
    assert opened(2, line) == []
    assert opened(2.9, line) == [], "Thursday, early afternoon"
    assert opened(3, line) == [line[1]]
    assert opened(40, line) == [], "so long ago is left alone"


def test_the_outcome_closes_it_and_another_matter_does_not() -> None:
    line = (0, "I have my driving test tomorrow.")
    assert opened(3, line, (2, "I passed the driving test!")) == []
    assert opened(3, line, (2, "I passed the salt.")) == [line[1]]


def test_the_same_thing_told_again_is_one() -> None:
    again = [(0, "I have to call my mother back."), (3, "I still have to call my mother.")]
    assert opened(9, *again) == [again[1][1]]
    assert len(loose_ends(said(*again))) == 1


@pytest.mark.parametrize(
    "text",
    [
        "One day I want to learn to sail.",
        "If I won I would buy an island.",
        "Should I write to her?",
        "In the film he has to call his father.",
        "I have to go to bed.",
        "",
        "I'm waiting for summer.",
    ],
)
def test_what_is_no_loose_end(text: str) -> None:
    assert opened(9, (0, text)) == []


@pytest.mark.parametrize(
    "text",
    [
        "I've got to bring the drill back to Jonas.",
        "On Thursday they take my stitches out.",
        "Lukas hasn't answered my letter.",
        "Grandma has had a fall.",
        "The tax form is still unopened.",
    ],
)
def test_the_build_of_a_sentence_is_enough(text: str) -> None:
    assert opened(9, (0, text)) == [loose_ends(said((0, text)))[0].text]


def test_speaking_of_it_once_its_time_has_come_closes_it() -> None:
    line = (0, "On Thursday they take my stitches out.")
    assert len(opened(5, line, (1, "My stitches itch."))) == 1
    assert opened(5, line, (4, "My stitches itch no more.")) == []


def test_what_she_is_told_the_same_evening_is_not_asked_at_once() -> None:
    assert opened(0.01, (0, "It's my driving lesson today.")) == []


def test_a_forgotten_word_leaves_nothing_open() -> None:
    events = said((0, "I have my driving test tomorrow."))
    erased = [Event(*[*_fields(events[0])[:-1], {"erased": True}])]  # pyright: ignore[reportArgumentType]
    assert loose_ends(erased) == []


def _fields(event: Event) -> list[object]:
    return [getattr(event, name) for name in Event.__slots__]
