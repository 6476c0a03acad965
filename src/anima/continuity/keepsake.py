"""The keepsake of a life with her: a small book in PDF, set by Typst, of what is given to it."""

import json
from dataclasses import asdict, dataclass
from datetime import datetime

import typst

from anima.values import ArchiveError

_SHEET = """
#let book = json(bytes(sys.inputs.book))
#set document(title: book.title, author: book.name)
#set page(paper: "a5", margin: 20mm, numbering: "1")
#set text(size: 10.5pt, fill: rgb("#3a2a24"), lang: "en")
#set par(justify: true, leading: 0.72em)
#v(34%)
#align(center)[
  #text(size: 24pt, fill: rgb("#a3432f"), book.title)
  #v(4mm)
  #for line in book.under [#line \\ ]
]
#for chapter in book.chapters [
  #pagebreak(weak: true)
  #heading(chapter.title)
  #v(4mm)
  #for entry in chapter.entries [
    #if entry.head != "" { strong(entry.head); linebreak() }
    #entry.text
    #v(2mm)
  ]
]
"""


@dataclass(frozen=True, slots=True)
class Entry:
    """A paragraph, under a few words of its own, or under none.

    Attributes:
        text: The paragraph.
        head: What stands over it; may be empty.
    """

    text: str
    head: str = ""


@dataclass(frozen=True, slots=True)
class Chapter:
    """One part of the book.

    Attributes:
        title: Its heading.
        entries: What stands in it, in order.
    """

    title: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Keepsake:
    """What the book is made of.

    Attributes:
        title: On the first page.
        name: Hers.
        under: Lines under the title.
        chapters: Its parts; those without entries are left out.
    """

    title: str
    name: str
    under: tuple[str, ...]
    chapters: tuple[Chapter, ...]


def as_pdf(keepsake: Keepsake, at: datetime) -> bytes:
    """The book as a PDF file. Raises `ArchiveError` when it cannot be set.

    Words go in as data, so that nothing in them is taken for an instruction to the typesetter.
    """
    whole = asdict(keepsake)
    whole["chapters"] = [chapter for chapter in whole["chapters"] if chapter["entries"]]
    # Half a surrogate pair, which old logs may hold, is no character.
    written = json.dumps(whole, ensure_ascii=False).encode("utf-8", "replace").decode()
    inputs = {"book": written}
    at = at.replace(microsecond=0)  # Typst takes no parts of a second
    try:
        return typst.compile(_SHEET.encode(), format="pdf", sys_inputs=inputs, timestamp=at)
    except typst.TypstError as error:
        # The message may quote what was said: it is not passed on.
        raise ArchiveError("The keepsake could not be typeset.") from error
