"""What the person wants to be called is found in the many ways people say it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from meeting_world import AbsentModel

from anima.llm import ChatModel
from anima.persona.person_name import declines_to_say, name_by_model, name_in


@pytest.mark.parametrize(
    ("answer", "name"),
    [
        ("Theo", "Theo"),
        ("theo", "Theo"),
        ("Theo.", "Theo"),
        ("I'm Theodore", "Theodore"),
        ("i'm theo", "Theo"),
        ("I’m Theodore.", "Theodore"),
        ("call me Theo", "Theo"),
        ("just call me bob", "Bob"),
        ("you can call me J.", "J"),
        ("Hi, I'm Sam, nice to meet you", "Sam"),
        ("Nice to meet you, I'm Kim", "Kim"),
        ("Well, um, Peter I guess", "Peter"),
        ("my name is Theodore Twombly but Theo is fine", "Theo"),
        ("Alexandra, but Alex for short", "Alex"),
        ("I'd prefer Liz", "Liz"),
        ("my friends call me Bo", "Bo"),
        ("My name's Anna-Lena.", "Anna-Lena"),
        ("I am Maria José", "Maria José"),
        ("Jean-Luc Picard", "Jean-Luc Picard"),
        ("O'Brien", "O'Brien"),
        ("Name's Bond, James Bond", "Bond"),
        ("sure, it is Priya", "Priya"),
        ("This is Omar speaking", "Omar"),
        ("You may call me Dr. Smith", "Dr. Smith"),
        ("李雷", "李雷"),
    ],
)
def test_a_name_is_found(answer: str, name: str) -> None:
    assert name_in(answer) == name


@pytest.mark.parametrize(
    "answer",
    [
        "",
        "What?",
        "No",
        "yes",
        "hi",
        "I don't know",
        "I'm tired",
        "I'm starving, let's be quick",
        "I'm fine thanks",
        "I'm a nurse",
        "I'm from Leeds",
        "I'm not telling you",
        "It's a secret",
        "What's yours?",
        "you tell me yours first",
        "Call me anything",
        "Whatever you want",
    ],
)
def test_what_is_no_name_is_not_taken_for_one(answer: str) -> None:
    assert name_in(answer) == ""


@given(st.text(max_size=80))
def test_any_answer_is_read_without_fault_and_a_name_was_said(answer: str) -> None:
    name = name_in(answer)
    assert all(part.casefold() in answer.casefold() for part in name.split())


def test_a_person_may_keep_their_name() -> None:
    assert declines_to_say("I'd rather not say.")
    assert declines_to_say("that’s a secret")
    assert not declines_to_say("Theo")


async def test_the_model_finds_a_name_that_the_rules_do_not() -> None:
    model = AbsentModel('{"name": "Bob"}')
    assert await name_by_model(model, "On paper it is Robert, Bob to my friends") == "Bob"


async def test_a_name_that_nobody_said_is_not_believed() -> None:
    model = AbsentModel('{"name": "John"}')
    assert await name_by_model(model, "guess it") == ""


@pytest.mark.parametrize("answer", ['{"name": 7}', "[]", "Bob", '{"nam'])
async def test_nonsense_of_the_model_is_no_name(answer: str) -> None:
    assert await name_by_model(AbsentModel(answer), "Bob or so") == ""


async def test_without_the_model_there_is_no_name(model_down: ChatModel) -> None:
    assert await name_by_model(model_down, "Bob or so") == ""


def test_a_people_or_a_faith_may_be_a_name_where_it_is_told_as_one() -> None:
    assert name_in("My name is Christian.") == "Christian"
    assert name_in("I'm German Lopez") == "German Lopez"
    assert name_in("I'm German.") == ""
    assert name_in("It's Monday.") == ""
