"""The commands of `anima letters` for letters that are being written."""

import asyncio
from pathlib import Path
from typing import Annotated

import typer

from anima.letters.brief import Length, Tone
from anima.letters_cli import HandName, InkName, PaperName, Seed, console, letters_app
from anima.whose import own_settings

__all__ = ["letters_app"]

LetterId = Annotated[str, typer.Argument(help="The id from `anima letters list`.")]


@letters_app.command()
def note(
    name: Annotated[str, typer.Argument(help="Who it is, as an envelope has it.")],
    address: Annotated[str, typer.Option("--address", help="Their mail address.")] = "",
    bond: Annotated[str, typer.Option("--bond", help="What they are to you: sister.")] = "",
    greeting: Annotated[str, typer.Option("--greeting", help="How you address them.")] = "",
    closing: Annotated[str, typer.Option("--closing", help="How you sign to them.")] = "",
    history: Annotated[str, typer.Option("--history", help="What you share.")] = "",
) -> None:
    """Note somebody letters go to, or change what is noted."""
    from anima.letters import Correspondent
    from anima.studio_app import note as run

    correspondent = Correspondent("", name, address, bond, greeting, closing, history)
    asyncio.run(run(own_settings(), console, correspondent))


@letters_app.command()
def people(
    name: Annotated[str, typer.Argument(help="One of them: all that is kept of them.")] = "",
) -> None:
    """List everybody letters go to; of one, what you share and what was written."""
    from anima.studio_app import people as run

    asyncio.run(run(own_settings(), console, name))


@letters_app.command()
def learn(
    sender: Annotated[str, typer.Argument(help="Whose writing it is.")],
    files: Annotated[list[Path], typer.Argument(help=".txt, .eml, .mbox or a chat export.")],
) -> None:
    """Keep samples of somebody's writing, so that drafts sound like them."""
    from anima.studio_app import learn as run

    asyncio.run(run(own_settings(), console, sender, files))


@letters_app.command()
def new(
    to: Annotated[str, typer.Argument(help="Name or id from `anima letters people`.")],
    sender: Annotated[str, typer.Option("--from", help="Who signs.")],
    occasion: Annotated[str, typer.Option("--occasion", help="Why now: birthday.")] = "",
    happened: Annotated[
        list[str] | None, typer.Option("--happened", help="What happened, a sentence.")
    ] = None,
    say: Annotated[
        list[str] | None, typer.Option("--say", help="What must be said, a sentence.")
    ] = None,
    avoid: Annotated[list[str] | None, typer.Option("--avoid", help="What must not.")] = None,
    fact: Annotated[
        list[str] | None, typer.Option("--fact", help="An id from `anima memory facts`.")
    ] = None,
    tone: Annotated[Tone, typer.Option("--tone", help="How it should feel.")] = "warm",
    length: Annotated[Length, typer.Option("--length", help="How long.")] = "medium",
) -> None:
    """Begin a letter with its brief: all that it may claim."""
    from anima.letters import Brief
    from anima.studio_app import begin

    told, must, not_ = tuple(happened or ()), tuple(say or ()), tuple(avoid or ())
    brief = Brief("", "", sender, "", occasion, told, must, not_, tone, length)
    asyncio.run(begin(own_settings(), console, to, brief, fact or ()))


@letters_app.command()
def brief(
    to: Annotated[str, typer.Argument(help="Name or id from `anima letters people`.")],
    sender: Annotated[str, typer.Option("--from", help="Who signs.")],
) -> None:
    """Begin a letter by answering questions; what she remembers of them is offered."""
    from anima.letters import Brief
    from anima.studio_app import begin

    asyncio.run(begin(own_settings(), console, to, Brief("", "", sender), (), _line))


def _line(question: str) -> str:
    return str(typer.prompt(question, default="", show_default=False))


@letters_app.command("list")
def list_all() -> None:
    """List the letters and how far each has come."""
    from anima.studio_app import list_letters

    asyncio.run(list_letters(own_settings(), console))


@letters_app.command()
def show(
    letter: LetterId,
    version: Annotated[int, typer.Option("--version", help="An older wording.")] = 0,
    whose: Annotated[bool, typer.Option("--whose", help="Which words are yours.")] = False,
) -> None:
    """Read a letter; what nobody told is marked in it."""
    from anima.studio_app import show as run

    asyncio.run(run(own_settings(), console, letter, version, whose=whose))


@letters_app.command()
def draft(
    letter: LetterId,
    take: Annotated[
        int, typer.Option("--take", min=1, max=2, help="Which alternative to keep.")
    ] = 1,
) -> None:
    """Have two alternatives drafted, and keep one."""
    from anima.studio_app import draft_letter

    asyncio.run(draft_letter(own_settings(), console, letter, take))


@letters_app.command()
def coach(letter: LetterId) -> None:
    """Write a letter yourself, asked by her; not a word of it is hers."""
    from anima.coach_desk import coach_letter

    asyncio.run(coach_letter(own_settings(), console, letter, _line))


@letters_app.command()
def edit(
    letter: LetterId,
    request: Annotated[str, typer.Argument(help='"less sweet; mention the lake"')],
) -> None:
    """Ask for a change; nothing else is touched."""
    from anima.studio_app import edit_letter

    asyncio.run(edit_letter(own_settings(), console, letter, request, typer.confirm))


@letters_app.command()
def write(
    letter: LetterId, source: Annotated[Path, typer.Argument(help="Your wording, a text file.")]
) -> None:
    """Put your own wording in its place."""
    from anima.studio_app import write_own

    asyncio.run(write_own(own_settings(), console, letter, source))


@letters_app.command()
def back(
    letter: LetterId, version: Annotated[int, typer.Argument(help="Its number in `show`.")]
) -> None:
    """Go back to an older wording; the newer ones stay to be read."""
    from anima.studio_app import go_back

    asyncio.run(go_back(own_settings(), console, letter, version))


@letters_app.command()
def discard(letter: LetterId) -> None:
    """Throw a letter away for good, after your yes."""
    from anima.studio_app import discard_letter

    asyncio.run(discard_letter(own_settings(), console, letter, typer.confirm))


@letters_app.command()
def aloud(
    letter: LetterId,
    out: Annotated[Path, typer.Option("--out", help="The WAV file to write.")],
) -> None:
    """Hear a letter, read in the voice that you chose for her."""
    from anima.aloud_app import read_aloud

    asyncio.run(read_aloud(own_settings(), console, letter, out))


@letters_app.command()
def confirm(
    letter: LetterId, claim: Annotated[str, typer.Argument(help="The marked words.")]
) -> None:
    """Say that something marked is true."""
    from anima.studio_app import confirm_claim

    asyncio.run(confirm_claim(own_settings(), console, letter, claim))


@letters_app.command("print")
def print_(
    letter: LetterId,
    out: Annotated[Path, typer.Option("--out", help="The PDF to write.")],
    hand_name: HandName = "apple",
    paper: PaperName = "a5",
    ink: InkName = "blue-black",
    seed: Seed = 1,
) -> None:
    """Make the page, and hand it out after your yes to exactly that."""
    from anima.paper_app import Look
    from anima.studio_app import print_letter

    look = Look(hand_name, paper, ink, seed)
    asyncio.run(print_letter(own_settings(), console, letter, out, look, typer.confirm))
