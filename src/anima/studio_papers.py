"""Files that the page shows or hands out: a page by hand, its envelope, a letter read aloud."""

import asyncio
import io
from collections.abc import Sequence

from rich.console import Console

from anima.app import Anima
from anima.letters import Letter, LetterError, Studio
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
from anima.paper_app import Look, fonts
from anima.persona import load_identity
from anima.read_aloud import read_letter
from anima.sound_out import wav_of
from anima.values import JsonValue

__all__ = ["aloud", "kept", "paper", "sheets", "silent"]

_TYPES = {"pdf": "application/pdf", "png": "image/png", "svg": "image/svg+xml"}


def silent() -> Console:
    """Where a desk of the terminal may print without being read."""
    return Console(file=io.StringIO())


async def sheets(letter: Letter, look: Look) -> JsonValue:
    """How many sheets a letter takes in this look; raises `LetterError` for a missing glyph."""
    if look.hand == "typed":
        _require_words(letter)
        return {"sheets": len(await asyncio.to_thread(typed_png, letter.text, look.paper, ppi=20))}
    pages, _ = await _written(letter, look)
    return {"sheets": len(pages)}


async def paper(
    name: str, letter: Letter, look: Look, sheet: int, lines: Sequence[str]
) -> tuple[bytes, str]:
    """A page, an envelope or a card's address side.

    Raises `LookupError` when there is no such file or sheet.
    """
    what, _, kind = name.partition(".")
    if kind not in _TYPES or what not in ("page", "envelope"):
        raise LookupError(name)
    if what == "page" and look.hand == "typed":
        return await _typed(letter, look, kind, sheet), _TYPES[kind]
    if what == "envelope":
        hand = hand_named(look.hand if look.hand != "typed" else "apple", await fonts(silent()))
        card = look.paper == "postcard"
        pages = [
            card_side(lines, hand, ink=look.ink, seed=look.seed)
            if card
            else envelope(lines, hand, sender=[], ink=look.ink, seed=look.seed)
        ]
    else:
        pages, hand = await _written(letter, look)
    if sheet > len(pages):
        raise LookupError(name)
    return await asyncio.to_thread(_drawn, pages, hand, kind, sheet), _TYPES[kind]


def _drawn(pages: list[Page], hand: Hand, kind: str, sheet: int) -> bytes:
    if kind == "pdf":
        return pages_as_pdf(pages, hand)
    if kind == "svg":
        return plotter_svg(pages[sheet - 1], hand).encode()
    return pages_as_png([pages[sheet - 1]], hand)[0]


async def _typed(letter: Letter, look: Look, kind: str, sheet: int) -> bytes:
    """A typed page, or its picture; no pen plots it."""
    _require_words(letter)
    if kind == "pdf":
        return await asyncio.to_thread(typed_pdf, letter.text, look.paper)
    pictures = await asyncio.to_thread(typed_png, letter.text, look.paper) if kind == "png" else []
    if sheet > len(pictures):
        raise LookupError(kind)
    return pictures[sheet - 1]


def _require_words(letter: Letter) -> None:
    if not letter.versions:
        raise LetterError("There is nothing to put on paper yet.", advice="Draft it first.")


async def _written(letter: Letter, look: Look) -> tuple[list[Page], Hand]:
    _require_words(letter)
    hand = hand_named(look.hand, await fonts(silent()))
    pages = await asyncio.to_thread(write_pages, letter.text, hand, look.paper, look.ink, look.seed)
    return pages, hand


async def aloud(anima: Anima, letter: Letter) -> tuple[bytes, str]:
    """The newest wording in the voice that the person chose for her."""
    if not letter.versions:
        raise LetterError("There is nothing to read yet.", advice="Draft it first.")
    if anima.speech is None:
        raise LetterError("Her voice is not loaded.", advice="Start her with: ./dev app")
    mouth = anima.speech.text_to_speech
    voice = (await load_identity(anima.log)).voice
    pieces = await read_letter(mouth, letter.text, voice)
    return wav_of(pieces, mouth.sample_rate), "audio/wav"


async def kept(studio: Studio, letter: Letter) -> tuple[bytes, str]:
    """Exactly what was shown, byte for byte: a page, or a mail."""
    content = await studio.content(letter)
    return content, "message/rfc822" if letter.by_mail else _TYPES["pdf"]
