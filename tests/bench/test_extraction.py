"""How drawn facts are counted, and that the labels hold to the rules they were written by."""

from collections import Counter

import pytest

from anima.memory.facts import Claim
from bench.extraction import OWN_TURNS, UNSEEN, Score, read_turns, same_fact

PORTO = Claim("you", "lives_in", "Porto")


def test_an_object_may_be_said_in_more_words() -> None:
    assert same_fact(PORTO, Claim("You", "lives_in", "the Porto"))
    assert not same_fact(PORTO, Claim("you", "lives_in", "a flat high above the river in Porto"))


@pytest.mark.parametrize(
    "other",
    [
        Claim("Ana", "lives_in", "Porto"),
        Claim("you", "from", "Porto"),
        Claim("you", "lives_in", "Porto", "is_not"),
        Claim("you", "lives_in", "Lisbon"),
    ],
)
def test_who_what_and_whether_must_be_right(other: Claim) -> None:
    assert not same_fact(PORTO, other)


def test_what_is_drawn_twice_is_right_once() -> None:
    score = Score()
    score.count([PORTO, PORTO], [PORTO, Claim("you", "age", "40", when="")])
    assert (score.right, score.wrong, score.missed) == (1, 1, 1)
    assert (score.precision, score.recall) == (0.5, 0.5)


def test_every_label_is_said_and_the_hard_cases_are_there() -> None:
    turns = read_turns(OWN_TURNS)
    assert len(turns) >= 300
    assert Counter(turn.part for turn in turns)[UNSEEN] >= 50
    assert sum(not turn.claims for turn in turns) >= 90
    for turn in turns:
        said = f"{turn.text} {turn.before}".lower()
        assert all(claim.object.lower() in said for claim in turn.claims), turn.text
