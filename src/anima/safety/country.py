# ruff: noqa: E501  # a pattern reads better on one line
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
_BEFORE_IT = (
    r"(?:i'm|i am|we're|we are|i live|we live|i'm living|living|i stay|i'm staying|staying|i come|based|"
    r"i've moved|we've moved|i moved|we moved|live|moved|it's|here|well|um|uh|er|oh|ok|okay|so|yes|yeah|sure|no|"
    r"but|currently|now|right now|just|still|at home|at the moment|actually|somewhere|a village|a town|"
    r"over|back|both|near \w+|i think|i believe|i guess|i said|my country is|obviously|visiting|i'm visiting|please)"
)
_THERE = r"(?:in|from|near|at|on|to|outside|around)"
_PART = r"(?:(?!northern ireland\b)(?:the )?(?:north|south|east|west|northern|southern|eastern|western|rural|middle|centre)(?: of)? )?(?:the )?"
_AFTER_IT = (
    r"(?:here|now|right now|at the moment|currently|please|actually|i guess|i think|i suppose|why|mate|"
    r"still|again|at present|thanks|thank you|but from \w+|the island|of course|since \w+|(?:please )?help(?: me)?|i need help|yes|obviously|i said)"
)
_CLAUSE = re.compile(r"[,;:!?()]+|\.(?!\w)(?=\s|$)|\s-+\s|\bbut\b")
_DOTTED = re.compile(r"\b(?:[A-Za-z]\.){2,}")
"""As in "the U.K."."""
_NUMBER_OF = re.compile(r"\b(?:in|for|of|from) (?:the )?$")
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


@cache
def _as_an_answer() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """A clause that is a place and nothing else, and one that says that one is there."""
    names = _anywhere().pattern
    alone = (
        rf"(?:{_BEFORE_IT} )*{_PART}(?:(?P<first>{names})[ ,]+)?(?P<place>{names})(?: {_AFTER_IT})*"
    )
    live = r"(?:(?:i'm|i am|we're|we are|i live|we live) (?:(?!not\b|no\b|never\b)[\w'-]+ ){0,5}?)?"
    there = rf"(?:{_BEFORE_IT} )*{live}(?P<how>{_THERE}) {_PART}(?P<place>{names})(?:\b.*)?"
    return re.compile(alone), re.compile(there)


def country_named(answer: str) -> str:
    """The country that an answer to "where are you?" names, as two letters; empty if none.

    It is the place itself, or says that one is there: "Florence is my sister" is neither.
    """
    alone, there = _as_an_answer()
    from_there = ""
    answer = _DOTTED.sub(lambda found: found[0].replace(".", ""), answer)
    for clause in (answer.strip(" !?"), *_CLAUSE.split(answer)):
        text = plain(clause)
        if (found := alone.fullmatch(text)) and _is_a_place(found, clause):
            return _names()[found["place"]]
        if (found := there.fullmatch(text)) and (found["place"] != "us" or _is_us(found, clause)):
            code = _names()[found["place"]]
            if found["how"] != "from":
                return code
            from_there = from_there or code
    return from_there


def _is_a_place(found: re.Match[str], clause: str) -> bool:
    """Whether a place that stands by itself is one, and not us, nor somebody's name."""
    if found["first"]:  # "London UK"
        return _names()[found["first"]] == _names()[found["place"]]
    before = found[0][: found.start("place")]
    if found["place"] == "us":
        return not before or _is_us(found, clause)
    return not re.search(r"\b(?:i'm|i am|we're|we are) $", before)


def _is_us(found: re.Match[str], clause: str) -> bool:
    return "US" in clause or found[0][: found.start("place")].endswith("the ")


def country_asked_for(text: str) -> str:
    """The country whose number is asked for, as two letters; empty if none is named."""
    said = plain(text)
    for found in _anywhere().finditer(said):
        if _NUMBER_OF.search(said[: found.start()]) and (found[0] != "us" or "US" in text):
            return _names()[found[0]]
    return ""


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
