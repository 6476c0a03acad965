"""What the parts of the voice bench count."""

import json

import numpy as np
import pytest

from anima.voice.spoken_text import speakable
from bench.voice_parts import names, speech
from bench.voice_parts.options import spread
from bench.words import word_errors


def test_the_sentences_are_two_hundred_and_differ() -> None:
    rows = speech.read_sentences()
    assert len({row[0] for row in rows}) == len(rows) >= 200
    assert all(len(row) >= 2 for row in rows)


def test_her_words_for_a_sentence_are_those_of_a_person() -> None:
    """Before any sound: nearly every sentence is written out as somebody would say it."""
    wrong = [row[0] for row in speech.read_sentences() if _differs(row)]
    assert len(wrong) <= 2, wrong


def _differs(row: list[str]) -> bool:
    written = speakable(row[0]).text
    return all(word_errors(said, written)[0] for said in row[1:])


@pytest.mark.parametrize(
    ("heard", "wrong"),
    [
        ("It costs $3.50.", 0),
        ("It costs three dollars fifty.", 0),
        ("It cost three dollars fifty.", 1),
        ("", 5),
    ],
)
def test_figures_in_a_transcript_are_read_out(heard: str, wrong: int) -> None:
    row = [
        "It costs $3.50",
        "It costs three dollars fifty",
        "It costs three dollars and fifty cents",
    ]
    assert speech.errors(row, heard)[0] == wrong


def test_a_start_that_is_cut_off_is_told_from_one_that_is_not() -> None:
    swelling = (np.sin(np.arange(24_000) * 0.3) * np.linspace(0, 1, 24_000)).astype(np.float32)
    assert speech.edge_db(swelling, 24_000) < speech.CUT_DB
    assert speech.edge_db(swelling[12_000:], 24_000) > speech.CUT_DB


@pytest.mark.parametrize(
    ("name", "heard", "right"),
    [
        ("Siobhan", "Siobhan's here.", True),
        ("Lübeck", "He came from Lubeck.", True),
        ("Siobhan", "Shivaun is here.", False),
        ("Ann", "Annabel is here.", False),
    ],
)
def test_a_name_is_right_when_it_is_spelled_so(name: str, heard: str, right: bool) -> None:
    assert names.right(name, heard) is right


def test_every_sentence_with_a_name_has_a_place_for_it() -> None:
    texts = json.loads(names.TEXTS.read_text(encoding="utf-8"))
    for kind in ("people", "places"):
        assert all(frame.count("{}") == 1 for frame in texts[f"{kind}_sentences"])
        assert len({name for name, _ in texts[kind]}) == len(texts[kind])


@pytest.mark.parametrize(
    ("most", "taken"), [(5, [0, 2, 4, 6, 8]), (10, [*range(10)]), (99, [*range(10)])]
)
def test_a_look_takes_some_of_everything(most: int, taken: list[int]) -> None:
    assert spread(range(10), most) == taken
