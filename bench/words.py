"""Transcripts made comparable: what differs only in spelling is not a word error."""

import re
from collections.abc import Iterator
from itertools import islice, product

import inflect
import jiwer

_NUMBER = re.compile(r"\d+(?:,\d{3})*")
_ORDINAL = re.compile(r"\b(\d+)(?:st|nd|rd|th)\b")
_DOT = re.compile(r"(?<=[A-Za-z])\.(?=[A-Za-z]{2})")
_POINT = re.compile(r"(?<=\d)\.(?=\d)")
_HALF = re.compile(r"(?<=\d)\.5(?!\d)|½")
_TITLE = {"mr": "mister", "mrs": "missus", "dr": "doctor", "st": "saint"}
_TITLES = re.compile(r"\b(mr|mrs|dr|st)\b\.?(?= [a-z])")
_spell = inflect.engine()

_MOST_READINGS = 64
"""Of a sentence with many numbers not all the ways to read them are tried."""


def normalised(text: str) -> str:
    """Lower case, numbers in words, hyphens as spaces, no punctuation."""
    text = text.lower().replace("’", "'")
    text = _TITLES.sub(lambda m: _TITLE[m[1]], text)
    text = _ORDINAL.sub(lambda m: _words(_spell.number_to_words(_spell.ordinal(m[1]))), text)
    text = _NUMBER.sub(lambda m: f" {_number(m[0].replace(',', ''))} ", text)
    text = re.sub(r"[-—–/]", " ", text)
    text = re.sub(r"[^\w\s']|(?<!\w)'|'(?!\w)", "", text)
    return " ".join(text.split())


def word_errors(said: str, heard: str) -> tuple[int, int]:
    """How many words are wrong, missing or too many, and how many were said.

    A number that is written in figures counts as whatever it can be read as: 29,340 is a quantity,
    and also two nine three four zero; 820 is one, and also eight twenty; 9.5 is nine point five,
    and also nine and a half. A point between letters, as in weather.com, may be "dot".
    """
    reference = normalised(said)
    if not reference:
        return len(normalised(heard).split()), 0
    pointed = (form for written in _pointed(heard) for form in _readings(written))
    readings = {normalised(reading) for reading in islice(pointed, _MOST_READINGS)}
    return min(_wrong(reference, reading) for reading in readings), len(reference.split())


def _pointed(heard: str) -> set[str]:
    """The text as it stands, and with the points inside of words and numbers as they are said."""
    dots = _DOT.sub(" dot ", heard)
    return {heard, dots, _POINT.sub(" point ", dots), _HALF.sub(" and a half", dots)}


def _readings(heard: str) -> Iterator[str]:
    """The text with its numbers as quantities, digit by digit, and in two parts like a time."""
    parts = re.split(f"({_NUMBER.pattern})", heard)
    ways = [_ways(part) if number % 2 else (part,) for number, part in enumerate(parts)]
    for way in product(*ways):
        yield "".join(way)


def _ways(figures: str) -> tuple[str, ...]:
    digits = figures.replace(",", "")
    if len(digits) not in (3, 4):
        return figures, " ".join(digits)
    last = f"oh {digits[-1]}" if digits[-2] == "0" else digits[-2:]
    return figures, " ".join(digits), f"{digits[:-2]} {last}"


def _wrong(reference: str, reading: str) -> int:
    """Wrong words; what is only written together or apart ("news paper") is not wrong."""
    found = jiwer.process_words(reference, reading)
    said, heard = found.references[0], found.hypotheses[0]
    wrong = 0
    run: list[jiwer.AlignmentChunk] = []
    for chunk in [*found.alignments[0], None]:
        if chunk is not None and chunk.type != "equal":
            run.append(chunk)
            continue
        if run:
            ours = said[run[0].ref_start_idx : run[-1].ref_end_idx]
            theirs = heard[run[0].hyp_start_idx : run[-1].hyp_end_idx]
            if "".join(ours) != "".join(theirs):
                wrong += max(len(ours), len(theirs))
        run = []
    return wrong


def _number(digits: str) -> str:
    """Four digits from 1100 to 1999 are said as a year; others as a quantity."""
    if len(digits) == 4 and "1100" <= digits <= "1999":
        first, last = digits[:2], digits[2:]
        rest = "hundred" if last == "00" else _words(_spell.number_to_words(last.lstrip("0")))
        return f"{_words(_spell.number_to_words(first))} {rest}"
    return _words(_spell.number_to_words(digits))


def _words(spelled: object) -> str:
    return str(spelled).replace("-", " ").replace(",", "").replace(" and ", " ")
