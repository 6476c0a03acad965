"""The voice of one sender, learned from samples; how far another text is from it."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from anima.letters.letter_error import LetterError
from anima.letters.passages import words
from anima.letters.style.measure import (
    HABITS,
    Vector,
    chunks,
    measured,
    noise,
    shapes,
    tallied,
)
from anima.letters.style.portrait import Portrait, portrait

LEAST_WORDS = 100
"""Less than this says nothing of how somebody writes."""

_CAP = 3.0


@dataclass(frozen=True, slots=True)
class SenderVoice:
    """How somebody writes.

    Attributes:
        sender: Whose voice it is.
        portrait: The habits in words.
        words: How many words it was learned from.
    """

    sender: str
    portrait: Portrait
    words: int
    _centre: Vector
    _spread: Vector
    _shapes: Counter[str]
    _usual: float

    @classmethod
    def learned(cls, sender: str, samples: Sequence[str]) -> "SenderVoice":
        """Learn a voice. Raises `LetterError` when the samples are too few to tell anything."""
        pieces = [piece for sample in samples for piece in chunks(sample)]
        count = sum(len(words(piece)) for piece in pieces)
        if count < LEAST_WORDS:
            raise LetterError(
                f"{count} words are too few to learn how somebody writes.",
                advice=f"Give samples of at least {LEAST_WORDS} words together.",
            )
        rows = np.array([measured(piece) for piece in pieces])
        each = [shapes(piece) for piece in pieces]
        chance = noise(int(count / len(pieces)))
        # Few samples say little about their own spread: it is drawn toward what chance gives.
        own, weight = rows.std(axis=0), len(pieces) / (len(pieces) + 4)
        spread = np.sqrt(weight * own**2 + (1 - weight) * chance**2 + (0.5 * chance) ** 2)
        voice = cls(sender, portrait(samples), count, rows.mean(axis=0), spread, tallied(each), 1.0)
        usual = float(np.median([voice._raw(piece) for piece in pieces])) or 1.0
        return cls(
            sender, voice.portrait, count, voice._centre, spread, tallied(each), max(usual, 0.05)
        )

    def distance(self, text: str) -> float:
        """How far a text is from this voice: 1 is usual for the samples, 2 is clearly another's."""
        return self._raw(text) / self._usual

    def _raw(self, text: str) -> float:
        away = np.minimum(np.abs(measured(text) - self._centre) / self._spread, _CAP)
        habits, function = float(away[:HABITS].mean()), float(away[HABITS:].mean())
        return 0.35 * habits + 0.25 * function + 0.4 * 3 * self._unlike(shapes(text))

    def _unlike(self, other: Counter[str]) -> float:
        """1 - cosine of the frequencies, damped so that the most frequent do not decide."""
        here = {gram: count**0.5 for gram, count in other.items()}
        there = self._shapes
        dot = sum(value * there[gram] ** 0.5 for gram, value in here.items() if gram in there)
        size = (sum(other.values()) * sum(there.values())) ** 0.5
        return 1.0 - dot / size if size else 1.0


def voice_of(sender: str, samples: Sequence[str]) -> SenderVoice | None:
    """The voice of a sender to write in; None when there are too few samples to tell it by."""
    try:
        return SenderVoice.learned(sender, samples) if samples else None
    except LetterError:
        return None
