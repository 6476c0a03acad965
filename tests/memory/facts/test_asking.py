"""Questions that facts answer, and how the answers are said."""

from datetime import UTC, datetime, timedelta

import pytest

from anima.memory.facts import FactBook, answer
from anima.memory.facts.asking import asked
from anima.memory.facts.bearing import can_tell
from anima.memory.facts.lines import worth_knowing
from anima.memory.facts.people import bonds, people
from anima.memory.facts.projection import draw
from anima.values import Event, EventId, PersonId, SessionId

SAID = (
    "I live in Lisbon.",
    "My sister's name is Agata and she works as a nurse.",
    "I have a dog called Rex.",
    "I moved to Porto in March.",
    "My brother is called Bo.",
    "I'm allergic to nuts and I love jazz.",
    "Agata lives in Gdansk.",
    "I'm a baker.",
)


def book(*said: str) -> FactBook:
    drawn = FactBook()
    start = datetime(2026, 5, 1, 9, tzinfo=UTC)
    events = [
        Event(
            EventId(str(n)),
            PersonId("o"),
            SessionId("s"),
            n,
            start + timedelta(days=n),
            "heard",
            {"text": text},
        )
        for n, text in enumerate(said or SAID)
    ]
    draw(drawn, events)
    return drawn


@pytest.mark.parametrize(
    ("question", "told"),
    [
        (
            "Where do I live?",
            "You live in Porto, since March 2026. Before that it was Lisbon, until March 2026.",
        ),
        ("do you know where I live", None),
        ("where does my sister live", "Agata lives in Gdansk."),
        ("What's my sister's name?", "Agata is your sister."),
        ("Who is Agata?", "Agata is your sister. Agata lives in Gdansk. Agata works as a nurse."),
        ("what's my dog called", "Rex is your dog."),
        ("What do I do for a living?", "You work as a baker."),
        ("What am I allergic to?", "You have to mind nuts."),
        ("what does Agata do?", "Agata works as a nurse."),
        ("who's Tom?", "I don't think you told me who Tom is."),
        ("how old is Bo", "I don't think you told me how old Bo is."),
        ("When's my birthday?", "I don't think you told me when your birthday is."),
    ],
)
def test_facts_answer(question: str, told: str | None) -> None:
    found = answer(book(), question)
    assert found
    assert told is None or found.text == told


@pytest.mark.parametrize(
    "question",
    [
        "where do you live",
        "What's your name?",
        "How are you?",
        "Where is the station?",
        "I live here.",
    ],
)
def test_other_questions_are_left_alone(question: str) -> None:
    assert asked(question) is None


def test_somebody_of_the_world_is_not_asked_of_memory() -> None:
    assert answer(book(), "Who is Marie Curie?") is None


def test_what_is_due_and_who_is_who_comes_first() -> None:
    known = book(*SAID, "I'm seeing the dentist tomorrow.")
    day = datetime(2026, 5, 1 + len(SAID) + 1, tzinfo=UTC).date()
    lines = [line.text for line in worth_knowing(known, day)]
    assert lines[0] == "Today, as you said: seeing the dentist."
    assert lines[1].startswith("You live in Porto")
    assert len(set(lines)) == len(lines)


def test_the_people_of_a_life_are_named_once() -> None:
    known = book()
    assert sorted(people(known.facts.values())) == ["Agata", "Bo", "Rex"]
    assert {(b.one, b.relation, b.other) for b in bonds(known.facts.values())} == {
        ("you", "sibling", "Agata"),
        ("you", "pet", "Rex"),
        ("you", "sibling", "Bo"),
    }


def test_two_names_become_one_person_for_good() -> None:
    known = book("My sister is called Agata.", "Agatha works as a nurse.", "I love jazz.")
    known.merge("Agatha", "Agata")
    known.merge("Agata", "agata")
    assert [known.say(f) for f in known.current() if f.claim.subject == "Agata"] == [
        "Agata works as a nurse"
    ]
    later = book(
        "My sister is called Agata.", "Agatha works as a nurse.", "My brother is called Bo."
    )
    later.merge("Agata", "Agatha")
    assert later.names["your sister"] == "Agatha"
    assert ("Agatha", "sibling") in {(b.other, b.relation) for b in bonds(later.facts.values())}


def test_what_was_so_once_is_not_told_as_so() -> None:
    known = book("I live in Bruges.", "I lived in Edinburgh for a year.", "I don't like olives.")
    found = answer(known, "Where do I live?")
    assert found
    assert found.text == "You live in Bruges."
    assert "You do not live in Edinburgh" in " ".join(known.say(f) for f in known.facts.values())


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("I work at a library in Coimbra.", "You work at a library in Coimbra."),
        ("I work at the hospital.", "You work at a hospital."),
        ("I work at Siemens.", "You work at Siemens."),
        ("I work at home.", "You work at home."),
    ],
)
def test_a_place_of_work_has_its_article(said: str, told: str) -> None:
    found = answer(book(said), "Where do I work?")
    assert found
    assert found.text == told


@pytest.mark.parametrize(
    ("question", "line", "tells"),
    [
        ("Where does Rui work?", "I'm not going to Rui's wedding.", False),
        ("Where does Rui work?", "I work at a library.", False),
        ("Where does Rui work?", "Rui got hired by a bank.", True),
        ("Where does Rui work?", "He has a new job at the harbour.", True),
        ("Where do I live?", "The flat has a view of the river.", True),
        ("Where do I live?", "I had soup.", False),
        ("How old is my sister?", "My sister turned forty.", True),
        ("How old is my sister?", "My sister lives in Porto.", False),
        ("Where does Rui work?", 'On Friday you told me: "Where does Rui work?"', False),
        ("Where does Rui work?", "My sister moved to Porto, before that she lived here.", False),
        ("What does Rui like?", "Rui was late.", None),
        ("Who is Rui?", "Rui was late.", None),
    ],
)
def test_a_line_can_answer_if_it_speaks_of_the_one_and_of_the_matter(
    question: str, line: str, tells: bool | None
) -> None:
    wanted = asked(question)
    assert wanted
    assert can_tell(wanted, line) is tells


@pytest.mark.parametrize(
    ("said", "line"),
    [
        ("My son Ben died in March.", "Ben is your son, who died."),
        ("My husband Max passed away in May.", "Max is your husband, who died."),
        ("My late husband Max loved jazz.", "Max is your husband, who died."),
        ("My dear late husband's name was Max.", "Max is your husband, who died."),
    ],
)
def test_the_dead_are_not_told_of_as_if_they_lived(said: str, line: str) -> None:
    day = datetime(2026, 6, 1, tzinfo=UTC).date()
    assert line in [each.text for each in worth_knowing(book(said), day)]


@pytest.mark.parametrize("said", ["My ex-wife Anna called.", "Anna is my ex-wife."])
def test_who_was_a_partner_is_not_told_of_as_one(said: str) -> None:
    day = datetime(2026, 6, 1, tzinfo=UTC).date()
    lines = [each.text for each in worth_knowing(book(said), day)]
    assert not any("your wife" in line or "your husband" in line for line in lines), lines


@pytest.mark.parametrize(
    "told",
    [
        ("My husband Leo is a nurse.", "My late husband Max loved jazz.", "My husband likes tea."),
        ("My late husband Max loved jazz.", "My husband Leo is a nurse.", "My husband likes tea."),
    ],
)
def test_a_late_husband_is_dead_and_takes_nobody_s_place(told: tuple[str, ...]) -> None:
    drawn = book(*told)
    known = {drawn.say(fact) for fact in drawn.current()}
    assert {"Leo is your husband", "Leo likes tea", "Max has died"} <= known
    found = answer(drawn, "Who is Max?")
    assert found is not None
    assert "Max has died." in found.text


def test_who_is_late_for_once_is_alive() -> None:
    drawn = book("I was late, and my husband Max waited.", "I have a late shift, my mum is late.")
    assert not any("died" in drawn.say(fact) for fact in drawn.current())
