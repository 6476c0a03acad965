"""What counts as losing her manner."""

import json

import pytest

from bench.drift import OWN_LINES, judge

LINE = "The harbour was never meant for ships of that size."


@pytest.mark.parametrize(
    "reply",
    [
        "The harbour was never meant for so many.",
        "Never meant for ships that size.",
    ],
)
def test_saying_it_back_is_an_echo(reply: str) -> None:
    assert judge(LINE, reply, []).echoes


@pytest.mark.parametrize("reply", ["Ships! How big were they?", "Which harbour?", "No."])
def test_taking_it_up_is_none(reply: str) -> None:
    drift = judge(LINE, reply, [["who", "was", "she"]])
    assert not (drift.echoes or drift.assistant or drift.repeats)


@pytest.mark.parametrize(
    "reply", ["Could you please provide more context?", "How can I help you today?"]
)
def test_an_assistant_is_known_by_its_phrases(reply: str) -> None:
    assert judge(LINE, reply, []).assistant


def test_her_own_words_again_are_a_repetition() -> None:
    assert judge(LINE, "What do you think?", [["so", "what", "do", "you", "think"]]).repeats


def test_the_lines_end_with_some_that_anybody_understands() -> None:
    lines = json.loads(OWN_LINES.read_text(encoding="utf-8"))["lines"]
    assert len(lines) >= 15
    assert lines[-1].startswith("I missed my bus")
