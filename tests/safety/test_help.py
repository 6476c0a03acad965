"""Whom she names, by country and by what it is about."""

import re
from datetime import date

import pytest

from anima.safety import Kind, countries, help_line
from anima.safety.concern import Concern
from anima.safety.country import (
    country_asked_for,
    country_lived_in,
    country_named,
    known_countries,
)
from anima.safety.help_lines import all_lines, emergency_number
from anima.safety.protocol import Course, Person, raise_concern, stay


@pytest.mark.parametrize(
    ("country", "kind", "number"),
    [
        ("US", Kind.SELF_HARM, "988"),
        ("GB", Kind.SELF_HARM, "116 123"),
        ("GB", Kind.HARMED, "0808 2000 247"),
        ("GB", Kind.EATING, "0808 801 0677"),
        ("AU", Kind.EATING, "1800 33 4673"),
        ("NZ", Kind.OTHER, "1737"),
        ("PT", Kind.SELF_HARM, "1411"),
        ("SE", Kind.HARMED, "116 016"),
        ("FR", Kind.EATING, "3114"),
    ],
)
def test_the_line_for_a_country(country: str, kind: Kind, number: str) -> None:
    found = help_line(country, kind)
    assert found is not None
    assert found.number == number


def test_a_young_person_gets_the_line_for_young_people() -> None:
    harmed, despair = (help_line("GB", kind, minor=True) for kind in (Kind.HARMED, Kind.SELF_HARM))
    assert harmed is not None
    assert harmed.organisation == "Childline"
    assert despair is not None
    assert despair.number == "116 123"


@pytest.mark.parametrize("kind", list(Kind))
@pytest.mark.parametrize("minor", [False, True])
def test_no_line_is_said_to_be_for_what_it_is_not(kind: Kind, minor: bool) -> None:
    said: set[str] = set()
    for country in sorted(countries()):
        line = help_line(country, kind, minor=minor)
        concern = Concern(kind, explicit=True, certainty=1.0)
        answer = raise_concern(Course(), concern, Person(country, minor)).text
        if line is None:
            assert "the number is" not in answer, country
            continue
        assert line.sentence in answer, country
        nearest = "no line for this alone" in answer
        assert ("for exactly this:" in answer) == (line.purpose == kind.value), country
        assert ("for the young" in answer) == (line.purpose == "child" and kind is not Kind.OTHER)
        assert nearest == (line.purpose == "self_harm" and kind in (Kind.HARMED, Kind.EATING))
        said.add(line.purpose)
    assert (
        said
        == {
            (Kind.SELF_HARM, False): {"self_harm"},
            (Kind.SELF_HARM, True): {"self_harm", "child"},
            (Kind.HARMED, False): {"harmed", "self_harm"},
            (Kind.HARMED, True): {"child", "harmed", "self_harm"},
            (Kind.EATING, False): {"eating", "self_harm"},
            (Kind.EATING, True): {"child", "eating", "self_harm"},
            (Kind.OTHER, False): {"self_harm"},
            (Kind.OTHER, True): {"child", "self_harm"},
        }[kind, minor]
    )


def test_who_is_hurt_in_canada_is_told_of_no_line_for_despair_as_one_for_it() -> None:
    hurt = Concern(Kind.HARMED, explicit=True, certainty=1.0)
    answer = raise_concern(Course(), hurt, Person("CA", False)).text
    assert "exactly this" not in answer
    assert "no line for this alone where you are" in answer
    told = stay(
        raise_concern(Course(), hurt, Person("", False)).course,
        "Canada",
        Person("", False),
        heavy=True,
    )
    assert told is not None
    assert "no line for this alone there" in told.text


def test_an_unknown_country_has_none() -> None:
    assert help_line("XX", Kind.SELF_HARM) is None
    assert help_line("", Kind.SELF_HARM) is None
    assert emergency_number("XX") == ""


def test_every_row_says_where_it_comes_from_and_when() -> None:
    for line in all_lines():
        assert line.source, line
        assert date.fromisoformat(line.checked[:10]), line
        # What is read aloud is digits; a star is told in words.
        assert re.fullmatch(r"\*?\d[\d -]*", line.number), line
        assert ("star" in line.note) == line.number.startswith("*"), line
        assert not re.search(r"\d", line.organisation), line
        assert re.fullmatch(r"[A-Z]{2}", line.country), line
    assert {line.country for line in all_lines() if line.purpose == "emergency"} == countries()


def test_no_line_has_two_rows_for_one_thing_and_every_country_can_be_named() -> None:
    rows = [(line.country, line.purpose) for line in all_lines()]
    assert len(rows) == len(set(rows))
    assert countries() <= known_countries()


@pytest.mark.parametrize(
    ("said", "country"),
    [
        ("Ireland", "IE"),
        ("I'm in the US", "US"),
        ("the UK.", "GB"),
        ("Sydney, why?", "AU"),
        ("New Jersey", "US"),
        ("on Jersey, the island", "JE"),
        ("Nairobi", "KE"),
        ("I don't know", ""),
        ("us", "US"),
        ("U.S.", "US"),
        ("the U.K.", "GB"),
        ("I'm from the US", "US"),
        ("Warsaw, Poland", "PL"),
        ("Ireland. Does it matter?", "IE"),
        ("I live in a village near Leeds", "GB"),
        ("From Spain originally, but I'm in Ireland", "IE"),
        ("in the south of France", "FR"),
        ("Nobody likes us.", ""),
        ("They hate us all.", ""),
        ("It's us.", ""),
        ("I only ate turkey today.", ""),
        ("I ate nothing but Brussels sprouts.", ""),
        ("Florence is my sister.", ""),
        ("I'm Jordan.", ""),
        ("My wife Sydney left.", ""),
        ("Paris left me.", ""),
        ("My dad is in Germany.", ""),
        ("it is not about us or anybody else I know", ""),
    ],
)
def test_a_country_is_named(said: str, country: str) -> None:
    assert country_named(said) == country


def test_the_number_of_elsewhere_can_be_asked_for() -> None:
    assert country_asked_for("What is the number in Ireland?") == "IE"
    assert country_asked_for("Give me the number for us.") == ""
    assert country_asked_for("What is the number?") == ""


def test_where_they_live_is_known_from_what_they_said() -> None:
    assert country_lived_in(["You live in Dublin."]) == "IE"
    assert country_lived_in(["You lived in Paris.", "You have a sister in Rome."]) == ""
    assert country_lived_in(["You live in a house."]) == ""
    assert country_lived_in(["You live in Paris.", "You moved to Berlin."]) in ("DE", "FR")
    assert country_lived_in(["You live with us in peace."]) == ""
