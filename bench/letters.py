"""Letters: whose writing a text is, drafts and edits by the model, a batch sent, the book."""

import asyncio
import io
import re
import tempfile
import time
import zipfile
from collections.abc import Sequence
from pathlib import Path

from pypdf import PdfReader

from anima.letters.book import Piece, Plan, bind, pieces_in, plan_book, renaming_of
from anima.loading import language_model
from anima.models import WeightStore
from anima.settings import load_settings
from bench.letters_parts.delivery import measure_delivery
from bench.letters_parts.edits import measure_edits
from bench.letters_parts.epub_check import complaints
from bench.letters_parts.faithfulness import measure_faithfulness
from bench.letters_parts.style import DATA, measure_style
from bench.report import Report, arguments

BRIEFS, EDITS = 20, 20
"""So many letters and changes by the model end in a few minutes on two cores."""

WHOLE = 60
NEW_NAMES = ("Tom Arden", "Nell Vane")


def main(argv: Sequence[str]) -> int:
    """Measure and print."""
    parser = arguments("letters", __doc__ or "", data=DATA / "letters", data_about="letters (.txt)")
    parser.add_argument("--briefs", type=int, default=BRIEFS, help="letters that are drafted")
    parser.add_argument("--edits", type=int, default=EDITS, help="changes that are asked for")
    parser.add_argument("--batch", type=int, default=200, help="letters that are sent")
    parser.add_argument("--whole", action="store_true", help=f"{WHOLE} letters and {WHOLE} changes")
    given = parser.parse_args(argv)
    report = Report("letters", keep=given.json)
    measure_style(report, given.data)
    fonts = asyncio.run(WeightStore().get("handwriting"))
    pieces = pieces_in(given.data)
    measure_book(report, given.data, fonts)
    measure_renaming(report, pieces, fonts)
    if given.batch:
        measure_delivery(report, given.batch)
    sizes = (WHOLE, WHOLE) if given.whole else (given.briefs, given.edits)
    asyncio.run(measure_writing(report, *sizes))
    report.finish(given.json)
    return 0


async def measure_writing(report: Report, briefs: int, edits: int) -> None:
    """Drafts and edits by the model that the settings name."""
    if not briefs and not edits:
        return
    async with language_model(load_settings()) as model:
        if briefs:
            await measure_faithfulness(report, model, briefs)
        if edits:
            await measure_edits(report, model, edits)


def measure_book(report: Report, folder: Path, fonts: Path) -> None:
    """Bind the book of a folder, as `anima letters book` does, and have the EPUB checked."""
    began = time.perf_counter()
    pieces = pieces_in(folder)
    bound = bind(plan_book(pieces, Plan(editor="Wren")), fonts)
    report.figure("book_s", time.perf_counter() - began, "s", f"{len(pieces)} letters read")
    with tempfile.TemporaryDirectory() as place:
        path = Path(place) / "book.epub"
        path.write_bytes(bound.epub)
        found = complaints(path)
    report.figure("epub_errors", len(found), "", "; ".join(found[:3]) or "and warnings: none")


def measure_renaming(report: Report, pieces: Sequence[Piece], fonts: Path) -> None:
    """Change two names and look for them in every byte that a reader could see."""
    people = [*dict.fromkeys(p.writer for p in pieces), *dict.fromkeys(p.recipient for p in pieces)]
    whole = [name for name in people if len(name.split()) == 2 and " and " not in name][:2]
    if not whole:
        return
    renaming = renaming_of(dict(zip(whole, NEW_NAMES, strict=False)))
    bound = bind(plan_book(pieces, Plan(editor="Wren", renaming=renaming)), fonts)
    text = "\n".join((*epub_text(bound.epub), pdf_text(bound.pdf)))
    left = [name for old in whole for name in old.split() if re.search(rf"\b{name}\b", text, re.I)]
    report.figure("names_left", len(left), "", f"of {len(whole)} people renamed, in PDF and EPUB")


def epub_text(content: bytes) -> list[str]:
    """Names and contents of all files of an EPUB that hold text."""
    with zipfile.ZipFile(io.BytesIO(content)) as pack:
        names = pack.namelist()
        return [*names, *(pack.read(n).decode() for n in names if not n.endswith(".png"))]


def pdf_text(content: bytes) -> str:
    """All pages and the metadata of a PDF as text."""
    reader = PdfReader(io.BytesIO(content))
    pages = [page.extract_text() for page in reader.pages]
    return "\n".join((*pages, str(dict(reader.metadata or {}))))
