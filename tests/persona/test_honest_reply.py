"""What must be true is not left to a small model."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from anima.llm import ModelProfile
from anima.persona import Identity, honest_reply
from anima.values import Memory

NORA = Identity(name="Nora", person_name="Theo")
SMALL = ModelProfile("small", 4096, "short", tools=False, structured=True)
LARGE = ModelProfile("large", 32768, "full", tools=True, structured=True)
SISTER = Memory('On Sunday 22 November you told me: "my sister Ana is moving to Porto"', ("e1",))


@pytest.mark.parametrize("profile", [SMALL, LARGE])
@pytest.mark.parametrize(
    ("said", "answer"),
    [
        ("Are you a real person?", "No, I'm an AI"),
        ("are you human", "No, I'm an AI"),
        ("Are you a robot?", "Yes, I'm an AI"),
        ("What are you, exactly?", "I'm Nora, an AI"),
        ("Am I talking to a machine?", "Yes, I'm an AI"),
    ],
)
def test_she_says_what_she_is(profile: ModelProfile, said: str, answer: str) -> None:
    reply = honest_reply(said, NORA, profile, [])
    assert reply is not None
    assert reply.startswith(answer)


def test_she_knows_her_name() -> None:
    assert honest_reply("Sorry, what was your name again?", NORA, SMALL, []) == "I'm Nora."


def test_what_was_told_is_told_back_as_you() -> None:
    reply = honest_reply("What did I tell you about my sister?", NORA, SMALL, [SISTER])
    assert reply == (
        "You told me, on Sunday 22 November: your sister Ana is moving to Porto. Is that still so?"
    )


@pytest.mark.parametrize(
    ("said", "what"),
    [
        ("What did I tell you about my brother?", "your brother"),
        ("Do you remember my sister's wedding?", "your sister's wedding"),
        ("When is my birthday?", "your birthday"),
        ("What was the film I told you about last week?", "the film"),
        ("What did the doctor say to me, do you remember?", "the doctor"),
        ("Did I tell you about the dog?", "the dog"),
    ],
)
def test_what_was_never_told_is_not_made_up(said: str, what: str) -> None:
    reply = honest_reply(said, NORA, SMALL, [])
    assert reply == f"I don't think you told me about {what}. Tell me now, if you like."


@pytest.mark.parametrize(
    ("said", "earlier"),
    [
        ("What did I tell you about my brother?", ["My brother is a baker."]),
        ("Do you remember my cat?", ["You have a cat called Pim."]),
        ("Do you remember what I do for a living?", ["You work as a nurse."]),
    ],
)
def test_what_she_has_before_her_is_left_to_the_model(said: str, earlier: list[str]) -> None:
    assert honest_reply(said, NORA, SMALL, [], earlier) is None


@pytest.mark.parametrize(
    "said",
    [
        "How are you?",
        "I told you about my mother.",
        "I remember you said no",
        "What do you think?",
        "Do you remember me?",
        "What should I cook tonight?",
        "Are you ready?",
        "What are you doing?",
        "Who are you talking to?",
        "What is this song?",
    ],
)
def test_everything_else_is_left_to_the_model(said: str) -> None:
    assert honest_reply(said, NORA, SMALL, []) is None


def test_what_she_brought_up_herself_is_told_back_as_it_was_said() -> None:
    question, greeting = "What did I tell you about my sister?", "Your sister! How is she?"
    reply = honest_reply(question, NORA, SMALL, [SISTER], [question], [greeting])
    assert reply is not None
    assert "sister" in reply
    assert honest_reply(question, NORA, SMALL, [], [], [greeting]) is None


def test_a_large_model_is_trusted_with_memory() -> None:
    assert honest_reply("What did I tell you about my sister?", NORA, LARGE, [SISTER]) is None


@given(st.text(max_size=60), st.text(max_size=60))
def test_any_words_are_read_without_fault(said: str, told: str) -> None:
    reply = honest_reply(said, NORA, SMALL, [Memory(told, ())], [told])
    assert reply is None or reply
