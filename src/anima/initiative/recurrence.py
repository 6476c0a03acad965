"""Days that come again, as dates of a calendar: once a year, every second week, each first Monday.

Days are those of the place where she runs. Whoever was born on the 29th of February has the 28th in
the other years.
"""

import calendar
import re
from dataclasses import dataclass
from datetime import date, datetime

from anima.memory.facts.times import moments

_WEEKDAYS = [name.lower() for name in calendar.day_name]
_WEEKDAY = rf"(?P<day>{'|'.join(_WEEKDAYS)})s?\b"
_NTH = {"first": 1, "second": 2, "third": 3, "fourth": 4, "last": -1}
_OTHER = {"second": 2, "other": 2, "third": 3, "two": 2, "three": 3, "four": 4}
_OF_THE_MONTH = re.compile(
    rf"\b(?P<nth>{'|'.join(_NTH)}) {_WEEKDAY}(?= (?:of|in) (?:the|every|each|a) month)"
    rf"|\bevery (?P<nth2>first|last) (?P<day2>{'|'.join(_WEEKDAYS)})\b",
    re.IGNORECASE,
)
_OF_WEEKS = re.compile(
    r"\b(?:every|each|on) (?:(?P<n>second|other|third|single|(?P<weeks>two|three|four) weeks on)"
    rf" )?(?:a )?{_WEEKDAY}",
    re.IGNORECASE,
)
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")


@dataclass(frozen=True, slots=True)
class Yearly:
    """A day of the year.

    Attributes:
        month: Its month.
        day: Its day; the 29th of February is the 28th where there is none.
        since: The year in which it began, where it was told.
    """

    month: int
    day: int
    since: int | None = None

    def is_on(self, day: date) -> bool:
        """Whether it falls on this day."""
        last = calendar.monthrange(day.year, self.month)[1]
        return (day.month, day.day) == (self.month, min(self.day, last))


@dataclass(frozen=True, slots=True)
class Weekly:
    """A day of the week, every so many weeks.

    Attributes:
        weekday: 0 for Monday.
        every: 1 for each week.
        anchor: One of its days; without it nobody knows which week is meant when `every` is not 1.
    """

    weekday: int
    every: int = 1
    anchor: date | None = None

    def is_on(self, day: date) -> bool:
        """Whether it falls on this day."""
        if day.weekday() != self.weekday:
            return False
        if self.every == 1:
            return True
        return self.anchor is not None and (day - self.anchor).days % (7 * self.every) == 0


@dataclass(frozen=True, slots=True)
class Monthly:
    """The first, second or last of a weekday in each month; -1 for the last."""

    weekday: int
    nth: int

    def is_on(self, day: date) -> bool:
        """Whether it falls on this day."""
        if day.weekday() != self.weekday:
            return False
        if self.nth > 0:
            return (day.day - 1) // 7 + 1 == self.nth
        return day.day + 7 > calendar.monthrange(day.year, day.month)[1]


Recurrence = Yearly | Weekly | Monthly


def yearly(words: str, at: datetime, when: str = "") -> Yearly | None:
    """The day of the year that words say, such as "the 3rd of May 1980" or "tomorrow".

    Args:
        words: What was said of it.
        at: When it was said.
        when: Its date, where it is known already.
    """
    year = _YEAR.search(words)
    since = int(year.group()) if year else None
    if len(when) == len("2026-11-27"):
        known = date.fromisoformat(when)
        return Yearly(known.month, known.day, since)
    if bare := re.search(r"^(?:\d{4}|-)-?(\d{2})-(\d{2})$", words.strip()):
        return _checked(int(bare[1]), int(bare[2]), since)
    found = moments(words, at.astimezone(), "future")
    days = [each.start for each in found if each.grain == "day"]
    if len(days) != 1 or len(found) > 1:  # "next week on Thursday" is no one day
        return None
    return Yearly(days[0].month, days[0].day, since)


def regular(words: str, when: str = "") -> Weekly | Monthly | None:
    """The rule that words say, such as "choir every second Tuesday"."""
    anchor = date.fromisoformat(when) if len(when) == len("2026-11-27") else None
    if found := _OF_THE_MONTH.search(words):
        nth, day = found["nth"] or found["nth2"], found["day"] or found["day2"]
        return Monthly(_WEEKDAYS.index(day.lower()), _NTH[nth.lower()])
    if found := _OF_WEEKS.search(words):
        said = (found["weeks"] or found["n"] or "").lower()
        weekday = _WEEKDAYS.index(found["day"].lower())
        fits = anchor if anchor is not None and anchor.weekday() == weekday else None
        return Weekly(weekday, _OTHER.get(said, 1), fits)
    return None


def _checked(month: int, day: int, since: int | None) -> Yearly | None:
    possible = 1 <= month <= 12 and 1 <= day <= calendar.monthrange(2024, month)[1]
    return Yearly(month, day, since) if possible else None
