"""What counts as the same words when transcripts are compared."""

import pytest

from bench.words import normalised


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Don\u2019t!", "don't"),
        ("The letter 'a', the dogs' food.", "the letter a the dogs food"),
        ("lower-case \u2014 books", "lower case books"),
        ("In 1465", "in fourteen sixty five"),
        ("1900", "nineteen hundred"),
        ("12,500 men", "twelve thousand five hundred men"),
        ("the 21st", "the twenty first"),
    ],
)
def test_spelling_makes_no_difference(one: str, other: str) -> None:
    assert normalised(one) == normalised(other)


@pytest.mark.parametrize(("one", "other"), [("its", "it's"), ("a cat", "a cart"), ("", "no")])
def test_another_word_does(one: str, other: str) -> None:
    assert normalised(one) != normalised(other)
