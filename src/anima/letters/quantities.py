"""Numbers as letters write them: digits, words, ordinals."""

import re

_ONES = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
    "sixteen seventeen eighteen nineteen"
).split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_LARGE = {"hundred": 100, "thousand": 1000, "million": 1_000_000, "dozen": 12}
ORDINALS = {
    word: number
    for number, word in enumerate(
        "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth "
        "thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth "
        "twentieth".split(),
        1,
    )
} | {"thirtieth": 30, "fortieth": 40, "fiftieth": 50, "sixtieth": 60, "hundredth": 100}
CARDINALS = (
    {word: number for number, word in enumerate(_ONES)}
    | {word: 10 * number for number, word in enumerate(_TENS, 2)}
    | _LARGE
    | {"hundreds": 100, "thousands": 1000, "millions": 1_000_000, "dozens": 12}
    | {"twice": 2, "couple": 2, "fortnight": 14}
)
_TOKEN = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*|\d[\d.,:/]*(?:st|nd|rd|th)?", re.IGNORECASE)


def number_of(word: str) -> float | None:
    """The value of a numeral or a number word; None for any other word."""
    lower = word.lower().strip(".,:/")
    if lower in CARDINALS:
        return float(CARDINALS[lower])
    if lower in ORDINALS:
        return float(ORDINALS[lower])
    if "-" in lower:
        tens, _, ones = lower.partition("-")
        if tens in _TENS and (ones in _ONES or ones in ORDINALS):
            return CARDINALS[tens] + (number_of(ones) or 0.0)
        return None
    digits = re.sub(r"(?:st|nd|rd|th)$", "", lower)
    if not digits or not digits[0].isdigit():
        return None
    try:
        return float(digits.replace(",", ""))
    except ValueError:
        # A time or a date written with signs: its own value, unlike any other.
        return float(int("".join(each for each in digits if each.isdigit())[:12])) + 0.5


def numbers_in(text: str) -> set[float]:
    """The values of all numbers in a text, also of what neighbouring words make together."""
    found: set[float] = set()
    before: float | None = None
    for match in _TOKEN.finditer(text):
        value = number_of(match[0])
        if value is not None:
            found.add(value)
            if before is not None and before >= 20 and value < 10:
                found.add(before + value)
        before = value
    return found
