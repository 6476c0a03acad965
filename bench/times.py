"""Times in what people say: her patterns, and a library made for it, on the same turns."""

import warnings
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import dateparser.search

from anima.memory.facts.times import Tense, moments
from bench.report import Report


@dataclass(frozen=True, slots=True)
class Timed:
    """A turn, when it was said, where a bare "on Tuesday" in it points, and the time that it tells.

    `when` is the beginning of an ISO date; empty for a turn without a fact.
    """

    text: str
    at: datetime
    tense: Tense
    when: str


Found = Callable[[Timed], list[str]]
"""The days found in a turn, in ISO 8601."""


def measure_times(report: Report, turns: Sequence[Timed]) -> None:
    """How many of the times that are told are resolved, and how often one is seen without."""
    told = [turn for turn in turns if turn.when]
    none = [turn for turn in turns if not turn.when]
    if not told:
        return
    ways: dict[str, Found] = {"": by_patterns, "_dateparser": by_dateparser}
    for name, found in ways.items():
        add = report.baseline if name else report.figure
        right = sum(any(day.startswith(turn.when) for day in found(turn)) for turn in told)
        seen = sum(bool(found(turn)) for turn in none)
        add(f"times_right{name}", right / len(told), "", f"of {len(told)} times, tense given")
        add(f"times_seen{name}", seen, "turns", f"of {len(none)} that date no fact")


def by_patterns(turn: Timed) -> list[str]:
    """By the patterns that facts are drawn with."""
    return [moment.start.isoformat() for moment in moments(turn.text, turn.at, turn.tense)]


def by_dateparser(turn: Timed) -> list[str]:
    """By dateparser's search in whole texts."""
    settings: dict[str, Any] = {
        "RELATIVE_BASE": turn.at.replace(tzinfo=None),
        "PREFER_DATES_FROM": turn.tense,
    }
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # its own, about the year of "29 February"
        found: Any = dateparser.search.search_dates(  # pyright: ignore[reportUnknownMemberType]  # no types
            turn.text, languages=["en"], settings=settings
        )
    return [day.date().isoformat() for _, day in found or []]
