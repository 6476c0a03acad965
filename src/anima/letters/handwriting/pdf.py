"""Pages as PDF: what is seen is drawn, and the text lies over it unseen, to be searched and read.

Nothing of the machine's clock or fonts goes in: the same pages give the same bytes.
"""

from collections.abc import Sequence
from datetime import UTC, datetime

from anima.letters.handwriting.hand import Hand
from anima.letters.handwriting.page import POINT, Page, Paper, paper_named
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
    """A plain typed letter. Raises `LetterError` for a paper that there is not."""
    return as_pdf(_typed(text, paper_named(paper), date), {}, at=EPOCH)


def _typed(text: str, paper: Paper, date: str) -> str:
    size = 11.5 if paper.scale > 1 else 10.5
    parts = [
        f"#set page(width: {paper.width}mm, height: {paper.height}mm, "
        f"margin: (x: {paper.margin}mm, y: {paper.margin * 1.1:.1f}mm))",
        f'#set text(font: "Libertinus Serif", size: {size}pt, lang: "en")',
        "#set par(justify: false, leading: 0.7em, spacing: 1.2em)",
    ]
    if date:
        parts.append(f'#align(right)[#"{escaped(date)}"]')
    for paragraph in text.split("\n\n"):
        lines = [f'#"{escaped(line)}"' for line in paragraph.split("\n") if line.strip()]
        parts.append(" \\\n".join(lines) + "\n")
    return "\n\n".join(parts)
