"""The commands of `anima letters`: thin calls into the composition root, like the others."""

import asyncio
from datetime import date
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from anima.whose import own_settings

letters_app = typer.Typer(
    help="Letters: how somebody writes, pages by hand, the book.", no_args_is_help=True
)
console = Console()

HandName = Annotated[
    str, typer.Option("--hand", help="apple, caveat, cedarville, reenie; or typed.")
]
PaperName = Annotated[str, typer.Option("--paper", help="a5, letter, a4 or postcard.")]
InkName = Annotated[str, typer.Option("--ink", help="blue-black, black, sepia, green or red.")]
Seed = Annotated[int, typer.Option("--seed", help="Another number, another page; the same, same.")]
Out = Annotated[Path, typer.Option("--out", help="What to write: .pdf, .png, or .svg to plot.")]


@letters_app.command()
def style(
    files: Annotated[
        list[Path], typer.Argument(help="What they wrote: .txt, .eml, .mbox or a chat export.")
    ],
    sender: Annotated[str, typer.Option("--of", help="Whose writing it is, as the files say.")],
    against: Annotated[
        Path | None, typer.Option("--against", help="A text: how near is it to them?")
    ] = None,
) -> None:
    """Say in words how somebody writes, and how near a text is to it."""
    from anima.style_app import show_style

    asyncio.run(show_style(console, files, sender, against))


@letters_app.command()
def hand(
    source: Annotated[Path, typer.Argument(help="The letter, as plain text.")],
    out: Out,
    hand_name: HandName = "apple",
    paper: PaperName = "a5",
    ink: InkName = "blue-black",
    seed: Seed = 1,
) -> None:
    """Write a letter by hand: PDF with its text inside, a picture, or lines for a plotter."""
    from anima.paper_app import Look, write_by_hand

    asyncio.run(write_by_hand(console, source, out, Look(hand_name, paper, ink, seed)))


@letters_app.command()
def envelope(
    address: Annotated[str, typer.Argument(help='The lines, parted by bars: "Name|Street|City".')],
    out: Out,
    sender: Annotated[str, typer.Option("--from", help="The sender's lines, likewise.")] = "",
    card: Annotated[
        bool, typer.Option("--card", help="The address side of a postcard instead.")
    ] = False,
    hand_name: HandName = "apple",
    ink: InkName = "blue-black",
    seed: Seed = 1,
) -> None:
    """Write the envelope to a letter (DL, 220 by 110 mm), or to a postcard its other side."""
    from anima.paper_app import Look, write_envelope

    look = Look(hand_name, "postcard" if card else "envelope", ink, seed)
    asyncio.run(write_envelope(console, address, sender, out, look))


@letters_app.command()
def book(
    folder: Annotated[Path, typer.Argument(help="Letters, a .txt each; manifest.csv may help.")],
    out: Annotated[Path, typer.Option("--out", help="The folder for the book.")] = Path("book"),
    title: Annotated[str, typer.Option("--title", help="Its title.")] = "",
    count: Annotated[
        int, typer.Option("--count", min=0, help="At most so many letters; 0: three in five.")
    ] = 0,
    pin: Annotated[
        list[str] | None, typer.Option("--pin", help="A letter that must be in.")
    ] = None,
    drop: Annotated[list[str] | None, typer.Option("--drop", help="One that must not.")] = None,
    rename: Annotated[
        list[str] | None, typer.Option("--rename", help='"Old Name=New Name", everywhere.')
    ] = None,
    why: Annotated[
        bool, typer.Option("--why", help="Only list the letters, with the reasons.")
    ] = False,
) -> None:
    """Make a book of the best letters: PDF, EPUB and cover."""
    from anima.book_app import make_book, show_choice
    from anima.letters.book import Plan, pairs_from, renaming_of

    plan = Plan(
        title=title,
        count=count,
        pinned=frozenset(pin or ()),
        dropped=frozenset(drop or ()),
        renaming=renaming_of(pairs_from(rename or ())),
        made=date.today(),
    )
    if why:
        asyncio.run(show_choice(own_settings(), console, folder, plan))
    else:
        asyncio.run(make_book(own_settings(), console, folder, out, plan))
