# ruff: noqa: E501  # a pattern reads better on one line
"""Times in what people say, resolved against when they said it, by dateutil's arithmetic."""

import calendar
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Literal

from dateutil.relativedelta import relativedelta

Tense = Literal["past", "future"]
"""Which way a bare "on Tuesday" or "in June" points."""

Grain = Literal["day", "week", "month", "year"]


@dataclass(frozen=True, slots=True)
class Moment:
    """A time that was told.

    Attributes:
        text: The words.
        span: Where they stand.
        start: Its first day.
        grain: How exact it is.
    """

    text: str
    span: tuple[int, int]
    start: date
    grain: Grain

    @property
    def iso(self) -> str:
        """The day, month or year in ISO 8601; a week is its first day."""
        length = {"day": 10, "week": 10, "month": 7, "year": 4}[self.grain]
        return self.start.isoformat()[:length]

    def after(self, at: datetime) -> bool:
        """Whether it lies ahead of a time."""
        day = at.date()
        if self.grain == "month":
            return (self.start.year, self.start.month) > (day.year, day.month)
        return self.start.year > day.year if self.grain == "year" else self.start > day


_NUMBERS = {
    word: number
    for number, words in enumerate(
        "zero|one a an|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve".split("|")
    )
    for word in words.split()
} | {
    "couple of": 2,
    "a couple of": 2,
    "a few": 3,
    "few": 3,
    "fifteen": 15,
    "twenty": 20,
    "thirty": 30,
}
_MONTHS = {
    name.lower(): number
    for names in (calendar.month_name, calendar.month_abbr)
    for number, name in enumerate(names)
    if name
} | {"sept": 9}
_DAYS = {name.lower(): number for number, name in enumerate(calendar.day_name)}
_SEASONS = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12}
_FEASTS = {
    "christmas day": (12, 25),
    "christmas eve": (12, 24),
    "christmas": (12, 25),
    "boxing day": (12, 26),
    "new year's eve": (12, 31),
    "new year's day": (1, 1),
    "new year": (1, 1),
    "valentine's day": (2, 14),
    "halloween": (10, 31),
}
_NUMBER = rf"(?:{'|'.join(sorted(_NUMBERS, key=len, reverse=True))}|\d{{1,3}})"
_DAY = "|".join(_DAYS)
# A month that is a word of its own ("may", "march") counts only with a capital letter or a day.
_MONTH = (
    r"(?:(?-i:January|February|March|April|May|June|July|August|September|October|November|December|"
    r"Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\b|january|february|april|june|july|august|"
    r"september|october|november|december)"
)
_ORDINAL = r"(?P<day>[0-3]?\d)(?:st|nd|rd|th)?"
_UNIT = r"(?P<unit>day|week|month|year|fortnight)s?"

Resolve = Callable[[re.Match[str], date, Tense], tuple[date, Grain] | None]


def moments(text: str, at: datetime, tense: Tense = "past") -> list[Moment]:
    """The times in a text, in the order in which they stand; none overlaps another.

    Args:
        text: What was said.
        at: When it was said, in the speaker's own time.
        tense: Where a bare weekday or month points.
    """
    found: list[Moment] = []
    for pattern, resolve in _RULES:
        for match in pattern.finditer(text):
            begin, end = match.span()
            if any(begin < other.span[1] and other.span[0] < end for other in found):
                continue
            try:
                resolved = resolve(match, at.date(), tense)
            except (ValueError, OverflowError):
                continue  # the 31st of February
            if resolved is not None:
                found.append(Moment(match.group(), (begin, end), *resolved))
    return sorted(found, key=lambda moment: moment.span)


def _number(word: str) -> int:
    return int(word) if word.isdigit() else _NUMBERS[word.lower()]


def _shift(day: date, unit: str, count: int) -> tuple[date, Grain]:
    match unit:
        case "day":
            return day + timedelta(days=count), "day"
        case "week":
            return _monday(day + timedelta(weeks=count)), "week"
        case "fortnight":
            return _monday(day + timedelta(weeks=2 * count)), "week"
        case "month":
            return (day + relativedelta(months=count)).replace(day=1), "month"
        case _:
            return date(day.year + count, 1, 1), "year"


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def _ago(match: re.Match[str], day: date, _: Tense) -> tuple[date, Grain]:
    return _shift(day, match["unit"].lower(), -_number(match["n"]))


def _ahead(match: re.Match[str], day: date, _: Tense) -> tuple[date, Grain]:
    return _shift(day, match["unit"].lower(), _number(match["n"]))


def _near(match: re.Match[str], day: date, _: Tense) -> tuple[date, Grain]:
    word = match.group().lower()
    days = {"yesterday": -1, "last night": -1, "tomorrow": 1}
    if word.startswith("the day before"):
        return day - timedelta(days=2), "day"
    if word.startswith("the day after"):
        return day + timedelta(days=2), "day"
    shift = next((n for start, n in days.items() if word.startswith(start)), 0)
    return day + timedelta(days=shift), "day"


def _relative(match: re.Match[str], day: date, _: Tense) -> tuple[date, Grain] | None:
    """ "last week", "next Tuesday", "this June"."""
    which, what = match["which"].lower(), match["what"].lower()
    step = {"last": -1, "past": -1, "next": 1, "this": 0, "this coming": 1, "coming": 1}[which]
    if what in _DAYS:
        behind = (day.weekday() - _DAYS[what]) % 7
        if step < 0:
            return day - timedelta(days=behind or 7), "day"
        ahead = (_DAYS[what] - day.weekday()) % 7 or 7
        if which == "next" and _monday(day + timedelta(days=ahead)) == _monday(day):
            ahead += 7  # on a Monday, "next Friday" is that of the next week
        return day + timedelta(days=ahead), "day"
    if what == "weekend":
        saturday = _monday(day) + timedelta(days=5)
        return saturday + timedelta(weeks=step), "day"
    if what in _SEASONS:
        return _season(day, _SEASONS[what], step)
    if what in _MONTHS:
        year = day.year + (step if step >= 0 else 0)
        if step < 0 and _MONTHS[what] >= day.month:
            year -= 1
        if step > 0 and _MONTHS[what] > day.month:
            year -= 1
        return date(year, _MONTHS[what], 1), "month"
    return _shift(day, what, step)


def _season(day: date, month: int, step: int) -> tuple[date, Grain]:
    start = date(day.year, month, 1)
    if step < 0 and start + relativedelta(months=3) > day:
        start -= relativedelta(years=1)
    if step > 0 and start <= day:
        start += relativedelta(years=1)
    return start, "month"


def _seasons_ago(match: re.Match[str], day: date, _: Tense) -> tuple[date, Grain]:
    last, grain = _season(day, _SEASONS[match["what"].lower()], -1)
    return last - relativedelta(years=_number(match["n"]) - 1), grain


def _weekday(match: re.Match[str], day: date, tense: Tense) -> tuple[date, Grain]:
    number = _DAYS[match["what"].lower()]
    if tense == "past":
        return day - timedelta(days=(day.weekday() - number) % 7 or 7), "day"
    return day + timedelta(days=(number - day.weekday()) % 7 or 7), "day"


def _month(match: re.Match[str], day: date, tense: Tense) -> tuple[date, Grain]:
    return _turned(date(day.year, _MONTHS[match["month"].lower()], 1), day, tense, "month")


def _month_and_year(match: re.Match[str], _day: date, _: Tense) -> tuple[date, Grain]:
    return date(int(match["year"]), _MONTHS[match["month"].lower()], 1), "month"


def _full_date(match: re.Match[str], day: date, tense: Tense) -> tuple[date, Grain]:
    month, number = _MONTHS[match["month"].lower()], int(match["day"])
    if match["year"]:
        return date(int(match["year"]), month, number), "day"
    if (month, number) == (2, 29):
        step = -1 if tense == "past" else 1
        years = range(day.year, day.year + 9 * step, step)
        leap = [date(year, 2, 29) for year in years if calendar.isleap(year)]
        return next(each for each in leap if (each <= day) == (tense == "past")), "day"
    return _turned(date(day.year, month, number), day, tense, "day")


def _iso(match: re.Match[str], _day: date, _: Tense) -> tuple[date, Grain]:
    return date.fromisoformat(match.group()), "day"


def _day_of_month(match: re.Match[str], day: date, tense: Tense) -> tuple[date, Grain]:
    found = day.replace(day=int(match["day"]))
    if tense == "past" and found > day:
        found -= relativedelta(months=1)
    if tense == "future" and found < day:
        found += relativedelta(months=1)
    return found, "day"


def _year(match: re.Match[str], _day: date, _: Tense) -> tuple[date, Grain]:
    return date(int(match["year"]), 1, 1), "year"


def _feast(match: re.Match[str], day: date, tense: Tense) -> tuple[date, Grain]:
    month, number = _FEASTS[match["what"].lower().replace("’", "'")]
    if match["which"]:
        tense = "past" if match["which"].lower() == "last" else "future"
    return _turned(date(day.year, month, number), day, tense, "day")


def _turned(found: date, day: date, tense: Tense, grain: Grain) -> tuple[date, Grain]:
    """The one of a yearly date that the tense points to."""
    reached = found.replace(day=1) <= day.replace(day=1) if grain == "month" else found <= day
    if tense == "past" and not reached:
        found -= relativedelta(years=1)
    if tense == "future" and reached and (grain == "day" or found.month != day.month):
        found += relativedelta(years=1)
    return found, grain


def _rule(pattern: str, resolve: Resolve) -> tuple[re.Pattern[str], Resolve]:
    return re.compile(pattern, re.I), resolve


_RULES: tuple[tuple[re.Pattern[str], Resolve], ...] = (
    _rule(r"\b\d{4}-\d\d-\d\d\b", _iso),
    _rule(
        rf"\b(?:on )?(?:the )?{_ORDINAL} (?:of )?(?P<month>{_MONTH})(?:,? (?P<year>(?:19|20)\d\d))?\b",
        _full_date,
    ),
    _rule(
        rf"\b(?:on )?(?P<month>{_MONTH}) (?:the )?{_ORDINAL}(?!\d)(?:,? (?P<year>(?:19|20)\d\d))?\b",
        _full_date,
    ),
    _rule(
        rf"\b(?:(?:in|since|until|till|by) )?(?P<month>{_MONTH}),? (?:of )?(?P<year>(?:19|20)\d\d)\b",
        _month_and_year,
    ),
    _rule(rf"\b(?:about |around )?(?P<n>{_NUMBER}) {_UNIT} ago\b", _ago),
    _rule(
        rf"\b(?P<n>{_NUMBER}) (?P<what>springs?|summers?|autumns?|winters?)(?<!s) ago\b",
        _seasons_ago,
    ),
    _rule(rf"\bin (?P<n>{_NUMBER}) {_UNIT}(?: time)?\b(?!['’] time)", _ahead),
    _rule(rf"\b(?P<n>{_NUMBER}) {_UNIT} from (?:now|today)\b", _ahead),
    _rule(r"\bthe day before yesterday\b|\bthe day after tomorrow\b", _near),
    _rule(
        r"\byesterday(?: (?:morning|afternoon|evening|night))?\b|\blast night\b|\btonight\b|\btoday\b"
        r"|\bthis (?:morning|afternoon|evening)\b|\btomorrow(?: (?:morning|afternoon|evening|night))?\b",
        _near,
    ),
    _rule(
        rf"\b(?:over |during |on )?(?:the )?(?P<which>last|this coming|this|next|past|coming) "
        rf"(?P<what>{_DAY}|week|weekend|month|year|{'|'.join(_SEASONS)}|{_MONTH})\b",
        _relative,
    ),
    _rule(
        rf"\b(?:at |on |for |over )?(?:(?P<which>last|next|this) )?(?P<what>{'|'.join(_FEASTS)})\b".replace(
            "'", "['’]"
        ),
        _feast,
    ),
    _rule(
        rf"\b(?:on|since|until|till|by|this|for) (?P<what>{_DAY})(?: (?:morning|afternoon|evening|night))?\b",
        _weekday,
    ),
    _rule(
        rf"(?<!every )\b(?P<what>{_DAY})(?: (?:morning|afternoon|evening|night))?\b(?<!s)", _weekday
    ),
    _rule(
        rf"\b(?:in|since|until|till|by|during|early|late|back in|from) (?:early |late |mid[- ])?(?P<month>{_MONTH})\b",
        _month,
    ),
    _rule(r"\bon the (?P<day>[0-3]?\d)(?:st|nd|rd|th)\b", _day_of_month),
    _rule(
        r"\b(?:in|since|until|till|by|during|back in|from|around|summer of|spring of|winter of) (?P<year>(?:19|20)\d\d)\b(?!s)",
        _year,
    ),
)
"""Longer expressions first: what one rule has taken no other takes again."""
