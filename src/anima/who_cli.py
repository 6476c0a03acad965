"""The commands of `anima who`: thin calls into the composition root, like the others."""

import asyncio
from datetime import datetime
from typing import Annotated

import typer
from rich.console import Console

from anima.whose import own_settings

who_app = typer.Typer(help="Who she is, how she changed and why; accept it or take it back.")
console = Console()
ChangeId = Annotated[str, typer.Argument(help="The id of a change from `anima who changes`.")]


@who_app.callback()
def who(context: typer.Context) -> None:
    """Say who she is: her mood and its cause, her traits, what you are to each other."""
    if context.invoked_subcommand is None:
        from anima.who_app import show

        asyncio.run(show(own_settings(), console))


@who_app.command("changes")
def who_changes() -> None:
    """List how she changed, with the moments that each change came from."""
    from anima.who_app import changes

    asyncio.run(changes(own_settings(), console))


@who_app.command("accept")
def who_accept(change: ChangeId) -> None:
    """Let a change hold."""
    from anima.who_app import decide

    asyncio.run(decide(own_settings(), console, change, "accepted"))


@who_app.command("soften")
def who_soften(change: ChangeId) -> None:
    """Let half of a change hold."""
    from anima.who_app import decide

    asyncio.run(decide(own_settings(), console, change, "softened"))


@who_app.command("take-back")
def who_take_back(change: ChangeId) -> None:
    """Undo a change; she is as she was without it."""
    from anima.who_app import decide

    asyncio.run(decide(own_settings(), console, change, "taken_back"))


@who_app.command("back")
def who_back(
    day: Annotated[
        datetime, typer.Argument(formats=["%Y-%m-%d"], help="The first day that is undone.")
    ],
) -> None:
    """Undo every change of a day's night and of all nights after it."""
    from anima.who_app import back

    asyncio.run(back(own_settings(), console, day.date().isoformat()))


@who_app.command("journal")
def who_journal(
    limit: Annotated[int, typer.Option("--limit", min=1, help="At most so many nights.")] = 7,
) -> None:
    """Read her journal, the newest night first."""
    from anima.who_app import journal

    asyncio.run(journal(own_settings(), console, limit))


@who_app.command("night")
def who_night() -> None:
    """Take up the nights that are due now; she does it by herself while nobody talks with her."""
    from anima.who_app import night

    asyncio.run(night(own_settings(), console))


@who_app.command("model")
def who_model(
    take: Annotated[bool, typer.Option("--take", help="Take the model that is held.")] = False,
    back: Annotated[bool, typer.Option("--back", help="Stay with the former, or return.")] = False,
) -> None:
    """By which model she answers, and why another one is held; take it, or go back."""
    from anima.who_app import mind

    asyncio.run(mind(own_settings(), console, take=take, back=back))


@who_app.command("prefer")
def who_prefer(
    key: Annotated[str, typer.Argument(help="What to set; without it, all are listed.")] = "",
    value: Annotated[str | None, typer.Argument(help="How you want it.")] = None,
) -> None:
    """Say what you want of her: how direct, when to be quiet, what not to touch."""
    from anima.who_app import preference

    asyncio.run(preference(own_settings(), console, key, value))


@who_app.command("push")
def who_push(
    off: Annotated[bool, typer.Option("--off", help="Tell no browser any more.")] = False,
) -> None:
    """Which browsers are told what she begins with while her page is closed."""
    from anima.who_app import told

    asyncio.run(told(own_settings(), console, off=off))


@who_app.command("compare")
def who_compare(
    keep: Annotated[bool, typer.Option("--keep", help="Know her by this from now on.")] = False,
) -> None:
    """Say whether she is still herself by the model that answers now; takes minutes."""
    from anima.who_app import compare

    if not asyncio.run(compare(own_settings(), console, keep=keep)):
        raise typer.Exit(1)


@who_app.command("recast")
def who_recast(
    voice: Annotated[
        str | None, typer.Argument(help="A voice; without it, all are listed.")
    ] = None,
) -> None:
    """Give her another voice. Nothing else of her changes."""
    from anima.who_app import voice as recast

    asyncio.run(recast(own_settings(), console, voice))


@who_app.command("name")
def who_name(
    name: Annotated[
        str | None, typer.Argument(help="A name; without it, hers is said, and why.")
    ] = None,
) -> None:
    """Call her by another name. Nothing else of her changes."""
    from anima.who_app import name as called

    asyncio.run(called(own_settings(), console, name))
