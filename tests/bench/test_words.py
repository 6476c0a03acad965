"""What counts as the same words when transcripts are compared."""

import pytest

from bench.words import normalised, word_errors


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


@pytest.mark.parametrize(
    ("said", "heard", "wrong"),
    [
        ("two nine three four zero", "29,340.", 0),
        ("twenty nine thousand three hundred forty", "29,340.", 0),
        ("in eighteen thirteen", "In 1813.", 0),
        ("at eight twenty", "At 820.", 0),
        ("at eight oh five", "At 805.", 0),
        ("five k in twenty seven thirty", "5 k in 2730.", 0),
        ("at eight twenty", "At 830.", 1),
        ("nine and a half", "9.5", 0),
        ("nine point five", "9.5", 0),
        ("nine and a quarter", "9.5", 1),
        ("tom dot baker at home dot net", "Tom.baker at home.net", 0),
        ("ten of clubs", "Ten or clubs.", 1),
        ("a newspaper at dawn", "a news paper at dawn", 0),
        ("a news paper at dawn", "a newspaper at dawn", 0),
        ("we saw a cat and ran", "we saw the cat ran", 2),
        ("ten of clubs", "", 3),
        ("", "Thank you.", 2),
    ],
)
def test_a_number_counts_as_what_it_can_be_read_as(said: str, heard: str, wrong: int) -> None:
    assert word_errors(said, heard) == (wrong, len(said.split()))


def test_a_title_is_the_same_written_out() -> None:
    assert word_errors("MISTER QUILTER IS THE APOSTLE", "Mr. Quilter is the apostle.") == (0, 5)
    assert (
        word_errors("Dr Patel lives near St. Paul.", "Doctor Patel lives near Saint Paul.")[0] == 0
    )
