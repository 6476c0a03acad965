"""Orders by table, the book, and its way to publishers, for the page."""

import asyncio
import tempfile
from collections.abc import AsyncIterator, Sequence
from pathlib import Path

from pydantic import Field

from anima.app import Anima
from anima.batch_desk import begun, dress_of, shown_one_by_one, written
from anima.letters import LetterError, Studio
from anima.letters.book import Bound, bind
from anima.letters.book.permission import people_in
from anima.letters.book.submission import offers_in, publishers_from
from anima.letters.sending import Attachment, Order, orders_from
from anima.offer_desk import (
    ANSWERS,
    again_order,
    first_part,
    in_thread,
    offer_order,
    offers_written,
    permission_order,
    weeks_since,
)
from anima.paper_app import fonts
from anima.persona import load_identity
from anima.sending_app import Dress
from anima.storage import Vault
from anima.studio_book import BookWish, book_view, planned, require_title
from anima.studio_papers import silent
from anima.studio_telling import sent
from anima.studio_view import letter_view
from anima.studio_wishes import Asked, Ready, wish_of
from anima.values import JsonValue

__all__ = ["StudioMany"]


class _Table(Ready):
    """A table of orders."""

    letter: str = ""
    name: str = Field(min_length=1, max_length=200)
    text: str = Field(max_length=8_000_000)
    sender: str = Field(min_length=1, max_length=200)


class _Each(Asked):
    letter: str = Field(min_length=1, max_length=80)
    digest: str = Field("", max_length=64)


class _Several(Asked):
    letters: tuple[_Each, ...] = Field(min_length=1, max_length=5000)


class StudioMany:
    """What concerns many letters at once; the last bound book lives only here."""

    def __init__(self, anima: Anima, vault: Vault, studio: Studio) -> None:
        self._anima = anima
        self._vault = vault
        self._studio = studio
        self._bound: Bound | None = None

    async def told(self, wish: JsonValue) -> AsyncIterator[JsonValue] | None:
        """What takes a while; None when it concerns one letter."""
        match wish_of(Asked, wish).do:
            case "batch":
                return self._batch(wish_of(_Table, wish))
            case "send-all":
                ids = [each.letter for each in wish_of(_Several, wish).letters]
                return sent(self._anima.settings, self._vault, self._studio, ids)
            case "offer":
                return self._offer(wish_of(BookWish, wish))
            case "follow-up":
                return self._follow_up()
            case _:
                return None

    async def yes_all(self, wish: JsonValue) -> JsonValue:
        """One yes to each of these, to exactly what was shown of it."""
        for each in wish_of(_Several, wish).letters:
            await self._studio.approve(each.letter, each.digest, how="a batch")
        return {}

    async def no_all(self, wish: JsonValue) -> JsonValue:
        """A no to each of these."""
        for each in wish_of(_Several, wish).letters:
            await self._studio.decline(each.letter)
        return {}

    async def choice(self, wish: JsonValue) -> JsonValue:
        """Which letters would be in the book, and why."""
        letters = await self._studio.letters()
        book = await planned(wish_of(BookWish, wish), letters, await self._name())
        return book_view(book, letters)

    async def bind(self, wish: JsonValue) -> JsonValue:
        """Make the book; its files can be fetched then."""
        letters = await self._studio.letters()
        book = await planned(wish_of(BookWish, wish), letters, await self._name())
        self._bound = await asyncio.to_thread(bind, book, await fonts(silent()))
        return {"title": book.text.title, "bytes": len(self._bound.pdf)}

    def book_file(self, name: str) -> tuple[bytes, str]:
        """A file of the book that was bound last. Raises `LookupError` when there is none."""
        if self._bound is None:
            raise LookupError(name)
        return {
            "book.pdf": (self._bound.pdf, "application/pdf"),
            "book.epub": (self._bound.epub, "application/epub+zip"),
            "cover.png": (self._bound.cover, "image/png"),
        }[name]

    async def permission(self, wish: JsonValue) -> JsonValue:
        """The letter that asks one of the book's people; sent like any other, after a yes."""
        asked = wish_of(BookWish, wish)
        title = require_title(asked)
        letters = await self._studio.letters()
        counted = people_in(await planned(asked, letters, ""))
        if asked.person not in counted or not asked.sender.strip():
            raise LetterError("Say who asks, and whom of the book.")
        order = permission_order(
            asked.person, title, counted[asked.person], asked.sender.strip(),
            renamed=bool(asked.renames),
        )  # fmt: skip
        (identity,) = await offers_written(self._studio, [order])
        return letter_view(await self._studio.letter(identity))

    async def offers(self, _: JsonValue) -> JsonValue:
        """Every offer, with what became of it."""
        now = self._anima.clock.now()
        rows: list[JsonValue] = []
        for each in offers_in(await self._studio.letters()):
            answer = each.answer or ("silent for six weeks" if each.due(now) else "")
            rows.append(
                {
                    "letter": each.letter.id,
                    "publisher": each.letter.brief.recipient,
                    "book": each.letter.brief.occasion,
                    "stage": each.letter.stage.value,
                    "sent": each.letter.sent_at.isoformat() if each.letter.sent_at else "",
                    "asked_again": len(each.follow_ups),
                    "answer": ANSWERS.get(answer, answer),
                    "due": each.due(now),
                }
            )
        return {"offers": rows}

    async def _batch(self, table: _Table) -> AsyncIterator[JsonValue]:
        orders = await asyncio.to_thread(_orders, table)
        dress = Dress(table.subject, None if table.words_only else table.look)
        letters = await begun(self._studio, orders)
        yield {"writing": 0, "total": len(orders)}
        async for done in written(self._anima.model, self._studio, orders, letters):
            yield {"writing": done, "total": len(orders)}
        dressed = [(letters[order.key].id, dress_of(order, dress)) for order in orders]
        async for shown in self._shown(dressed):
            yield shown

    async def _offer(self, wish: BookWish) -> AsyncIterator[JsonValue]:
        require_title(wish)
        if wish.publishers is None or not wish.sender.strip():
            raise LetterError("A list of publishers and who signs are needed.")
        with tempfile.TemporaryDirectory() as place:
            path = Path(place) / Path(wish.publishers.name).name
            await asyncio.to_thread(path.write_text, wish.publishers.text, "utf-8")
            publishers = await asyncio.to_thread(publishers_from, path)
        book = await planned(wish, await self._studio.letters(), await self._name())
        sample = await asyncio.to_thread(first_part, book, await fonts(silent()))
        enclosed = (Attachment("first-part.pdf", sample),)
        dress = Dress(f"A book of letters: {book.text.title}", None, None, enclosed)
        orders = [offer_order(book, each, wish.sender.strip()) for each in publishers]
        ids = await offers_written(self._studio, orders)
        async for shown in self._shown([(each, dress) for each in ids]):
            yield shown

    async def _follow_up(self) -> AsyncIterator[JsonValue]:
        now = self._anima.clock.now()
        offers = offers_in(await self._studio.letters())
        due = [each for each in offers if each.due(now)]
        orders = [again_order(each, weeks_since(each, now_at=now.timestamp())) for each in due]
        ids = await offers_written(self._studio, orders)
        dressed = [(each, in_thread(of)) for each, of in zip(ids, due, strict=True)]
        for each in offers:
            dressed += [(f.id, in_thread(each)) for f in each.follow_ups if not f.sent_at]
        async for shown in self._shown(dressed):
            yield shown

    async def _shown(self, dressed: Sequence[tuple[str, Dress]]) -> AsyncIterator[JsonValue]:
        async for shown in shown_one_by_one(self._anima.settings, silent(), self._studio, dressed):
            yield shown

    async def _name(self) -> str:
        return (await load_identity(self._anima.log)).name


def _orders(table: _Table) -> list[Order]:
    with tempfile.TemporaryDirectory() as place:
        path = Path(place) / Path(table.name).name
        path.write_text(table.text, "utf-8")
        return orders_from(path, table.sender.strip())
