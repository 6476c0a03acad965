"""The course of a talk with somebody in danger, step by step."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from anima.safety import responses as say
from anima.safety.concern import Concern, Kind
from anima.safety.protocol import (
    Course,
    Person,
    asks_after,
    follow_up,
    raise_concern,
    stay,
)

IRELAND = Person("IE")
NOWHERE = Person()


def opened(kind: Kind = Kind.SELF_HARM, person: Person = IRELAND) -> Course:
    return raise_concern(Course(), Concern(kind, explicit=True), person).course


def answered(course: Course, text: str, person: Person = IRELAND) -> str:
    given = stay(course, text, person, heavy=True)
    assert given is not None
    return given.text


@pytest.mark.parametrize("kind", list(Kind))
def test_the_first_answer_names_one_line_and_asks_one_thing(kind: Kind) -> None:
    for explicit in (True, False):
        given = raise_concern(Course(), Concern(kind, explicit=explicit), IRELAND)
        assert given.text.count("the number is") == 1
        assert given.text.endswith(say.QUESTIONS[kind])
        assert given.course.told


def test_without_a_country_she_asks_for_it() -> None:
    given = raise_concern(Course(), Concern(Kind.HARMED), NOWHERE)
    assert given.text.endswith(say.ASK_COUNTRY)
    assert given.course.asked == "country"


def test_in_a_country_without_a_line_she_asks_on() -> None:
    given = raise_concern(Course(), Concern(Kind.SELF_HARM), Person("OM"))
    assert say.NO_LINE in given.text
    assert given.text.endswith(say.QUESTIONS[Kind.SELF_HARM])


def test_what_happens_now_calls_for_help_now() -> None:
    concern = Concern(Kind.SELF_HARM, explicit=True, imminent=True)
    assert "112" in raise_concern(Course(), concern, IRELAND).text
    assert say.CALL_NOW_ANYWHERE in raise_concern(Course(), concern, NOWHERE).text
    harmed = Concern(Kind.HARMED, explicit=True, imminent=True)
    assert say.IMMINENT_HARMED in raise_concern(Course(), harmed, IRELAND).text


def test_a_second_kind_of_danger_is_answered_anew_without_the_same_number() -> None:
    first = raise_concern(Course(), Concern(Kind.SELF_HARM), IRELAND)
    second = raise_concern(first.course, Concern(Kind.EATING), IRELAND)
    assert say.QUESTIONS[Kind.EATING] in second.text
    assert "116 123" not in second.text


@pytest.mark.parametrize(
    ("said", "answer"),
    [
        ("yes", say.SAID_YES[0]),
        ("no", say.SAID_NO),
        ("maybe", say.SAID_UNSURE),
        ("stop with the numbers", say.REFUSES[1]),
        ("will you tell the police", say.NOBODY_KNOWS),
        ("Why do you ask?", say.WHY_ASKED),
        ("my sister is here", say.EASED),
        ("it was just a joke", say.WAS_NOTHING),
        ("the wall is white", say.PRESENT[0]),
    ],
)
def test_her_answers(said: str, answer: str) -> None:
    assert answered(opened(), said) == answer


def test_the_number_is_given_again_when_it_is_asked_for() -> None:
    assert "116 123" in answered(opened(), "what was the number")
    course = opened(person=NOWHERE)
    assert say.ASK_COUNTRY in answered(course, "what is the number", NOWHERE)


def test_a_named_country_gets_its_line_or_an_honest_no() -> None:
    course = opened(person=NOWHERE)
    given = stay(course, "I am in Ireland", NOWHERE, heavy=False)
    assert given is not None
    assert given.country == "IE"
    assert "116 123" in given.text
    none = stay(course, "Oman", NOWHERE, heavy=False)
    assert none is not None
    assert "the number is 9999" in none.text


def test_safe_is_the_good_answer_to_whether_they_are_safe() -> None:
    assert answered(opened(Kind.HARMED), "yes") == say.EASED
    assert answered(opened(Kind.EATING), "yes") == say.PRESENT[0]


@pytest.mark.parametrize(
    "said",
    [
        "no",
        "No, I'm not.",
        "No, I'm not safe.",
        "I don't feel safe",
        "Yes, I am safe no more.",
        "No, he is here.",
        "He's here.",
        "My husband is here.",
        "My husband is coming",
        "he is on his way home",
        "I told him to stop.",
        "I told my husband to stop.",
        "I'm alone with him",
    ],
)
def test_who_is_not_safe_is_told_to_get_away_and_whom_to_call(said: str) -> None:
    answer = answered(opened(Kind.HARMED), said)
    assert say.IMMINENT_HARMED in answer
    assert "the number is 112" in answer


@pytest.mark.parametrize("kind", [Kind.OTHER, Kind.EATING, Kind.HARMED])
@pytest.mark.parametrize("said", ["He is here.", "My brother is here.", "I told him."])
def test_company_closes_nothing_but_ones_own_despair(kind: Kind, said: str) -> None:
    given = stay(opened(kind), said, IRELAND, heavy=True)
    assert given is not None
    assert not given.eased
    assert given.course.kind is kind
    assert given.text != say.EASED


def test_the_bad_answer_to_each_question_is_heard() -> None:
    assert answered(opened(Kind.OTHER), "No.") == say.AGAIN[Kind.OTHER][0]
    assert answered(opened(Kind.EATING), "Dizzy.") == say.AGAIN[Kind.EATING][-1]
    assert answered(opened(), "I'm not safe.") == say.SAID_YES[0]


@pytest.mark.parametrize("place", ["I'm not in Germany, I'm in Ireland.", "I'm in Ireland."])
def test_who_is_elsewhere_than_was_thought_gets_the_number_of_there(place: str) -> None:
    german = Person("DE")
    given = stay(opened(person=german), place, german, heavy=True)
    assert given is not None
    assert given.country == "IE"
    assert "116 123" in given.text


def test_a_number_asked_for_elsewhere_moves_nobody() -> None:
    german = Person("DE")
    given = stay(opened(person=german), "What is the number in Ireland?", german, heavy=True)
    assert given is not None
    assert "116 123" in given.text
    assert given.country == ""
    brother = stay(opened(person=german), "My brother is in Ireland.", german, heavy=True)
    assert brother is not None
    assert "116 123" not in brother.text


def test_the_model_speaks_again_when_it_is_light_or_long_past() -> None:
    assert stay(Course(), "hello", IRELAND, heavy=True) is None
    course = opened()
    assert stay(course, "the tomatoes have grown well this year", IRELAND, heavy=False) is None
    for _ in range(10):
        given = stay(course, "the wall is white", IRELAND, heavy=True)
        if given is None:
            break
        course = given.course
    else:
        pytest.fail("she never hands it back")


HOW = ["better", "Much better, thank you.", "I'm good, thanks.", "ok", "Not bad, and you?"]


def asked_after(kind: Kind) -> Course:
    return Course(kind, raised=1, told="116 123", asked=asks_after(kind))


@pytest.mark.parametrize("kind", list(Kind))
@pytest.mark.parametrize("said", ["yes", "No.", "Not really.", "It's worse.", "The same.", *HOW])
def test_what_is_said_to_how_it_is_now_is_answered(kind: Kind, said: str) -> None:
    given = stay(asked_after(kind), said, IRELAND, heavy=True)
    assert given is not None
    assert given.text not in say.PRESENT


@pytest.mark.parametrize("said", ["It's worse.", "The same.", "Not great.", "Still dark."])
@pytest.mark.parametrize("kind", list(Kind))
def test_what_is_no_better_is_heard(kind: Kind, said: str) -> None:
    given = stay(asked_after(kind), said, IRELAND, heavy=True)
    assert given is not None
    assert given.text == say.AGAIN[kind][0]
    assert given.course.kind is kind


@pytest.mark.parametrize("said", HOW)
def test_what_is_better_closes_it(said: str) -> None:
    given = stay(asked_after(Kind.SELF_HARM), said, IRELAND, heavy=True)
    assert given is not None
    assert given.text == say.BETTER
    assert given.course.kind is None
    harmed = stay(asked_after(Kind.HARMED), said, IRELAND, heavy=True)
    assert harmed is not None
    assert harmed.text == say.EASED


@pytest.mark.parametrize("said", ["Well, he left me.", "Okay, so I lost my job.", "Good morning."])
def test_a_word_of_beginning_is_no_good_news(said: str) -> None:
    given = stay(asked_after(Kind.SELF_HARM), said, IRELAND, heavy=True)
    assert given is not None
    assert given.text != say.BETTER


def test_a_yes_to_how_it_is_is_asked_again_plainly() -> None:
    given = stay(asked_after(Kind.SELF_HARM), "Yes.", IRELAND, heavy=True)
    assert given is not None
    assert given.text.endswith(say.QUESTIONS[Kind.SELF_HARM])
    assert answered(given.course, "Yes.") == say.SAID_YES[0]


def test_who_is_not_safe_the_next_day_is_told_whom_to_call() -> None:
    given = stay(asked_after(Kind.HARMED), "No.", IRELAND, heavy=True)
    assert given is not None
    assert "the number is 112" in given.text


def test_a_help_line_ends_with_one_full_stop() -> None:
    assert ".." not in raise_concern(Course(), Concern(Kind.SELF_HARM), IRELAND).text
    assert ".." not in answered(opened(), "what was the number")


@pytest.mark.parametrize(
    "said",
    ["Nobody likes us.", "My dad hates us.", "I only ate turkey today.", "Florence left me."],
)
def test_us_and_a_turkey_are_no_country(said: str) -> None:
    course = opened(Kind.EATING, NOWHERE)
    for each in (course, Course(Kind.EATING, raised=1)):
        given = stay(each, said, NOWHERE, heavy=True)
        assert given is not None
        assert given.country == ""
        assert "the number is" not in given.text


def test_the_next_time_she_asks_in_other_words() -> None:
    assert follow_up(Kind.SELF_HARM, 0) != follow_up(Kind.SELF_HARM, 1)
    assert all(follow_up(kind, 3) for kind in Kind)


@given(st.lists(st.text(max_size=40), max_size=12), st.sampled_from(list(Kind)))
def test_the_number_is_not_repeated_whatever_is_said(texts: list[str], kind: Kind) -> None:
    course = opened(kind)
    for text in texts:
        if (given := stay(course, text, IRELAND, heavy=True)) is not None:
            course = given.course
    again = raise_concern(course, Concern(kind, explicit=True), IRELAND)
    if course.kind is kind:
        assert "the number is" not in again.text
