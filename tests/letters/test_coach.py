"""The coach asks and writes nothing; whose words a letter has can be seen."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from anima.letters import Brief
from anima.letters.coach import Coach, own_share

BRIEF = Brief("x", "Nora Lind", "Theo", happened=("Nora helped me move.",))


def test_it_asks_on_until_it_can_be_seen_and_felt() -> None:
    coach = Coach(BRIEF)
    assert "“Nora helped me move.”" in coach.question()
    coach.answer("you helped me")
    assert "a little more" in coach.question()
    coach.answer("You carried the piano up with cold hands and I was so glad.")
    assert "never say to Nora" in coach.question()
    coach.answer("")
    assert "puts the letter down" in coach.question()
    coach.answer("That I would have given up without the sight of you on those stairs")
    assert "I cannot see it yet" in coach.question()
    coach.answer("Your red coat.")
    assert coach.question() == ""
    assert coach.letter("Dear Nora,", "Theo") == (
        "Dear Nora,\n\nyou helped me. You carried the piano up with cold hands and I was so glad."
        "\n\nThat I would have given up without the sight of you on those stairs. Your red coat."
        "\n\nTheo"
    )


@given(st.lists(st.text(st.characters(codec="utf-8"), max_size=40), max_size=12))
def test_every_word_of_the_letter_is_theirs(answers: list[str]) -> None:
    coach = Coach(BRIEF)
    for answer in answers:
        coach.answer(answer)
    text = "\n\n".join(coach.said)
    others, _, _ = own_share(text, answers)
    assert len(own_share(text, coach.said)[0]) == 0
    assert len(others) == 0 or len(answers) > 1, "only where two answers meet"


def test_questions_come_to_an_end() -> None:
    coach = Coach(Brief("x", "Nora", "Theo"))
    for _ in range(20):
        if coach.question():
            coach.answer("No.")
    assert coach.question() == ""


@pytest.mark.parametrize(
    ("text", "others"),
    [
        ("You helped me move house.", []),
        ("You helped me move house. How wonderful!", ["How", "wonderful"]),
        ("Truly, you helped me move.", ["Truly"]),
    ],
)
def test_whose_words_they_are(text: str, others: list[str]) -> None:
    found, theirs, whole = own_share(text, ["You helped me move house."])
    assert [text[start:end] for start, end in found] == others
    assert theirs == whole - len(others)
