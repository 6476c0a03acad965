"""Getting the book to a publisher: the query letter, the synopsis, and asking again in time."""

import csv
import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from anima.letters.book.book import Book
from anima.letters.book.foreword import said
from anima.letters.letter import Letter, Stage
from anima.letters.letter_error import LetterError
from anima.letters.sending.parcel import require_address

FOLLOW_UP = timedelta(weeks=6)
"""How long a publisher is left in peace before being asked again."""

MOST_FOLLOW_UPS = 2
DECIDED = frozenset({"yes", "no", "more", "bounced"})
"""Verdicts after which nobody is asked again."""

OFFER, AGAIN = "offer:", "again:"
"""What the orders of query letters and of questions after them begin with."""


@dataclass(frozen=True, slots=True)
class Publisher:
    """Somebody the book is offered to.

    Attributes:
        name: The house, or the editor.
        address: Their mail address.
    """

    name: str
    address: str


def publishers_from(path: Path) -> list[Publisher]:
    """A list of addresses: a CSV with the columns name and address. Raises `LetterError`."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = [
                {str(k).strip().lower(): (v or "").strip() for k, v in row.items() if k}
                for row in csv.DictReader(file)
            ]
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise LetterError(f"{path.name} cannot be read as a table.") from error
    found: list[Publisher] = []
    for number, row in enumerate(rows, 1):
        try:
            address = require_address(row.get("address", ""))
        except LetterError as error:
            raise LetterError(f"{path.name}, row {number}: {error}") from error
        found.append(Publisher(row.get("name", "") or address, address))
    if not found:
        raise LetterError(f"{path.name} has no rows.", advice="Its columns are: name, address.")
    return found


def query_text(book: Book, publisher: Publisher, sender: str) -> str:
    """The query letter: what the book is, one line of it, what is enclosed. Half a page."""
    text = book.text
    count = sum(len(part.pieces) for part in text.parts)
    words = sum(piece.words for part in text.parts for piece in part.pieces)
    spans = [part.span for part in text.parts if part.span]
    when = (
        f", written from {spans[0].split(' to ')[0]} to {spans[-1].split(' to ')[-1]}"
        if spans
        else ""
    )
    whose = f" by {text.author}" if text.author else ""
    return "\n\n".join(
        (
            f"Dear {publisher.name},",
            f"I offer you “{text.title}”: {said(count)} letters{whose}{when}, about "
            f"{round(words, -3) or words:,} words. They were chosen from "
            f"{said(len(book.choice))} and stand in {said(len(text.parts))} "
            f"part{'s' if len(text.parts) != 1 else ''}, each letter whole and in its own words.",
            f"One line stands for all of them: “{text.quote}”",
            "A synopsis follows below, and the first part is enclosed. The whole is ready as PDF "
            "and EPUB whenever you want to read it. I offer it to other houses at the same time.",
            "Choice and order were made with the help of an AI; no word of the letters is its own.",
            f"Yours sincerely,\n{sender}",
            f"Synopsis\n\n{synopsis(book)}",
        )
    )


def synopsis(book: Book) -> str:
    """The book told part by part, from what is in it."""
    told: list[str] = []
    for part in book.text.parts:
        people = list(dict.fromkeys(piece.recipient for piece in part.pieces if piece.recipient))
        to = f" to {_listed(people)}" if people else ""
        span = f" ({part.span})" if part.span else ""
        told.append(
            f"Part {part.number}, “{part.title}”{span}: {said(len(part.pieces))} letters{to}."
        )
    return "\n".join(told)


def follow_up_text(book_title: str, publisher: Publisher, sender: str, weeks: int) -> str:
    """A short and friendly question after some weeks of silence."""
    return "\n\n".join(
        (
            f"Dear {publisher.name},",
            f"{said(weeks).capitalize()} weeks ago I offered you “{book_title}”. I would be glad "
            "to know whether you have had time to look at it, and I am happy to send the whole.",
            f"Yours sincerely,\n{sender}",
        )
    )


def _listed(people: Sequence[str]) -> str:
    shown = list(people[:4]) + (["others"] if len(people) > 4 else [])
    return shown[0] if len(shown) == 1 else f"{', '.join(shown[:-1])} and {shown[-1]}"


def offer_key(title: str, publisher: Publisher) -> str:
    """By which the offer of a book to somebody is known, so that none is made twice."""
    told = f"{title}\x00{publisher.address.lower()}"
    return OFFER + hashlib.sha256(told.encode()).hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class Offer:
    """A book offered to a publisher, and how far that has come.

    Attributes:
        letter: The query letter.
        follow_ups: The questions asked since, oldest first.
    """

    letter: Letter
    follow_ups: tuple[Letter, ...] = ()

    @property
    def answer(self) -> str:
        """What they said, by the newest reply that decides something; empty for nothing."""
        replies = [reply for each in (self.letter, *self.follow_ups) for reply in each.replies]
        verdicts = [reply.verdict for reply in sorted(replies, key=lambda reply: reply.at)]
        decided = [verdict for verdict in verdicts if verdict in DECIDED]
        return decided[-1] if decided else next(iter(verdicts[-1:]), "")

    @property
    def asked_at(self) -> datetime | None:
        """When they were last written to; None before anything went."""
        sent = [each.sent_at for each in (self.letter, *self.follow_ups) if each.sent_at]
        return max(sent, default=None)

    def due(self, now: datetime) -> bool:
        """Whether it is decent to ask again: after six weeks of silence, and twice at most."""
        if self.asked_at is None or self.answer in DECIDED:
            return False
        under_way = any(each.stage is not Stage.SENT for each in self.follow_ups)
        silent = now - self.asked_at >= FOLLOW_UP
        return silent and not under_way and len(self.follow_ups) < MOST_FOLLOW_UPS


def offers_in(letters: Iterable[Letter]) -> list[Offer]:
    """Every offer among these letters, oldest first, with what was asked since."""
    listed = list(letters)
    asked: dict[str, list[Letter]] = {}
    for letter in listed:
        if letter.batch.startswith(AGAIN):
            asked.setdefault(letter.batch.removeprefix(AGAIN).partition(":")[0], []).append(letter)
    return [
        Offer(letter, tuple(asked.get(letter.id, ())))
        for letter in listed
        if letter.batch.startswith(OFFER)
    ]
