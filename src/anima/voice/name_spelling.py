"""Names spelled as the person's life has them, where the recogniser says that they fit the sound.

For each place where a known name may be meant, the recogniser is asked how likely the transcript is
with the name in it, over the sound that it has encoded already. A name from memory is far likelier
to be said than the world's texts make it, and how much is the one constant of this rule.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

import ctranslate2
import numpy as np

from anima.voice.byte_pairs import text_of, tokens_of
from anima.voice.confidence import grouped, words_of
from anima.voice.known_names import Guess, bare, guesses

_MOST_GUESSES = 5
"""Places that the recogniser is asked about: each costs about 15 ms."""

_KNOWN = 13.0
"""Nats by which a name that is known is likelier than the recogniser thinks, where it sounds just
like what was heard. Names that were not said fell short of this rule by 4 and more."""

_UNLIKE = 12.0
"""Nats that it loses from full likeness to none: what sounds otherwise was not said."""

_ORDINARY = 3.0
"""Nats that it loses where ordinary words were heard, and nothing like a name."""


@dataclass(frozen=True, slots=True)
class Written:
    """Tokens of a transcript, with the recogniser's probability of each."""

    tokens: Sequence[str]
    probabilities: Sequence[float]


@dataclass(frozen=True, slots=True)
class _Variant:
    guess: Guess
    first: int
    last: int
    name: tuple[str, ...]


class Aligner(Protocol):
    """What is asked of a Whisper model of CTranslate2, which comes without types."""

    def align(
        self, features: Any, start_sequence: Sequence[int], text_tokens: Any, num_frames: int
    ) -> Sequence[Any]:
        """How likely each token of each text is over its row of sound."""
        ...


class NameSpelling:
    """Writes known names into what a Whisper model understood."""

    def __init__(self, model: Aligner, ids: Mapping[str, int], prompt: Sequence[str]) -> None:
        self._model = model
        self._ids = ids
        self._start = [ids[token] for token in prompt]

    def spelled(self, written: Written, names: Sequence[str], encoded: Any, frames: int) -> Written:
        """The transcript with these names where they were said.

        Args:
            written: The transcript.
            names: The names that are known.
            encoded: The sound, as the model encoded it.
            frames: How many frames of 10 ms that is.
        """
        words = words_of(written.tokens, written.probabilities)
        found = guesses(words, names, most=_MOST_GUESSES)
        if not found:
            return written
        variants = [self._variant(written.tokens, guess) for guess in found]
        taken: list[tuple[_Variant, float]] = []
        gains = self._gains(written.tokens, variants, encoded, frames)
        for variant, gain in sorted(zip(variants, gains, strict=True), key=lambda each: -each[1]):
            apart = all(
                variant.last <= other.first or other.last <= variant.first for other, _ in taken
            )
            if gain > 0 and apart:
                taken.append((variant, gain))
        return _with(written, taken)

    def _variant(self, tokens: Sequence[str], guess: Guess) -> _Variant:
        groups = grouped(tokens)
        first, last = groups[guess.start][0], groups[guess.end - 1][-1] + 1
        old = text_of(tokens[first:last])
        name = bare(old)
        at = old.index(name)
        text = f"{old[:at]}{guess.name}{old[at + len(name) :]}"
        return _Variant(guess, first, last, tuple(tokens_of(text, self._ids)))

    def _gains(
        self,
        tokens: Sequence[str],
        variants: Sequence[_Variant],
        encoded: Any,
        frames: int,
    ) -> list[float]:
        """By how much each variant is likelier than what was written, in nats."""
        rows = [list(tokens), *(_replaced(tokens, each) for each in variants)]
        repeated = np.repeat(np.asarray(encoded), len(rows), axis=0)
        aligned = self._model.align(
            ctranslate2.StorageView.from_array(repeated),
            self._start,
            [[self._ids[token] for token in row] for row in rows],
            frames,
        )
        scores = [
            sum(math.log(max(each, 1e-12)) for each in row.text_token_probs) for row in aligned
        ]
        return [
            score - scores[0] + _head_start(variant.guess)
            for score, variant in zip(scores[1:], variants, strict=True)
        ]


def _head_start(guess: Guess) -> float:
    """What a name that is known may lack in the recogniser's own judgement, in nats."""
    return _KNOWN - _UNLIKE * (1 - guess.likeness) - (0 if guess.as_name else _ORDINARY)


def _replaced(tokens: Sequence[str], variant: _Variant) -> list[str]:
    return [*tokens[: variant.first], *variant.name, *tokens[variant.last :]]


def _with(written: Written, taken: Sequence[tuple[_Variant, float]]) -> Written:
    tokens, probabilities = list(written.tokens), list(written.probabilities)
    for variant, gain in sorted(taken, key=lambda each: -each[0].first):
        sure = [1 / (1 + math.exp(-gain)), *([1.0] * (len(variant.name) - 1))]
        tokens[variant.first : variant.last] = variant.name
        probabilities[variant.first : variant.last] = sure
    return Written(tokens, probabilities)
