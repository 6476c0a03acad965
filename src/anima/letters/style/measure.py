"""What is counted in a piece of writing: the habits that stay when the matter changes.

The measures are those of stylometry: frequent function words (Mosteller and Wallace 1964, Burrows
2002), punctuation, sentence and word length, and the short strings of letters in between.
"""

import math
import re
from collections import Counter
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from anima.letters.passages import sentences, words

CHUNK_WORDS = 150
"""Pieces are compared at about this length: fewer words say little, more are seldom there."""

FUNCTION_WORDS = tuple(
    """
    the a an and but or nor so yet for if as because though although while when where than that
    this these those which who whom whose what how why i me my mine myself we us our you your yours
    yourself he him his she her it its they them their of to in on at by with from into upon about
    over under after before between through up down out off again here there then now be am is are
    was were been being have has had do does did will would shall should can could may might must
    not no never ever always very too quite rather much more most such some any all each every
    other another one only just even still also perhaps thus therefore however like get got really
    okay yeah well oh
    """.split()
)
"""Words that everybody needs whatever they write about; how often each is used tells who writes."""

PUNCTUATION: dict[str, re.Pattern[str]] = {
    "comma": re.compile(r","),
    "semicolon": re.compile(r";"),
    "colon": re.compile(r":"),
    "dash": re.compile(r"—|–|--+|\s-\s"),
    "exclamation": re.compile(r"!"),
    "question": re.compile(r"\?"),
    "quotation": re.compile(r"[\"“”]"),
    "bracket": re.compile(r"\("),
    "ellipsis": re.compile(r"…|\.\.\."),
    "contraction": re.compile(r"\b\w+['’](?:t|s|re|ve|ll|d|m)\b", re.IGNORECASE),
    "ampersand": re.compile(r"&"),
    "capital": re.compile(r"(?<=[a-z,;] )[A-Z][a-z]+"),
    "emoji": re.compile(r"[\U0001F300-\U0001FAFF☺❤]|[:;]-?[)D(P]"),
}
"""Marks and habits, each counted for a hundred words."""

WARM = frozenset(
    """
    dear dearest love loved loving lovely fond fondly affectionate affectionately kiss kisses hug
    hugs miss missed darling sweet tender heart thank thanks grateful glad happy joy together
    friend friends remember cherish proud hope comfort embrace
    """.split()
)
FUNNY = frozenset(
    """
    laugh laughed laughing joke jokes funny ridiculous absurd silly haha lol grin grinned nonsense
    fool foolish comical tease teased pun monkey mischief chuckle giggle rogue whim
    """.split()
)
Vector = NDArray[np.float64]

NAMES: tuple[str, ...] = (
    "sentence length",
    "sentence length varies",
    "word length",
    "long words",
    "warmth",
    "humour",
    *PUNCTUATION,
    *FUNCTION_WORDS,
)
"""What each number of a vector is."""

HABITS = 6 + len(PUNCTUATION)
"""So many come before the function words."""

_GRAMS = 4
_TOKEN = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*|[^\w\s]")


def chunks(text: str, length: int = CHUNK_WORDS) -> list[str]:
    """Whole sentences, together about so many words each; a short rest goes with the last."""
    parts: list[str] = []
    held: list[str] = []
    count = 0
    for sentence in sentences(text):
        held.append(sentence.text)
        count += len(words(sentence.text))
        if count >= length:
            parts.append(" ".join(held))
            held, count = [], 0
    if held and (count >= length // 2 or not parts):
        parts.append(" ".join(held))
    elif held:
        parts[-1] = " ".join((parts[-1], *held))
    return parts


def measured(text: str) -> Vector:
    """The habits in a text, in the order of `NAMES`; rates are for a hundred words."""
    tokens = [word.lower().replace("’", "'") for word in words(text)]
    count = max(len(tokens), 1)
    lengths = [len(words(sentence.text)) for sentence in sentences(text)] or [0]
    sizes = [len(token) for token in tokens] or [0]
    tally = Counter(tokens)
    values = [
        math.log1p(float(np.mean(lengths))),
        float(np.std(np.log1p(lengths))),
        float(np.mean(sizes)),
        100 * sum(size > 6 for size in sizes) / count,
        100 * sum(tally[word] for word in WARM) / count,
        100 * sum(tally[word] for word in FUNNY) / count,
        *(100 * len(pattern.findall(text)) / count for pattern in PUNCTUATION.values()),
        *(100 * tally[word] / count for word in FUNCTION_WORDS),
    ]
    return np.array(values)


def noise(count: int) -> Vector:
    """How far chance alone moves each number in a text of so many words, at the least."""
    floor = np.full(len(NAMES), 0.35 * 100 / math.sqrt(100 * max(count, 1)))
    floor[:6] = (0.25, 0.15, 0.18, 2.5, 0.8, 0.4)
    return floor


def shapes(text: str) -> Counter[str]:
    """The short strings that a text is made of, with content words masked to their endings.

    What is left is how words are joined, inflected and punctuated, not what they are about.
    """
    masked: list[str] = []
    for token in _TOKEN.findall(text):
        lower = token.lower().replace("’", "'")
        if not token[0].isalpha() or lower in _KEPT:
            masked.append(lower)
        else:
            masked.append(("^" if token[0].isupper() else "") + "*" + lower[-2:])
    line = " ".join(masked)
    return Counter(line[place : place + _GRAMS] for place in range(len(line) - _GRAMS + 1))


_KEPT = frozenset(FUNCTION_WORDS)


def tallied(counters: Sequence[Counter[str]]) -> Counter[str]:
    """Counters added up."""
    total: Counter[str] = Counter()
    for counter in counters:
        total.update(counter)
    return total
