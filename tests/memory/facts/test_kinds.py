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


def test_a_name_may_be_small_where_everything_is() -> None:
    assert known("I live in Porto.", "i moved to lisbon last month") == [
        "You live in lisbon (since April 2026)"
    ]
    assert known("I live in Porto.", "I moved to marketing") == ["You live in Porto"]


@pytest.mark.parametrize(
    ("said", "fact"),
    [
        ("i live in lisbon with my wife", "You live in lisbon"),
        ("i live in costa rica", "You live in costa rica"),
        ("i live in austin texas", "You live in austin texas"),
        ("i live in a flat in berlin", "You live in a flat in berlin"),
        ("i'm from northern ireland", "You are from northern ireland"),
        ("My mother lives in a care home.", "Your mother lives in a care home"),
        ("I live in a van.", "You live in a van"),
        ("i work at boeing", "You work at a boeing"),
        ("I work at a nursing home.", "You work at a nursing home"),
        ("I work as a team leader.", "You work as a team leader"),
        ("I work as a fast food cook.", "You work as a fast food cook"),
        ("I'm a Software Engineer.", "You work as Software Engineer"),
        ("I'm a carer.", "You work as a carer"),
        ("I'm a dog walker.", "You work as a dog walker"),
    ],
)
def test_what_is_true_is_kept(said: str, fact: str) -> None:
    assert known(said) == [fact]


def test_a_home_that_says_how_one_lives_ends_no_place() -> None:
    assert known("I live in Porto.", "I live in a van.") == ["You live in Porto"]
