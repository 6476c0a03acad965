"""Transcripts made comparable: what differs only in spelling is not a word error."""

import re

import inflect

_NUMBER = re.compile(r"\d+(?:,\d{3})*")
_ORDINAL = re.compile(r"\b(\d+)(?:st|nd|rd|th)\b")
_spell = inflect.engine()


def normalised(text: str) -> str:
    """Lower case, numbers in words, hyphens as spaces, no punctuation."""
    text = text.lower().replace("’", "'")
    text = _ORDINAL.sub(lambda m: _words(_spell.number_to_words(_spell.ordinal(m[1]))), text)
    text = _NUMBER.sub(lambda m: f" {_number(m[0].replace(',', ''))} ", text)
    text = re.sub(r"[-—–/]", " ", text)
    text = re.sub(r"[^\w\s']|(?<!\w)'|'(?!\w)", "", text)
    return " ".join(text.split())


def _number(digits: str) -> str:
    """Four digits from 1100 to 1999 are said as a year; others as a quantity."""
    if len(digits) == 4 and "1100" <= digits <= "1999":
        first, last = digits[:2], digits[2:]
        rest = "hundred" if last == "00" else _words(_spell.number_to_words(last.lstrip("0")))
        return f"{_words(_spell.number_to_words(first))} {rest}"
    return _words(_spell.number_to_words(digits))


def _words(spelled: object) -> str:
    return str(spelled).replace("-", " ").replace(",", "").replace(" and ", " ")
