"""The book on its way to publishers: query letters, the first part, and asking again."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from anima.app import OWNER, open_vault
from anima.batch_desk import begun
from anima.letters import Brief, Correspondent, Studio
from anima.letters.book import Book, Piece, Plan, bind
from anima.letters.book.permission import (
    answers_of,
    held_back,
    old_permission_key,
    permission_key,
    permission_text,
)
from anima.letters.book.submission import (
    AGAIN,
    Offer,
    Publisher,
    follow_up_text,
    offer_key,
    query_text,
)
from anima.letters.sending import Order
from anima.memory import EventLog
from anima.persona import load_identity
from anima.sending_app import Dress
from anima.settings import Settings
from anima.values import SystemClock

__all__ = [
    "as_agreed",
    "ANSWERS", "again_order", "first_part", "in_thread", "offer_order", "offers_written",
    "permission_order",
    "weeks_since",
]  # fmt: skip


def first_part(book: Book, place: Path) -> bytes:
    """The first part of a book, as PDF."""
    first = replace(book, text=replace(book.text, parts=book.text.parts[:1]))
    return bind(first, place).pdf


def offer_order(book: Book, publisher: Publisher, sender: str) -> Order:
    """The query letter to a publisher."""
    text = query_text(book, publisher, sender)
    brief = Brief("", publisher.name, sender, occasion=book.text.title, say=(text,))
    person = Correspondent("", publisher.name, publisher.address)
    return Order(offer_key(book.text.title, publisher), person, brief, "", text)


def permission_order(
    person: str, title: str, count: int, sender: str, *, renamed: bool, address: str = ""
) -> Order:
    """The question to somebody in the book whether their letters may be in it; asked once."""
    text = permission_text(person, title, count, sender, renamed=renamed)
    brief = Brief("", person, sender, occasion=title, say=(text,))
    to = Correspondent("", person, address)
    old_key = old_permission_key(title, person)
    return Order(permission_key(title, person), to, brief, "", text, old_key)


async def offers_written(studio: Studio, orders: Sequence[Order]) -> list[str]:
    """The letters of these orders, with their words; those that were begun are not begun again."""
    letters = await begun(studio, orders)
    for order in orders:
        if not letters[order.key].versions:
            letters[order.key] = await studio.write(letters[order.key].id, order.text, by="her")
    return [letters[order.key].id for order in orders]


ANSWERS = {
    "yes": "yes",
    "no": "no",
    "more": "wants more",
    "waiting": "has it, and will write",
    "bounced": "came back undelivered",
}


def weeks_since(offer_: Offer, *, now_at: float) -> int:
    """For how many weeks an offer has been out."""
    began = offer_.letter.sent_at
    return int((now_at - began.timestamp()) // (7 * 86_400)) if began else 0


def again_order(offer_: Offer, weeks: int) -> Order:
    """A friendly question after weeks of silence."""
    brief = offer_.letter.brief
    address = offer_.letter.parcel.recipients[0] if offer_.letter.parcel else ""
    publisher = Publisher(brief.recipient, address)
    text = follow_up_text(brief.occasion, publisher, brief.sender, weeks)
    key = f"{AGAIN}{offer_.letter.id}:{len(offer_.follow_ups) + 1}"
    person = Correspondent("", publisher.name, publisher.address)
    return Order(key, person, replace(brief, say=(text,)), "", text)


def in_thread(offer_: Offer) -> Dress:
    """As an answer to the query letter, so that it is found beside it."""
    parcel = offer_.letter.parcel
    return Dress(
        f"Re: {parcel.subject}" if parcel else "", None, answers=parcel.message_id if parcel else ""
    )


async def as_agreed(settings: Settings, pieces: Sequence[Piece], plan: Plan) -> Plan:
    """Her name for the title page, and whose permission is awaited; a vault is not made for it."""
    if not (settings.home / "vault.db").exists():
        return plan
    async with await open_vault(settings) as vault:
        log = EventLog(vault, OWNER, SystemClock())
        answers = answers_of(await Studio(vault, OWNER, log).letters())
        editor = plan.editor or (await load_identity(log)).name
    return replace(plan, editor=editor, held=held_back(pieces, plan.title.strip(), answers))
