"""The command line: every command is a thin call into the composition root."""

import asyncio
import sys
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from anima import __version__
from anima.settings import Settings, load_settings
from anima.values import AnimaError

app = typer.Typer(
    help="A companion you talk to: real time, private, self-hosted, and yours.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
models_app = typer.Typer(help="The weights: what is there, and getting what is not.")
app.add_typer(models_app, name="models", invoke_without_command=True)

console = Console()


@app.command()
def serve(
    open_page: Annotated[
        bool, typer.Option("--open/--no-open", help="Open the page in the browser.")
    ] = True,
) -> None:
    """Start her, and the page to talk with her; ends with Ctrl-C."""
    from anima.serving import serve as run

    settings = _settings()
    asyncio.run(run(settings, console, open_page=open_page))


@app.command()
def chat() -> None:
    """Talk with her in the terminal, by text."""
    from anima.terminal_app import chat as run

    asyncio.run(run(_settings(), console))


@app.command()
def talk(
    recording: Annotated[Path, typer.Argument(help="What you say: WAV, FLAC, OGG or MP3.")],
    out: Annotated[Path, typer.Option("--out", help="Where to write what she says, as WAV.")],
) -> None:
    """Have one spoken exchange without a browser."""
    from anima.terminal_app import talk as run

    asyncio.run(run(_settings(), console, recording, out))


@app.command()
def doctor(
    quick: Annotated[
        bool, typer.Option("--quick", help="Leave out the round trip through the models.")
    ] = False,
) -> None:
    """Say in one screen what is installed, what works, and what to do about what does not."""
    from anima.doctor import examine

    healthy = asyncio.run(examine(_settings(), console, quick=quick))
    raise typer.Exit(0 if healthy else 1)


@models_app.callback()
def models(context: typer.Context) -> None:
    """List the weights when no other command is given."""
    if context.invoked_subcommand is None:
        from anima.weights import show

        show(console)


@models_app.command("get")
def models_get(
    names: Annotated[list[str] | None, typer.Argument(help="Names from `anima models`.")] = None,
    embedded: Annotated[
        bool, typer.Option("--embedded", help="Everything that runs without another server.")
    ] = False,
) -> None:
    """Fetch weights, verify them, and put them in place."""
    from anima.weights import fetch

    asyncio.run(fetch(console, names or [], embedded=embedded))


@app.command()
def version() -> None:
    """Say which version this is."""
    console.print(__version__, highlight=False)


def _settings() -> Settings:
    return load_settings()


def main() -> None:
    """Run the command line; a known failure is one sentence and exit status 1."""
    try:
        app()
    except AnimaError as error:
        Console(stderr=True).print(f"anima: {error}", style="red", markup=False, highlight=False)
        sys.exit(1)
    except KeyboardInterrupt:
        sys.exit(130)


if __name__ == "__main__":
    main()
