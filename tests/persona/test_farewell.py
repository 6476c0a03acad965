"""Nobody is held back: goodbyes are recognised, and a reply with one of the six tactics is not
said."""

import json
from pathlib import Path

import pytest

from anima.persona import Tactic, is_goodbye, parting, plain_farewell, tactics_in

DATA = json.loads((Path(__file__).parents[2] / "bench/data/farewells.json").read_text("utf-8"))
LABELLED = [(each["text"], frozenset(each["tactics"])) for each in DATA["labelled"]]
GOODBYES = [text for kind in DATA["goodbyes"].values() for text in kind]


@pytest.mark.parametrize("text", GOODBYES)
def test_a_goodbye_is_one_and_a_plain_farewell_lets_go(text: str) -> None:
    assert is_goodbye(text)
    assert tactics_in(plain_farewell(text)) == frozenset()


@pytest.mark.parametrize("text", DATA["not_goodbyes"])
def test_what_only_sounds_like_one(text: str) -> None:
    assert not is_goodbye(text)


@pytest.mark.parametrize(("text", "tactics"), LABELLED)
def test_a_reader_and_the_rules_agree(text: str, tactics: frozenset[str]) -> None:
    found = {str(tactic) for tactic in tactics_in(text)}
    assert bool(found) == bool(tactics)
    assert tactics <= found


def test_every_tactic_is_among_the_labelled() -> None:
    assert {tactic for _, tactics in LABELLED for tactic in tactics} == {str(t) for t in Tactic}


def test_a_reply_that_lets_go_is_said_as_it_is() -> None:
    assert parting("Good night.", "Good night, sleep well.") == "Good night, sleep well."
    assert parting("Good night.", "Stay a little!") != "Stay a little!"
    assert "yours" in parting("Goodbye for good.", "But why?")
