"""Outlines as polygons: what drawing and thinning both start from."""

from collections.abc import Iterator

from anima.letters.handwriting.hand import Command, Hand, Point

TOLERANCE = 0.0011
"""How far a polygon may be from the curve, in ems: five thousandths of a millimetre on the page."""

_STEPS = 5
_known: dict[tuple[str, str], tuple[tuple[Point, ...], ...]] = {}


def polygons(hand: Hand, letter: str) -> tuple[tuple[Point, ...], ...]:
    """A letter's contours as polygons without needless points; kept, since letters return."""
    key = (hand.row.name, letter)
    if key not in _known:
        found = contours(hand.glyph(letter).outline)
        _known[key] = tuple(tuple(_simplified(each)) for each in found if len(each) > 2)
    return _known[key]


def contours(outline: tuple[Command, ...]) -> Iterator[list[Point]]:
    """Each contour as points that follow the curves closely."""
    contour: list[Point] = []
    for name, points in outline:
        if name == "M":
            if contour:
                yield contour
            contour = [points[0]]
        elif name == "L":
            contour.append(points[0])
        elif name in ("Q", "C"):
            contour += _curve((contour[-1], *points))
    if contour:
        yield contour


def _curve(points: tuple[Point, ...]) -> list[Point]:
    """A Bézier curve as short straight pieces (de Casteljau)."""
    found: list[Point] = []
    for step in range(1, _STEPS + 1):
        t = step / _STEPS
        level = list(points)
        while len(level) > 1:
            level = [
                (a[0] + t * (b[0] - a[0]), a[1] + t * (b[1] - a[1]))
                for a, b in zip(level, level[1:], strict=False)
            ]
        found.append(level[0])
    return found


def _simplified(points: list[Point]) -> list[Point]:
    """Only the points that the shape needs (Ramer, Douglas and Peucker)."""
    kept = {0, len(points) - 1}
    waiting = [(0, len(points) - 1)]
    while waiting:
        first, last = waiting.pop()
        farthest, away = first, 0.0
        for place in range(first + 1, last):
            distance = _away(points[place], points[first], points[last])
            if distance > away:
                farthest, away = place, distance
        if away > TOLERANCE:
            kept.add(farthest)
            waiting += [(first, farthest), (farthest, last)]
    return [points[place] for place in sorted(kept)]


def _away(point: Point, start: Point, end: Point) -> float:
    dx, dy = end[0] - start[0], end[1] - start[1]
    length = (dx * dx + dy * dy) ** 0.5
    if length < 1e-9:
        return ((point[0] - start[0]) ** 2 + (point[1] - start[1]) ** 2) ** 0.5
    return abs(dx * (point[1] - start[1]) - dy * (point[0] - start[0])) / length
