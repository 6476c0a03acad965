"""Offering a book: what is written, to whom, and when it is decent to ask again."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from four_letters import letters_in

from anima.letters import Brief, Letter, LetterError, Reply, Stage
from anima.letters.book import Plan, pieces_in, plan_book
from anima.letters.book.submission import (
    AGAIN,
    OFFER,
    Offer,
    Publisher,
    offers_in,
    publishers_from,
    query_text,
)
from anima.values import EventId

AT = datetime(2026, 1, 5, tzinfo=UTC)
QUERY = Letter("q", Brief("x", "Nora Press", "Theo"), Stage.SENT, AT, sent_at=AT, batch=f"{OFFER}1")


def reply(verdict: str, days: int) -> Reply:
    at = AT + timedelta(days=days)
    return Reply(EventId(f"e{days}"), "nora@example.org", "", "", verdict, at)


def test_they_are_asked_again_after_six_weeks_and_twice_at_most() -> None:
    assert not Offer(QUERY).due(AT + timedelta(weeks=5))
    late = AT + timedelta(weeks=6)
    assert Offer(QUERY).due(late)
    again = replace(QUERY, id="a", sent_at=late, batch=f"{AGAIN}q:1")
    assert not Offer(QUERY, (again,)).due(late + timedelta(weeks=5))
    assert Offer(QUERY, (again,)).due(late + timedelta(weeks=6))
    assert not Offer(QUERY, (again, again)).due(late + timedelta(weeks=60))
    assert not Offer(replace(QUERY, sent_at=None)).due(late)
    waiting = replace(again, stage=Stage.APPROVED, sent_at=None)
    assert not Offer(QUERY, (waiting,)).due(late)
    assert offers_in([QUERY, again, replace(QUERY, id="z", batch="")]) == [Offer(QUERY, (again,))]


@pytest.mark.parametrize(
    ("verdicts", "answer", "due"),
    [
        (("waiting",), "waiting", True),
        (("waiting", "no"), "no", False),
        (("more", "waiting"), "more", False),
        (("bounced",), "bounced", False),
        ((), "", True),
    ],
)
def test_whoever_has_answered_is_left_in_peace(
    verdicts: tuple[str, ...], answer: str, due: bool
) -> None:
    replies = tuple(reply(verdict, number) for number, verdict in enumerate(verdicts, 1))
    offer = Offer(replace(QUERY, replies=replies))
    assert offer.answer == answer
    assert offer.due(AT + timedelta(weeks=7)) is due


def test_the_query_says_what_the_book_is(tmp_path: Path) -> None:
    book = plan_book(pieces_in(letters_in(tmp_path)), Plan(title="Grey Harbours"))
    text = query_text(book, Publisher("Nora Press", "nora@example.org"), "Theo Sand")
    assert text.startswith("Dear Nora Press,")
    assert "“Grey Harbours”" in text
    assert "with the help of an AI" in text
    assert "Part One, “" in text
    assert len(text.split()) < 400


def test_a_table_of_publishers_is_read_whole_or_refused(tmp_path: Path) -> None:
    table = tmp_path / "houses.csv"
    table.write_text("Name,Address\nNora Press,nora@example.org\n,agata@example.org\n")
    assert [each.name for each in publishers_from(table)] == ["Nora Press", "agata@example.org"]
    table.write_text("name,address\nNora Press,nowhere\n")
    with pytest.raises(LetterError, match="row 1"):
        publishers_from(table)
    table.write_text("name,address\n")
    with pytest.raises(LetterError, match="no rows"):
        publishers_from(table)
