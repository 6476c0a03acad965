"""What `anima letters book` does: the letters of a folder become a book."""

import asyncio
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console
from rich.table import Table

from anima.app import OWNER, open_vault
from anima.files_out import put
from anima.letters import LetterError, Studio
from anima.letters.book import Book, Plan, bind, pieces_in, plan_book
from anima.letters.book.permission import answers_of, people_in, permission_key
from anima.memory import EventLog
from anima.offer_desk import as_agreed, offers_written, permission_order
from anima.paper_app import fonts
from anima.settings import Settings
from anima.values import SystemClock


@dataclass(frozen=True, slots=True)
class Question:
    """Whom of the book is asked, by whom.

    Attributes:
        person: Their name as the letters have it; empty to see everybody.
        sender: Who asks.
        address: Where the question goes; empty for what is noted.
    """

    person: str
    sender: str
    address: str


NAMES = ("book.pdf", "book.epub", "cover.png")
"""The files of a finished book."""


async def make_book(
    settings: Settings, console: Console, folder: Path, out: Path, plan: Plan
) -> None:
    """Choose, order and bind, and say which letters were taken and why."""
    pieces = await asyncio.to_thread(pieces_in, folder)
    plan = await as_agreed(settings, pieces, plan)
    place = await fonts(console)
    with console.status("Choosing and setting …"):
        book = await asyncio.to_thread(plan_book, pieces, plan)
        bound = await asyncio.to_thread(bind, book, place)
    for name, content in zip(NAMES, (bound.pdf, bound.epub, bound.cover), strict=True):
        await asyncio.to_thread(put, out / name, content)
    taken = sum(each.taken for each in book.choice)
    parts = ", ".join(f"“{part.title}”" for part in book.text.parts)
    console.print(
        f"“{book.text.title}”: {taken} of {len(pieces)} letters, in the parts {parts}.",
        markup=False,
        highlight=False,
    )
    console.print(
        f"{', '.join(NAMES)} are in {out}. Why each letter is in it: add --why.", markup=False
    )


async def show_choice(settings: Settings, console: Console, folder: Path, plan: Plan) -> None:
    """List every letter, the best first, whether it would be taken, and why."""
    pieces = await asyncio.to_thread(pieces_in, folder)
    plan = await as_agreed(settings, pieces, plan)
    _print_choice(console, await asyncio.to_thread(plan_book, pieces, plan))


def _print_choice(console: Console, book: Book) -> None:
    table = Table(box=None, pad_edge=False, show_header=False)
    table.add_column(no_wrap=True)
    table.add_column(style="dim", overflow="fold")
    table.add_column(overflow="fold", ratio=1)
    for each in book.choice:
        table.add_row("in" if each.taken else "", each.score.piece.id, each.why)
    console.print(table, markup=False)


async def ask_permission(
    settings: Settings, console: Console, folder: Path, plan: Plan, question: Question
) -> None:
    """List the people of a book and what they said; or write to one of them and ask."""
    if not plan.title.strip():
        raise LetterError("The book needs a title first.", advice="Give it with --title.")
    pieces = await asyncio.to_thread(pieces_in, folder)
    async with await open_vault(settings) as vault:
        studio = Studio(vault, OWNER, EventLog(vault, OWNER, SystemClock()))
        letters = await studio.letters()
        # Who was asked is listed, too, though their letters wait outside.
        book = await asyncio.to_thread(plan_book, pieces, plan)
        counted, answers = people_in(book), answers_of(letters)
        if not question.person:
            _print_people(console, plan.title, counted, answers)
            return
        if question.person not in counted:
            raise LetterError(
                f"Nobody in the book is called {question.person!r}.",
                advice="See them without --person.",
            )
        if not question.sender.strip():
            raise LetterError("Somebody has to ask.", advice="Say who with --from.")
        order = permission_order(
            question.person, plan.title, counted[question.person], question.sender.strip(),
            renamed=bool(plan.renaming), address=question.address,
        )  # fmt: skip
        (identity,) = await offers_written(studio, [order])
        letter = await studio.letter(identity)
    console.print(f"{letter.text}\n", markup=False, highlight=False)
    console.print(
        f"It waits for your yes: anima letters send {letter.id[-8:]} --words-only",
        markup=False,
        highlight=False,
    )


def _print_people(
    console: Console, title: str, counted: dict[str, int], answers: dict[str, str]
) -> None:
    table = Table(box=None, pad_edge=False)
    for heading in ("Who", "Letters", "Permission"):
        table.add_column(heading)
    for name, count in counted.items():
        said = answers.get(permission_key(title, name), "not asked")
        table.add_row(name, str(count), said)
    console.print(table, markup=False)
