"""An idiom is no fact and ends none; what is of the right kind still counts."""

from datetime import UTC, datetime

import pytest

from anima.memory.facts import FactBook, Reader
from anima.memory.facts.sentence import sentence

AT = datetime(2026, 5, 20, 19, 40, tzinfo=UTC)


def known(*said: str) -> list[str]:
    """What is so after these utterances."""
    book, reader = FactBook(), Reader()
    for at, text in enumerate(said):
        book.hear(reader.read(text, AT, before=""), f"event {at}", AT)
    return sorted(sentence(fact) for fact in book.current() if fact.claim.relation != "event")


@pytest.mark.parametrize(
    ("told", "idioms"),
    [
        (
            "I live in Porto.",
            [
                "I live in constant pain.",
                "I moved to the couch last night.",
                "I live with them in summer.",
                "I live in a small flat.",
                "I live in a house by the sea.",
                "I live in fear of losing him.",
                "I moved to marketing last year.",
                "I was moved to tears.",
            ],
        ),
        ("I'm from Porto.", ["I'm from a big family.", "I come from a long line of bakers."]),
        (
            "I work at Siemens.",
            [
                "These days I work at night.",
                "I work at weekends.",
                "I work for hours every night.",
                "I work for three hours a day.",
                "I work at a good pace.",
                "I work at getting better.",
                "I work at home on Fridays.",
            ],
        ),
        (
            "I'm a nurse.",
            ["I work as hard as I can.", "I'm a hugger.", "I'm a Canadian.", "I'm an optimist."],
        ),
        ("My name is Anna Berg.", ["My name was Schmidt before I married."]),
    ],
)
def test_an_idiom_leaves_what_is_known(told: str, idioms: list[str]) -> None:
    before = known(told)
    assert before
    for idiom in idioms:
        assert known(told, idiom) == before, idiom


@pytest.mark.parametrize(
    ("said", "fact"),
    [
        (["I live in Porto.", "I moved to the countryside."], "You live in the countryside"),
        (["I live in Porto.", "I live in a flat in Gaia."], "You live in a flat in Gaia"),
        (["i live in porto", "i moved to berlin"], "You live in berlin"),
        (["I live in New York."], "You live in New York"),
        (["i'm living in new york"], "You live in new york"),
        (["I live on a farm."], "You live on a farm"),
        (["I grew up in a small town."], "You are from a small town"),
        (["I work at a school.", "I work at Home Depot."], "You work at Home Depot"),
        (["I work for one of the big banks."], "You work at one of the big banks"),
        (["I'm a bus driver."], "You work as a bus driver"),
    ],
)
def test_what_is_of_the_kind_counts(said: list[str], fact: str) -> None:
    assert known(*said) == [fact]


def test_a_small_word_ends_no_place_that_has_a_name() -> None:
    assert known("I live in Porto.", "i moved to berlin") == ["You live in Porto"]
