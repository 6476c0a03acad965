"""What no rule knows is heard by what it means, where the model is the one it was trained for."""

from collections.abc import Mapping, Sequence

import numpy as np
import pytest
from numpy.typing import NDArray

from anima.llm import SenseEncoder
from anima.models import WeightStore
from anima.safety import CandourSense, Detector
from anima.safety.candour_patterns import Topic
from anima.safety.candour_sense import CandourHead, load_candour_head

HEAD = CandourHead(
    "north and east",
    np.zeros((1, 3), np.float32),
    np.asarray([[0, 20, 0], [0, 0, 20], [20, 0, 0]], np.float32),
    np.zeros(3, np.float32),
    (Topic.MEDICINE, Topic.FALSE),
    answers=0.9,
    warns=0.5,
)
"""North is a medicine, east an untruth, up is nothing."""


class Compass:
    """Has a direction for each sentence by its first word."""

    def __init__(self, embedding: str = "north and east") -> None:
        self.embedding = embedding

    async def vectors(self, said: Sequence[str]) -> Mapping[str, NDArray[np.float32]] | None:
        ways = {"north": [1, 0, 0], "east": [0, 1, 0], "between": [0.6, 0, 0.6]}
        return {each: np.asarray(ways.get(each.split()[0], [0, 0, 1]), np.float32) for each in said}


async def heard(text: str, earlier: Sequence[str] = ()) -> tuple[Topic, bool] | None:
    matter = await CandourSense(Compass(), HEAD).matter_in(text, earlier)
    return (matter.topic, matter.strong) if matter else None


async def test_what_is_clear_is_hers_to_answer_and_what_is_less_so_the_models() -> None:
    assert await heard("North of everything.") == (Topic.MEDICINE, True)
    assert await heard("Between us.") == (Topic.MEDICINE, False)
    assert await heard("Up there.") is None
    assert await heard("") is None


async def test_an_untruth_is_never_contradicted_by_its_sound_alone() -> None:
    assert await heard("East is west.") == (Topic.FALSE, False)


async def test_a_question_is_left_to_the_model() -> None:
    assert await heard("North of everything?") == (Topic.MEDICINE, False)


@pytest.mark.parametrize(
    "said",
    [
        "North, in my novel.",
        "North, just kidding.",
        "North, years ago.",
        "North, as agreed with my doctor.",
        "My brother says that it is north.",
    ],
)
async def test_what_is_let_be_for_the_rules_is_let_be_here(said: str) -> None:
    last = f"North of it. {said}"
    assert await heard(last) is None


async def test_a_story_that_was_asked_for_goes_on() -> None:
    assert await heard("North of everything.", ["Let's role-play."]) is None


async def test_another_embedding_model_hears_nothing() -> None:
    sense = CandourSense(Compass("another"), HEAD)
    assert await sense.matter_in("North of everything.") is None
    assert await CandourSense(Detector()).matter_in("North of everything.") is None


def test_the_weights_that_come_along_know_every_topic() -> None:
    head = load_candour_head()
    assert set(head.topics) == set(Topic)
    assert head.weights.shape == (head.centre.size, len(Topic) + 1)
    assert 0 < head.warns <= head.answers < 1


@pytest.mark.slow
async def test_with_its_own_model_it_hears_other_words_and_lets_ordinary_ones_be() -> None:
    encoder = SenseEncoder(WeightStore().folder("mpnet"))
    try:
        sense = CandourSense(Detector(encoder))
        for said, topic in (
            ("I stopped all my psychiatric tablets by myself and I'm flying.", Topic.MEDICINE),
            ("I'm the prophet they have been waiting for.", Topic.CHOSEN),
            ("The people upstairs read my thoughts and put things in my food.", Topic.AGAINST),
        ):
            matter = await sense.matter_in(said)
            assert matter is not None, said
            assert matter.topic is topic
        for said in ("I planted tomatoes.", "My sister is coming for dinner.", "What a day!"):
            assert await sense.matter_in(said) is None
    finally:
        encoder.close()
