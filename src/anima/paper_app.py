"""What `anima letters hand` and `envelope` do: words from a file onto paper that looks written."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console

from anima.files_out import put
from anima.letters.handwriting import (
    Hand,
    Page,
    card_side,
    envelope,
    hand_named,
    pages_as_pdf,
    pages_as_png,
    plotter_svg,
    typed_pdf,
    typed_png,
    write_pages,
)
from anima.letters.letter_error import LetterError
from anima.models import WeightStore

FONTS = "handwriting"
"""The weights that hold the fonts of the hands."""

MOST_CHARACTERS = 100_000
"""A longer text is no letter."""


@dataclass(frozen=True, slots=True)
class Look:
    """How a page is to look: hand, paper, ink, and the seed of its small irregularities."""

    hand: str
    paper: str
    ink: str
    seed: int


async def fonts(console: Console) -> Path:
    """The folder of the hands, fetched when it is not there."""
    store = WeightStore()
    if not store.installed(FONTS):
        with console.status("Fetching the hands …"):
            return await store.get(FONTS)
    return store.folder(FONTS)


async def write_by_hand(console: Console, source: Path, out: Path, look: Look) -> None:
    """Write a text file by hand, into the kind of file that the ending of `out` names."""
    text = read_text(source)
    if look.hand == "typed":
        _require_kind(out, (".pdf", ".png"))
        is_pdf = out.suffix.lower() == ".pdf"
        _put_all([typed_pdf(text, look.paper)] if is_pdf else typed_png(text, look.paper), out)
        console.print(f"{out}: typed.", highlight=False)
        return
    _require_kind(out, (".pdf", ".png", ".svg"))
    hand = hand_named(look.hand, await fonts(console))
    pages = write_pages(text, hand, look.paper, look.ink, look.seed)
    _put_pages(pages, hand, out)
    count = f"{len(pages)} page{'s' if len(pages) != 1 else ''}"
    console.print(f"{out}: {count} in the hand {look.hand}.", markup=False, highlight=False)


async def page_of(console: Console, text: str, look: Look) -> bytes:
    """A letter on its page, as PDF."""
    if look.hand == "typed":
        return typed_pdf(text, look.paper)
    hand = hand_named(look.hand, await fonts(console))
    return pages_as_pdf(write_pages(text, hand, look.paper, look.ink, look.seed), hand)


async def write_envelope(
    console: Console, address: str, sender: str, out: Path, look: Look
) -> None:
    """Write an envelope, or a card's address side; bars (|) or line ends part an address."""
    _require_kind(out, (".pdf", ".png", ".svg"))
    hand = hand_named(look.hand, await fonts(console))
    lines, back = _lines(address), _lines(sender)
    if look.paper == "postcard":
        page, made = card_side(lines, hand, ink=look.ink, seed=look.seed), "the address side"
    else:
        page = envelope(lines, hand, sender=back, ink=look.ink, seed=look.seed)
        made = "an envelope"
    _put_pages([page], hand, out)
    console.print(f"{out}: {made}.", markup=False, highlight=False)


def read_text(source: Path) -> str:
    """A letter from a file. Raises `LetterError` when it cannot be read, or is none."""
    try:
        text = source.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise LetterError(f"{source.name} cannot be read as UTF-8 text.") from error
    if not text.strip():
        raise LetterError(f"{source.name} is empty.")
    if len(text) > MOST_CHARACTERS:
        raise LetterError(
            f"{source.name} is longer than {MOST_CHARACTERS:,} characters.",
            advice="Write it as several letters.",
        )
    return text


def _put_pages(pages: list[Page], hand: Hand, out: Path) -> None:
    """One PDF for all pages; a picture or plot for each, numbered from the second on."""
    if out.suffix.lower() == ".pdf":
        put(out, pages_as_pdf(pages, hand))
        return
    plots = [plotter_svg(page, hand).encode() for page in pages]
    _put_all(pages_as_png(pages, hand) if out.suffix.lower() == ".png" else plots, out)


def _put_all(made: Sequence[bytes], out: Path) -> None:
    for number, content in enumerate(made, 1):
        put(out if number == 1 else out.with_stem(f"{out.stem}-{number}"), content)


def _require_kind(out: Path, kinds: tuple[str, ...]) -> None:
    if out.suffix.lower() not in kinds:
        raise LetterError(
            f"{out.name} is no kind of file that can be written.",
            advice=f"End its name with {' or '.join(kinds)}.",
        )


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.replace("|", "\n").splitlines() if line.strip()]
