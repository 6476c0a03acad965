"""Which country the person is in: as set, as they said, or as a line about them says."""

import csv
import re
from collections.abc import Iterable
from functools import cache
from importlib.resources import files

from anima.safety.words import plain

_LIVES = (
    r"\b(?:i|we|you)(?:'m|'re| am| are)?(?: now| still| currently)? "
    r"(?:live|living|based|staying|moved|from|at home)\b"
)
_NOT_THERE = re.compile(r"(?:\bnot|n't|\bno longer|\bleft)(?: \w+)?(?: in| from)?(?: the)? $")
_WORDS_AFTER = 40
"""Characters after the verb in which the place is looked for."""


@cache
def _names() -> dict[str, str]:
    text = files("anima.safety").joinpath("countries.csv").read_text(encoding="utf-8")
    rows = csv.DictReader(text.splitlines())
    return {name: row["code"] for row in rows for name in row["names"].split("|")}


@cache
def _anywhere() -> re.Pattern[str]:
    longest_first = sorted(_names(), key=len, reverse=True)
    return re.compile(rf"(?<![\w.])(?:{'|'.join(map(re.escape, longest_first))})(?!\w)")


def known_countries() -> frozenset[str]:
    """The countries that can be named, as two letters."""
    return frozenset(_names().values())


def country_named(answer: str) -> str:
    """The country that an answer to "where are you?" names, as two letters; empty if none."""
    text = plain(answer)
    found = [
        each[0]
        for each in _anywhere().finditer(text)
        if (each[0] != "us" or len(text.split()) < 6)
        and not _NOT_THERE.search(text[: each.start()])
    ]
    return _names()[found[0]] if found else ""


def country_lived_in(lines: Iterable[str]) -> str:
    """The country that one of the lines says the person lives in, the last one first."""
    for line in reversed(list(lines)):
        text = plain(line)
        for found in re.finditer(_LIVES, text):
            after = text[found.start() : found.end() + _WORDS_AFTER]
            place = _anywhere().search(after)
            if place and place[0] != "us":
                return _names()[place[0]]
    return ""
