"""Names in what is known, as they are spelled."""

from anima.memory import Mark, proper_names
from anima.memory.facts import Claim, Fact, Relation


def fact(
    relation: Relation, object_: str, subject: str = "you", *marks: Mark, at: str = ""
) -> Fact:
    claim = Claim(subject, relation, object_)
    return Fact(f"{subject} {object_}", claim, "", "", at, 0.6, marks=frozenset(marks))


def test_people_animals_and_places_are_names() -> None:
    known = [
        fact("sibling", "Siobhan"),
        fact("lives_in", "Ljubljana", "Siobhan"),
        fact("friend", "Mary Ann Oyelaran"),
        fact("pet", "a dog"),
    ]
    found = proper_names(known)
    assert {"Siobhan", "Ljubljana", "Mary Ann Oyelaran", "Oyelaran"} <= set(found)
    assert "a dog" not in found


def test_names_inside_other_facts_are_found_and_first_words_are_not() -> None:
    assert proper_names([fact("likes", "the songs of Nina Simone on Sunday")]) == ["Nina", "Simone"]
    assert proper_names([fact("does", "Gardening in spring")]) == []
    assert proper_names([fact("is", "tired, I guess")]) == []


def test_the_latest_come_first_and_each_once() -> None:
    known = [fact("friend", "Ada", at="2024"), fact("friend", "Zoë", at="2025")]
    assert proper_names([*known, *known]) == ["Zoë", "Ada"]


def test_what_is_to_be_left_alone_is_left_alone() -> None:
    assert proper_names([fact("friend", "Ada", "you", "private")]) == []
