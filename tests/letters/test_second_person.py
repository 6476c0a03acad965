"""A note about somebody becomes words to them, and means the same."""

import pytest

from anima.letters import Brief
from anima.letters.feelings import feels_more, says_the_same
from anima.letters.first_person import from_the_sender
from anima.letters.second_person import to_the_recipient

NORA = Brief("x", "Nora Lind", "Theo", bond="sister")
LEO = Brief("x", "Leo", "Ruth", bond="son")


@pytest.mark.parametrize(
    ("note", "said"),
    [
        ("She helped me move house", "You helped me move house."),
        ("I want her to come to Porto.", "I want you to come to Porto."),
        ("I missed her birthday.", "I missed your birthday."),
        ("I gave her flowers.", "I gave you flowers."),
        ("I saw her in the garden.", "I saw you in the garden."),
        ("It made her laugh.", "It made you laugh."),
        ("I think of her.", "I think of you."),
        ("I read her letter on the train.", "I read your letter on the train."),
        ("Nora's hands were blistered.", "Your hands were blistered."),
        ("I met her and her dog.", "I met you and your dog."),
        ("She has her own key.", "You have your own key."),
        ("You know that she came.", "You know that she came."),
        ("Tell her that the roses are out.", "The roses are out."),
        ("Thank Nora for her help.", "Thank you for your help."),
        ("Ask her to bring her bicycle.", "Please bring your bicycle."),
        ("Ask how she is.", "I want to ask you how you are."),
        ("Wish her a happy birthday.", "I wish you a happy birthday."),
        ("Say that I miss her.", "I miss you."),
        ("I met Clara and her dog.", "I met Clara and her dog."),
        ("Her dog Bruno died last week.", "Your dog Bruno died last week."),
        ("The scarf she knitted came on Tuesday.", "The scarf you knitted came on Tuesday."),
        ("She taught me Latin for six years.", "You taught me Latin for six years."),
        ("Clara lost her keys.", "Clara lost her keys."),
        ("I gave it to Clara and her dog.", "I gave it to Clara and her dog."),
    ],
)
def test_what_is_said_of_her_is_said_to_her(note: str, said: str) -> None:
    assert to_the_recipient(note, NORA) == said


def test_a_title_says_who_is_meant() -> None:
    abbott = Brief("x", "Mr. Abbott", "Agata", bond="landlord")
    said = to_the_recipient("He must send somebody by Friday.", abbott)
    assert said == "You must send somebody by Friday."


@pytest.mark.parametrize(
    ("note", "added", "fits"),
    [
        ("You must send somebody by Friday.", "He is on to it.", False),
        ("Bruno slept on my feet.", "I appreciate his care.", False),
        ("I am sorry that I missed your birthday.", "I'm so sorry for that.", False),
        ("I am sorry that I missed your birthday.", "You deserved better than that.", True),
    ],
)
def test_what_is_added_is_a_feeling_of_ones_own(note: str, added: str, *, fits: bool) -> None:
    assert feels_more(added, note) is fits


@pytest.mark.parametrize(
    ("note", "said", "same"),
    [
        ("The heating has been broken for nine days.", "The heating is broken nine days.", False),
        (
            "I am sorry that I missed your birthday.",
            "I am sorry, and I missed your birthday.",
            False,
        ),
        ("I am sorry that I missed your birthday.", "I am sorry I missed your birthday.", True),
        ("We have been married for ten years.", "We have been married ten years.", True),
    ],
)
def test_other_words_tell_the_same(note: str, said: str, *, same: bool) -> None:
    assert says_the_same(said, note) is same


def test_he_is_spoken_to_and_she_is_another() -> None:
    assert to_the_recipient("I baked his cake for him.", LEO) == "I baked your cake for you."
    assert to_the_recipient("Her dog bit him.", LEO) == "Her dog bit you."


@pytest.mark.parametrize(
    ("remembered", "said"),
    [
        ("Agata is your sister.", "Agata is my sister."),
        ("You moved to Porto in March.", "I moved to Porto in March."),
        ("Agata visited you in May.", "Agata visited me in May."),
        ("You are allergic to nuts.", "I am allergic to nuts."),
        ("Agata told you that you sing well.", "Agata told me that I sing well."),
        ("Nora lives with you.", "Nora lives with me."),
        ("Nora likes the sea.", "Nora likes the sea."),
    ],
)
def test_what_is_remembered_is_said_by_the_sender(remembered: str, said: str) -> None:
    assert from_the_sender(remembered) == said


@pytest.mark.parametrize(
    ("remembered", "told"),
    [
        ("Agata: got engaged (May 2026).", "Agata got engaged in May 2026."),
        ("Agata: had an exam (3 May 2026).", "Agata had an exam on 3 May 2026."),
        ("You live in Porto (since June 2026).", "I live in Porto since June 2026."),
        ("You promised: to call Agata.", "I promised to call Agata."),
        ("To remember: Agata owes you a book.", "Agata owes me a book."),
    ],
)
def test_what_is_remembered_is_told_as_in_a_letter(remembered: str, told: str) -> None:
    assert from_the_sender(remembered) == told


@pytest.mark.parametrize(
    ("sentence", "note"),
    [
        ("You’re welcome!", "Thank you."),
        ("It’s okay, we’ll make it up to you.", "I am sorry I missed your birthday."),
        ("I know where you live.", "You live in Ghent."),
        ("Don't worry, it was hard.", "I could not come."),
    ],
)
def test_an_answer_to_the_writer_is_no_feeling_of_theirs(sentence: str, note: str) -> None:
    assert not feels_more(sentence, note)
    assert feels_more("I still smile when I think of it.", note)
