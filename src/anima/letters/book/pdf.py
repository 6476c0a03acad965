"""The book as PDF: A5, set by Typst with the fonts that come with it."""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, time

from anima.letters.book.arc import Part
from anima.letters.book.book_text import BookText
from anima.letters.book.manuscript import Block, Run, blocks_of
from anima.letters.book.piece import Piece
from anima.letters.typesetting import as_pdf, as_png, escaped

_STYLE = """
#set text(font: "Libertinus Serif", size: 10.4pt, lang: "en", number-type: "old-style",
  costs: (widow: 400%, orphan: 400%, hyphenation: 130%))
#set par(justify: true, leading: 0.62em, spacing: 0.62em, first-line-indent: 1.2em)
#show heading: set text(hyphenate: false)
#show heading: set par(justify: false, first-line-indent: 0pt)
#show heading.where(level: 1): it => {
  pagebreak(to: "odd", weak: true)
  v(48mm)
  align(center, text(size: 20pt, weight: "regular", it.body))
}
#show heading.where(level: 2): it => block(above: 0pt, below: 5mm, sticky: true,
  text(size: 13pt, weight: "regular", style: "italic", it.body))
"""
_LAST_WORDS = 420
"""A last paragraph of fewer characters goes to the next page with the close."""
_BEGUN = 120
"""With the first paragraph of more characters a letter has begun."""
_KEPT = "#block(sticky: true, above: 0.62em, below: 0.62em)"
_INDENTED = "#set par(first-line-indent: (amount: 1.2em, all: true))"
_BODY = """
#let empty(page) = query(<part-end>).any(end => {
  let opens = query(selector(<part>).after(end.location()))
  let last = end.location().page()
  let next = if opens.len() > 0 { opens.first().location().page() } else { last }
  last < page and page < next
})
#set page(width: 148mm, height: 210mm,
  margin: (inside: 20mm, outside: 17mm, top: 19mm, bottom: 21mm),
  numbering: "1", header: context {
    let here = here().page()
    let opens = query(heading).any(each => each.location().page() == here)
    let parts = query(heading.where(level: 1)).filter(each => each.location().page() < here)
    if not opens and not empty(here) and parts.len() > 0 {
      set text(size: 8.5pt, style: "italic")
      if calc.odd(here) { align(right, parts.last().body) } else { align(left, [TITLE]) }
    }
  }, footer: context {
    let here = here().page()
    let opens = query(<part>).any(each => each.location().page() == here)
    if not opens and not empty(here) { align(center, text(size: 9pt, counter(page).display())) }
  })
"""


def book_source(text: BookText, cover: str) -> str:
    """The whole book as a Typst source; the cover's pictures come as inputs."""
    title = escaped(text.title)
    keywords = f'title: "{title}", author: ("{escaped(text.author or text.editor or "Anima")}",)'
    parts = [
        f"#set document({keywords})",
        _STYLE,
        cover,
        _BODY.replace("[TITLE]", f'[#"{title}"]'),
        "#page(header: none, footer: none)[]",  # the inside of the cover: the title faces right
        *_front(text),
        *_contents(),
        *_prose_chapter("Foreword", text.foreword, signed=text.editor),
    ]
    for part in text.parts:
        parts += _part(part)
    return "\n".join(parts)


def book_pdf(text: BookText, cover: str, inputs: dict[str, str]) -> bytes:
    """Typeset the book."""
    at = datetime.combine(text.made, time(), UTC)
    return as_pdf(book_source(text, cover), inputs, at=at)


def book_png(text: BookText, cover: str, inputs: dict[str, str], ppi: float = 60) -> list[bytes]:
    """Every page of the book as a picture."""
    return as_png(book_source(text, cover), inputs, ppi=ppi)


def _front(text: BookText) -> Iterator[str]:
    """Title page and its back."""
    yield "#page(header: none, footer: none)[#set par(first-line-indent: 0pt, justify: false)"
    yield "#set align(center)\n#v(42mm)"
    yield f'#text(size: 24pt)[#"{escaped(text.title)}"]\n\n#v(3mm)'
    yield f'#text(size: 12pt, style: "italic")[#"{escaped(text.subtitle)}"]\n\n#v(18mm)'
    yield f'#text(size: 13pt)[#"{escaped(text.author)}"]\n\n#v(1fr)'
    yield f'#text(size: 9.5pt)[#"{escaped(text.chosen_by)}"]\n#v(8mm)]'
    yield "#page(header: none, footer: none)[#set par(first-line-indent: 0pt, justify: false)"
    yield "#v(1fr)\n#set text(size: 8.8pt)"
    for note in text.notes:
        yield f'#"{escaped(note)}"\n\n'
    yield "]"


def _contents() -> Iterator[str]:
    yield """
#page(header: none, footer: none)[
#align(center, text(size: 16pt)[Contents])
#v(4mm)
#set text(size: 9.6pt)
#set par(first-line-indent: 0pt, justify: false)
#show outline.entry: set block(spacing: 0.52em)
#show outline.entry.where(level: 1): set block(above: 0.85em)
#show outline.entry.where(level: 1): strong
#outline(title: none, depth: 2, indent: 1em)
]
"""


def _prose_chapter(title: str, paragraphs: Sequence[str], signed: str) -> Iterator[str]:
    yield f'#pagebreak(weak: true)\n#heading(level: 2)[#"{escaped(title)}"]'
    body = paragraphs[:-1] if signed and paragraphs and paragraphs[-1] == signed else paragraphs
    for paragraph in body:
        yield f'#"{escaped(paragraph)}"\n\n'
    if signed:
        yield f'#align(right)[#emph("{escaped(signed)}")]'


def _part(part: Part) -> Iterator[str]:
    title = escaped(f"{part.number}: {part.title}")
    yield "#metadata(none) <part-end>"
    yield f'#heading(level: 1)[#"{title}"] <part>'
    if part.span:
        yield f'#v(4mm)\n#align(center, emph("{escaped(part.span)}"))'
    yield "#pagebreak()"
    for number, piece in enumerate(part.pieces):
        if number:
            yield "#v(13mm, weak: true)"
            # At the head of a page nothing is to be parted.
            yield (
                "#context { if here().position().y > 45mm { align(center, block(sticky: true, "
                "text(fill: luma(45%))[#sym.floral])) } }\n#v(4mm, weak: true)"
            )
        yield from _letter(piece)


def _letter(piece: Piece) -> Iterator[str]:
    yield f'#heading(level: 2)[#"{escaped(heading_of(piece))}"]'
    if piece.dateline:
        yield (
            f"#block(below: 4mm, sticky: true, width: 100%, align(right, text(size: 9.3pt, "
            f'style: "italic")[#"{escaped(piece.dateline)}"]))'
        )
    blocks = blocks_of(piece.text)
    begins = next((n for n, block in enumerate(blocks) if _size(block) > _BEGUN), 0)
    for number, (block, following) in enumerate(zip(blocks, [*blocks[1:], None], strict=True)):
        together = following is not None and following.kind == "closing"
        short = block.kind == "prose" and _size(block) < _LAST_WORDS and number > begins
        sticky = together and (block.kind == "closing" or short)
        made = _block(block, sticky=sticky)
        # What stands before the letter proper stays with it.
        yield f"#block(sticky: true, width: 100%)[{made}]\n" if number < begins else made


def _size(block: Block) -> int:
    """How many characters a block of prose has; 0 for verse, a greeting, a close."""
    return (
        sum(len(run.text) for line in block.lines for run in line) if block.kind == "prose" else 0
    )


def heading_of(piece: Piece) -> str:
    """What stands above a letter."""
    return f"To {piece.recipient}" if piece.recipient else "A letter"


def _block(block: Block, *, sticky: bool) -> str:
    lines = [_runs(line) for line in block.lines]
    together = "true" if sticky else "false"
    match block.kind:
        case "prose":
            # The last words stay with the name below them.
            return f"{_KEPT}[{_INDENTED}\n{lines[0]}]\n\n" if sticky else f"{lines[0]}\n\n"
        case "greeting":
            return f"#block(below: 0.9em, sticky: true)[{lines[0]}]\n"
        case "verse":
            set_ = " \\\n".join(lines)
            return (
                "#block(above: 0.9em, below: 0.9em, inset: (left: 1.6em))[#set par(justify: false, "
                f"first-line-indent: 0pt)\n#text(size: 9.6pt)[{set_}]]\n"
            )
        case "closing":
            set_ = " \\\n".join(lines)
            return (
                f"#block(above: 0.9em, width: 100%, breakable: false, sticky: {together})"
                "[#set par(justify: false, "
                f"first-line-indent: 0pt)\n#pad(left: 35%)[{set_}]]\n"
            )


def _runs(runs: Sequence[Run]) -> str:
    return "".join(
        f'#emph("{escaped(run.text)}")' if run.emphasis else f'#"{escaped(run.text)}"'
        for run in runs
    )
