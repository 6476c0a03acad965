"""Pages as PDF: what is seen is drawn, and the text lies over it unseen, to be searched and read.

Nothing of the machine's clock or fonts goes in: the same pages give the same bytes.
"""

import unicodedata
from collections.abc import Sequence
from datetime import UTC, datetime

from anima.letters.handwriting.hand import Hand
from anima.letters.handwriting.page import POINT, Page, Paper, paper_named, too_long_for_a_card
from anima.letters.handwriting.svg import svg
from anima.letters.letter_error import LetterError
from anima.letters.typesetting import as_pdf, as_png, escaped

EPOCH = datetime(2000, 1, 1, tzinfo=UTC)
"""The date inside a PDF when none is given; a letter carries its own date in its words."""

PAPER_COLOUR = "#fffdf8"


def pages_as_pdf(pages: Sequence[Page], hand: Hand, *, tinted: bool = False) -> bytes:
    """The pages as one PDF, the exact text inside. `tinted` shows the paper's colour too."""
    source, inputs = _source(pages, hand, tinted=tinted)
    return as_pdf(source, inputs, at=EPOCH)


def pages_as_png(pages: Sequence[Page], hand: Hand, *, ppi: float = 110) -> list[bytes]:
    """Each page as a picture, on its paper."""
    source, inputs = _source(pages, hand, tinted=True)
    return as_png(source, inputs, ppi=ppi)


def _source(pages: Sequence[Page], hand: Hand, *, tinted: bool) -> tuple[str, dict[str, str]]:
    if not pages:
        raise LetterError("There is nothing to write.")
    inputs = {f"page{number}": svg(page, hand) for number, page in enumerate(pages)}
    parts = ['#set text(font: "Libertinus Serif", hyphenate: false, ligatures: false)']
    for number, page in enumerate(pages):
        fill = f', fill: rgb("{PAPER_COLOUR}")' if tinted else ""
        paper = page.paper
        parts.append(
            f"#page(width: {paper.width}mm, height: {paper.height}mm, margin: 0pt{fill})["
            f'#place(image(bytes(sys.inputs.page{number}), format: "svg", '
            f"width: {paper.width}mm))"
        )
        for line in page.lines:
            size = line.size / POINT * 0.62
            parts.append(
                f"#place(dx: {line.at[0]:.2f}mm, dy: {line.at[1] - line.size * 0.6:.2f}mm, "
                f"block(width: {paper.width - line.at[0]:.2f}mm, "
                f'text(size: {size:.1f}pt, fill: rgb(0, 0, 0, 0%))[#"{escaped(line.text)}"]))'
            )
        parts.append("]")
    return "\n".join(parts), inputs


def typed_pdf(text: str, paper: str = "a4", *, date: str = "") -> bytes:
    """A plain typed letter.

    Raises `LetterError` for a paper that there is not, a letter that the face does not have, and a
    postcard that is too small.
    """
    if paper == "postcard":
        typed_png(text, paper, ppi=20)
    return as_pdf(_typed(text, paper_named(paper), date), {}, at=EPOCH)


def typed_png(text: str, paper: str = "a4", *, ppi: float = 110) -> list[bytes]:
    """The same as pictures, a page each."""
    pages = as_png(_typed(text, paper_named(paper), "", tinted=True), {}, ppi=ppi)
    if paper == "postcard" and len(pages) > 1:
        raise too_long_for_a_card()
    return pages


def _typed(text: str, paper: Paper, date: str, *, tinted: bool = False) -> str:
    _require_printed(text)
    fill = f', fill: rgb("{PAPER_COLOUR}")' if tinted else ""
    size = 11.5 if paper.scale > 1 else 10.5
    parts = [
        f"#set page(width: {paper.width}mm, height: {paper.height}mm, "
        f"margin: (x: {paper.margin}mm, y: {paper.margin * 1.1:.1f}mm){fill})",
        f'#set text(font: "Libertinus Serif", size: {size}pt, lang: "en")',
        "#set par(justify: false, leading: 0.7em, spacing: 1.2em)",
    ]
    if date:
        parts.append(f'#align(right)[#"{escaped(date)}"]')
    for paragraph in text.split("\n\n"):
        lines = [f'#"{escaped(line)}"' for line in paragraph.split("\n") if line.strip()]
        parts.append(" \\\n".join(lines) + "\n")
    return "\n\n".join(parts)


def _require_printed(text: str) -> None:
    """Raises `LetterError` naming what the printed face does not have."""
    missing = [each for each in dict.fromkeys(text) if not _is_printed(each)]
    if missing:
        named = ", ".join(f"“{each}” ({unicodedata.name(each, 'unnamed').lower()})"
                          for each in missing[:5])  # fmt: skip
        raise LetterError(f"The typed page has no {named}.", advice="Take it out of the letter.")


def _is_printed(letter: str) -> bool:
    return letter.isspace() or any(start <= ord(letter) <= end for start, end in _PRINTED)


_PRINTED = (
    (0x20, 0x7E),
    (0xA0, 0x24F),  # Latin of all European languages
    (0x300, 0x36F),
    (0x374, 0x3CE),  # Greek
    (0x400, 0x45F),  # Cyrillic
    (0x490, 0x491),
    (0x1E00, 0x1EFF),
    (0x2010, 0x2027),  # dashes, quotation marks, dots
    (0x2030, 0x203A),
    (0x20AC, 0x20AC),
    (0x2122, 0x2122),
    (0xFB00, 0xFB04),
)
"""What Libertinus Serif, which comes with the typesetter, has."""
