"""When a silence ends the person's turn: the policy, alone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from anima.voice.ending import (
    DANGLING_SECONDS,
    USUAL_SECONDS,
    WAITS,
    Patience,
    dangles,
    evidence,
    is_half,
)

SURE = (0.985, 0.985)
DOUBTFUL = (0.4, 0.5)
CONTINUING = (0.02, 0.03)

wait = Patience().seconds
likely = st.floats(0, 1)


def test_what_sounds_and_reads_finished_is_answered_at_once() -> None:
    assert wait(SURE, "How was your day?", 0.98) < 0.4


def test_one_doubt_is_worth_a_second() -> None:
    assert 0.9 < wait(SURE, "On the side of the lower case.", 0.55) < 1.3
    assert 0.9 < wait(DOUBTFUL, "How was your day?", 0.98) <= 1.3


def test_what_is_plainly_unfinished_is_waited_for() -> None:
    assert wait(CONTINUING, "I need to buy milk, bread.", 0.3) > 1.5
    assert wait(SURE, "So I went to the doctor and", 0.0) == DANGLING_SECONDS


@pytest.mark.parametrize("words", ["I was thinking that um", "It was the", "Well, because"])
def test_some_words_end_nothing(words: str) -> None:
    assert dangles(words)
    assert not dangles(f"{words} cat.")


def test_a_mark_after_such_a_word_is_believed() -> None:
    assert not dangles("What are you talking about?")
    assert dangles("principally of...")


def test_the_first_half_of_a_sentence_is_no_sentence() -> None:
    assert is_half("When I was a child.")
    assert is_half("Yes, that is so. If it rains tomorrow.")
    assert not is_half("When I was a child, we lived next to a bakery.")
    assert wait(SURE, "If it rains tomorrow.", 0.9) > wait(SURE, "It rains a lot.", 0.9)


def test_while_the_words_are_not_known_she_waits_as_usual() -> None:
    assert wait(SURE, None) == USUAL_SECONDS
    assert wait((), "How was your day?", 0.98) == USUAL_SECONDS


def test_a_first_answer_alone_is_enough_only_beyond_doubt() -> None:
    assert wait((0.99,), "How was your day?", 0.99) < 0.3
    assert wait((0.97,), "How was your day?", 0.95) >= 0.45


def test_a_recogniser_without_probabilities_is_read_by_its_marks() -> None:
    assert wait(SURE, "How was your day?") < 0.5 < wait(SURE, "How was your")


@given(st.lists(likely, max_size=3), st.text(max_size=40), st.none() | likely)
def test_she_waits_between_a_quarter_of_a_second_and_the_longest(
    answers: list[float], words: str, ends: float | None
) -> None:
    assert WAITS[-1][1] <= wait(answers, words, ends) <= DANGLING_SECONDS
    assert Patience(2.0).seconds(answers, words, ends) == 2 * wait(answers, words, ends)


@given(likely, likely, likely, likely)
def test_more_evidence_never_makes_her_wait_longer(
    one: float, two: float, ends: float, more: float
) -> None:
    better = max(one, more), max(two, more)
    words = "It was a good day."
    assert evidence(better, words, ends) >= evidence((one, two), words, ends)
    assert wait(better, words, ends) <= wait((one, two), words, ends)
