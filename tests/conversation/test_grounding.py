"""What she says of the words of others stands in them."""

from collections.abc import AsyncGenerator

import pytest

from anima.conversation.grounding import grounded, is_about_others, read_out, strangers

SHOWN = (
    '[A mail by somebody else] "Lost: a grey cat called Pepper. Ring at number 18 at forty past '
    'five, or on Monday."\nThe part about it: Lost: a grey cat called Pepper.\nWhat is it called?'
)
SHORT = '[A text by somebody else] "Apples, 12 euros.\nPears, 9."\nWhat do pears cost?'


@pytest.mark.parametrize(
    ("answer", "found"),
    [
        ("The cat is called Pepper.", []),
        ("The cat is called Sela.", ["Sela"]),
        ("Pepper's home is at number eighteen, at 5:40.", []),
        ("Ring at number 19.", ["19"]),
        ("On Monday. Sure, I'm certain it is two things.", []),
        ("Come on Tuesday.", ["Tuesday"]),
        ("Tuesday it is not, I think.", []),
        ("thirty minutes", ["thirty"]),
    ],
)
def test_a_number_or_name_from_elsewhere_is_noticed(answer: str, found: list[str]) -> None:
    assert strangers(answer, SHOWN) == found


async def said(*pieces: str, shown: str = SHOWN) -> str:
    async def streamed() -> AsyncGenerator[str]:
        for piece in pieces:
            yield piece

    return "".join([piece async for piece in grounded(streamed(), shown)])


async def test_an_answer_by_the_text_is_said_as_it_is() -> None:
    assert (
        await said("It is called", " Pepper. Ring at", " 18.") == "It is called Pepper. Ring at 18."
    )
    assert await said("It is called Pepper") == "It is called Pepper"
    assert await said() == ""


async def test_of_another_the_sentences_that_are_near_are_read_out() -> None:
    assert (
        await said("It is called Se", "la. Nice.") == "It says: “Lost: a grey cat called Pepper.”"
    )
    assert await said("It is called Sela") == "It says: “Lost: a grey cat called Pepper.”"
    assert read_out(SHORT) == "It says: “Apples, 12 euros. Pears, 9.”"
    assert await said("Pears cost 7 euros.", shown=SHORT) == read_out(SHORT)


async def test_what_was_right_before_it_stays_said() -> None:
    assert await said("Pepper is lost. Call Sela. Bye.") == "Pepper is lost. "
    assert await said("Pepper is lost. Call Sela") == "Pepper is lost. "


def test_what_a_person_says_is_no_passage() -> None:
    assert is_about_others(SHOWN)
    assert not is_about_others("I got a mail by somebody else.")
