"""The detector with and without an embedding model."""

import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from anima.llm import SenseEncoder, SentenceEncoder
from anima.llm.sense_tuning import mark
from anima.models import WeightStore
from anima.safety import Detector, Kind
from anima.safety.cues import NAMES, cues
from anima.safety.detector import MOST_KEPT
from anima.safety.head import CLASSES, CONTEXT, load_head

DIALOGUES = Path(__file__).parents[2] / "bench" / "data" / "dialogues.json"


class Counting:
    """An embedder of the name that the head was trained for, which counts what it embeds."""

    name = "minilm/mean"

    def __init__(self) -> None:
        self.embedded = 0

    async def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        self.embedded += len(texts)
        return np.zeros((len(texts), 384), np.float32)


async def test_rules_need_no_model() -> None:
    found = await Detector().assess("I want to kill myself.")
    assert found is not None
    assert (found.kind, found.explicit) == (Kind.SELF_HARM, True)
    assert await Detector().assess("I planted tomatoes.") is None


async def test_the_gravest_of_several_is_taken() -> None:
    found = await Detector().assess("I make myself throw up. I just took a whole bottle of pills.")
    assert found is not None
    assert found.imminent
    found = await Detector().assess("I just took a whole bottle of pills. I have bulimia.")
    assert found is not None
    assert found.imminent


async def test_nothing_is_nothing() -> None:
    assert await Detector().assess("") is None
    assert not await Detector().is_heavy("")
    assert await Detector(Counting()).assess("") is None


async def test_a_story_told_before_takes_the_force_from_a_rule() -> None:
    alone = await Detector().assess("I want to die.")
    told = await Detector().assess("I want to die.", ["We rehearse a play."])
    assert alone is not None
    assert alone.explicit
    assert told is None or not told.explicit


async def test_them_all_are_the_pills_of_a_moment_ago() -> None:
    found = await Detector().assess("I took them all.", ["I have my mother's sleeping pills here."])
    assert found is not None
    assert found.imminent
    photos = await Detector().assess("I took them all.", ["The wedding pictures are lovely."])
    assert photos is None


async def test_two_short_sentences_are_one_act() -> None:
    found = await Detector().assess("I took the pills. All of them.")
    assert found is not None
    assert found.imminent


async def test_an_overdose_is_heard_after_a_film_too() -> None:
    found = await Detector().assess("I took thirty pills.", ["I watched a sad film."])
    assert found is not None
    assert found.imminent


async def test_a_knife_in_the_hand_is_a_danger_where_dark_things_are_said() -> None:
    dark = ["I want to die. I can't do this any more."]
    found = await Detector().assess("The knife is right here next to me.", dark)
    assert found is not None
    assert found.imminent
    assert await Detector().assess("The knife is right here, next to the bread.") is None


async def test_sentences_are_embedded_once() -> None:
    embedder = Counting()
    detector = Detector(embedder)
    await detector.assess("I had soup.", ["It rained."])
    await detector.assess("I had soup.", ["It rained."])
    assert embedder.embedded == 2
    for place in range(MOST_KEPT + 2):
        await detector.assess(f"Number {place}.")
    await detector.assess("I had soup.")
    assert embedder.embedded == MOST_KEPT + 5


async def test_an_unknown_embedding_model_is_not_used() -> None:
    embedder = Counting()
    embedder.name = "another"
    detector = Detector(embedder)
    assert await detector.assess("I want to die.") is not None
    assert embedder.embedded == 0


def test_the_weights_fit_what_they_are_for() -> None:
    for name, size in ((f"mpnet/7+9/{mark()}", 1536), ("minilm/mean", 384), ("", 0)):
        head = load_head(name)
        assert head.embedding == name
        assert head.centre.size == size
        inputs = size + len(head.places) + len(NAMES) + len(CONTEXT)
        assert head.weights.shape == (inputs, len(CLASSES))
        assert 0 < head.asks <= head.threshold < 1
        assert 0.5 < head.threshold <= head.together < 1


@given(st.text(max_size=300), st.text(max_size=100))
async def test_any_text_can_be_judged(said: str, before: str) -> None:
    await Detector().assess(said, [before])
    assert len(cues(said)) == len(NAMES)


@pytest.mark.slow
@pytest.mark.parametrize("name", ["mpnet", "minilm"])
async def test_veiled_words_are_heard_with_the_real_models(name: str) -> None:
    folder = WeightStore().folder(name)
    encoder = SenseEncoder(folder) if name == "mpnet" else SentenceEncoder(folder)
    detector = Detector(encoder)
    try:
        assert await detector.assess("I think nobody would miss me if I was gone.")
        assert await detector.assess("They'd be better off without me.")
        assert not await detector.assess("I miss my sister, she moved to Lisbon.")
        assert not await detector.assess("Can you recommend a book for a rainy day?")
    finally:
        encoder.close()


@pytest.mark.slow
async def test_ordinary_talk_is_left_alone() -> None:
    talks: list[list[str]] = json.loads(DIALOGUES.read_text(encoding="utf-8"))
    encoder = SenseEncoder(WeightStore().folder("mpnet"))
    detector = Detector(encoder)
    try:
        found = [
            await detector.assess(said, talk[:place])
            for talk in talks
            for place, said in enumerate(talk)
        ]
    finally:
        encoder.close()
    assert len(found) == 60
    assert [each for each in found if each and not each.doubtful] == []
    assert sum(each is not None for each in found) <= 2
