"""The book on the page: letters from files and from the studio, the choice explained, and bound."""

import asyncio
import csv
import io
import tempfile
from collections.abc import AsyncGenerator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path

from pydantic import BaseModel, Field

from anima.letters import Letter, LetterError, Stage
from anima.letters.book import Book, Plan, pairs_from, pieces_in, plan_book, renaming_of
from anima.letters.book.permission import answers_of, held_back, people_in, permission_key
from anima.studio_wishes import Asked
from anima.values import JsonValue

__all__ = ["BookWish", "book_view", "planned", "require_title"]


class File(BaseModel):
    """A file that the page read."""

    name: str = Field(min_length=1, max_length=200)
    text: str = Field(max_length=2_000_000)


class BookWish(Asked):
    """What a book is to be. `own` takes the letters that went from the studio, too."""

    files: tuple[File, ...] = Field((), max_length=3000)
    own: bool = False
    title: str = Field("", max_length=200)
    count: int = Field(0, ge=0, le=1000)
    pinned: tuple[str, ...] = ()
    dropped: tuple[str, ...] = ()
    renames: tuple[str, ...] = Field((), max_length=300)
    sender: str = Field("", max_length=200)
    publishers: File | None = None
    person: str = Field("", max_length=200)


async def planned(wish: BookWish, letters: Sequence[Letter], editor: str) -> Book:
    """The book as it would be. Raises `LetterError` when there are too few letters."""
    async with _folder(wish, letters) as folder:
        pieces = await asyncio.to_thread(pieces_in, folder)
    known = {piece.id for piece in pieces}
    plan = Plan(
        title=wish.title,
        editor=editor,
        count=wish.count,
        pinned=frozenset(wish.pinned) & known,
        dropped=frozenset(wish.dropped) & known,
        held=held_back(pieces, wish.title.strip(), answers_of(letters)),
        renaming=renaming_of(pairs_from(list(wish.renames))),
    )
    return await asyncio.to_thread(plan_book, pieces, plan)


@asynccontextmanager
async def _folder(wish: BookWish, letters: Sequence[Letter]) -> AsyncGenerator[Path]:
    """The letters as files, the way the binder reads them."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        for file in wish.files:
            (folder / Path(file.name).name).write_text(file.text, "utf-8")
        gone = [each for each in letters if each.stage is Stage.SENT and not each.batch]
        if wish.own and gone:
            _put_own(folder, gone)
        yield folder


def _put_own(folder: Path, letters: Sequence[Letter]) -> None:
    manifest = folder / "manifest.csv"
    rows: list[dict[str, str]] = []
    columns = ["file", "writer", "recipient", "dateline"]
    if manifest.exists():
        reader = csv.DictReader(io.StringIO(manifest.read_text("utf-8-sig")))
        rows = [{key: row.get(key) or "" for key in columns} for row in reader]
    for letter in letters:
        at = letter.sent_at or letter.began
        name = f"{at:%Y-%m-%d}-{letter.id[-8:]}.txt"
        (folder / name).write_text(letter.text, "utf-8")
        day = f"{at.day} {at:%B %Y}"
        written = (name, letter.brief.sender, letter.brief.recipient, day)
        rows.append(dict(zip(columns, written, strict=True)))
    table = io.StringIO()
    writer = csv.DictWriter(table, columns)
    writer.writeheader()
    writer.writerows(rows)
    manifest.write_text(table.getvalue(), "utf-8")


def book_view(book: Book, letters: Sequence[Letter]) -> JsonValue:
    """The choice with its reasons, the parts, and who was asked for their permission."""
    title = book.text.title
    asked = answers_of(letters)
    choice: list[JsonValue] = [
        {
            "id": each.score.piece.id,
            "recipient": each.score.piece.recipient,
            "taken": each.taken,
            "why": each.why,
            "best": each.score.best,
            "total": round(each.score.total, 2),
            "feeling": round(each.score.feeling, 2),
            "concreteness": round(each.score.concreteness, 2),
            "surprise": round(each.score.surprise, 2),
            "completeness": round(each.score.completeness, 2),
        }
        for each in book.choice
    ]
    people: list[JsonValue] = [
        {"name": name, "letters": count, "said": asked.get(permission_key(title, name), "")}
        for name, count in people_in(book).items()
    ]
    parts: list[JsonValue] = [
        {"title": part.title, "span": part.span, "letters": len(part.pieces)}
        for part in book.text.parts
    ]
    return {"title": title, "parts": parts, "choice": choice, "people": people}


def require_title(wish: BookWish) -> str:
    """The title, without which nobody can be asked about a book. Raises `LetterError`."""
    if not wish.title.strip():
        raise LetterError("The book needs a title first.")
    return wish.title.strip()
