"""A voice in words: what a writer would say of another's hand after reading the letters."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from anima.letters.passages import GREETING, passages, sentences, words
from anima.letters.style.measure import FUNCTION_WORDS, FUNNY, PUNCTUATION, WARM

OFTEN = 3
"""A word is a favourite when it returns in so many samples."""

_COMMON = frozenset(FUNCTION_WORDS) | frozenset(
    "shall said say says know think see go come came went make made take time day days way thing "
    "things good great little long first last two man people said tell told give given let want "
    "don't it's i'm i'll can't that's didn't won't i've you're there's".split()
)


@dataclass(frozen=True, slots=True)
class Portrait:
    """How somebody writes, as numbers that can be said.

    Attributes:
        sentence_words: The median length of a sentence, in words.
        uneven: Whether long and short sentences follow each other.
        marks: Punctuation and habits, each for a hundred words.
        openings: Greetings with `{name}` where the name stands, the most frequent first.
        closings: Complimentary closes, the most frequent first.
        favourites: Words that return in many samples.
        warmth: Warm words for a hundred.
        humour: Funny words for a hundred.
    """

    sentence_words: float
    uneven: bool
    marks: dict[str, float]
    openings: tuple[str, ...]
    closings: tuple[str, ...]
    favourites: tuple[str, ...]
    warmth: float
    humour: float

    @property
    def contracts(self) -> bool:
        """Whether the writer says "don't" rather than "do not"."""
        return self.marks["contraction"] >= 0.8

    def lines(self) -> list[str]:
        """The portrait in sentences."""
        rhythm = "of very different length" if self.uneven else "of even length"
        found = [f"Sentences of about {self.sentence_words:.0f} words, {rhythm}."]
        loved = [name for name, rate in self.marks.items() if rate >= _MUCH.get(name, 99)]
        if loved:
            found.append(f"Much use of {_listed(_SAID[name] for name in loved)}.")
        unused = [
            name
            for name in ("exclamation", "dash", "semicolon", "question", "ellipsis", "contraction")
            if self.marks[name] < 0.05
        ]
        if unused:
            found.append(f"Hardly ever {_listed(_SAID[name] for name in unused)}.")
        if self.openings:
            found.append(f"Opens with “{self.openings[0].replace('{name}', '…')}”.")
        if self.closings:
            found.append(f"Closes with “{self.closings[0]}”.")
        if self.favourites:
            found.append(f"Favourite words: {', '.join(self.favourites[:8])}.")
        found.append(
            f"{_degree(self.warmth, 0.7, 1.8)} warm, {_degree(self.humour, 0.1, 0.3)} funny."
        )
        return found


_MUCH = {
    "comma": 9.0,
    "semicolon": 0.8,
    "colon": 0.8,
    "dash": 1.0,
    "exclamation": 1.2,
    "question": 1.2,
    "bracket": 0.6,
    "ellipsis": 0.5,
    "contraction": 2.0,
    "capital": 4.0,
    "ampersand": 0.3,
    "emoji": 0.3,
    "quotation": 1.2,
}
_SAID = {
    "comma": "commas",
    "semicolon": "semicolons",
    "colon": "colons",
    "dash": "dashes",
    "exclamation": "exclamation marks",
    "question": "questions",
    "bracket": "brackets",
    "ellipsis": "dots …",
    "contraction": "contractions",
    "capital": "capital letters within the sentence",
    "ampersand": "&",
    "emoji": "emoji",
    "quotation": "quotation marks",
}


def portrait(samples: Sequence[str]) -> Portrait:
    """Draw the portrait of whoever wrote these samples."""
    joined = "\n\n".join(samples)
    count = max(len(words(joined)), 1)
    lengths = [len(words(s.text)) for sample in samples for s in sentences(sample)]
    lengths = [length for length in lengths if length] or [0]
    tokens = [word.lower().replace("’", "'") for word in words(joined)]
    tally = Counter(tokens)
    return Portrait(
        sentence_words=float(np.median(lengths)),
        uneven=float(np.std(lengths)) > 0.6 * float(np.mean(lengths)),
        marks={
            name: 100 * len(pattern.findall(joined)) / count
            for name, pattern in PUNCTUATION.items()
        },
        openings=_most(_opening(sample) for sample in samples),
        closings=_most(_closing(sample) for sample in samples),
        favourites=_favourites(samples),
        warmth=100 * sum(tally[word] for word in WARM) / count,
        humour=100 * sum(tally[word] for word in FUNNY) / count,
    )


def _opening(sample: str) -> str:
    """The greeting with the name taken out; a dateline may stand above it."""
    for line in sample.lstrip().splitlines()[:6]:
        if found := GREETING.match(line):
            greeting = re.sub(r"\s+", " ", found["all"]).strip()
            return _nameless(greeting) + found["mark"].strip()
    return ""


def _nameless(greeting: str) -> str:
    parts = greeting.split(" ")
    start = next((n for n, part in enumerate(parts) if part.lower() in _ADDRESSING), len(parts) - 1)
    rest = parts[start + 1 :]
    if not rest:
        return greeting
    kept = rest[:1] if rest[0].lower() in ("old", "little", "sweet", "sir", "friend") else []
    return " ".join((*parts[: start + 1], *kept, "{name}"))


_ADDRESSING = ("dear", "dearest", "darling", "beloved", "hi", "hello", "hey", "morning", "evening")


def _closing(sample: str) -> str:
    """The complimentary close: the line before the name, or what stands before it on its line."""
    parted = passages(sample)
    if parted.closing is None:
        return ""
    lines = [line.strip() for line in parted.closing.text.splitlines() if line.strip()]
    first = lines[0] if lines else ""
    return first.rstrip(",. ") if 0 < len(words(first)) <= 7 else ""


def _most(found: Iterable[str]) -> tuple[str, ...]:
    return tuple(text for text, _ in Counter(text for text in found if text).most_common(5))


def _favourites(samples: Sequence[str]) -> tuple[str, ...]:
    """Words that return, weighed by how many samples have them; names are none."""
    returning: Counter[str] = Counter()
    named: set[str] = set()
    for sample in samples:
        named |= {w.lower() for w in re.findall(r"(?<=[a-z,] )[A-Z]\w+", sample)}
        returning.update({word.lower().replace("’", "'") for word in words(sample)})
    least = min(OFTEN, max(len(samples) // 3, 1) + 1)
    found = [
        word
        for word, number in returning.most_common(400)
        if number >= least and len(word) > 4 and word not in _COMMON and word not in named
    ]
    return tuple(found[:12])


def _listed(each: Iterable[str]) -> str:
    found = list(each)
    return found[0] if len(found) == 1 else f"{', '.join(found[:-1])} and {found[-1]}"


def _degree(value: float, some: float, much: float) -> str:
    return "Very" if value >= much else "Somewhat" if value >= some else "Hardly"
