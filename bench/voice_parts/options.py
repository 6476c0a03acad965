"""What every part of the voice bench is told."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias, TypeVar

from bench.report import Report

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Options:
    """Where the recordings are and how much is measured.

    Attributes:
        data: A folder of recordings with a manifest.csv.
        trials: How many interruptions are made, and as many other sounds; at most so many
            recordings are heard and names said, and twice as many sentences.
        minutes: How long the long call is, in minutes of sound.
        plot: Where the curve of the part that has one is drawn; None for nowhere.
        seed: Of everything that is left to chance, so that a run can be repeated.
    """

    data: Path
    trials: int
    seed: int
    minutes: float = 10.0
    plot: Path | None = None


def spread(rows: Sequence[T], most: int) -> list[T]:
    """At most so many of these rows, taken evenly from all of them, the first among them."""
    if len(rows) <= most:
        return list(rows)
    return [rows[at * len(rows) // most] for at in range(most)]


Part: TypeAlias = Callable[[Report, Options], Awaitable[None]]
"""A part adds its figures to the report; it loads what it needs and lets it go again."""
