"""Which words are the person's own, and which somebody else's."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from anima.values import own_words, parted, question_of

MAIL = "From: Ana\nSubject: Lunch\n\nMy name is Carlos and I live in Rome."


@pytest.mark.parametrize(
    ("said", "own", "source", "begins"),
    [
        (f"What does she want?\n{MAIL}", "What does she want?", "mail", "From: Ana"),
        ("Look:\n> I was there\n> yesterday\nTrue?", "Look: True?", "text", "> I was"),
        ("Is this result right? ```{}``` ", "Is this result right?", "result", "```"),
        ("The page:\n<html><p>Bread</p>", "The page:", "page", "<html>"),
        ('Here is the tool result: {"a": 1}', "Here is the tool result:", "tool", "{"),
        (
            "She sent me this message: I will come on Sunday with the ladder, dear.",
            "She sent me this message:",
            "message",
            "I will",
        ),
        (
            "When? What does this leaflet say?\n\nTake one tablet with water in the morning.",
            "When? What does this leaflet say?",
            "leaflet",
            "Take one",
        ),
        (
            "Is the letter real?\nYou have won a car, call us today and pay the fee.",
            "Is the letter real?",
            "letter",
            "You have",
        ),
        ("See.\n-----Original Message-----\nHello there.", "See.", "mail", "-----Original"),
    ],
)
def test_a_passage_is_told_from_own_words(said: str, own: str, source: str, begins: str) -> None:
    mine, (passage,) = parted(said)
    assert (mine, passage.source) == (own, source)
    assert passage.text.startswith(begins)


@pytest.mark.parametrize(
    "said",
    [
        "I got a message: come.",
        "He said: hello.",
        "One thing: I moved to Porto last week and I love it here already.",
        "I wrote a letter to my mother today.",
        "Subject: physics. I hate it.",
        "Did you get the message?\nI am late.",
        "I read this letter again.\nIt is forty years old, and I still cried over it today.",
        "",
    ],
)
def test_other_words_are_all_their_own(said: str) -> None:
    assert parted(said) == (said, ())


@given(st.text(max_size=200))
def test_any_text_can_be_parted(said: str) -> None:
    own, passages = parted(said)
    assert own == own_words(said)
    assert all(passage.text for passage in passages)


@pytest.mark.parametrize(
    ("said", "question"),
    [
        (f"What does she want? Here is the mail:\n\n{MAIL}", "What does she want?"),
        (f"Here is the mail:\n\n{MAIL}", "What does this say?"),
        (f"Summarise this mail:\n\n{MAIL}", "Summarise this mail"),
        (f"{MAIL}\n\nWhat does he want?", "What does he want?"),
        (MAIL, "What does this say?"),
        ("Look:\n> I was there\n> yesterday\nTrue?", "Look: True?"),
    ],
)
def test_what_is_asked_is_told_from_what_announces_the_text(said: str, question: str) -> None:
    assert question_of(said) == question
