"""Writing on paper: where a hand sets each letter, with all that makes no two alike.

The same text, hand, paper and seed give the same page; another seed gives another page.
"""

import math
import random
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from anima.letters.handwriting.hand import Hand, Point
from anima.letters.letter_error import LetterError


@dataclass(frozen=True, slots=True)
class Paper:
    """A size of paper, in millimetres.

    Attributes:
        name: What it is called.
        width: From left to right.
        height: From top to bottom.
        margin: Left free on the left; a little more than on the other sides.
        scale: How large is written on it, compared with a letter.
    """

    name: str
    width: float
    height: float
    margin: float
    scale: float = 1.0


PAPERS: dict[str, Paper] = {
    paper.name: paper
    for paper in (
        Paper("a5", 148, 210, 16),
        Paper("letter", 215.9, 279.4, 25, 1.15),
        Paper("a4", 210, 297, 25, 1.15),
        Paper("postcard", 148, 105, 10, 0.92),
    )
}

Ink = str
INKS: dict[Ink, str] = {
    "blue-black": "#1f2a44",
    "black": "#1b1a19",
    "sepia": "#5a3a22",
    "green": "#1f4a38",
    "red": "#8a1f1c",
}
"""Inks by name."""

POINT = 25.4 / 72
"""A point in millimetres."""

_LEADING = 1.62


@dataclass(frozen=True, slots=True)
class Stroke:
    """One letter on the page.

    Attributes:
        letter: Which it is.
        at: Where its pen begins, in millimetres from the upper left corner.
        size: How large an em is, in millimetres.
        turn: How far it is turned, in degrees.
        lean: How far it leans more than the hand does: the shift at a height of one em.
        stretch: How wide it is, compared with its usual width.
        pressure: How hard the pen is pressed; 1 is usual.
    """

    letter: str
    at: Point
    size: float
    turn: float
    lean: float
    stretch: float
    pressure: float


@dataclass(frozen=True, slots=True)
class Line:
    """One written line: its text, where it begins, how long it is, how large."""

    text: str
    at: Point
    width: float
    size: float


@dataclass(frozen=True, slots=True)
class Page:
    """One page.

    Attributes:
        paper: On what.
        colour: The ink, as #rrggbb.
        strokes: Every letter.
        lines: The text, line by line.
    """

    paper: Paper
    colour: str
    strokes: tuple[Stroke, ...]
    lines: tuple[Line, ...]


def write_pages(
    text: str, hand: Hand, paper: str = "a5", ink: Ink = "blue-black", seed: int = 1
) -> list[Page]:
    """Write a text by hand, on as many pages as it takes.

    Raises `LetterError` for a letter that the hand does not have (before anything is written), for
    a paper or ink that there is not, and for a postcard that is too small.
    """
    text = unicodedata.normalize("NFC", text).replace("\t", " ").strip()
    sheet, colour = paper_named(paper), ink_named(ink)
    hand.require(text)
    writer = _Writer(hand, sheet, colour, random.Random(seed))  # noqa: S311  # not for secrets
    pages = writer.write(text.split("\n"))
    if paper == "postcard" and len(pages) > 1:
        raise too_long_for_a_card()
    return pages


def too_long_for_a_card() -> LetterError:
    """What is said when a postcard is too small for a text."""
    return LetterError("The text does not fit on a postcard.", advice="Shorten it, or use a5.")


def paper_named(name: str) -> Paper:
    """A paper by its name; `LetterError` lists what there is."""
    if name not in PAPERS:
        raise LetterError(f"No paper is called {name!r}.", advice=f"There are: {_list(PAPERS)}.")
    return PAPERS[name]


def ink_named(name: str) -> str:
    """An ink's colour by its name; `LetterError` lists what there is."""
    if name not in INKS:
        raise LetterError(f"No ink is called {name!r}.", advice=f"There are: {_list(INKS)}.")
    return INKS[name]


def _list(names: object) -> str:
    return ", ".join(str(each) for each in names) if isinstance(names, dict) else ""


def lines_at(
    lines: Sequence[str], hand: Hand, paper: Paper, chance: random.Random, at: Point, scale: float
) -> tuple[list[Stroke], list[Line]]:
    """Lines written from a place on, at their own size."""
    return _Writer(hand, paper, "", chance, scale).write_at(lines, at)


class _Writer:
    def __init__(
        self, hand: Hand, paper: Paper, colour: str, chance: random.Random, scale: float = 1.0
    ) -> None:
        self._hand = hand
        self._paper = paper
        self._colour = colour
        self._chance = chance
        self._size = hand.row.size * paper.scale * scale * POINT
        self._leading = self._size * _LEADING * (15 / hand.row.size) ** 0.5
        self._right = paper.width - 0.75 * paper.margin

    def write(self, paragraphs: Sequence[str]) -> list[Page]:
        """All lines, page after page."""
        pages: list[Page] = []
        strokes: list[Stroke] = []
        lines: list[Line] = []
        top = self._paper.margin + self._size
        y, drift = top, 0.0
        for paragraph in paragraphs:
            if not paragraph.strip():
                y += 0.55 * self._leading
                continue
            waiting = paragraph.split()
            while waiting:
                if y > self._paper.height - 0.8 * self._paper.margin:
                    pages.append(Page(self._paper, self._colour, tuple(strokes), tuple(lines)))
                    strokes, lines, y = [], [], top
                # The left edge wanders, as it does without a ruled margin.
                drift = 0.8 * drift + self._chance.gauss(0, 0.35)
                left = self._paper.margin + max(-1.5, min(2.2, drift))
                taken, waiting = self._fill(waiting, left)
                line = self._line(taken, left, y)
                strokes += line[0]
                lines.append(line[1])
                y += self._leading * self._chance.gauss(1, 0.012)
        return [*pages, Page(self._paper, self._colour, tuple(strokes), tuple(lines))]

    def write_at(self, lines: Sequence[str], at: Point) -> tuple[list[Stroke], list[Line]]:
        """Lines one under the other, none of them broken."""
        strokes: list[Stroke] = []
        written: list[Line] = []
        for number, line in enumerate(lines):
            left = at[0] + self._chance.gauss(0, 0.5)
            made = self._line(line.split(), left, at[1] + number * self._leading)
            strokes += made[0]
            written.append(made[1])
        return strokes, written

    def _fill(self, waiting: list[str], left: float) -> tuple[list[str], list[str]]:
        """As many words as fit. A hand stops early before a long word, or squeezes a short one."""
        taken: list[str] = []
        x = left
        for number, word in enumerate(waiting):
            width = self._width(word)
            squeeze = 1.5 if len(word) <= 3 else 0.0
            if taken and x + width > self._right + squeeze - self._chance.uniform(0, 2.5):
                return taken, waiting[number:]
            if not taken and x + width > self._right:
                return self._broken(word, left, waiting[number + 1 :])
            taken.append(word)
            x += width + self._space()
        return taken, []

    def _broken(self, word: str, left: float, rest: list[str]) -> tuple[list[str], list[str]]:
        """A word that is longer than the line goes on in the next."""
        count = 1
        while count < len(word) and left + self._width(word[: count + 1]) < self._right:
            count += 1
        following = [word[count:]] if word[count:] else []
        return [word[:count]], [*following, *rest]

    def _line(self, taken: list[str], left: float, y: float) -> tuple[list[Stroke], Line]:
        strokes: list[Stroke] = []
        x = left
        slope = self._chance.gauss(-0.0015, 0.0022)
        phase, waves = self._chance.uniform(0, 6.28), self._chance.uniform(0.03, 0.06)
        hardness = self._chance.gauss(1, 0.05)
        for word in taken:
            rise = self._chance.gauss(0, 0.018) * self._size
            turn = self._chance.gauss(0, 0.5)
            size = self._size * self._chance.gauss(1, 0.018)
            lean = self._chance.gauss(0, 0.018)
            for letter in word:
                baseline = y + slope * (x - left) + 0.22 * math.sin(phase + waves * (x - left))
                stretch = self._chance.gauss(1, 0.025)
                strokes.append(
                    Stroke(
                        letter,
                        (x, baseline + rise + self._chance.gauss(0, 0.007) * self._size),
                        size * self._chance.gauss(1, 0.014),
                        turn + self._chance.gauss(0, 0.7),
                        lean + self._chance.gauss(0, 0.012),
                        stretch,
                        max(0.5, hardness + self._chance.gauss(0, 0.09)),
                    )
                )
                x += self._hand.glyph(letter).advance * size * stretch
            x += self._space() * self._chance.uniform(0.85, 1.2)
        end = x - self._space()
        return strokes, Line(" ".join(taken), (left, y), max(end - left, 1.0), self._size)

    def _width(self, word: str) -> float:
        return sum(self._hand.glyph(letter).advance for letter in word) * self._size

    def _space(self) -> float:
        return self._hand.row.space * self._size


def words_of(pages: Sequence[Page]) -> Iterator[str]:
    """The words on the pages, in order."""
    for page in pages:
        for line in page.lines:
            yield from line.text.split()
