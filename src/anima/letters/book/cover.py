"""The cover: warm paper, a sun of rings like a stamp's, a line by hand, the title."""

import math
import random
import zlib
from pathlib import Path

from anima.letters.handwriting.hand import hand_named
from anima.letters.handwriting.page import INKS, Page, Paper, lines_at
from anima.letters.handwriting.svg import svg
from anima.letters.letter_error import LetterError
from anima.letters.typesetting import as_png, escaped

WIDTH, HEIGHT = 148, 210
"""A5, in millimetres."""

_INKS = (("#a93c1f", "#f6d9bf", "#fbf1e6"), ("#7a4a1d", "#f2dcae", "#fbf5e4"),
         ("#8a3247", "#f4d3d0", "#fbefec"), ("#5c5a1f", "#e6e2b4", "#f9f7e6"))  # fmt: skip
"""Ember, ochre, rose, moss: ink, glow and paper."""


def cover_source(
    title: str, subtitle: str, author: str, line: str, fonts: Path
) -> tuple[str, dict[str, str]]:
    """The cover as a Typst page, with the pictures that it needs. The title decides the colours."""
    seed = zlib.crc32(title.encode())
    ink, glow, paper = _INKS[seed % len(_INKS)]
    inputs = {"cover_rings": _rings(seed, ink, glow)}
    written = _written(line, fonts, seed, ink)
    place = ""
    if written:
        inputs["cover_line"] = written
        place = (
            '#place(dy: 118mm, image(bytes(sys.inputs.cover_line), format: "svg", width: 148mm))'
        )
    size = 30 if len(title) <= 22 else 24 if len(title) <= 40 else 19
    source = f"""
#page(width: {WIDTH}mm, height: {HEIGHT}mm, margin: 0pt, fill: rgb("{paper}"),
  header: none, footer: none)[
#place(image(bytes(sys.inputs.cover_rings), format: "svg", width: {WIDTH}mm))
{place}
#place(dx: 14mm, dy: 20mm, block(width: {WIDTH - 28}mm)[
#set par(justify: false, leading: 0.45em)
#text(size: {size}pt, fill: rgb("{ink}"), weight: "semibold", hyphenate: false)[#"{escaped(title)}"]
#v(1mm)
#text(size: 12pt, fill: rgb("#37241c"), style: "italic")[#"{escaped(subtitle)}"]
])
#place(dx: 14mm, dy: {HEIGHT - 22}mm, 
  text(size: 13pt, fill: rgb("#37241c"), tracking: 0.04em)[#"{escaped(author)}"])
]
"""
    return source, inputs


def cover_png(title: str, subtitle: str, author: str, line: str, fonts: Path) -> bytes:
    """The cover as a picture, for the EPUB."""
    source, inputs = cover_source(title, subtitle, author, line, fonts)
    return as_png(f'#set text(font: "Libertinus Serif")\n{source}', inputs, ppi=190)[0]


def _rings(seed: int, ink: str, glow: str) -> str:
    """Rings like those of a tree or a postmark, each a little unround."""
    chance = random.Random(seed)  # noqa: S311  # not for secrets
    x, y = 74 + chance.uniform(-8, 8), 136 + chance.uniform(-6, 6)
    parts = [f"<circle cx='{x:.1f}' cy='{y:.1f}' r='46' fill='{glow}'/>"]
    for ring in range(15):
        radius = 5 + 4.6 * ring
        phase, waves = chance.uniform(0, 6.28), chance.randint(2, 5)
        points = [
            (
                x + (radius + 0.7 * math.sin(phase + waves * angle)) * math.cos(angle),
                y + (radius + 0.7 * math.sin(phase + waves * angle)) * math.sin(angle),
            )
            for angle in (step * math.tau / 90 for step in range(90))
        ]
        data = "M" + "L".join(f"{px:.2f} {py:.2f}" for px, py in points) + "Z"
        faint = max(0.10, 0.62 - 0.035 * ring)
        parts.append(
            f"<path d='{data}' fill='none' stroke='{ink}' stroke-width='0.35' "
            f"stroke-opacity='{faint:.2f}'/>"
        )
    return (
        f"<svg xmlns='http://www.w3.org/2000/svg' width='{WIDTH}mm' height='{HEIGHT}mm' "
        f"viewBox='0 0 {WIDTH} {HEIGHT}'>{''.join(parts)}</svg>"
    )


def _written(line: str, fonts: Path, seed: int, ink: str) -> str:
    """A line of the book by hand; without it when the fonts are not there or lack a letter."""
    try:
        hand = hand_named("apple", fonts)
        line = " ".join(line.split()).translate(str.maketrans("“”’‘—", "\"\"''-"))
        hand.require(line)
    except LetterError:
        return ""
    rows: list[str] = []
    for word in line.split():
        if rows and len(rows[-1]) + len(word) < 30:
            rows[-1] += f" {word}"
        else:
            rows.append(word)
    paper = Paper("cover", WIDTH, 60, 14)
    chance = random.Random(seed)  # noqa: S311  # not for secrets
    strokes, lines = lines_at(rows[:4], hand, paper, chance, at=(22, 10), scale=1.25)
    del lines
    return svg(Page(paper, INKS.get(ink, ink), tuple(strokes), ()), hand)
