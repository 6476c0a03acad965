"""Whether a reply says what a question about a text asks for: one word, as a person would read it.

`bench/data/care/answers_labelled.txt` says by hand what it must find: ten is 10 and 10:00 and not
often; clocks are a clock; forty is not forty-five.
"""

import re
from dataclasses import dataclass
from pathlib import Path

from anima.memory.stems import term
from bench.words import normalised

LABELLED = Path(__file__).resolve().parent.parent / "data" / "care" / "answers_labelled.txt"

_FULL_HOUR = re.compile(r"(?<=\d)[:.]00\b")
_UNITS = frozenset("one two three four five six seven eight nine".split())
_TENS = frozenset("twenty thirty forty fifty sixty seventy eighty ninety".split())
_LONG = 4
"""A word of so many letters is also found at the beginning of a longer one: rain in rainy."""


@dataclass(frozen=True, slots=True)
class Labelled:
    """A reply, and whether a person reads the wanted word in it."""

    word: str
    reply: str
    says: bool


def says(word: str, reply: str) -> bool:
    """Whether the reply has this word: in figures or letters, in the singular or the plural."""
    wanted = normalised(word).split()
    words = normalised(_FULL_HOUR.sub("", reply)).split()
    for start in range(len(words) - len(wanted) + 1):
        found = words[start : start + len(wanted)]
        following = words[start + len(wanted) : start + len(wanted) + 1]
        if found[-1] in _TENS and _UNITS.intersection(following):
            continue  # forty-five is another number
        if all(map(_same, wanted, found)):
            return True
    return False


def _same(wanted: str, found: str) -> bool:
    return term(found) == term(wanted) or (len(wanted) >= _LONG and found.startswith(wanted))


def labelled() -> list[Labelled]:
    """What was judged by hand."""
    lines = LABELLED.read_text(encoding="utf-8").splitlines()
    rows = [line.split(" | ") for line in lines if line and not line.startswith("#")]
    return [Labelled(word, reply, yes == "yes") for yes, word, reply in rows]
