"""What every part of the voice bench is told."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

from bench.report import Report


@dataclass(frozen=True, slots=True)
class Options:
    """Where the recordings are and how much is measured.

    Attributes:
        data: A folder of recordings with a manifest.csv.
        trials: How many interruptions are made, and as many other sounds.
        minutes: How long the long call is, in minutes of sound.
        plot: Where the curve of the part that has one is drawn; None for nowhere.
        seed: Of everything that is left to chance, so that a run can be repeated.
    """

    data: Path
    trials: int
    seed: int
    minutes: float = 10.0
    plot: Path | None = None


Part: TypeAlias = Callable[[Report, Options], Awaitable[None]]
"""A part adds its figures to the report; it loads what it needs and lets it go again."""
