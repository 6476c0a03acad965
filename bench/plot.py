"""A plot as an SVG file: lines over logarithmic axes, or over linear ones; light and dark."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

WIDTH, HEIGHT = 720, 300
_LEFT, _RIGHT, _TOP, _BOTTOM = 56, 150, 20, 40
_FEWEST_MARKS = 3
_COLOURS = ("#b4532a", "#7a8450", "#c99a2e")
_STYLE = (
    "text{font:13px sans-serif;fill:#4a3b32}path{fill:none;stroke-width:2}"
    ".axis{stroke:#8a7a6e;stroke-width:1}"
    "@media(prefers-color-scheme:dark){text{fill:#eaddd2}}"
)


@dataclass(frozen=True, slots=True)
class Frame:
    """Where values lie in the picture; both axes are logarithmic, or both linear."""

    x_least: float
    x_most: float
    y_least: float
    y_most: float
    linear: bool = False

    def place(self, x: float, y: float) -> tuple[float, float]:
        """The point of two values, in pixels."""
        across = self._share(x, self.x_least, self.x_most)
        up = self._share(y, self.y_least, self.y_most)
        return (
            _LEFT + across * (WIDTH - _LEFT - _RIGHT),
            HEIGHT - _BOTTOM - up * (HEIGHT - _TOP - _BOTTOM),
        )

    def marks(self, least: float, most: float) -> list[float]:
        """The values that are written at an axis."""
        if not self.linear:
            first, last = math.ceil(math.log10(least)), math.floor(math.log10(most))
            return [10.0**power for power in range(first, last + 1)]
        step = 10 ** math.floor(math.log10(most - least))
        step = step if (most - least) / step >= _FEWEST_MARKS else step / 2
        first, last = math.ceil(least / step), math.floor(most / step)
        return [number * step for number in range(first, last + 1)]

    def _share(self, value: float, least: float, most: float) -> float:
        if self.linear:
            return (value - least) / (most - least)
        return math.log(value / least) / math.log(most / least)


def plot(
    lines: Mapping[str, Sequence[tuple[float, float]]], *, x: str, y: str, linear: bool = False
) -> str:
    """An SVG of named lines of (x, y) values; all positive unless the axes are linear from 0.

    Raises:
        ValueError: There are fewer than two values to span an axis.
    """
    points = [point for line in lines.values() for point in line]
    if len({a for a, _ in points}) < 2:
        raise ValueError("a plot needs two sizes at least")
    most_x, most_y = max(a for a, _ in points), max(b for _, b in points)
    if linear:
        frame = Frame(0, most_x, 0, most_y or 1, linear=True)
    else:
        frame = Frame(
            min(a for a, _ in points),
            most_x,
            10 ** math.floor(math.log10(min(b for _, b in points))),
            10 ** math.ceil(math.log10(most_y)),
        )
    parts = [*_axes(frame, x, y)]
    for colour, (name, line) in zip(_COLOURS, lines.items(), strict=False):
        places = [frame.place(*point) for point in line]
        path = " L ".join(f"{a:.1f} {b:.1f}" for a, b in places)
        parts.append(f'<path d="M {path}" stroke="{colour}"/>')
        parts += [f'<circle cx="{a:.1f}" cy="{b:.1f}" r="3.5" fill="{colour}"/>' for a, b in places]
        end_x, end_y = places[-1]
        parts.append(f'<text x="{end_x + 10:.1f}" y="{end_y + 4:.1f}">{name}</text>')
    body = "\n".join(parts)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" '
        f'aria-label="{y} by {x}">\n<style>{_STYLE}</style>\n{body}\n</svg>\n'
    )


def write_plot(
    file: Path,
    lines: Mapping[str, Sequence[tuple[float, float]]],
    *,
    x: str,
    y: str,
    linear: bool = False,
) -> None:
    """Write the plot into a file."""
    file.write_text(plot(lines, x=x, y=y, linear=linear), encoding="utf-8")


def _axes(frame: Frame, x: str, y: str) -> list[str]:
    low, high = HEIGHT - _BOTTOM, _TOP
    right = WIDTH - _RIGHT
    parts = [
        f'<path class="axis" d="M {_LEFT} {high} L {_LEFT} {low} L {right} {low}"/>',
        f'<text x="{(_LEFT + right) / 2:.0f}" y="{HEIGHT - 4}" text-anchor="middle">{x}</text>',
        f'<text x="{_LEFT}" y="{high - 6}" text-anchor="middle">{y}</text>',
    ]
    for value in frame.marks(frame.x_least, frame.x_most):
        a, _ = frame.place(value, frame.y_least)
        parts.append(
            f'<text x="{a:.1f}" y="{low + 17}" text-anchor="middle">{_written(value)}</text>'
        )
    for value in frame.marks(frame.y_least, frame.y_most):
        _, b = frame.place(frame.x_least, value)
        parts.append(f'<text x="{_LEFT - 8}" y="{b + 4:.1f}" text-anchor="end">{value:g}</text>')
    return parts


def _written(value: float) -> str:
    return f"{value:,.0f}" if value == int(value) else f"{value:g}"
