"""The book as EPUB 3.3: reflowable, with contents, landmarks and a cover, valid by epubcheck."""

import io
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time
from html import escape

from anima.letters.book.book_text import BookText
from anima.letters.book.manuscript import Block, Run, blocks_of
from anima.letters.book.pdf import heading_of
from anima.letters.book.piece import Piece

_STAMP = (1980, 1, 1, 0, 0, 0)
"""The time of every file in the archive, so that the same book is the same bytes."""


@dataclass(frozen=True, slots=True)
class _File:
    """A chapter's file."""

    name: str
    title: str
    content: str
    level: int
    kind: str


def book_epub(text: BookText, cover: bytes) -> bytes:
    """Pack the book. `cover` is a PNG."""
    files = list(_files(text))
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as pack:
        _put(pack, "mimetype", b"application/epub+zip", zipfile.ZIP_STORED)
        _put(pack, "META-INF/container.xml", _CONTAINER.encode())
        _put(pack, "EPUB/package.opf", _package(text, files).encode())
        _put(pack, "EPUB/nav.xhtml", _nav(text, files).encode())
        _put(pack, "EPUB/style.css", _CSS.encode())
        _put(pack, "EPUB/cover.png", cover)
        for file in files:
            _put(pack, f"EPUB/{file.name}", file.content.encode())
    return archive.getvalue()


def _put(pack: zipfile.ZipFile, name: str, content: bytes, how: int = zipfile.ZIP_DEFLATED) -> None:
    info = zipfile.ZipInfo(name, _STAMP)
    info.compress_type = how
    info.external_attr = 0o644 << 16
    pack.writestr(info, content)


def _files(text: BookText) -> Iterator[_File]:
    alt = f"The cover: {text.title}"
    yield _File(
        "cover.xhtml",
        "Cover",
        _page(
            "Cover", f'<div class="cover"><img src="cover.png" alt="{escape(alt)}"/></div>', "cover"
        ),
        0,
        "cover",
    )
    title = (
        f'<h1 class="title">{escape(text.title)}</h1><p class="centre"><em>{escape(text.subtitle)}'
        f'</em></p><p class="centre">{escape(text.author)}</p>'
        f'<p class="centre small">{escape(text.chosen_by)}</p>'
    )
    yield _File("title.xhtml", "Title page", _page(text.title, title, "titlepage"), 0, "titlepage")
    notes = "".join(f'<p class="small">{escape(note)}</p>' for note in text.notes)
    yield _File(
        "notes.xhtml",
        "About this book",
        _page("About this book", notes, "copyright-page"),
        0,
        "copyright-page",
    )
    body = [each for each in text.foreword if each != text.editor]
    signed = f'<p class="right"><em>{escape(text.editor)}</em></p>' if text.editor else ""
    foreword = "<h2>Foreword</h2>" + "".join(f"<p>{escape(p)}</p>" for p in body) + signed
    yield _File(
        "foreword.xhtml", "Foreword", _page("Foreword", foreword, "foreword"), 1, "foreword"
    )
    count = 0
    for number, part in enumerate(text.parts, 1):
        heading = f"{part.number}: {part.title}"
        span = f'<p class="centre"><em>{escape(part.span)}</em></p>' if part.span else ""
        content = f'<h1 class="part">{escape(heading)}</h1>{span}'
        yield _File(f"part{number}.xhtml", heading, _page(heading, content, "part"), 1, "part")
        for piece in part.pieces:
            count += 1
            name = heading_of(piece)
            yield _File(
                f"letter{count:03}.xhtml",
                name,
                _page(name, _letter(piece), "chapter"),
                2,
                "chapter",
            )


def _letter(piece: Piece) -> str:
    parts = [f"<h2>{escape(heading_of(piece))}</h2>"]
    if piece.dateline:
        parts.append(f'<p class="right"><em>{escape(piece.dateline)}</em></p>')
    parts += [_block(block) for block in blocks_of(piece.text)]
    return "".join(parts)


def _block(block: Block) -> str:
    lines = [_runs(line) for line in block.lines]
    if block.kind == "prose":
        return f"<p>{lines[0]}</p>"
    return f'<p class="{block.kind}">{"<br/>".join(lines)}</p>'


def _runs(runs: Sequence[Run]) -> str:
    return "".join(
        f"<em>{escape(run.text)}</em>" if run.emphasis else escape(run.text) for run in runs
    )


def _page(title: str, body: str, kind: str) -> str:
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE html>\n'
        '<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops" '
        f'lang="en" xml:lang="en"><head><title>{escape(title)}</title>'
        '<link rel="stylesheet" type="text/css" href="style.css"/></head>'
        f'<body><section epub:type="{kind}">{body}</section></body></html>'
    )


def _nav(text: BookText, files: Sequence[_File]) -> str:
    items: list[str] = []
    inner: list[str] = []

    def close() -> None:
        if inner:
            items[-1] = items[-1].replace("</li>", f"<ol>{''.join(inner)}</ol></li>")
            inner.clear()

    for file in files:
        entry = f'<li><a href="{file.name}">{escape(file.title)}</a></li>'
        if file.level == 1:
            close()
            items.append(entry)
        elif file.level == 2:
            inner.append(entry)
    close()
    first = next(file.name for file in files if file.kind in ("part", "chapter"))
    marks = (
        f'<nav epub:type="landmarks" hidden="hidden"><ol>'
        f'<li><a epub:type="cover" href="cover.xhtml">Cover</a></li>'
        f'<li><a epub:type="bodymatter" href="{first}">Letters</a></li></ol></nav>'
    )
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE html>\n'
        '<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops" '
        f'lang="en" xml:lang="en"><head><title>{escape(text.title)}</title>'
        '<link rel="stylesheet" type="text/css" href="style.css"/></head><body>'
        f'<nav epub:type="toc"><h1>Contents</h1><ol>{"".join(items)}</ol></nav>'
        f"{marks}</body></html>"
    )


def _package(text: BookText, files: Sequence[_File]) -> str:
    modified = datetime.combine(text.made, time(), UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    author = text.author or text.editor or "Anima"
    manifest = "".join(
        f'<item id="{file.name.split(".")[0]}" href="{file.name}" '
        'media-type="application/xhtml+xml"/>'
        for file in files
    )
    spine = "".join(f'<itemref idref="{file.name.split(".")[0]}"/>' for file in files[:3])
    spine += '<itemref idref="nav"/>'
    spine += "".join(f'<itemref idref="{file.name.split(".")[0]}"/>' for file in files[3:])
    access = "".join(
        f'<meta property="schema:{name}">{value}</meta>'
        for name, value in (
            ("accessMode", "textual"),
            ("accessModeSufficient", "textual"),
            ("accessibilityFeature", "tableOfContents"),
            ("accessibilityFeature", "readingOrder"),
            ("accessibilityFeature", "alternativeText"),
            ("accessibilityHazard", "none"),
        )
    )
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n'
        '<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="id" '
        'xml:lang="en"><metadata xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f'<dc:identifier id="id">{escape(text.identifier)}</dc:identifier>'
        f"<dc:title>{escape(text.title)}</dc:title><dc:language>en</dc:language>"
        f'<dc:creator id="author">{escape(author)}</dc:creator>'
        '<meta refines="#author" property="role" scheme="marc:relators">aut</meta>'
        f"<dc:date>{text.made.isoformat()}</dc:date>"
        f'<meta property="dcterms:modified">{modified}</meta>{access}</metadata><manifest>'
        '<item id="nav" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>'
        '<item id="css" href="style.css" media-type="text/css"/>'
        '<item id="picture" href="cover.png" media-type="image/png" properties="cover-image"/>'
        f"{manifest}</manifest><spine>{spine}</spine></package>"
    )


_CONTAINER = (
    '<?xml version="1.0" encoding="utf-8"?>\n'
    '<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
    '<rootfile full-path="EPUB/package.opf" media-type="application/oebps-package+xml"/>'
    "</rootfiles></container>"
)
_CSS = """
body { font-family: serif; line-height: 1.45; margin: 0 4%; }
p { margin: 0; text-indent: 1.2em; text-align: justify; }
h1, h2 { font-weight: normal; text-align: center; hyphens: none; }
h1.part { margin-top: 30%; }
h1.title { margin-top: 25%; font-size: 2em; }
h2 { font-style: italic; font-size: 1.2em; margin: 1.6em 0 0.8em; }
h2 + p, p.greeting, p.right + p { text-indent: 0; }
p.centre { text-align: center; text-indent: 0; margin-top: 1em; }
p.right { text-align: right; text-indent: 0; margin: 0.4em 0 0.8em; }
p.small { font-size: 0.85em; text-indent: 0; margin-top: 0.8em; text-align: left; }
p.centre.small { text-align: center; }
nav h1 { font-size: 1.4em; margin: 1.6em 0 1em; }
nav ol { list-style: none; padding-left: 0; }
nav ol ol { padding-left: 1.2em; }
nav > ol > li { margin-top: 0.6em; }
nav a { color: inherit; text-decoration: none; }
p.verse { margin: 0.9em 0 0.9em 1.6em; text-indent: 0; text-align: left; }
p.closing { margin: 0.9em 0 0 35%; text-indent: 0; text-align: left; page-break-inside: avoid; }
div.cover { text-align: center; }
div.cover img { max-width: 100%; max-height: 98vh; height: auto; }
"""
