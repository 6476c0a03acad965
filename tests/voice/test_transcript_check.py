"""Repetition loops are cut, and words heard in silence are not believed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from anima.voice.transcript_check import is_echoing, is_invented, is_looping, without_loops

words = st.lists(st.sampled_from(["a", "b", "c", "d"]), max_size=12)


@given(before=words, phrase=words.filter(bool), times=st.integers(4, 8))
def test_a_loop_is_found_and_cut(before: list[str], phrase: list[str], times: int) -> None:
    tokens = [*before, *(phrase * times)]
    assert is_looping(tokens)
    cut = list(without_loops(tokens))
    assert cut == tokens[: len(cut)]
    assert len(cut) < len(tokens)


@given(st.lists(st.integers(), unique=True))
def test_what_does_not_repeat_is_left_alone(numbers: list[int]) -> None:
    tokens = [str(number) for number in numbers]
    assert not is_looping(tokens)
    assert not is_echoing(tokens)
    assert without_loops(tokens) == tokens


@given(before=words, between=words, size=st.integers(10, 30), said_again=st.integers(10, 30))
def test_a_sentence_that_begins_again_at_the_end_is_doubted(
    before: list[str], between: list[str], size: int, said_again: int
) -> None:
    sentence = [f"word {number}" for number in range(size)]
    assert is_echoing([*before, *sentence, *between, *sentence[:said_again]])


def test_people_say_no_three_times() -> None:
    assert not is_looping(["No", "no", "no"])


@pytest.mark.parametrize(
    ("text", "no_speech", "log_probability", "level", "invented"),
    [
        ("I went to the river.", 0.1, -0.3, 0.05, False),
        ("I went to the river.", 0.1, -0.8, 0.05, False),
        ("I went to the river.", 0.6, -1.4, 0.05, True),
        ("Blup gah.", 0.1, -1.8, 0.05, True),
        ("Thank you.", 0.1, -0.3, 0.05, False),
        ("Thank you.", 0.7, -0.3, 0.05, True),
        ("You", 0.1, -0.3, 0.0002, True),
        ("…", 0.0, 0.0, 0.1, True),
    ],
)
def test_what_is_believed(
    text: str, no_speech: float, log_probability: float, level: float, invented: bool
) -> None:
    assert is_invented(text, no_speech, log_probability, level) is invented
