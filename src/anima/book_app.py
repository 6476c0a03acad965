"""What `anima letters book` does: the letters of a folder become a book."""

import asyncio
from dataclasses import replace
from pathlib import Path

from rich.console import Console
from rich.table import Table

from anima.app import OWNER, open_vault
from anima.files_out import put
from anima.letters.book import Book, Plan, bind, pieces_in, plan_book
from anima.memory import EventLog
from anima.paper_app import fonts
from anima.persona import load_identity
from anima.settings import Settings
from anima.values import SystemClock

NAMES = ("book.pdf", "book.epub", "cover.png")
"""The files of a finished book."""


async def make_book(
    settings: Settings, console: Console, folder: Path, out: Path, plan: Plan
) -> None:
    """Choose, order and bind, and say which letters were taken and why."""
    pieces = await asyncio.to_thread(pieces_in, folder)
    if not plan.editor:
        plan = replace(plan, editor=await _her_name(settings))
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


async def show_choice(console: Console, folder: Path, plan: Plan) -> None:
    """List every letter, the best first, whether it would be taken, and why."""
    pieces = await asyncio.to_thread(pieces_in, folder)
    _print_choice(console, await asyncio.to_thread(plan_book, pieces, plan))


def _print_choice(console: Console, book: Book) -> None:
    table = Table(box=None, pad_edge=False, show_header=False)
    table.add_column(no_wrap=True)
    table.add_column(style="dim", overflow="fold")
    table.add_column(overflow="fold", ratio=1)
    for each in book.choice:
        table.add_row("in" if each.taken else "", each.score.piece.id, each.why)
    console.print(table, markup=False)


async def _her_name(settings: Settings) -> str:
    """Her name for the title page; empty where there is no vault, which is not made for this."""
    if not (settings.home / "vault.db").exists():
        return ""
    async with await open_vault(settings) as vault:
        return (await load_identity(EventLog(vault, OWNER, SystemClock()))).name
