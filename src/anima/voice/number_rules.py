"""How times, dates, money, measures and plain numbers are said."""

import re
from collections.abc import Callable
from typing import TypeAlias

from anima.voice.number_words import cardinal, decimal, digits, ordinal, plural, year

Rule: TypeAlias = tuple[re.Pattern[str], str | Callable[[re.Match[str]], str]]

_MONTHS = (
    "January February March April May June July August September October November December".split()
)
_MONTH = r"(?P<month>" + "|".join(rf"{m}|{m[:3]}\.?(?= \d)" for m in _MONTHS) + r"|Sept\.?(?= \d))"
_AMOUNT = r"(?P<amount>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)"
_COINS = {"$": ("dollar", "cent"), "€": ("euro", "cent"), "£": ("pound", "penny"), "¥": ("yen", "")}
_SCALES = {
    "k": "thousand",
    "K": "thousand",
    "m": "million",
    "M": "million",
    "bn": "billion",
    "B": "billion",
    "thousand": "thousand",
    "million": "million",
    "billion": "billion",
    "trillion": "trillion",
}
_UNITS = {
    "km/h": "kilometre per hour",
    "mph": "mile per hour",
    "km": "kilometre",
    "cm": "centimetre",
    "mm": "millimetre",
    "m": "metre",
    "mi": "mile",
    "ft": "foot",
    "¢": "cent",
    "tbsp": "tablespoon",
    "tsp": "teaspoon",
    "kg": "kilogram",
    "mg": "milligram",
    "g": "gram",
    "lbs": "pound",
    "lb": "pound",
    "oz": "ounce",
    "ml": "millilitre",
    "l": "litre",
    "°C": "degree Celsius",
    "°F": "degree Fahrenheit",
    "°": "degree",
    "hrs": "hour",
    "hr": "hour",
    "h": "hour",
    "mins": "minute",
    "min": "minute",
    "secs": "second",
    "sec": "second",
    "s": "second",
    "ms": "millisecond",
    "KB": "kilobyte",
    "MB": "megabyte",
    "GB": "gigabyte",
    "TB": "terabyte",
    "kB": "kilobyte",
    "Hz": "hertz",
    "kHz": "kilohertz",
    "MHz": "megahertz",
    "GHz": "gigahertz",
    "kW": "kilowatt",
    "W": "watt",
}
_UNIT = "|".join(re.escape(unit) for unit in sorted(_UNITS, key=len, reverse=True))
_CLEAR_UNIT = "|".join(
    unit for unit in _UNITS if unit.isalpha() and len(unit) > 1 and unit != "min"
)
_SQUARES = "km|cm|mm|m|ft|mi"
_UNCHANGED = frozenset({"hertz", "kilohertz", "megahertz", "gigahertz"})
_SMALL_WORDS = "|".join(cardinal(number) for number in range(1, 21))
_FRACTIONS = {
    "½": "a half",
    "⅓": "a third",
    "⅔": "two thirds",
    "¼": "a quarter",
    "¾": "three quarters",
    "⅛": "an eighth",
}
_PARTS = {2: "half", 3: "third", 4: "quarter"}
_BOTTOMS = frozenset({2, 3, 4, 5, 6, 7, 8, 9, 10, 12, 16, 20, 100})
"""What fractions end in; 9/11 and 24/7 are none."""


def _date(month: int, day: int, of_year: str) -> str:
    said = f"{_MONTHS[month - 1]} {ordinal(day)}"
    return f"{said}, {year(int(of_year))}" if of_year else said


def _iso_date(match: re.Match[str]) -> str:
    of_year, month, day = match.groups()
    if 1 <= int(month) <= 12 and 1 <= int(day) <= 31:
        return _date(int(month), int(day), of_year)
    return f"{cardinal(int(of_year))}, {digits(month)}, {digits(day)}"


def _slashed_date(match: re.Match[str]) -> str:
    first, second, of_year = (int(part) for part in match.groups())
    # Month first, as in the voices' own country, unless only the other order makes a date.
    month, day = (first, second) if first <= 12 else (second, first)
    if not (1 <= month <= 12 and 1 <= day <= 31):
        return " ".join(cardinal(part) for part in (first, second, of_year))
    return _date(month, day, str(of_year if of_year > 99 else 2000 + of_year))


def _short_date(match: re.Match[str]) -> str:
    """A day and a month: only a date begins a number below ten with 0."""
    first, second = int(match.group(1)), int(match.group(2))
    month, day = (first, second) if first <= 12 else (second, first)
    if not (1 <= month <= 12 and 1 <= day <= 31):
        return f"{cardinal(first)} {cardinal(second)}"
    return _date(month, day, "")


def _month_day(match: re.Match[str]) -> str:
    month = _month_name(match.group("month"))
    tail = match.group("year")
    said = f"{month} {ordinal(int(match.group('day')))}"
    return f"{said}, {year(int(tail))}" if tail else said


def _day_month(match: re.Match[str]) -> str:
    month = _month_name(match.group("month"))
    tail = match.group("year")
    said = f"the {ordinal(int(match.group('day')))} of {month}"
    if (match.group("the") or "").strip():
        said = said.removeprefix("the ")
        said = f"the {said}"
    return f"{said}, {year(int(tail))}" if tail else said


def _month_name(written: str) -> str:
    return next(month for month in _MONTHS if month.startswith(written[:3]))


def _clock(match: re.Match[str]) -> str:
    hour, minute = int(match.group("hour")), match.group("minute")
    half = " ".join((match.group("half") or "").upper().replace(".", ""))
    if minute is None:
        words = cardinal(hour)
    elif minute == "00":
        words = cardinal(hour) if half else f"{cardinal(hour)} o'clock"
        words = words if half or 1 <= hour <= 12 else f"{cardinal(hour)} hundred"
    else:
        words = f"{cardinal(hour)} " + (
            f"oh {cardinal(int(minute))}" if int(minute) < 10 else cardinal(int(minute))
        )
    return f"{words} {half}".strip()


def _money(match: re.Match[str]) -> str:
    coin, part = _COINS[match.group("coin")]
    amount = match.group("amount").replace(",", "")
    scale = match.group("scale")
    coins = coin if coin == "yen" else f"{coin}s"
    if scale:
        return f"{decimal(amount)} {_SCALES[scale]} {coins}"
    whole, _, fraction = amount.partition(".")
    if fraction and len(fraction) != 2:
        return f"{decimal(amount)} {coins}"
    said = f"{cardinal(int(whole))} {coin if int(whole) == 1 else coins}"
    if not fraction or int(fraction) == 0:
        return said
    small = part if int(fraction) == 1 else {"penny": "pence"}.get(part, f"{part}s")
    parts = f"{cardinal(int(fraction))} {small}".strip()
    return parts if int(whole) == 0 else f"{said} and {parts}"


def _measure(match: re.Match[str]) -> str:
    amount, unit = match.group("amount"), _UNITS[match.group("unit")]
    count = f"{'minus ' if match.group('minus') else ''}{decimal(amount)}"
    if amount == "1" or unit in _UNCHANGED:
        return f"{count} {unit}"
    name, _, rest = unit.partition(" ")
    return f"{count} {_many(name)} {rest}".strip()


def _many(unit: str) -> str:
    return "feet" if unit == "foot" else f"{unit}s"


def _square(match: re.Match[str]) -> str:
    return f" square {_many(_UNITS[match.group('unit')])}"


def _worded_measure(match: re.Match[str]) -> str:
    count, unit = match.group("count"), _UNITS[match.group("unit")]
    if count.lower() == "one" or unit in _UNCHANGED:
        return f"{count} {unit}"
    return f"{count} {_many(unit)}"


def _scaled(match: re.Match[str]) -> str:
    return f"{decimal(match.group('amount'))} {_SCALES[match.group('scale')]}"


def _decade(match: re.Match[str]) -> str:
    number = int(match.group("number"))
    return plural(year(number) if number > 99 else cardinal(number))


def _fraction(match: re.Match[str]) -> str:
    top, bottom = int(match.group(1)), int(match.group(2))
    if bottom in (10, 100):
        return f"{cardinal(top)} out of {cardinal(bottom)}"
    if 80 <= top <= 250 and 40 <= bottom < top:  # blood pressure
        return f"{cardinal(top)} over {cardinal(bottom)}"
    if not 0 < top < bottom or bottom not in _BOTTOMS:
        return f"{cardinal(top)} {cardinal(bottom)}"
    name = _PARTS.get(bottom) or ordinal(bottom)
    if top == 1:
        return f"one {name}"
    return f"{cardinal(top)} {'halves' if name == 'half' else f'{name}s'}"


def _score(match: re.Match[str]) -> str:
    return f"{decimal(match.group(1))} out of {cardinal(int(match.group(2)))}"


def _plain(match: re.Match[str]) -> str:
    """A number without a mark: a year when it looks like one, digits when it is a code."""
    text = match.group()
    if "," in text or "." in text:
        return decimal(text)
    if len(text) > 1 and text.startswith("0") or len(text) > 9:
        return digits(text)
    if len(text) == 4 and 1100 <= int(text) <= 2099:
        return year(int(text))
    return cardinal(int(text))


def _in_ascii(match: re.Match[str]) -> str:
    """Digits of other scripts, and small raised ones, as the digits they are."""
    value = match.group()
    return str(int(value)) if value.isdecimal() else " "


def _version(match: re.Match[str]) -> str:
    return " point ".join(cardinal(int(part[:12])) for part in match.group().split("."))


def _feet(match: re.Match[str]) -> str:
    return f"{cardinal(int(match.group(1)))} foot {cardinal(int(match.group(2)))}"


def _phone(match: re.Match[str]) -> str:
    groups = re.findall(r"\d+", match.group())
    plus = "plus " if match.group().startswith("+") else ""
    return plus + ", ".join(digits(group) for group in groups)


_DATES: tuple[Rule, ...] = (
    (re.compile(r"\b(\d{4})-(\d{2})-(\d{2})\b"), _iso_date),
    (re.compile(r"\b(\d{1,2})/(\d{1,2})/(\d{4}|\d{2})\b"), _slashed_date),
    (re.compile(r"(?<![\d/])(\d{1,2})/(0[1-9])(?![\d/])"), _short_date),
    (re.compile(r"(?<![\d/])(0[1-9])/(\d{1,2})(?![\d/])"), _short_date),
    (
        re.compile(
            rf"\b(?P<the>the )?(?P<day>[12]?\d|3[01])(?:st|nd|rd|th)?(?: of)? {_MONTH}(?![a-z])"
            r"(?:,? (?P<year>1\d{3}|20\d\d)\b)?"
        ),
        _day_month,
    ),
    (
        re.compile(
            rf"\b{_MONTH} (?P<day>[12]?\d|3[01])(?:st|nd|rd|th)?(?![\d:.]\d|\d)"
            r"(?:, (?P<year>1\d{3}|20\d\d)\b)?"
        ),
        _month_day,
    ),
    (
        re.compile(
            r"\b(?P<hour>[01]?\d|2[0-3]):(?P<minute>[0-5]\d)"
            r"(?: ?(?P<half>[ap]\.?m\.?|[AP]\.?M\.?)(?![A-Za-z]))?(?![\d:])"
        ),
        _clock,
    ),
    (
        re.compile(
            r"\b(?P<hour>1[0-2]|0?[1-9])(?P<minute>(?!))? ?(?P<half>[ap]m|[AP]M)(?![A-Za-z])"
        ),
        _clock,
    ),
)

_AMOUNTS: tuple[Rule, ...] = (
    (
        # A number to dial is read digit by digit, however it is grouped.
        re.compile(r"(?<=\bnumber is )\d[\d -]*\d\b|(?<=\bcall )(?:112|911)\b|(?<=\bit is )112\b"),
        _phone,
    ),
    (re.compile(r"\+?\b\d{1,4}(?:[- ]\d{2,4}){2,}\b|\b\d{3}-\d{4}\b"), _phone),
    (re.compile(r"(?<![\d.])\d+(?:\.\d+){2,}"), _version),
    (re.compile(r"\b(\d)'(\d{1,2})(?:\"|”|\b)"), _feet),
    (re.compile(r"(?<=\b[A-Z]{2})\d{3,4}\b"), lambda match: f" {digits(match.group())}"),
    (re.compile(r"(?<!\w)[-\u2212](?=[$€£¥]\d)"), "minus "),
    (re.compile(r"([$€£¥])(\d[\d,]*) ?[-\u2013] ?\1?(?=\d)"), r"\2 to \1"),
    (re.compile(r"(?<=\d) ?[-\u2013] ?(?=\d)"), " to "),
    (
        re.compile(
            rf"(?P<coin>[$€£¥]) ?{_AMOUNT}"
            r"(?: ?(?P<scale>thousand|million|billion|trillion|bn|[kKmMB])\b)?"
        ),
        _money,
    ),
    (re.compile(r"(?:\b|')(?P<number>[12]\d{2}0|[2-9]0)'?s\b"), _decade),
    (
        re.compile(
            rf"(?<![\w/-])(?P<minus>[-\u2212])?{_AMOUNT} ?(?P<unit>{_UNIT})(?![A-Za-z])"
            r"(?:\.(?= [a-z]))?"
        ),
        _measure,
    ),
    (
        re.compile(rf"\b(?P<count>(?i:{_SMALL_WORDS})) (?P<unit>{_CLEAR_UNIT})(?![A-Za-z])"),
        _worded_measure,
    ),
    # "A 5k" is a run of five kilometres; "60k" an amount.
    (re.compile(r"(?<=\b[Aa] )(\d{1,2})[kK]\b"), r"\1 K"),
    (re.compile(rf"{_AMOUNT} ?(?P<scale>[kM]|bn)\b"), _scaled),
    (re.compile(r"(?<![\w.])(\d{1,3})[xX]\b(?! ?\d)"), r"\1 times"),
    # Minutes and seconds, of a run or a song; times of day have gone before.
    (re.compile(r"(?<=\d):(?=\d(?!\d))"), " to "),
    (re.compile(r"(?<=\d):(?=\d)"), " "),
    (re.compile(r"\b(\d+\.\d+)/(\d{1,3})\b"), _score),
    (re.compile(rf"{_AMOUNT} ?%"), lambda match: f"{decimal(match.group('amount'))} percent"),
    (re.compile(r"\b(\d+)(?:st|nd|rd|th)\b"), lambda match: ordinal(int(match.group(1)[:14]))),
    (re.compile(r"\b(\d{1,3})/(\d{1,3})\b"), _fraction),
    (
        re.compile(
            r"\b(?P<part>half|thirds?|quarters?|fifths?|eighths?) "
            rf"(?P<unit>{_CLEAR_UNIT})(?![A-Za-z])"
        ),
        lambda match: f"{match.group('part')} of a {_UNITS[match.group('unit')]}",
    ),
)

NUMBER_RULES: tuple[Rule, ...] = (
    (re.compile(rf"(?<=\d) ?(?P<unit>{_SQUARES})²"), _square),
    (re.compile(r"(?<=[A-Za-z\d)])²"), " squared "),
    (re.compile(r"(?<=[A-Za-z\d)])³"), " cubed "),
    (re.compile(r"[^\W\D]|[²³¹⁰⁴-⁹₀-₉]"), _in_ascii),
    (re.compile(r"(?<=\d) ?(?=[½⅓⅔¼¾⅛])"), " and "),
    (re.compile("[½⅓⅔¼¾⅛]"), lambda match: f" {_FRACTIONS[match.group()]} "),
    *_DATES,
    *_AMOUNTS,
    (re.compile(r"(?<![\w.])[-\u2212](?=\d)"), "minus "),
    (re.compile(r"#(?=\d)"), "number "),
    (re.compile(r"(?<=\d),(?=\d{1,2}(?!\d))"), ", "),
    (re.compile(r"(?<=[A-Za-z])(?=\d)|(?<=\d)(?=[A-Za-z])"), " "),
    (re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"), _plain),
)
