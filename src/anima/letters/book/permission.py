"""Asking the people of a book whether their letters may be in it."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence

from anima.letters.book.book import Book
from anima.letters.book.foreword import said
from anima.letters.book.piece import Piece
from anima.letters.letter import Letter, Stage
from anima.letters.sending.permitted import PERMISSION

__all__ = [
    "answers_of",
    "held_back",
    "old_permission_key",
    "people_in",
    "permission_key",
    "permission_text",
    "whose",
]


def permission_key(title: str, person: str) -> str:
    """By which the question to somebody about a book is known, so that it is asked once.

    A title in other capitals is the same book's.
    """
    return old_permission_key(" ".join(title.split()).casefold(), person)


def old_permission_key(title: str, person: str) -> str:
    """What such a question was known by when a title had to be the same to the letter."""
    told = f"{title}\x00{person.strip().lower()}"
    return PERMISSION + hashlib.sha256(told.encode()).hexdigest()[:16]


def permission_text(person: str, title: str, count: int, sender: str, *, renamed: bool) -> str:
    """The question, with what it is about and what a no means."""
    letters = f"{said(count)} letters" if count != 1 else "one letter"
    names = (
        "Names are changed in it, yours too."
        if renamed
        else "Your name stands in it; I can change it if you like."
    )
    return "\n\n".join(
        (
            f"Dear {person},",
            f"I am making a book of letters, “{title}”, and would like to have {letters} in it "
            f"that you wrote or received. {names}",
            "May they be in it? A plain yes or no is enough. Without your yes they stay out.",
            f"Yours,\n{sender}",
        )
    )


def answers_of(letters: Iterable[Letter]) -> dict[str, str]:
    """What became of each question, by its key: yes, no, asked, or written and not sent.

    Under the key of a book without a title stands who said no, or was asked, for any book.
    """
    found: dict[str, str] = {}
    for letter in letters:
        if letter.batch.startswith(PERMISSION):
            verdicts = [each.verdict for each in letter.replies if each.verdict in ("yes", "no")]
            asked = "asked" if letter.stage is Stage.SENT else "written, not sent"
            said_ = verdicts[-1] if verdicts else asked
            found[letter.batch] = said_
            found[permission_key(letter.brief.occasion, letter.brief.recipient)] = said_
            for_any = permission_key("", letter.brief.recipient)
            if said_ == "no" or (said_ == "asked" and found.get(for_any) != "no"):
                found[for_any] = said_
    return found


def held_back(pieces: Sequence[Piece], title: str, answers: Mapping[str, str]) -> dict[str, str]:
    """Letters that stay out of the book with this title, and why: somebody in it said no, or was
    asked and has not answered; without a title, about whichever book."""
    held: dict[str, str] = {}
    for piece in pieces:
        for name in whose(piece):
            said_ = answers.get(permission_key(title, name), "")
            if said_ == "no":
                held[piece.id] = f"{name} said no."
            elif said_ == "asked":
                held.setdefault(piece.id, f"{name} was asked and has not answered yet.")
    return held


def people_in(book: Book) -> dict[str, int]:
    """Who wrote or received letters that are taken, and how many, by their own names."""
    counted: dict[str, int] = {}
    for each in book.choice:
        for name in whose(each.score.piece) if each.taken else ():
            counted[name] = counted.get(name, 0) + 1
    return counted


def whose(piece: Piece) -> list[str]:
    """Who wrote and who received a letter."""
    return [name for name in dict.fromkeys((piece.writer, piece.recipient)) if name]
