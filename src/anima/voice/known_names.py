"""The names that a person's life has, and where in what was understood one of them may stand.

Whisper writes a name as the world spells it, or as it sounds. Here are only the places where a name
that is known may be meant; the recogniser then says how well each fits what it heard.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from anima.voice.sound_alike import LEAST, letters_of, likeness
from anima.voice.speech import HeardWord

_MOST_WORDS = 3
"""Words that a name may have been heard as: Sweynheim as "sway and him"."""

_SURE = 0.9
"""Confidence from which an ordinary word is what was said."""

_MARKS = re.compile(r"^[^\w]+|(?:['’]s)?[^\w]*$")


@dataclass(frozen=True, slots=True)
class Guess:
    """A name that may stand in the place of some words.

    Attributes:
        start: The first of these words.
        end: Just after the last.
        name: The name.
        likeness: How much the two sound alike, 0 to 1.
        as_name: Whether the words are written as a name: with a capital inside a sentence.
    """

    start: int
    end: int
    name: str
    likeness: float
    as_name: bool


def guesses(words: Sequence[HeardWord], names: Sequence[str], *, most: int) -> list[Guess]:
    """Where one of these names may be meant, the likeliest first."""
    known = {letters_of(part) for name in names for part in (name, *name.split())}
    found: list[Guess] = []
    for start in range(len(words)):
        for end in range(start + 1, min(start + _MOST_WORDS, len(words)) + 1):
            span = words[start:end]
            if not _may_be_name(span, begins=_begins(words, start)):
                continue
            text = bare(" ".join(word.text for word in span))
            if not text or any(letters_of(bare(word.text)) in known for word in span):
                continue
            as_name = span[0].text[:1].isupper() and not _begins(words, start)
            for name in names:
                alike = likeness(text, name)
                if alike >= LEAST:
                    found.append(Guess(start, end, name, alike, as_name))
    found.sort(key=lambda guess: guess.likeness, reverse=True)
    return found[:most]


def bare(text: str) -> str:
    """A word without the marks around it and the ending of a possessive."""
    return _MARKS.sub("", text.strip())


def _begins(words: Sequence[HeardWord], index: int) -> bool:
    return index == 0 or words[index - 1].text[-1:] in ".!?…"


def _may_be_name(span: Sequence[HeardWord], *, begins: bool) -> bool:
    """Whether these words may be a name: one is unsure, or they are written as a name."""
    if any(word.text[-1:] in ".,!?;:…" for word in span[:-1]):
        return False
    if min(word.confidence for word in span) < _SURE:
        return True
    return len(span) == 1 and span[0].text[:1].isupper() and not begins
