"""A yes is a yes in many words, and so is a no."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from anima.persona.answers import Verdict, asks_what_she_is, manner_in, name_answer
from anima.persona.identity import Manner


@pytest.mark.parametrize(
    "text",
    [
        "yes",
        "Yeah, sure.",
        "Nora.",
        "Hello Nora!",
        "Nice to meet you, Nora.",
        "I like it",
        "I love that name",
        "that's lovely",
        "it suits you",
        "not bad at all",
        "I don't mind",
        "why not",
        "No, I love it.",
        "I guess so",
        "call yourself Nora",
        "Yes, my mother will love it.",
        "I love it, it reminds me of the sea.",
        "Perfect, don't change it.",
        "Yes! Never heard anything nicer.",
        "Oh yes, my sister's cat has no name half as nice.",
    ],
)
def test_a_yes(text: str) -> None:
    assert name_answer(text, "Nora").verdict is Verdict.YES


@pytest.mark.parametrize(
    "text",
    [
        "no",
        "Nope.",
        "I don't like it",
        "not really",
        "it's too short",
        "my ex was called that",
        "something else please",
        "yes but I'd rather another one",
        "it doesn't suit you",
        "that isn't nice",
        "Yes, but I'd like something shorter",
        "I like it, but it's my mother's name",
        "yeah, no",
        "Beautiful, but not you",
        "I like it, only it's too long",
        "Okay, my ex was called that",
    ],
)
def test_a_no(text: str) -> None:
    assert name_answer(text, "Nora").verdict is Verdict.NO


@pytest.mark.parametrize("text", ["hmm", "what does it mean?", "purple", "um, let me think"])
def test_what_is_neither(text: str) -> None:
    assert name_answer(text, "Nora").verdict is Verdict.UNCLEAR


@pytest.mark.parametrize(
    ("text", "suggested"),
    [
        ("call yourself Samantha", "Samantha"),
        ("call yourself samantha", "Samantha"),
        ("How about Luna?", "Luna"),
        ("I'd like to call you Bea", "Bea"),
        ("I like Luna better", "Luna"),
        ("You look like a Martha", "Martha"),
        ("your name is Eve", "Eve"),
        ("What about something else?", ""),
        ("no, something softer", ""),
    ],
)
def test_a_name_that_the_person_thought_of(text: str, suggested: str) -> None:
    answer = name_answer(text, "Nora")
    assert answer.verdict is Verdict.NO
    assert answer.suggested == suggested


@pytest.mark.parametrize(
    ("text", "manner"),
    [
        ("Mostly listen", Manner.LISTEN),
        ("less talking please", Manner.LISTEN),
        ("talk back", Manner.TALK),
        ("Don't just listen, argue with me", Manner.TALK),
        ("more talking than listening", Manner.TALK),
        ("more listening than talking", Manner.LISTEN),
        ("a bit of both", Manner.BOTH),
        ("listen, and tell me what you think", Manner.BOTH),
        ("I don't mind", Manner.BOTH),
        ("purple", None),
    ],
)
def test_how_the_person_likes_to_be_talked_with(text: str, manner: Manner | None) -> None:
    assert manner_in(text) is manner


def test_the_question_what_she_is() -> None:
    assert asks_what_she_is("Wait, are you a real person?")
    assert asks_what_she_is("who are you")
    assert asks_what_she_is("Am I talking to a machine?")
    assert not asks_what_she_is("Are you ready?")


@given(st.text(max_size=80))
def test_any_words_are_read_without_fault(text: str) -> None:
    assert name_answer(text, "Nora").verdict in Verdict
    manner_in(text)
    asks_what_she_is(text)
