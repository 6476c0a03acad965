"""The commands of `anima memory`: thin calls into the composition root, like the others."""

import asyncio
from typing import Annotated

import typer
from rich.console import Console

from anima.whose import own_settings

memory_app = typer.Typer(
    help="What she knows of you: read it, ask why, correct it.", no_args_is_help=True
)
console = Console()
FactId = Annotated[str, typer.Argument(help="The beginning of an id from `anima memory facts`.")]


@memory_app.command("facts")
def memory_facts(
    everything: Annotated[
        bool, typer.Option("--all", help="Also what was so once, or was corrected.")
    ] = False,
) -> None:
    """List what is so now, as she drew it from what you said."""
    from anima.memory_app import show_facts

    asyncio.run(show_facts(own_settings(), console, everything=everything))


@memory_app.command("why")
def memory_why(fact: FactId) -> None:
    """Show the moments that a fact came from."""
    from anima.memory_app import why

    asyncio.run(why(own_settings(), console, fact))


@memory_app.command("correct")
def memory_correct(
    fact: FactId,
    words: Annotated[str, typer.Argument(help="What is right; empty when it was never so.")] = "",
) -> None:
    """Put your word in the place of a fact's; it holds from now on."""
    from anima.memory_app import correct

    asyncio.run(correct(own_settings(), console, fact, words))


@memory_app.command("pin")
def memory_pin(
    fact: FactId, off: Annotated[bool, typer.Option("--off", help="Take it back.")] = False
) -> None:
    """Mark a fact as worth bringing up."""
    from anima.memory_app import mark

    asyncio.run(mark(own_settings(), console, fact, "pinned", not off))


@memory_app.command("private")
def memory_private(
    fact: FactId, off: Annotated[bool, typer.Option("--off", help="Take it back.")] = False
) -> None:
    """Have a fact never brought up."""
    from anima.memory_app import mark

    asyncio.run(mark(own_settings(), console, fact, "private", not off))


@memory_app.command("merge")
def memory_merge(
    person: Annotated[str, typer.Argument(help="A name that is another's.")],
    into: Annotated[str, typer.Argument(help="The name to keep.")],
) -> None:
    """Take two names for one person, now and from now on."""
    from anima.memory_app import merge

    asyncio.run(merge(own_settings(), console, person, into))


@memory_app.command("search")
def memory_search(
    words: Annotated[str, typer.Argument(help="Words, or a question.")],
    limit: Annotated[int, typer.Option("--limit", min=1, help="At most so many.")] = 10,
) -> None:
    """Find what was said, by words and by meaning."""
    from anima.memory_app import search

    asyncio.run(search(own_settings(), console, words, limit))


@memory_app.command("ask")
def memory_ask(
    question: Annotated[str, typer.Argument(help='As you would ask her: "When did I move?"')],
) -> None:
    """Answer a question about what you told her, with the moments it comes from."""
    from anima.memory_app import ask

    asyncio.run(ask(own_settings(), console, question))


@memory_app.command("episodes")
def memory_episodes(
    limit: Annotated[int, typer.Option("--limit", min=1, help="At most so many.")] = 20,
) -> None:
    """List your conversations as she remembers them."""
    from anima.memory_app import episodes

    asyncio.run(episodes(own_settings(), console, limit))


@memory_app.command("forget")
def memory_forget(
    topic: Annotated[str, typer.Argument(help="Words; all that has them is shown first.")],
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
) -> None:
    """Erase what was said about a thing, everywhere and for good."""
    from anima.memory_app import forget

    asyncio.run(forget(own_settings(), console, topic, lambda q: yes or typer.confirm(q)))


@memory_app.command("rebuild")
def memory_rebuild() -> None:
    """Draw facts and episodes again from what was said; your corrections hold."""
    from anima.memory_app import rebuild

    asyncio.run(rebuild(own_settings(), console))
