"""What `anima memory` does: read what she knows of you, ask why, correct it, search the log."""

from collections.abc import AsyncGenerator, Callable, Collection
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass

from rich.console import Console
from rich.progress import Progress
from rich.table import Table

from anima.app import OWNER, open_vault
from anima.letters.letting_go import LettersHold
from anima.loading import language_model, load_embedding, trusted_reader
from anima.memory import (
    Answers,
    Episodes,
    EventLog,
    Facts,
    Forgetting,
    Mark,
    MemorySearch,
    ModelReader,
    Query,
    Transcript,
    Turn,
    VectorIndex,
)
from anima.memory.facts import answer as answer_from_facts
from anima.memory.search import Speaker
from anima.memory.transcript import turn_of
from anima.models import WeightStore
from anima.persona import load_identity
from anima.settings import Settings
from anima.storage import Vault
from anima.values import EventId, SystemClock

Confirm = Callable[[str], bool]
"""A question that is answered with yes or no."""

SOURCES = 3
"""Moments that are shown under an answer."""

SHOWN = 6
"""So much of an id is shown and enough to name a fact, as a rule."""


@dataclass(frozen=True, slots=True)
class _Open:
    vault: Vault
    log: EventLog
    facts: Facts


@asynccontextmanager
async def _opened(settings: Settings, reader: ModelReader | None = None) -> AsyncGenerator[_Open]:
    async with await open_vault(settings) as vault:
        log = EventLog(vault, OWNER, SystemClock())
        facts = await Facts.open(vault, OWNER, log, reader)
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
        for event in (await memory.log.of(moments)).values():
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


async def merge(settings: Settings, console: Console, person: str, into: str) -> None:
    """Take two names for one person from now on."""
    async with _opened(settings) as memory:
        await memory.facts.merge(person, into)
        book = memory.facts.book
        named = [f for f in book.current() if into in (f.claim.subject, f.claim.object)]
        console.print("\n".join(book.say(fact) for fact in named), markup=False)


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
        at = each.turn.at.astimezone()
        console.print(
            f"{at:%Y-%m-%d %H:%M}  {each.turn.who}: {each.turn.text}", markup=False, highlight=False
        )


async def ask(settings: Settings, console: Console, question: str) -> None:
    """Answer a question from facts, or from what was said, read by the language model."""
    async with _opened(settings) as memory:
        known = answer_from_facts(memory.facts.book, question)
        if known and known.facts:
            sources = [EventId(source) for fact in known.facts for source in fact.sources]
            console.print(known.text, markup=False)
            await _say_sources(console, memory, sources)
            return
        identity = await load_identity(memory.log)
        names: dict[str, Speaker] = {identity.person_name: "person", identity.name: "companion"}
        names.pop("", None)
        encoder = load_embedding(settings)
        try:
            vectors = VectorIndex(memory.vault, OWNER, encoder)
            with console.status("looking …"):
                await vectors.catch_up()
                async with language_model(settings) as model:
                    search = MemorySearch(memory.vault, OWNER, vectors)
                    found = await Answers(search, model, names).answer(question)
        finally:
            encoder.close()
        if not found.text:
            console.print("You did not tell her, as far as she can see. What comes nearest:")
        else:
            console.print(found.text, markup=False)
        for turn in found.turns[-SOURCES:]:
            _say_turn(console, turn)


async def _say_sources(console: Console, memory: _Open, sources: Collection[EventId]) -> None:
    for event in (await memory.log.of(sources)).values():
        if event.text():
            _say_turn(console, turn_of(event))


async def forget(settings: Settings, console: Console, topic: str, confirm: Confirm) -> None:
    """Show what is about a topic and, after a yes, erase it for good."""
    async with _opened(settings) as memory:
        search = MemorySearch(memory.vault, OWNER)
        forgetting = Forgetting(
            memory.vault, OWNER, memory.log, search, LettersHold(OWNER, memory.log)
        )
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
        if forgetting.has_put_aside:
            console.print("A life that was put aside may still have it: vault.replaced.db")


def _say_turn(console: Console, turn: Turn) -> None:
    at = turn.at.astimezone()
    console.print(f"{at:%Y-%m-%d %H:%M}  {turn.who}: {turn.text}", markup=False, highlight=False)


async def episodes(settings: Settings, console: Console, limit: int) -> None:
    """Print the last conversations as they are remembered, oldest first."""
    async with _opened(settings) as memory:
        kept = Episodes(memory.vault, OWNER, memory.facts)
        await kept.catch_up()
        told = await kept.all()
    if not told:
        console.print("Nothing yet. A conversation is kept in mind when it is over.")
    for episode in told[-limit:]:
        began = episode.began.astimezone()
        felt = f"  ({', '.join(episode.feelings)})" if episode.feelings else ""
        console.print(f"{began:%Y-%m-%d %H:%M}  {episode.title}{felt}", markup=False)
        if episode.summary:
            console.print(f"                  {episode.summary}", style="dim", markup=False)


async def rebuild(settings: Settings, console: Console) -> None:
    """Draw facts and episodes again from what was said; corrections and marks hold."""
    async with AsyncExitStack() as stack:
        # Only a server's model can be one that is trusted to read; the embedded one need not load.
        model = await stack.enter_async_context(language_model(settings)) if settings.llm else None
        reader = trusted_reader(model) if model else None
        memory = await stack.enter_async_context(_opened(settings, reader))
        with Progress(console=console) as bars:
            if total := await memory.facts.readings.left():
                reading = bars.add_task(f"read by {reader.name if reader else ''}", total=total)
                while await memory.facts.readings.read_one():
                    bars.advance(reading)
            bar = bars.add_task("drawing facts", total=None)
            await memory.facts.rebuild(
                lambda done, total: bars.update(bar, completed=done, total=total)
            )
            talks = bars.add_task("drawing episodes", total=None)
            await Episodes(memory.vault, OWNER, memory.facts, model).rebuild(
                lambda done, total: bars.update(talks, completed=done, total=total)
            )
        turns = len(await Transcript(memory.vault, OWNER).turns_after(0, limit=10**9))
        count = len(memory.facts.book.facts)
        console.print(f"{count} facts drawn from {turns} turns.", highlight=False)
