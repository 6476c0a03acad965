"""The command line: every command is a thin call into the composition root."""

import asyncio
import sys
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Annotated, Literal

import typer
from rich.console import Console

from anima import __version__
from anima.letters_post_cli import letters_app
from anima.memory_cli import memory_app
from anima.people_cli import people_app
from anima.settings import Settings
from anima.values import AnimaError
from anima.who_cli import who_app
from anima.whose import own_settings

app = typer.Typer(
    help="A companion you talk to: real time, private, self-hosted, and yours.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
models_app = typer.Typer(help="The weights: what is there, and getting what is not.")
app.add_typer(models_app, name="models", invoke_without_command=True)

app.add_typer(memory_app, name="memory")

imports_app = typer.Typer(help="What you brought from other programs.")
app.add_typer(imports_app, name="imports", invoke_without_command=True)

app.add_typer(letters_app, name="letters")
app.add_typer(people_app, name="people")
app.add_typer(who_app, name="who", invoke_without_command=True)

MOST_ASKED = 40
"""So many authors are listed when a person is asked which of them they are."""

DateOrder = Literal["dmy", "mdy", "ymd"]

console = Console()


@app.command()
def serve(
    open_page: Annotated[
        bool, typer.Option("--open/--no-open", help="Open the page in the browser.")
    ] = True,
    beside: Annotated[str, typer.Option("--beside", hidden=True)] = "",
) -> None:
    """Start her, and the page to talk with her; ends with Ctrl-C."""
    from anima.serving import serve as run
    from anima.standing_by import stand_by
    from anima.successor import Beside

    place = Beside(beside) if beside else None
    taken_over = asyncio.run(run(_settings(), console, open_page=open_page, beside=place))
    if taken_over is not None:
        stand_by(taken_over)


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


@app.command("export")
def export_life(
    file: Annotated[Path, typer.Argument(help="Where to write the archive.")],
    sealed: Annotated[
        bool, typer.Option("--sealed", help="Seal it with a passphrase, in the format age.")
    ] = False,
) -> None:
    """Write everything to one file in an open format: your life with her, to keep or to move."""
    from anima.moving_app import export_life as run

    asyncio.run(run(_settings(), console, file, sealed=sealed))


@app.command("import")
def import_file(
    file: Annotated[
        Path, typer.Argument(help="An archive of hers, or the export of another program.")
    ],
    me: Annotated[
        str | None, typer.Option("--me", help="Who you are in that export; else you are asked.")
    ] = None,
    dates: Annotated[
        DateOrder | None, typer.Option("--dates", help="How WhatsApp wrote the dates.")
    ] = None,
    replace: Annotated[
        bool, typer.Option("--replace", help="Put the life that is here aside for the archive.")
    ] = False,
) -> None:
    """Bring a life from another machine, or your chats and mail from another program."""
    from anima.cards_app import card_of, import_card, import_world, world_of
    from anima.imports_app import import_history
    from anima.moving_app import is_archive

    if is_archive(file):
        from anima.handover_app import bring

        asyncio.run(bring(_settings(), console, file, replace=replace))
        return

    if card := card_of(file):
        asyncio.run(import_card(_settings(), console, file, card))
        return
    if world := world_of(file):
        asyncio.run(import_world(_settings(), console, file, world))
        return

    def who(authors: Sequence[tuple[str, int]]) -> str:
        if me is not None:
            return me
        for number, (author, count) in enumerate(authors[:MOST_ASKED], start=1):
            console.print(f"{number:3}  {author}, {count:,} messages", markup=False)
        chosen = typer.prompt("Which of these are you? (0: none)", type=int, default=0)
        return authors[chosen - 1][0] if 0 < chosen <= len(authors) else ""

    asyncio.run(import_history(_settings(), console, file, dates=dates, who=who))


@app.command()
def handover(
    file: Annotated[
        Path | None, typer.Argument(help="Where to write it; without it, what could go is listed.")
    ] = None,
    about: Annotated[
        list[str] | None, typer.Option("--about", help="Give all that has these words.")
    ] = None,
    fact: Annotated[list[str] | None, typer.Option("--fact", help="Give this fact.")] = None,
    moment: Annotated[list[str] | None, typer.Option("--moment", help="Give this moment.")] = None,
    giver: Annotated[
        str | None, typer.Option("--as", help="What she calls you there; empty for no name.")
    ] = None,
    whom: Annotated[str, typer.Option("--for", help="For whom she is meant.")] = "",
    note: Annotated[str, typer.Option("--note", help="What she is to say from you.")] = "",
    goodbye: Annotated[
        Path | None,
        typer.Option("--goodbye", help="She leaves you after it: a new folder for what stays."),
    ] = None,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
) -> None:
    """Give her to somebody else, as herself, with the memories you choose; they are shown first."""
    from anima.handover_app import Wish, hand_over

    wish = Wish(file, about or (), fact or (), moment or (), giver, whom, note, goodbye)
    asyncio.run(hand_over(_settings(), console, wish, lambda q: yes or typer.confirm(q)))


@app.command()
def farewell(
    folder: Annotated[Path, typer.Argument(help="A new folder for what stays with you.")],
    sleep: Annotated[
        bool, typer.Option("--sleep", help="Seal the archive with a passphrase, to wake her again.")
    ] = False,
    talk: Annotated[
        Literal["back", "free", "none"] | None,
        typer.Option("--talk", help="Talk once more first: look back together, or freely."),
    ] = None,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
) -> None:
    """Say goodbye: a keepsake, the archive and loose ends for you, then nothing is left here."""
    from anima.farewell_app import Farewell, talk_once_more
    from anima.farewell_app import farewell as run

    if talk is not None:
        way = None if talk == "none" else talk
        asyncio.run(talk_once_more(_settings(), console, folder, way))
        return

    def confirm(question: str) -> bool:
        return yes or typer.confirm(question)

    asyncio.run(run(_settings(), console, Farewell(folder, sleep), confirm))


@app.command()
def erase(
    topic: Annotated[str, typer.Option("--topic", help="Everything about these words.")] = "",
    person: Annotated[str, typer.Option("--person", help="Everything of or about them.")] = "",
    fact: Annotated[str, typer.Option("--fact", help="The id of a fact.")] = "",
    start: Annotated[datetime | None, typer.Option("--from", formats=["%Y-%m-%d"])] = None,
    end: Annotated[
        datetime | None, typer.Option("--to", formats=["%Y-%m-%d"], help="That day included.")
    ] = None,
    everything: Annotated[
        bool, typer.Option("--everything", help="All there is; the key is destroyed.")
    ] = False,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
) -> None:
    """Erase something for good, from every file, and show that it is gone."""
    from anima.erase_app import erase as run
    from anima.erase_app import erase_everything
    from anima.erasing import Wanted

    def confirm(question: str) -> bool:
        return yes or typer.confirm(question)

    if everything:
        asyncio.run(erase_everything(_settings(), console, confirm))
    else:
        wanted = Wanted(fact, topic, person, start, end)
        asyncio.run(run(_settings(), console, wanted, confirm))


Now = Annotated[bool, typer.Option("--now", help="Also while she is served: the next takes over.")]
Anyway = Annotated[
    bool, typer.Option("--anyway", help="Also when she would then know something otherwise.")
]


@app.command()
def upgrade(now: Now = False, anyway: Anyway = False) -> None:
    """Build what this version needs beside what is in use, and switch; the one before is kept."""
    from anima.upgrade_app import Wish
    from anima.upgrade_app import upgrade as run

    asyncio.run(run(_settings(), console, Wish(now, anyway)))


@app.command()
def downgrade(now: Now = False, anyway: Anyway = False) -> None:
    """Go back to the version before, with everything that was said since."""
    from anima.upgrade_app import Wish
    from anima.upgrade_app import downgrade as run

    asyncio.run(run(_settings(), console, Wish(now, anyway)))


@imports_app.callback()
def imports(context: typer.Context) -> None:
    """List them when no other command is given."""
    if context.invoked_subcommand is None:
        from anima.imports_app import show

        asyncio.run(show(_settings(), console))


@imports_app.command("get")
def imports_get(
    import_id: Annotated[str, typer.Argument(help="The id of a card from `anima imports`.")],
    file: Annotated[Path, typer.Argument(help="Where to write it: .png, .json or .charx.")],
) -> None:
    """Write a character card again, as it came or in another kind of file."""
    from anima.cards_app import get_card

    asyncio.run(get_card(_settings(), console, import_id, file))


@app.command()
def card(
    file: Annotated[Path, typer.Argument(help="Where to write it: .png, .json or .charx.")],
) -> None:
    """Write her own character card (V3), for other programs; nothing of you is in it."""
    from anima.cards_app import own

    asyncio.run(own(_settings(), console, file))


@imports_app.command("erase")
def imports_erase(
    import_id: Annotated[str, typer.Argument(help="The id from `anima imports`.")],
) -> None:
    """Take one out again, with everything that came of it."""
    from anima.imports_app import erase

    asyncio.run(erase(_settings(), console, import_id))


@app.command()
def report(
    year: Annotated[
        int | None, typer.Option("--year", help="Which year; without it, the present one.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="As one JSON object.")] = False,
) -> None:
    """Count what happened in a year, without words, names or days: for a report to anybody."""
    from anima.report_app import report as run

    of = year or datetime.now().astimezone().year
    asyncio.run(run(_settings(), console, year=of, as_json=as_json))


@app.command()
def version() -> None:
    """Say which version this is."""
    console.print(__version__, highlight=False)


def _settings() -> Settings:
    return own_settings()


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
