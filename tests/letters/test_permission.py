"""Whose letters stay out of a book: a no holds however the title is typed."""

from datetime import UTC, datetime

import pytest

from anima.letters import Letter, Reply, Stage
from anima.letters.book import Piece
from anima.letters.book.permission import answers_of, held_back, old_permission_key
from anima.offer_desk import permission_order
from anima.values import EventId

AT = datetime(2026, 5, 1, tzinfo=UTC)
PIECE = Piece("0", "Come.", "Theo", "Ruth", "", None)
NO = {"0": "Ruth said no."}
WAITS = {"0": "Ruth was asked and has not answered yet."}


def asked(title: str, *verdicts: str, batch: str = "") -> Letter:
    """A question that went to Ruth, with what came back."""
    order = permission_order("Ruth", title, 1, "Theo", renamed=False)
    replies = tuple(Reply(EventId("r"), "ruth@x", "", "", each, AT) for each in verdicts)
    key = batch or order.key
    return Letter("a", order.brief, Stage.SENT, AT, replies=replies, batch=key)


@pytest.mark.parametrize("title", ["From the lake", "From the Lake", "FROM  THE LAKE", ""])
def test_a_no_holds_for_the_book_however_its_title_is_typed(title: str) -> None:
    answers = answers_of([asked("From the lake", "no")])
    assert held_back([PIECE], title, answers) == NO
    assert held_back([PIECE], "Another", answers) == {}


@pytest.mark.parametrize("title", ["From the lake", "From the Lake", ""])
def test_a_question_of_an_earlier_version_counts(title: str) -> None:
    batch = old_permission_key("From the lake", "Ruth")
    assert held_back([PIECE], title, answers_of([asked("From the lake", batch=batch)])) == WAITS


def test_the_same_question_is_not_asked_again_in_other_capitals() -> None:
    one = permission_order("Ruth", "From the lake", 1, "Theo", renamed=False)
    other = permission_order("Ruth", "From the Lake ", 1, "Theo", renamed=False)
    assert one.key == other.key


def test_without_a_title_the_no_to_any_book_outweighs_the_yes_to_another() -> None:
    letters = [asked("One", "no"), asked("Two", "yes"), asked("Three")]
    assert held_back([PIECE], "", answers_of(letters)) == NO
    assert held_back([PIECE], "Two", answers_of(letters)) == {}
