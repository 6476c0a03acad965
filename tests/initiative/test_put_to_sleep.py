"""A vet, a surgeon and a father put somebody to sleep: only whom the vet put to sleep is dead."""

from datetime import datetime, timedelta

import pytest

from anima.initiative import loose_ends
from anima.initiative.loose_ends import those_lost
from anima.initiative.loss import loss_in
from anima.values import Event, EventId, PersonId, SessionId

MONDAY = datetime(2026, 11, 2, 18, 0).astimezone()


def told(*lines: str) -> list[Event]:
    """What was said in one talk, an hour after another."""
    return [
        Event(
            EventId(f"e{number}"),
            PersonId("p"),
            SessionId("s"),
            number,
            MONDAY + timedelta(hours=number),
            "heard",
            {"text": line},
        )
        for number, line in enumerate(lines)
    ]


@pytest.mark.parametrize(
    "said",
    [
        "They put her to sleep for the operation at nine and it went well.",
        "She was put to sleep before the surgery and is awake again.",
        "They put her to sleep for the scan.",
        "She was put to sleep for the MRI.",
        "For the operation they put her to sleep.",
        "They put him to sleep and he woke up an hour later.",
        "They put her to sleep and did the operation.",
        "My daughter was put to sleep for her surgery.",
        "My daughter was put to sleep.",
        "The dog was put to sleep for the operation.",
    ],
)
def test_who_is_put_to_sleep_for_an_operation_lives(said: str) -> None:
    assert loss_in(said) is None


@pytest.mark.parametrize(
    "said",
    [
        "I had to put him to sleep by myself tonight.",
        "I had to put him to sleep in the spare room.",
        "I had to put him to sleep by singing.",
        "I had to put him to sleep in the car.",
        "I had to put him to sleep in my arms.",
        "I had to put him to sleep at my mum's.",
        "I had to put her to sleep after her feed.",
        "I had to put him to sleep after the party.",
        "I had to put him to sleep for an hour.",
        "I had to put him to sleep with music.",
        "I had to put Mia to sleep with white noise.",
        "I had to put Mia to sleep so that I could work.",
        "I had to put my sister to sleep.",
        "I had to put my daughter down because she is heavy.",
    ],
)
def test_who_is_put_to_bed_lives(said: str) -> None:
    assert loss_in(said) is None


@pytest.mark.parametrize(
    "said",
    [
        "We had to put him to sleep at home.",
        "We had to put him to sleep at the vet's.",
        "He was put to sleep by the vet.",
        "We had to put her to sleep at the weekend.",
        "We had to put him to sleep in the end.",
        "He was put to sleep after a long illness.",
        "We had to put him to sleep after fifteen years.",
        "We had to put him to sleep with all of us around him.",
        "We had to put him to sleep so he would not suffer.",
        "We had to put Bella to sleep in March.",
        "They put him to sleep in my arms.",
        "Our dog was put to sleep at four this afternoon.",
        "He was put to sleep at 5.",
        "Our cat Miso had to be put to sleep.",
        "My sister's dog was put to sleep.",
    ],
)
def test_whom_a_vet_put_to_sleep_is_dead(said: str) -> None:
    assert loss_in(said) is not None


@pytest.mark.parametrize(
    "lines",
    [
        ("My mum is having an operation on Friday.", "They put her to sleep for it at nine."),
        ("My mum is in hospital.", "They put her to sleep."),
        ("My son Leo is ill.", "I had to put him to sleep."),
        ("My son was cranky all day.", "I had to put him to sleep."),
    ],
)
def test_nobody_s_mother_and_no_child_is_dead_by_it(lines: tuple[str, ...]) -> None:
    events = told(*lines)
    ends = loose_ends(events)
    assert those_lost(ends, events) == frozenset()
    assert not any(end.closed_by for end in ends), "she still asks how it went"


def test_a_son_of_whom_was_told_is_not_dead_by_his_name() -> None:
    events = told("My son's name is Leo.", "Leo has a fever.", "I had to put him to sleep.")
    assert those_lost(loose_ends(events), events) == frozenset()


def test_the_dog_that_was_ill_is() -> None:
    events = told("My mum took our dog Rex to the vet.", "They had to put him to sleep.")
    assert those_lost(loose_ends(events), events) == frozenset({"dog", "Rex"})
