"""Roman numerals: Henry VIII is Henry the eighth, chapter IV is chapter four."""

import re
from collections.abc import Callable
from typing import TypeAlias

from anima.voice.number_words import cardinal, ordinal

Rule: TypeAlias = tuple[re.Pattern[str], str | Callable[[re.Match[str]], str]]

_VALUES = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}
_NUMERAL = r"(?P<numeral>(?:X{1,3}|XL|L)?(?:IX|IV|V?I{1,3}|V)|X{1,3})"
_COUNTED = (
    r"[Cc]hapter|[Pp]art|[Vv]olume|[Bb]ook|[Aa]ct|[Ss]cene|[Ss]ection|[Pp]hase|[Ss]tage|[Tt]ype"
    r"|[Ll]evel|[Aa]ppendix|[Tt]itle|[Aa]rticle|[Ee]pisode|World War|Super Bowl|[Ff]igure|Rocky"
)
_RULERS = (
    "Henry|Louis|Charles|George|Edward|William|James|Richard|Elizabeth|Mary|Philip|Peter|Paul"
    "|John|Benedict|Pius|Leo|Alexander|Frederick|Friedrich|Wilhelm|Nicholas|Napoleon|Catherine"
    "|Ivan|Otto|Ramses|Ramesses|Gustav|Christian|Felipe|Juan|Carlos|Harald|Haakon|Margrethe"
)


def value(numeral: str) -> int:
    """`XIV` is 14."""
    numbers = [_VALUES[letter] for letter in numeral]
    following = [*numbers[1:], 0]
    return sum(-n if n < later else n for n, later in zip(numbers, following, strict=True))


def _counted(match: re.Match[str]) -> str:
    return f"{match.group('before')} {cardinal(value(match.group('numeral')))}"


def _ruler(match: re.Match[str]) -> str:
    return f"{match.group('before')} the {ordinal(value(match.group('numeral')))}"


# A lone I is the person who speaks, unless it is counted: "Chapter I ends", but "the part I like".
_ONE = r"(?!I (?!of\b|and\b|is\b|was\b|in\b|to\b|begins\b|ends\b|starts\b|opens\b)[a-z])"
ROMAN_RULES: tuple[Rule, ...] = (
    (re.compile(rf"\b(?P<before>{_COUNTED}) {_ONE}{_NUMERAL}(?![\w'’])"), _counted),
    (re.compile(rf"\b(?P<before>{_RULERS}) (?!I\b){_NUMERAL}(?![\w'’])"), _ruler),
)
