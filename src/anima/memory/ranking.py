"""Ranking: several signs that a turn answers a query, and how much each counts.

The weights were learned from the questions of three LoCoMo conversations (Maharana et al., 2024) by
`./dev bench memory --learn`, a linear model with a softmax over the turns of a conversation.
"""

from dataclasses import dataclass, fields

import numpy as np
from numpy.typing import NDArray

K1, B = 1.2, 0.5
"""BM25's saturation and length normalisation (Robertson & Zaragoza, 2009). B is below the usual
0.75: long turns of a conversation do hold more."""

AROUND = 2
"""Turns on each side that belong to the same exchange."""

Column = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Weights:
    """How much each sign counts.

    Attributes:
        own: BM25 of the turn, as a share of what the query's words could give together.
        exchange: The same over the turn and two on each side: answers seldom repeat the question.
        session: The same over what was found in the whole session.
        likeness: Cosine of the turn's vector and the query's.
        likeness_before: That of the turn before.
        likeness_after: That of the turn after.
        named_speaker: Whether the query names only the one who spoke.
        question: Whether the turn is a question.
        length: The logarithm of the number of content words.
        tells_time: Whether the turn says when.
        tells_time_when_asked: The same, when the query asks for a time.
    """

    own: float
    exchange: float
    session: float
    likeness: float
    likeness_before: float
    likeness_after: float
    named_speaker: float
    question: float
    length: float
    tells_time: float
    tells_time_when_asked: float


WEIGHTS = Weights(
    own=1.7,
    exchange=7.7,
    session=3.0,
    likeness=6.5,
    likeness_before=2.0,
    likeness_after=0.3,
    named_speaker=3.1,
    question=-0.7,
    length=0.3,
    tells_time=0.5,
    tells_time_when_asked=1.8,
)

SIGNS = tuple(field.name for field in fields(Weights))


def scores(signs: NDArray[np.float64], weights: Weights = WEIGHTS) -> Column:
    """One score for each row of signs, whose columns are in the order of `SIGNS`."""
    return signs @ np.array([getattr(weights, name) for name in SIGNS])


def idf(turns: int, holding: NDArray[np.int64]) -> Column:
    """How much a word tells, from how many of the turns have it."""
    return np.log(1 + (turns - holding + 0.5) / (holding + 0.5))


def bm25(counts: Column, lengths: Column, mean_length: float, rarity: Column) -> Column:
    """BM25 of texts as a share of the most that these words can give.

    Args:
        counts: How often each text has each word; shape (texts, words).
        lengths: The texts' numbers of words.
        mean_length: Their mean over everything that is searched.
        rarity: Each word's inverse document frequency.
    """
    norm = K1 * (1 - B + B * lengths / max(mean_length, 1e-9))
    saturated = counts / (counts + norm[:, None])
    return (saturated @ rarity) / max(rarity.sum(), 1e-9)
