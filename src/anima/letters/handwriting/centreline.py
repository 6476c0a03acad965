"""The line that a pen would follow within a letter's outline, for plotters.

A letter is filled on a fine grid and thinned to lines one cell wide (Zhang and Suen 1984), which
are then followed from end to end.
"""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from anima.letters.handwriting.contours import contours
from anima.letters.handwriting.hand import Command, Hand, Point

CELLS = 110
"""Cells to an em: enough to tell the eye of an "e" at the size of writing."""

Grid = NDArray[np.bool_]
Cell = tuple[int, int]

_MARGIN = 4
_SHORTEST = 4
_known: dict[tuple[str, str], tuple[tuple[Point, ...], ...]] = {}


def centrelines(hand: Hand, letter: str) -> tuple[tuple[Point, ...], ...]:
    """The lines of a letter, in ems, y upward; kept, since letters return."""
    key = (hand.row.name, letter)
    if key not in _known:
        _known[key] = tuple(_lines(hand.glyph(letter).outline))
    return _known[key]


def _lines(outline: tuple[Command, ...]) -> Iterator[tuple[Point, ...]]:
    shapes = [np.array(contour) for contour in contours(outline) if len(contour) > 2]
    if not shapes:
        return
    low = np.min([contour.min(axis=0) for contour in shapes], axis=0)
    grid = _filled([(contour - low) * CELLS + _MARGIN for contour in shapes])
    for cells in _followed(_thinned(grid)):
        points = [
            ((x + 0.5 - _MARGIN) / CELLS + low[0], (y + 0.5 - _MARGIN) / CELLS + low[1])
            for y, x in cells
        ]
        yield tuple((float(x), float(y)) for x, y in _smoothed(points))


def _filled(shapes: list[NDArray[np.float64]]) -> Grid:
    """The cells inside, by the non-zero winding rule."""
    high = np.max([contour.max(axis=0) for contour in shapes], axis=0)
    width, height = int(high[0]) + _MARGIN + 1, int(high[1]) + _MARGIN + 1
    grid = np.zeros((height, width), dtype=bool)
    starts = np.concatenate(shapes)
    ends = np.concatenate([np.roll(contour, -1, axis=0) for contour in shapes])
    for row in range(height):
        y = row + 0.5
        up = (starts[:, 1] <= y) & (ends[:, 1] > y)
        down = (starts[:, 1] > y) & (ends[:, 1] <= y)
        crossing = up | down
        if not crossing.any():
            continue
        a, b = starts[crossing], ends[crossing]
        at = a[:, 0] + (y - a[:, 1]) * (b[:, 0] - a[:, 0]) / (b[:, 1] - a[:, 1])
        order = np.argsort(at)
        winding = np.cumsum(np.where(up[crossing], 1, -1)[order])
        for place in range(len(order) - 1):
            if winding[place]:
                left, right = at[order[place]], at[order[place + 1]]
                grid[row, int(left + 0.5) : int(right + 0.5)] = True
    return grid


def _thinned(grid: Grid) -> Grid:
    """Taken away from both sides until lines of one cell are left."""
    image = grid.copy()
    changed = True
    while changed:
        changed = False
        for odd in (True, False):
            n = [np.roll(image, shift, axis=(0, 1)) for shift in _AROUND]
            count = np.sum(n, axis=0)
            turns = np.sum([~n[i] & n[(i + 1) % 8] for i in range(8)], axis=0)
            p2, p4, p6, p8 = n[0], n[2], n[4], n[6]
            sides = ~(p2 & p4 & p6) & ~(p4 & p6 & p8) if odd else ~(p2 & p4 & p8) & ~(p2 & p6 & p8)
            gone = image & (count >= 2) & (count <= 6) & (turns == 1) & sides
            if gone.any():
                image &= ~gone
                changed = True
    return image


_AROUND = ((1, 0), (1, -1), (0, -1), (-1, -1), (-1, 0), (-1, 1), (0, 1), (1, 1))


def _followed(grid: Grid) -> Iterator[list[Cell]]:
    """The lines of a thinned grid, each followed from an end, or from anywhere on a ring."""
    left: set[Cell] = {(int(y), int(x)) for y, x in np.argwhere(grid)}
    done: set[Cell] = set()
    while left:
        ends = [cell for cell in left if len(_near(cell, left)) == 1]
        cell = min(ends or left, key=lambda each: (each[1], -each[0]))
        line = [cell]
        left.discard(cell)
        while near := _near(line[-1], left):
            line.append(_straightest(line, near))
            left.discard(line[-1])
        # A short line beside others is a bur of the thinning; one by itself is a dot.
        if len(line) >= _SHORTEST or not any(_near(each, done) for each in line):
            yield line if len(line) > 1 else [*line, *line]
        done.update(line)


def _near(cell: Cell, left: set[Cell]) -> list[Cell]:
    y, x = cell
    around = ((y + dy, x + dx) for dy in (-1, 0, 1) for dx in (-1, 0, 1) if dy or dx)
    return [each for each in around if each in left]


def _straightest(line: list[Cell], near: list[Cell]) -> Cell:
    """Where lines cross, the pen goes on in its direction."""
    back = line[-min(len(line), 5)]
    dy, dx = line[-1][0] - back[0], line[-1][1] - back[1]
    return max(
        near,
        key=lambda each: (each[0] - line[-1][0]) * dy + (each[1] - line[-1][1]) * dx,
    )


def _smoothed(points: list[tuple[float, float]]) -> NDArray[np.float64]:
    """Without the steps of the grid; every second point is enough."""
    line = np.array(points)
    if len(line) < 5:
        return line
    padded = np.concatenate([line[:1], line[:1], line, line[-1:], line[-1:]])
    smooth = np.mean([padded[i : i + len(line)] for i in range(5)], axis=0)
    smooth[0], smooth[-1] = line[0], line[-1]
    return np.concatenate([smooth[:-1:2], smooth[-1:]])
