"""What `anima memory` does: read what she knows of you, ask why, correct it, search the log."""

from collections.abc import AsyncGenerator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass

from rich.console import Console
from rich.progress import Progress
from rich.table import Table

from anima.app import OWNER, load_embedding, open_vault
from anima.memory import (
    EventLog,
    Facts,
    Forgetting,
    Mark,
    MemorySearch,
    Query,
    Transcript,
    Turn,
    VectorIndex,
)
from anima.models import WeightStore
from anima.settings import Settings
from anima.storage import Vault
from anima.values import SystemClock

Confirm = Callable[[str], bool]
"""A question that is answered with yes or no."""

SHOWN = 6
"""So much of an id is shown and enough to name a fact, as a rule."""


@dataclass(frozen=True, slots=True)
class _Open:
    vault: Vault
    log: EventLog
    facts: Facts


@asynccontextmanager
async def _opened(settings: Settings) -> AsyncGenerator[_Open]:
    async with await open_vault(settings) as vault:
        log = EventLog(vault, OWNER, SystemClock())
        facts = await Facts.open(vault, OWNER, log)
        await facts.catch_up()
        yield _Open(vault, log, facts)


async def show_facts(settings: Settings, console: Console, *, everything: bool) -> None:
    """Print what is so now; with `everything`, also what was."""
    async with _opened(settings) as memory:
        book = memory.facts.book
        facts = list(book.facts.values()) if everything else book.current()
    if not facts:
        console.print("Nothing yet. She draws facts from what you tell her.")
        return
    table = Table(box=None, pad_edge=False, show_header=False)
    table.add_column(style="dim", no_wrap=True)
    table.add_column(overflow="fold")
    table.add_column(style="dim")
    for fact in sorted(facts, key=lambda each: (each.claim.subject != "you", each.claim.subject)):
        notes = [*sorted(fact.marks), *([] if fact.state == "current" else [fact.state])]
        table.add_row(fact.id[:SHOWN], book.say(fact), ", ".join(notes))
    console.print(table, markup=False)


async def why(settings: Settings, console: Console, fact_id: str) -> None:
    """Print the moments that a fact came from."""
    async with _opened(settings) as memory:
        fact = memory.facts.find(fact_id)
        moments = memory.facts.moments(fact)
        console.print(f"{memory.facts.book.say(fact)}, {fact.confidence:.0%} sure", highlight=False)
        for event in await memory.log.events():
            if event.id in moments:
                at = event.at.astimezone()
                words = event.text() or "you corrected it"
                console.print(f"  {at:%Y-%m-%d %H:%M}  {words}", markup=False, highlight=False)


async def correct(settings: Settings, console: Console, fact_id: str, words: str) -> None:
    """Put the person's words in the place of what a fact says; empty: it was never so."""
    async with _opened(settings) as memory:
        fact = memory.facts.find(fact_id)
        await memory.facts.correct(fact, words.strip())
        current = memory.facts.book.of(fact.claim.subject, fact.claim.relation)
        said = [memory.facts.book.say(each) for each in current]
        console.print("\n".join(said) or "That is gone; nothing stands in its place.", markup=False)


async def mark(settings: Settings, console: Console, fact_id: str, which: Mark, on: bool) -> None:
    """Pin a fact, have it never brought up, or take that back."""
    async with _opened(settings) as memory:
        fact = memory.facts.find(fact_id)
        await memory.facts.mark(fact, which, on=on)
        said = memory.facts.book.say(fact)
        console.print(f"{said}: {which if on else f'no longer {which}'}", markup=False)


async def search(settings: Settings, console: Console, words: str, limit: int) -> None:
    """Print what was said that bears on these words, best first."""
    async with _opened(settings) as memory:
        vectors = None
        encoder = None
        if WeightStore().installed(settings.embedding):
            encoder = load_embedding(settings)
            vectors = VectorIndex(memory.vault, OWNER, encoder)
            with console.status("indexing …"):
                await vectors.catch_up()
        try:
            asked = Query(words)
            found = await MemorySearch(memory.vault, OWNER, vectors).search(asked, limit=limit)
        finally:
            if encoder:
                encoder.close()
    if not found:
        console.print("Nothing that was said bears on that.")
    for each in found:
        who = "you" if each.turn.speaker == "person" else "she"
        at = each.turn.at.astimezone()
        console.print(
            f"{at:%Y-%m-%d %H:%M}  {who}: {each.turn.text}", markup=False, highlight=False
        )


async def forget(settings: Settings, console: Console, topic: str, confirm: Confirm) -> None:
    """Show what is about a topic and, after a yes, erase it for good."""
    async with _opened(settings) as memory:
        search = MemorySearch(memory.vault, OWNER)
        forgetting = Forgetting(memory.vault, OWNER, memory.log, search)
        turns = await forgetting.about(topic)
        if not turns:
            console.print("Nothing that was said has all of these words.")
            return
        for turn in turns:
            _say_turn(console, turn)
        things = "this" if len(turns) == 1 else f"these {len(turns)}"
        if not confirm(f"Forget {things} for good?"):
            console.print("Nothing was changed.")
            return
        await forgetting.erase([turn.id for turn in turns], topic=topic)
        await memory.facts.catch_up()
        await memory.vault.flush()
        console.print("Gone.")


def _say_turn(console: Console, turn: Turn) -> None:
    who = "you" if turn.speaker == "person" else "she"
    at = turn.at.astimezone()
    console.print(f"{at:%Y-%m-%d %H:%M}  {who}: {turn.text}", markup=False, highlight=False)


async def rebuild(settings: Settings, console: Console) -> None:
    """Draw every fact again from what was said; corrections and marks hold."""
    async with _opened(settings) as memory:
        with Progress(console=console) as bars:
            bar = bars.add_task("drawing facts", total=None)
            await memory.facts.rebuild(
                lambda done, total: bars.update(bar, completed=done, total=total)
            )
        turns = len(await Transcript(memory.vault, OWNER).turns_after(0, limit=10**9))
        count = len(memory.facts.book.facts)
        console.print(f"{count} facts drawn from {turns} turns.", highlight=False)
