"""Whether something was told at all: a question about what never happened has no answer.

A question with a false premise ("what did Ana buy?", when it was Tom who bought it) finds turns
that share its words; what gives it away is that they are the other's turns. The weights were
learned from the questions of three LoCoMo conversations by `./dev bench memory --learn`, a logistic
regression.
"""

from dataclasses import dataclass, fields

import numpy as np
from numpy.typing import NDArray

from anima.memory.ranking import SIGNS, WEIGHTS
from anima.memory.search import Candidates

TOLD = 0.6
"""The least probability at which an answer is looked for: one question in nine that has an answer
gets none, and three in five that have none are seen through."""


@dataclass(frozen=True, slots=True)
class ToldWeights:
    """How much each sign counts for there being an answer.

    Attributes:
        best: The best turn's score by the one who is asked about, less the best of the other's.
        best_three: The same for the mean of the three best.
        words: The same for the share of the question's words in a turn.
        likeness: The same for the cosine.
        own_words: The greatest share of the question's words in a turn of theirs.
        own_three: The mean of their three best scores.
        named: Whether the question names one of the two.
        constant: What is added.
    """

    best: float
    best_three: float
    words: float
    likeness: float
    own_words: float
    own_three: float
    named: float
    constant: float


TOLD_WEIGHTS = ToldWeights(
    best=0.4,
    best_three=1.5,
    words=-0.7,
    likeness=-5.9,
    own_words=1.1,
    own_three=0.0,
    named=-2.5,
    constant=2.8,
)
TOLD_SIGNS = tuple(field.name for field in fields(ToldWeights))

_PLAIN = np.array([0.0 if name == "named_speaker" else getattr(WEIGHTS, name) for name in SIGNS])


def told_signs(found: Candidates) -> NDArray[np.float64]:
    """The signs of one question, in the order of `TOLD_SIGNS`."""
    if not found.event_rows.size:
        return np.zeros(len(TOLD_SIGNS))
    named = found.named >= 0
    own = found.speakers == found.named if named else np.ones(found.speakers.size, np.bool_)
    plain = found.signs @ _PLAIN

    def margin(values: NDArray[np.float64], most: int = 1) -> float:
        return (
            _mean_of_best(values[own], most) - _mean_of_best(values[~own], most) if named else 0.0
        )

    return np.array(
        [
            margin(plain),
            margin(plain, 3),
            margin(found.words),
            margin(found.likeness),
            _mean_of_best(found.words[own], 1),
            _mean_of_best(plain[own], 3),
            float(named),
            1.0,
        ]
    )


def probability(signs: NDArray[np.float64], weights: ToldWeights = TOLD_WEIGHTS) -> float:
    """How probable it is that there is an answer."""
    total = float(signs @ np.array([getattr(weights, name) for name in TOLD_SIGNS]))
    return float(1 / (1 + np.exp(-total)))


def _mean_of_best(values: NDArray[np.float64], most: int) -> float:
    return float(np.sort(values)[::-1][:most].mean()) if values.size else 0.0
