"""What `anima letters offer` and `offers` do: the book goes to publishers, and what they say."""

import asyncio
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console
from rich.table import Table

from anima.app import OWNER, open_vault
from anima.batch_app import approve_all, send_all
from anima.letters import LetterError, Studio
from anima.letters.book import Plan, pieces_in, plan_book
from anima.letters.book.submission import (
    offers_in,
    publishers_from,
)
from anima.letters.sending import Attachment
from anima.mail_desk import outbox_of
from anima.memory import EventLog
from anima.offer_desk import (
    ANSWERS,
    again_order,
    as_agreed,
    first_part,
    in_thread,
    offer_order,
    offers_written,
    weeks_since,
)
from anima.paper_app import fonts
from anima.sending_app import Confirm, Dress
from anima.settings import Settings
from anima.values import SystemClock


@dataclass(frozen=True, slots=True)
class Offering:
    """What is offered to whom.

    Attributes:
        letters: The folder of letters that the book is made of.
        publishers: A table with the columns name and address.
        sender: Who signs.
    """

    letters: Path
    publishers: Path
    sender: str


async def offer(
    settings: Settings, console: Console, wanted: Offering, plan: Plan, yes: Confirm
) -> None:
    """Write to each publisher, with the first part of the book; after a yes, and never twice."""
    publishers = publishers_from(wanted.publishers)
    pieces = await asyncio.to_thread(pieces_in, wanted.letters)
    plan = await as_agreed(settings, pieces, plan)
    place = await fonts(console)
    with console.status("Setting the first part …"):
        book = await asyncio.to_thread(plan_book, pieces, plan)
        sample = await asyncio.to_thread(first_part, book, place)
    orders = [offer_order(book, publisher, wanted.sender) for publisher in publishers]
    enclosed = (Attachment("first-part.pdf", sample),)
    dress = Dress(f"A book of letters: {book.text.title}", None, None, enclosed)
    async with await open_vault(settings) as vault:
        studio = Studio(vault, OWNER, EventLog(vault, OWNER, SystemClock()))
        outbox = await outbox_of(settings, vault, studio)
        ids = await offers_written(studio, orders)
        await approve_all(settings, console, studio, [(each, dress) for each in ids], yes)
        await send_all(console, studio, outbox, ids)


async def show_offers(
    settings: Settings, console: Console, yes: Confirm, *, follow_up: bool
) -> None:
    """List every offer with what came of it; and ask again where that is due and wanted."""
    now = SystemClock().now()
    async with await open_vault(settings) as vault:
        studio = Studio(vault, OWNER, EventLog(vault, OWNER, SystemClock()))
        offers = offers_in(await studio.letters())
        if not offers:
            raise LetterError("No book was offered yet.", advice="Run: anima letters offer")
        table = Table(box=None, pad_edge=False)
        for heading in ("Publisher", "Book", "Written", "Asked again", "Answer"):
            table.add_column(heading)
        for each in offers:
            at = f"{each.letter.sent_at.astimezone():%Y-%m-%d}" if each.letter.sent_at else ""
            said = each.answer or ("silent for six weeks" if each.due(now) else "")
            row = (
                each.letter.brief.recipient,
                each.letter.brief.occasion,
                at or each.letter.stage.value,
                str(len(each.follow_ups) or ""),
                ANSWERS.get(said, said),
            )
            table.add_row(*row)
        console.print(table, markup=False)
        due = [each for each in offers if each.due(now)]
        unsent = [each for each in offers if any(not f.sent_at for f in each.follow_ups)]
        if not follow_up or not (due or unsent):
            return
        outbox = await outbox_of(settings, vault, studio)
        weeks = {each.letter.id: weeks_since(each, now_at=now.timestamp()) for each in due}
        ids = await offers_written(
            studio, [again_order(each, weeks[each.letter.id]) for each in due]
        )
        ids += [f.id for each in unsent for f in each.follow_ups if not f.sent_at]
        dressed = [
            (identity, in_thread(each)) for identity, each in zip(ids, (*due, *unsent), strict=True)
        ]
        await approve_all(settings, console, studio, dressed, yes)
        await send_all(console, studio, outbox, ids)
