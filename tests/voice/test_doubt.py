"""She says when she did not understand, and asks again about the one word she missed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from anima.values import Utterance
from anima.voice import HeardWord
from anima.voice.doubt import OPEN_SECONDS, SORRY, Answered, Doubt, mended, missed_word

NAME = "I'm Abigail Crafren. You can call me Abbie."


def said(text: str, **doubtful: float) -> tuple[Utterance, list[HeardWord]]:
    """An utterance in which every word is sure but these."""
    words = [HeardWord(each, doubtful.get(each.strip(".,?"), 0.95)) for each in text.split()]
    return Utterance(text, "spoken"), words


def test_what_was_understood_is_answered() -> None:
    utterance, words = said(NAME)
    assert Doubt().consider(utterance, words) == Answered(utterance)
    assert Doubt().consider(utterance, ()) == Answered(utterance), "a recogniser that cannot tell"


def test_she_asks_about_the_one_word_that_she_missed_and_mends_the_sentence() -> None:
    doubt = Doubt()
    utterance, words = said(NAME, Crafren=0.02)
    question = 'Sorry, I missed a word. What came after "I\'m Abigail"?'
    assert doubt.consider(utterance, words) == Answered(utterance, question)
    answer = doubt.consider(*said("It's Claflin.", Claflin=0.01))
    assert answer is not None and answer.utterance is not None
    assert answer.utterance.text == "I'm Abigail Claflin. You can call me Abbie."
    assert answer.instead == "", "she does not ask twice"


def test_she_does_not_ask_about_the_same_word_again() -> None:
    doubt = Doubt()
    doubt.consider(*said(NAME, Crafren=0.02))
    doubt.consider(*said("Crafren.", Crafren=0.01))
    again = said("Nobody can spell crafren, can they?", crafren=0.03)
    assert doubt.consider(*again) == Answered(again[0])


def test_a_question_is_not_answered_by_what_is_said_after_something_else() -> None:
    doubt = Doubt()
    doubt.consider(*said(NAME, Crafren=0.02))
    doubt.let_go()
    utterance, words = said("It's raining.")
    assert doubt.consider(utterance, words) == Answered(utterance)


def test_a_first_word_has_nothing_before_it() -> None:
    answer = Doubt().consider(*said("Sworna called me today.", Sworna=0.01))
    assert answer is not None and answer.instead == "Sorry, I missed your first word. What was it?"


def test_whoever_goes_on_instead_of_answering_is_taken_at_their_word() -> None:
    doubt = Doubt()
    doubt.consider(*said(NAME, Crafren=0.02))
    other = "Never mind that, let us talk about the weather."
    answer = doubt.consider(*said(other))
    assert answer is not None and answer.utterance is not None and answer.utterance.text == other


@pytest.mark.parametrize(
    "text",
    ["Never mind.", "I don't know.", "I do not know.", "No.", "What?", "Good morning.", "Stop."]
    + [
        "I want to die.",
        "Don't know.",
        "It doesn't matter.",
        "You tell me.",
        "Sorry?",
        "I'm tired.",
    ],
)
def test_what_is_no_answer_is_not_written_into_the_sentence(text: str) -> None:
    doubt = Doubt()
    doubt.consider(*said("My name is Theo.", Theo=0.02))
    utterance, words = said(text)
    assert doubt.consider(utterance, words) == Answered(utterance)


@pytest.mark.parametrize("text", ["No, Noah.", "I said Noah.", "Oh, it's Noah.", "noah"])
def test_an_answer_may_come_with_a_few_words_around_it(text: str) -> None:
    assert mended("My name is Theo.", 3, text).lower() == "my name is noah."


def test_what_is_said_long_after_her_question_answers_something_else() -> None:
    seconds = 0.0
    doubt = Doubt(lambda: seconds)
    doubt.consider(*said("My name is Theo.", Theo=0.02))
    seconds = OPEN_SECONDS + 1
    utterance, words = said("Lovely weather.")
    assert doubt.consider(utterance, words) == Answered(utterance)


def test_what_is_lost_is_said_to_be_lost_once() -> None:
    doubt = Doubt()
    lost = said("Mabel fro then ick", Mabel=0.2, fro=0.1, then=0.3, ick=0.05)
    assert doubt.consider(*lost) == Answered(None, SORRY)
    assert doubt.consider(*lost) is None, "a television is not asked again and again"
    assert doubt.consider(*said("How are you?")) == Answered(Utterance("How are you?", "spoken"))
    assert doubt.consider(*lost) == Answered(None, SORRY)


@pytest.mark.parametrize(
    ("text", "doubtful"),
    [
        ("Yes, Theo.", {"Theo": 0.01}),
        ("They moved from Sworna to Pelk.", {"Sworna": 0.01, "Pelk": 0.02}),
        ("You can call me Theo.", {"Theo": 0.18}),
        (" ".join(["and then it rained"] * 6) + " Crafren", {"Crafren": 0.01}),
    ],
)
def test_some_doubts_are_not_worth_a_question(text: str, doubtful: dict[str, float]) -> None:
    assert missed_word(said(text, **doubtful)[1]) is None


@given(st.text(), st.integers(0, 30), st.text())
def test_any_sentence_can_be_mended(sentence: str, place: int, answer: str) -> None:
    mended(sentence, place, answer)


@given(st.lists(st.tuples(st.text(), st.floats(0, 1)), max_size=30))
def test_any_words_can_be_doubted(words: list[tuple[str, float]]) -> None:
    heard = [HeardWord(*each) for each in words]
    Doubt().consider(Utterance(" ".join(word.text for word in heard), "spoken"), heard)
