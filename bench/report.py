"""One measurement's report: figures beside their baselines, what they ran on, and a JSON file."""

import argparse
import json
import math
import os
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from bench.figures import median, p90
from bench.machine import PACKAGES, machine, versions

__all__ = ["Figure", "Report", "arguments", "median", "p90"]


@dataclass(frozen=True, slots=True)
class Figure:
    """One number that a measurement prints.

    Attributes:
        name: Its key in the JSON file, such as `first_sound_ms_median`.
        value: The number.
        unit: The unit it is in, such as `ms`; empty for a plain ratio.
        note: What a reader must know to understand it, in a few words.
        is_baseline: Whether it belongs to what ours is compared with.
    """

    name: str
    value: float
    unit: str
    note: str
    is_baseline: bool


class Report:
    """Collects the figures of one run, then prints them and writes them down.

    Args:
        name: The measurement's name, as in `./dev bench NAME`.
        packages: Whose versions matter to the figures.
        keep: The file in which each figure is written as soon as it is known, so that a run that
            is cut off keeps what it has.

    Raises:
        OSError: The file cannot be written. That is known before anything is measured.
    """

    def __init__(
        self, name: str, *, packages: Sequence[str] = PACKAGES, keep: Path | None = None
    ) -> None:
        self.name = name
        self._packages = packages
        self._keep = keep
        self._figures: dict[str, Figure] = {}
        self.so_far(keep)

    def figure(self, name: str, value: float, unit: str, note: str = "") -> None:
        """Add a figure of ours.

        Raises:
            ValueError: The name is taken, or the value is not a finite number.
        """
        self._add(Figure(name, value, unit, note, is_baseline=False))

    def baseline(self, name: str, value: float, unit: str, note: str = "") -> None:
        """Add a figure of what ours is compared with, measured in the same run.

        Raises:
            ValueError: The name is taken, or the value is not a finite number.
        """
        self._add(Figure(name, value, unit, note, is_baseline=True))

    def _add(self, figure: Figure) -> None:
        if figure.name in self._figures:
            raise ValueError(f"the figure {figure.name} is there already")
        if not math.isfinite(figure.value):
            raise ValueError(f"the figure {figure.name} is not a finite number")
        self._figures[figure.name] = figure
        self.so_far(self._keep)

    def table(self) -> str:
        """The report as text: machine and versions, then one line a figure, columns aligned."""
        figures = list(self._figures.values())
        names = [f"{each.name}{' (baseline)' if each.is_baseline else ''}" for each in figures]
        values = [_readable(each.value) for each in figures]
        name_width, value_width = max(map(len, names), default=0), max(map(len, values), default=0)
        unit_width = max((len(each.unit) for each in figures), default=0)
        lines = [
            f"{name:<{name_width}}  {value:>{value_width}} {figure.unit:<{unit_width}}  "
            f"{figure.note}".rstrip()
            for name, value, figure in zip(names, values, figures, strict=True)
        ]
        return "\n".join([f"bench {self.name}", *self._ground(), *lines])

    def _ground(self) -> list[str]:
        on = machine()
        ran = ", ".join(f"{name} {number}" for name, number in versions(self._packages).items())
        return [
            f"{on['cpu']}, {on['cores']} cores, {on['memory_gib']} GiB, "
            f"{on['system']}, Python {on['python']}",
            ran,
            "",
        ]

    def finish(self, json_file: Path | None = None) -> None:
        """Print the table and, when a file is given, write the figures there.

        Raises:
            OSError: The file cannot be written; whatever was at its place is untouched.
        """
        print(self.table())
        if json_file is not None:
            self._write(json_file)

    def so_far(self, json_file: Path | None) -> None:
        """Write the figures that are there already, so that a run that is cut off keeps them.

        Raises:
            OSError: The file cannot be written; whatever was at its place is untouched.
        """
        if json_file is not None:
            self._write(json_file)

    def _write(self, target: Path) -> None:
        content = {
            "figures": {name: figure.value for name, figure in self._figures.items()},
            "notes": {name: figure.note for name, figure in self._figures.items() if figure.note},
            "machine": machine(),
            "versions": versions(self._packages),
        }
        target.parent.mkdir(parents=True, exist_ok=True)
        # Written beside its place and renamed, so that a reader never meets half a file.
        descriptor, draft = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.")
        try:
            with os.fdopen(descriptor, "w", encoding="utf-8") as file:
                json.dump(content, file, indent=2)
                file.write("\n")
            Path(draft).chmod(0o644)
            os.replace(draft, target)
        except BaseException:
            Path(draft).unlink(missing_ok=True)
            raise


def arguments(
    name: str, about: str, *, data: Path | None = None, data_about: str = "the recordings"
) -> argparse.ArgumentParser:
    """A parser with the two options that every measurement has: `--data` and `--json`.

    Args:
        name: The measurement's name.
        about: What it measures, in a sentence.
        data: The folder that is used when none is given; without it, `--data` is required.
        data_about: What the folder holds.
    """
    parser = argparse.ArgumentParser(prog=f"./dev bench {name}", description=about)
    parser.add_argument(
        "--data",
        type=Path,
        default=data,
        required=data is None,
        metavar="FOLDER",
        help=f"folder of {data_about}",
    )
    parser.add_argument(
        "--json",
        type=Path,
        default=None,
        metavar="FILE",
        help="write figures, machine and versions there",
    )
    return parser


def _readable(value: float) -> str:
    """At most three decimals, fewer for larger numbers; the JSON file keeps them all."""
    if value == int(value) or abs(value) >= 1000:
        return f"{value:.0f}"
    return f"{value:.1f}" if abs(value) >= 10 else f"{value:.3f}"
