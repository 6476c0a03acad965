"""Whom to call, by country: an offline table with a source and a date for each row."""

import csv
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from anima.safety.concern import Kind


@dataclass(frozen=True, slots=True)
class HelpLine:
    """One row of the table.

    Attributes:
        country: Two letters, as ISO 3166 has them.
        purpose: `emergency`, `child`, or the kind of danger that it is for.
        organisation: As one says it in a sentence.
        number: As it is written.
        note: When it answers or whom, in a few words; may be empty.
        source: Where the row comes from.
        checked: When, and against what.
    """

    country: str
    purpose: str
    organisation: str
    number: str
    note: str
    source: str
    checked: str

    def is_for(self, kind: Kind) -> bool:
        """Whether it is there for this danger, and does not only stand in where there is none.

        A line for despair is where advice for somebody else is asked, too.
        """
        own = "self_harm" if kind is Kind.OTHER else kind.value
        return self.purpose == own

    @property
    def sentence(self) -> str:
        """As she names it; the voice reads a number after "the number is" digit by digit."""
        note = f", {self.note}" if self.note else ""
        return f"{self.organisation}: the number is {self.number}{note}."


@cache
def all_lines() -> tuple[HelpLine, ...]:
    """Every row of the table."""
    text = files("anima.safety").joinpath("help_lines.csv").read_text(encoding="utf-8")
    return tuple(
        HelpLine(
            row["country"],
            row["for"],
            row["organisation"],
            row["number"],
            row["note"],
            row["source"],
            row["checked"],
        )
        for row in csv.DictReader(text.splitlines())
    )


def countries() -> frozenset[str]:
    """The countries that the table has rows for."""
    return frozenset(line.country for line in all_lines())


def help_line(country: str, kind: Kind, *, minor: bool = False) -> HelpLine | None:
    """The line for this danger; that for despair where there is none of its own.

    A young person gets the one for young people, unless it is about despair and there is a line
    for that.
    """
    here = {line.purpose: line for line in all_lines() if line.country == country}
    wanted = [kind.value, "self_harm"]
    if minor:
        wanted = ["child", *wanted] if kind is not Kind.SELF_HARM else ["self_harm", "child"]
    return next((here[purpose] for purpose in wanted if purpose in here), None)


def emergency_number(country: str) -> str:
    """The number of the emergency services there; empty where the table does not know."""
    rows = (line for line in all_lines() if line.country == country)
    return next((line.number for line in rows if line.purpose == "emergency"), "")
