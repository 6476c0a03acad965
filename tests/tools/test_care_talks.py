"""Talks made of lines, and what may add up in them."""

from dataclasses import replace

import pytest

from anima.safety import Detector
from anima.safety.head import load_head
from tools.care_talks import ALARMS, IN_VAIN, LEAST_LINES, MOST_LINES, TURNS, Spoken, settled, talks

LINES = [
    Spoken(text, sad, person)
    for person in ("old", "young")
    for sad, texts in (
        (False, ["i had soup.", "the bus was late.", f"the {person} dog sleeps."]),
        (True, ["i miss my brother.", "i am so tired of it all.", f"my {person} house is empty."]),
    )
    for text in texts
]


def test_a_talk_is_one_persons_and_has_some_sad_lines() -> None:
    made = talks(LINES, seed=1)
    assert all(len(turns) == TURNS for turns in made)
    assert all(LEAST_LINES <= turn.count(".") <= MOST_LINES for turns in made for turn in turns)
    assert not any("old" in " ".join(turns) and "young" in " ".join(turns) for turns in made)
    sad = sum("miss" in turn for turns in made for turn in turns)
    assert 0 < sad < len(made) * TURNS


def test_nobody_without_both_kinds_of_lines_talks() -> None:
    only = Spoken("i sail.", sad=False, of="sailor")
    assert not any("sail" in turn for turns in talks([*LINES, only], seed=1) for turn in turns)


@pytest.mark.slow
async def test_such_talks_alarm_seldom_and_hardly_more_for_what_adds_up() -> None:
    head = replace(load_head(""), threshold=0.5, together=0.5)
    found = await settled(head, LINES, None)
    assert 0.5 <= found.threshold <= found.together < 1
    made = talks(LINES, seed=3)

    async def alarms(together: float) -> float:
        detector = Detector(None, replace(found, together=together))
        heard = [await detector.assess(turns[-1], turns[:-1]) for turns in made]
        return sum(each is not None and not each.doubtful for each in heard) / len(made)

    alone = await alarms(1 - 1e-7)
    assert alone <= ALARMS
    assert await alarms(found.together) <= alone + IN_VAIN
