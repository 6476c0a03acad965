"""The commands of `anima people`: thin calls into the composition root, like the others."""

import asyncio
from typing import Annotated

import typer
from rich.console import Console

from anima.settings import load_settings

people_app = typer.Typer(help="Several people in one installation, each with a vault of their own.")
console = Console()


@people_app.callback(invoke_without_command=True)
def people(context: typer.Context) -> None:
    """List who lives here and who is signed in, when no other command is given."""
    if context.invoked_subcommand is None:
        from anima.people_app import show

        asyncio.run(show(load_settings(), console))


@people_app.command()
def begin() -> None:
    """Let several people live here: you become the owner, and everything is kept."""
    from anima.people_app import begin as run

    asyncio.run(run(load_settings(), console))


@people_app.command()
def invite(
    name: Annotated[str, typer.Argument(help="What the household calls them.")],
    minor: Annotated[bool, typer.Option("--minor", help="They are under age.")] = False,
) -> None:
    """Print a link by which one person can join, once, within three days."""
    from anima.people_app import invite as run

    asyncio.run(run(load_settings(), console, name, minor=minor))


@people_app.command()
def end(
    which: Annotated[str, typer.Argument(help="A session's id, or a name for all of theirs.")],
) -> None:
    """End a session, or all of somebody's."""
    from anima.people_app import end as run

    asyncio.run(run(load_settings(), console, which))


@people_app.command()
def remove(
    name: Annotated[str, typer.Argument(help="Who leaves.")],
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
) -> None:
    """Remove somebody and erase their vault for good; you cannot read it before."""
    from anima.people_app import remove as run

    asyncio.run(run(load_settings(), console, name, lambda q: yes or typer.confirm(q)))


@people_app.command()
def guests(
    allowed: Annotated[bool, typer.Option("--on/--off", help="Whether they may.")] = True,
) -> None:
    """Let guests talk with her; what they say is kept nowhere."""
    from anima.people_app import guests as run

    asyncio.run(run(load_settings(), console, allowed=allowed))


@people_app.command()
def audit(
    limit: Annotated[int, typer.Option("--limit", min=1, help="At most so many lines.")] = 50,
) -> None:
    """Print who joined, signed in, was refused, was removed; never what was said."""
    from anima.people_app import audit as run

    asyncio.run(run(load_settings(), console, limit))
