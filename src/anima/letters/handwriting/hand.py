"""A hand: the outlines of its letters, and which letters it has."""

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from fontTools.pens.recordingPen import DecomposingRecordingPen
from fontTools.ttLib import TTFont

from anima.letters.letter_error import LetterError

Point = tuple[float, float]
Command = tuple[str, tuple[Point, ...]]
"""`M`, `L`, `Q`, `C` or `Z` and its points, in ems, y upward."""


@dataclass(frozen=True, slots=True)
class HandRow:
    """One hand that letters can be written in.

    Attributes:
        name: What it is called.
        files: The font's files, in the order in which a letter is looked for.
        size: How large it is written, in points, so that all hands look alike in height.
        space: How far words are apart, in ems.
        about: How it looks.
    """

    name: str
    files: tuple[str, ...]
    size: float
    space: float
    about: str


HANDS: dict[str, HandRow] = {
    row.name: row
    for row in (
        HandRow(
            "apple",
            ("homemade-apple-latin.woff2",),
            12.5,
            0.5,
            "Quick and slanted, as from a fountain pen.",
        ),
        HandRow(
            "caveat",
            ("caveat-latin.woff2", "caveat-latin-ext.woff2"),
            19.0,
            0.31,
            "Upright and friendly; has the letters of every European language in Latin script.",
        ),
        HandRow(
            "cedarville",
            ("cedarville-cursive-latin.woff2",),
            15.0,
            0.4,
            "A careful school hand.",
        ),
        HandRow("reenie", ("reenie-beanie-latin.woff2",), 21.0, 0.31, "A ball pen in a hurry."),
    )
}
"""The hands by name; the first is the one that is used when none is chosen."""


@dataclass(frozen=True, slots=True)
class Glyph:
    """One letter's outline.

    Attributes:
        advance: How far the pen moves on, in ems.
        outline: The contours.
    """

    advance: float
    outline: tuple[Command, ...]


@dataclass(slots=True)
class Hand:
    """A hand that is open. Letters are drawn when they are first asked for."""

    row: HandRow
    _fonts: list[TTFont]
    _glyphs: dict[str, Glyph] = field(default_factory=dict[str, Glyph])

    def missing(self, text: str) -> list[str]:
        """The letters of a text that this hand does not have, each once, in order."""
        return [
            letter
            for letter in dict.fromkeys(unicodedata.normalize("NFC", text))
            if not letter.isspace() and self._font_with(letter) is None
        ]

    def require(self, text: str) -> None:
        """Raises `LetterError` naming the letters that are missing, and a hand that has them."""
        missing = self.missing(text)
        if not missing:
            return
        names = ", ".join(
            f"“{letter}” ({unicodedata.name(letter, 'unnamed').lower()})" for letter in missing[:5]
        )
        more = f" and {len(missing) - 5} more" if len(missing) > 5 else ""
        raise LetterError(
            f"The hand {self.row.name} has no {names}{more}.",
            advice="The hand caveat has most letters; or have it typed instead.",
        )

    def glyph(self, letter: str) -> Glyph:
        """A letter's outline. The letter must be there: ask `missing` first."""
        if letter not in self._glyphs:
            font = self._font_with(letter)
            if font is None:
                raise LetterError(f"The hand {self.row.name} has no “{letter}”.")
            self._glyphs[letter] = _drawn(font, letter)
        return self._glyphs[letter]

    def _font_with(self, letter: str) -> TTFont | None:
        return next((font for font in self._fonts if ord(letter) in _letters(font)), None)


def hand_named(name: str, folder: Path) -> Hand:
    """Open a hand from the folder of the fonts. Raises `LetterError` when there is none."""
    row = HANDS.get(name)
    if row is None:
        raise LetterError(f"No hand is called {name!r}.", advice=f"There are: {', '.join(HANDS)}.")
    try:
        return Hand(row, [_font(folder / file) for file in row.files])
    except OSError as error:
        raise LetterError(
            f"The font of the hand {name} is not there.",
            advice="Fetch it with: anima models get handwriting.",
        ) from error


def european_letters() -> str:
    """The letters with marks that the languages of Europe in Latin script need."""
    return "".join(
        sorted(set(_EUROPEAN) | {letter.upper() for letter in _EUROPEAN if letter != "ß"})
    )


_EUROPEAN = "àáâãäåæçèéêëìíîïñòóôõöøùúûüýÿœßðþāăąćčċďđēėęěğġģħīįıķĺļľłńņňőŕřśşšťţūůűųŵŷźžżșț"


@cache
def _font(path: Path) -> TTFont:
    return TTFont(path)


@cache
def _letters(font: TTFont) -> frozenset[int]:
    return frozenset(font.getBestCmap() or {})


def _drawn(font: TTFont, letter: str) -> Glyph:
    glyphs = font.getGlyphSet()
    name = (font.getBestCmap() or {})[ord(letter)]
    pen = DecomposingRecordingPen(glyphs)
    glyphs[name].draw(pen)
    em = float(getattr(font["head"], "unitsPerEm", 1000))
    return Glyph(float(glyphs[name].width) / em, tuple(_commands(pen.value, em)))


def _commands(value: Iterable[tuple[str, tuple[object, ...]]], em: float) -> Iterable[Command]:
    """The pen's record in ems; quadratic curves of several points are split at their middles."""
    for operator, raw in value:
        points = [_point(each, em) for each in raw if isinstance(each, tuple)]
        if operator == "moveTo":
            yield "M", tuple(points)
        elif operator == "lineTo":
            yield "L", tuple(points)
        elif operator == "curveTo":
            yield "C", tuple(points)
        elif operator == "qCurveTo":
            if raw and raw[-1] is None:  # a contour of off-curve points only
                first = _middle(points[-1], points[0])
                yield "M", (first,)
                points.append(first)
            for number in range(len(points) - 1):
                last = number == len(points) - 2
                end = points[-1] if last else _middle(points[number], points[number + 1])
                yield "Q", (points[number], end)
        elif operator in ("closePath", "endPath"):
            yield "Z", ()


def _point(raw: tuple[object, ...], em: float) -> Point:
    x, y = raw
    return (float(str(x)) / em, float(str(y)) / em)


def _middle(one: Point, other: Point) -> Point:
    return ((one[0] + other[0]) / 2, (one[1] + other[1]) / 2)
