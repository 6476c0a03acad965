"""The rules by which written text becomes speakable, in the order in which they are applied."""

import re
from collections.abc import Callable
from typing import TypeAlias

from anima.voice.number_rules import NUMBER_RULES
from anima.voice.roman_numerals import ROMAN_RULES

Rule: TypeAlias = tuple[re.Pattern[str], str | Callable[[re.Match[str]], str]]

_TITLES = {
    "Dr": "Doctor",
    "Mr": "Mister",
    "Mrs": "Missus",
    "Ms": "Miz",
    "Prof": "Professor",
    "Sr": "Senior",
    "Jr": "Junior",
    "Rev": "Reverend",
    "Gen": "General",
    "Capt": "Captain",
    "Lt": "Lieutenant",
    "Sgt": "Sergeant",
    "Gov": "Governor",
    "Sen": "Senator",
    "Mt": "Mount",
}
_SHORT = {
    "e.g.": "for example",
    "i.e.": "that is",
    "etc.": "et cetera",
    "vs.": "versus",
    "approx.": "approximately",
    "dept.": "department",
    "est.": "established",
    "esp.": "especially",
    "temp.": "temperature",
    "misc.": "miscellaneous",
    "incl.": "including",
    "a.k.a.": "also known as",
    "w/": "with",
    "w/o": "without",
    "b/c": "because",
    "Ave.": "Avenue",
    "Rd.": "Road",
    "Blvd.": "Boulevard",
    "Ltd.": "Limited",
    "Inc.": "Incorporated",
    "Corp.": "Corporation",
    "Ph.D.": "P H D",
    "PhD": "P H D",
    "Apt.": "apartment",
    "apt.": "apartment",
    "Btw": "By the way",
    "btw": "by the way",
    "BTW": "by the way",
    "asap": "as soon as possible",
    "ASAP": "as soon as possible",
    "idk": "I don't know",
    "tbh": "to be honest",
    "imo": "in my opinion",
}
_DAYS = {
    "Mon": "Monday",
    "Tue": "Tuesday",
    "Tues": "Tuesday",
    "Wed": "Wednesday",
    "Thu": "Thursday",
    "Thur": "Thursday",
    "Thurs": "Thursday",
    "Fri": "Friday",
    "Sat": "Saturday",
    "Sun": "Sunday",
}
_DAY = "|".join(sorted(_DAYS, key=len, reverse=True))
_KEYS = {"Ctrl": "control", "Cmd": "command", "Alt": "alt", "Esc": "escape"}
_SYMBOLS = {
    "&": "and",
    "+": "plus",
    "=": "equals",
    "@": "at",
    "%": "percent",
    "°": "degrees",
    "×": "times",
    "÷": "divided by",
    "±": "plus or minus",
    "©": "copyright",
    "≈": "about",
    "→": "to",
    "€": "euros",
    "£": "pounds",
    "$": "dollars",
    "~": "about",
    "#": "number",
}
_ADDRESS_MARKS = {
    ".": " dot ",
    "/": " slash ",
    "-": " dash ",
    "_": " underscore ",
    "@": " at ",
    ":": " colon ",
    "?": " question mark ",
    "=": " equals ",
    "&": " and ",
    "%": " percent ",
    "#": " hash ",
    "+": " plus ",
    "~": " tilde ",
}


_FILES = "txt|pdf|py|md|docx?|xlsx?|csv|json|html?|jpe?g|png|mp3|mp4|zip|ya?ml"
"""Endings of file names, which are read out as addresses are."""


def _address(match: re.Match[str]) -> str:
    """An e-mail or web address as one reads it out."""
    text = re.sub(r"^(https?://)?(www\.)?", "", match.group(1).rstrip("/"))
    said = "".join(_ADDRESS_MARKS.get(character, character) for character in text)
    return re.sub(r"(?<=[a-z])(?=[A-Z])|(?<=[A-Za-z])(?=\d)|(?<=\d)(?=[A-Za-z])", " ", said).strip()


def _saint_or_street(match: re.Match[str]) -> str:
    named = match.group("after") is not None
    return "Saint" if named or match.group("before") is None else "Street"


def _doctor_or_drive(match: re.Match[str]) -> str:
    return "Drive" if match.group("after") is None else "Doctor"


def _line_break(match: re.Match[str]) -> str:
    return ". " if match.group("before") is None else " "


def _initials(match: re.Match[str]) -> str:
    return " ".join(match.group().replace(".", "").upper())


_MARKDOWN: tuple[Rule, ...] = (
    (re.compile(r"```[^\n]*\n?|`+"), ""),
    (re.compile(r"!?\[([^\]\n]*)\]\([^)\n]*\)"), r"\1"),
    (re.compile(r"(?m)^[ \t]*(?:[-*•+]|#{1,6}|>+)[ \t]+"), ""),
    (re.compile(r"(?m)^[ \t]*(?:-{3,}|\*{3,}|_{3,}|={3,})[ \t]*$"), ""),
    (re.compile(r"\*+|~~|(?<!\w)_+|_+(?!\w)"), ""),
    (re.compile(r"</?[a-zA-Z][^<>\n]{0,80}>"), ""),
)

_PUNCTUATION: tuple[Rule, ...] = (
    (re.compile("[\u2018\u2019\u02bc`´]"), "'"),
    (re.compile("[\u00ad\u200b-\u200f\u2028-\u202f\u2060\ufeff\ufe0e\ufe0f]"), ""),
    (re.compile(r"[^\S\n]+"), " "),
    (re.compile(r"\.{3,}|\. \. \."), "…"),
    (re.compile(r"(?<=\s)-{1,3}(?=\s)|(?<=\w)--+(?=\w)|(?<=\D)\u2013(?=\D)|\u2015"), "—"),
    (re.compile(r"(?<!\S)[:;=8][-o]?[)(\]DPp3](?!\w)|<3|\^\^|(?<!\S)[xX]D(?!\w)"), ""),
    (re.compile(r"(?P<before>(?<=[.,;:!?…—]))?\s*\n\s*"), _line_break),
)

_ADDRESSES: tuple[Rule, ...] = (
    (re.compile(r"\b([\w.+-]+@[\w-]+(?:\.[\w-]+)+)"), _address),
    (re.compile(r"((?:https?://|www\.)[^\s<>()\"'“”,;]*[^\s<>()\"'“”,;.!?:])"), _address),
    (
        re.compile(
            r"(?<![\w.])([A-Za-z][\w-]*(?:\.[\w-]+)*\.(?:com|org|net|io|ai|edu|gov|co|uk|de|dev|app)"
            r"(?:/[\w\-./?=&%#]*\w)?)\b(?!\.\w)"
        ),
        _address,
    ),
    (re.compile(rf"(?<![\w./])([A-Za-z][\w-]*\.(?:{_FILES}))\b(?!\.\w)"), _address),
)

_ABBREVIATIONS: tuple[Rule, ...] = (
    (
        re.compile(r"(?P<before>(?<=[A-Z][a-z] )|(?<=[a-z]{2} ))?\bSt\.(?P<after>(?= [A-Z]))?"),
        _saint_or_street,
    ),
    (re.compile(r"\bDr\.(?P<after>(?= [A-Z]))?"), _doctor_or_drive),
    (
        re.compile(rf"\b({'|'.join(_TITLES)})\.(?=\s|,|$)"),
        lambda match: _TITLES[match.group(1)],
    ),
    (re.compile(r"\b(Dr|Mr|Mrs|Ms)(?= [A-Z])"), lambda match: _TITLES[match.group(1)]),
    (
        re.compile(
            r"(?<![\w.])(?:"
            + "|".join(re.escape(short) for short in sorted(_SHORT, key=len, reverse=True))
            + r")(?![\w/])"
        ),
        lambda match: _SHORT[match.group()],
    ),
    (re.compile(r"\b[Nn]o\. ?(?=\d)"), "number "),
    (re.compile(r"\bp\. ?(?=\d)"), "page "),
    (re.compile(r"\bpp\. ?(?=\d)"), "pages "),
    (re.compile(r"\b(?:c|ca)\. ?(?=\d)"), "around "),
    (
        re.compile(rf"\b({_DAY})\.? ?[-\u2013—] ?({_DAY})\b(?:\.(?=,| [a-z\d]))?"),
        lambda match: f"{_DAYS[match.group(1)]} to {_DAYS[match.group(2)]}",
    ),
    (
        # "Wed." and "Sun," may be words of their own: a time has to follow, or a comma the point.
        re.compile(
            rf"\b(?<!the )(?<!The )({_DAY})"
            r"(?:\.(?=,| at | from | on |$)|(?=,? (?:\d|(?:at|from) \d)))\.?"
        ),
        lambda match: _DAYS[match.group(1)],
    ),
    (
        re.compile(rf"\b({'|'.join(_KEYS)}) ?\+ ?(?=\w)"),
        lambda match: f"{_KEYS[match.group(1)]} plus ",
    ),
    (re.compile(r"\b(\d{1,2}(?::\d\d)?) ?([ap])\.?m\b\.?(?=\s+[a-z]|[,;:!?)])"), r"\1 \2m"),
    (re.compile(r"\b(?:[A-Za-z]\.){2,}"), _initials),
    (re.compile(r"(?<=\bthe )US\b"), "U S"),
    (re.compile(r"\b([CF])#"), lambda match: f"{match.group(1)} sharp"),
)

_REST: tuple[Rule, ...] = (
    (re.compile(r"\band/or\b"), "and or"),
    (re.compile(r"(?<=[A-Za-z])/(?=[A-Za-z])"), " or "),
    (re.compile(r"#(?=[A-Za-z])"), "hashtag "),
    (
        re.compile(f"[{re.escape(''.join(_SYMBOLS))}]"),
        lambda match: f" {_SYMBOLS[match.group()]} ",
    ),
    (re.compile(r"[\[{]"), "("),
    (re.compile(r"[\]}]"), ")"),
    (re.compile(r"[^\w\s.,;:!?…—'\"“”()\-]|_"), " "),
    (re.compile(r" {2,}"), " "),
    (re.compile(r" +(?=[.,;:!?…])"), ""),
    (re.compile(r"([!?])[!?]+"), r"\1"),
    (re.compile(r"([,;:—])[,;:—]+"), r"\1"),
    (re.compile(r"^[\s.,;:!?…—)\"”']+(?=\s|$)"), ""),
    (re.compile(r"^\s+|\s+$"), ""),
)

RULES: tuple[Rule, ...] = (
    *_MARKDOWN,
    *_PUNCTUATION,
    *_ADDRESSES,
    *_ABBREVIATIONS,
    *ROMAN_RULES,
    *NUMBER_RULES,
    *_REST,
)
