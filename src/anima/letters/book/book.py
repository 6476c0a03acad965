"""The book as a whole: planned from the letters and what was decided, then bound."""

import uuid
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from anima.letters.book.arc import parts_of
from anima.letters.book.book_text import BookText
from anima.letters.book.choice import Chosen, choose
from anima.letters.book.cover import cover_png, cover_source
from anima.letters.book.epub import book_epub
from anima.letters.book.foreword import foreword, said
from anima.letters.book.pdf import book_pdf, book_png
from anima.letters.book.piece import Piece
from anima.letters.book.ranking import ranked
from anima.letters.book.renaming import Renaming, renaming_of
from anima.letters.letter_error import LetterError


@dataclass(frozen=True, slots=True)
class Plan:
    """What a book is to be.

    Attributes:
        title: Its title; empty for one made of the letters.
        editor: Who chose: her name.
        count: How many letters at most; 0 for three in five, but no more than sixty.
        pinned: Ids of letters that must be in it.
        dropped: Ids of letters that must not.
        held: Ids of letters that are kept back, each with the reason: nobody has agreed yet.
        renaming: Names that are changed.
        made: On which day.
    """

    title: str = ""
    editor: str = ""
    count: int = 0
    pinned: Collection[str] = ()
    dropped: Collection[str] = ()
    held: Mapping[str, str] = field(default_factory=dict[str, str])
    renaming: Renaming = field(default_factory=lambda: renaming_of({}))
    made: date = field(default_factory=date.today)


@dataclass(frozen=True, slots=True)
class Book:
    """A planned book: which letters, why, and all its words."""

    choice: tuple[Chosen, ...]
    text: BookText
    renaming: Renaming


@dataclass(frozen=True, slots=True)
class Bound:
    """A finished book."""

    pdf: bytes
    epub: bytes
    cover: bytes


def plan_book(pieces: Sequence[Piece], plan: Plan) -> Book:
    """Choose, rename, order, and write what stands around the letters.

    Raises `LetterError` when there are too few letters.
    """
    known = {piece.id for piece in pieces}
    if strangers := sorted({*plan.pinned, *plan.dropped} - known):
        raise LetterError(
            f"No letter is called {strangers[0]}.", advice="See them with: anima letters book --why"
        )
    count = plan.count or min(60, max(3, round(0.6 * len(pieces))))
    choice = choose(pieces, count, pinned=plan.pinned, dropped=plan.dropped, held=plan.held)
    taken = [each for each in choice if each.taken]
    if len(taken) < 2:
        raise LetterError("There are too few letters for a book.", advice="Two are the least.")
    renamed = [plan.renaming.piece(each.score.piece) for each in taken]
    parts = parts_of(renamed)
    # Judged again after renaming, so that no line quoted on the cover has an original name.
    best = ranked(renamed)
    writers = {piece.writer for piece in renamed if piece.writer}
    author = writers.pop() if len(writers) == 1 else ""
    title = plan.renaming.text(plan.title) or (f"Letters of {author}" if author else "Letters")
    text = BookText(
        title=title,
        subtitle=f"{said(len(renamed)).capitalize()} letters",
        author=author,
        editor=plan.renaming.text(plan.editor),
        foreword=tuple(foreword(parts, best, read=len(pieces), editor=plan.editor, writer=author)),
        notes=_notes(plan, author),
        parts=tuple(parts),
        quote=_short(best[0].best),
        made=plan.made,
        identifier=uuid.uuid5(uuid.NAMESPACE_OID, title + "".join(p.text for p in renamed)).urn,
    )
    return Book(tuple(choice), text, plan.renaming)


def bind(book: Book, fonts: Path) -> Bound:
    """Typeset and pack the book.

    Args:
        fonts: The folder of the hands, for the line on the cover.

    Raises `LetterError` when an original name would be left in it.
    """
    text = book.text
    source, inputs = cover_source(text.title, text.subtitle, text.author, text.quote, fonts)
    epub_cover = cover_png(text.title, text.subtitle, text.author, text.quote, fonts)
    pdf = book_pdf(text, source, inputs)
    if left := book.renaming.left_in(_all_words(text)):
        raise LetterError(
            f"{len(left)} of the names to be changed would still stand in the book.",
            advice="Give the names as they stand in the letters.",
        )
    return Bound(pdf, book_epub(text, epub_cover), epub_cover)


def pictures(book: Book, fonts: Path, ppi: float = 60) -> list[bytes]:
    """Every page as a picture, to be looked at before printing."""
    text = book.text
    source, inputs = cover_source(text.title, text.subtitle, text.author, text.quote, fonts)
    return book_png(text, source, inputs, ppi)


def _notes(plan: Plan, author: str) -> tuple[str, ...]:
    whose = f"The letters are {author}’s." if author else "The letters are their writers’."
    names = (
        "Names of people have been changed, everywhere in the same way."
        if plan.renaming
        else "No name has been changed."
    )
    return (
        f"{whose} They stand here whole and in their own words.",
        names,
        "Chosen, ordered and set with Anima, a companion that runs on its owner’s machine. The "
        "foreword is by her; she is an AI.",
        f"Made on {plan.made.day} {plan.made:%B %Y}.",
    )


def _short(line: str, most: int = 100) -> str:
    if len(line) <= most:
        return line
    cut = line[:most].rsplit(" ", 1)[0].rstrip(",;:—- ")
    return f"{cut} …" if cut else line[:most]


def _all_words(text: BookText) -> str:
    letters = [
        "\n".join((piece.recipient, piece.writer, piece.dateline, piece.text))
        for part in text.parts
        for piece in part.pieces
    ]
    titles = [f"{part.title} {part.span}" for part in text.parts]
    around = (text.title, text.subtitle, text.author, text.editor, text.quote)
    return "\n".join((*around, *text.foreword, *text.notes, *titles, *letters))
