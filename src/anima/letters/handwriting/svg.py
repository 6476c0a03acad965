"""A written page as SVG: filled for looking at and printing, as single strokes for a plotter."""

import math
from collections.abc import Iterable

from anima.letters.handwriting.centreline import centrelines
from anima.letters.handwriting.contours import polygons
from anima.letters.handwriting.hand import Hand, Point
from anima.letters.handwriting.page import Page, Stroke


def svg(page: Page, hand: Hand) -> str:
    """The page with the letters filled; pressure makes them bolder."""
    by_weight: dict[float, list[str]] = {}
    for stroke in page.strokes:
        if outline := polygons(hand, stroke.letter):
            # A few weights are enough, and letters of one weight are one path: a tenth of the size.
            bold = round(max(0.0, 0.02 * (stroke.pressure - 0.8)), 3) * stroke.size
            by_weight.setdefault(round(bold, 2), []).append(path_data(outline, stroke))
    paths = [
        f"<path d='{''.join(data)}' stroke-width='{bold}'/>" for bold, data in by_weight.items()
    ]
    group = f"<g fill='{page.colour}' stroke='{page.colour}' stroke-linejoin='round'>"
    return _document(page, group + "".join(paths) + "</g>")


def plotter_svg(page: Page, hand: Hand) -> str:
    """The page as lines that a pen follows once: the middle of each stroke, in writing order."""
    paths: list[str] = []
    for stroke in page.strokes:
        for line in centrelines(hand, stroke.letter):
            points = [placed(point, stroke) for point in line]
            data = "M" + "L".join(f"{x:.2f} {y:.2f}" for x, y in points)
            paths.append(f"<path d='{data}'/>")
    return _document(
        page,
        f"<g fill='none' stroke='{page.colour}' stroke-width='0.35' "
        "stroke-linecap='round' stroke-linejoin='round'>" + "".join(paths) + "</g>",
    )


def path_data(outline: Iterable[Iterable[Point]], stroke: Stroke) -> str:
    """Polygons set on the page, as the data of a path."""
    parts: list[str] = []
    for contour in outline:
        points = (placed(point, stroke) for point in contour)
        parts.append("M" + "L".join(f"{x:.2f} {y:.2f}" for x, y in points) + "Z")
    return "".join(parts)


def placed(point: Point, stroke: Stroke) -> Point:
    """A point of a glyph, in ems, where it lies on the page, in millimetres."""
    x, y = point[0] * stroke.stretch + stroke.lean * point[1], -point[1]
    turn = math.radians(stroke.turn)
    across = x * math.cos(turn) - y * math.sin(turn)
    down = x * math.sin(turn) + y * math.cos(turn)
    return (stroke.at[0] + across * stroke.size, stroke.at[1] + down * stroke.size)


def _document(page: Page, content: str) -> str:
    width, height = page.paper.width, page.paper.height
    return (
        f"<svg xmlns='http://www.w3.org/2000/svg' width='{width}mm' height='{height}mm' "
        f"viewBox='0 0 {width} {height}'>{content}</svg>"
    )
