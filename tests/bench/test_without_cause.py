"""What nothing gave cause to move is to stay; what her changes show may move, but their way."""

import pytest
from word_embedder import WordEmbedder

from anima.persona.signature import FEATURES, Signature, signature_of
from bench.persona_parts.without_cause import Kept, share, without_cause

PLAIN = ("Rain again.", "That is good.", "Which one?", "It was a long day then.") * 8
LONG = ("The river rose over the old wooden bridge and then it went slowly down again there.",) * 32
SHORT = ("Rain.", "Good.", "Which?", "Long.") * 8


@pytest.fixture
async def day_one() -> Signature:
    return await signature_of("day one", [PLAIN, PLAIN], WordEmbedder())


async def test_who_is_the_same_has_moved_nothing(day_one: Signature) -> None:
    kept = await without_cause(day_one, PLAIN, [], WordEmbedder())
    assert kept == Kept(FEATURES, ())
    assert share([kept]) == 1.0


async def test_what_moves_without_an_example_of_it_counts_against_her(day_one: Signature) -> None:
    kept = await without_cause(day_one, LONG, [], WordEmbedder())
    assert "words" in kept.moved
    assert kept.count == len(FEATURES)
    assert share([kept]) == pytest.approx(len(kept.inside) / len(FEATURES))
    assert share([kept]) < 1


async def test_what_her_examples_show_may_move_their_way(day_one: Signature) -> None:
    kept = await without_cause(day_one, LONG, LONG[:10], WordEmbedder())
    assert "words" not in (*kept.moved, *kept.inside)


async def test_what_moves_the_other_way_had_no_cause(day_one: Signature) -> None:
    kept = await without_cause(day_one, SHORT, LONG[:10], WordEmbedder())
    assert "words" in kept.moved


def test_nothing_without_cause_is_nothing_lost() -> None:
    assert share([]) == 1.0
    assert share([Kept(("words",), ("humour",)), Kept((), ())]) == 0.5
