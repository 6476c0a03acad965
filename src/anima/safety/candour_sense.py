"""What she must not agree with, said in words that no rule knows: heard by what a sentence means.

A softmax regression over the vector that the detector of danger has of the sentence anyway; its
weights are made by `tools/train_candour.py`. Where the embedding model is another than it was
trained for, the rules stand alone.
"""

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from anima.safety.candour_patterns import Topic
from anima.safety.head import seen
from anima.safety.matters import Matter, is_let_be
from anima.safety.words import sentences

READ_AS_ONE = 3
"""So few sentences are also read as one."""

Vectors = Mapping[str, NDArray[np.float32]]


class Sentences(Protocol):
    """What has the vectors of sentences."""

    @property
    def embedding(self) -> str: ...

    async def vectors(self, said: Sequence[str]) -> Vectors | None: ...


@dataclass(frozen=True, slots=True)
class CandourHead:
    """Weights for one embedding model.

    Attributes:
        embedding: The model's name.
        centre: Shape (parts, size): what `seen` takes from a vector.
        weights: Shape (dimensions, topics and one more, the first, for nothing).
        bias: Shape (topics and one more,).
        topics: In their order.
        answers: From which probability she answers by hand.
        warns: From which one the model is told.
    """

    embedding: str
    centre: NDArray[np.float32]
    weights: NDArray[np.float32]
    bias: NDArray[np.float32]
    topics: tuple[Topic, ...]
    answers: float
    warns: float

    def probabilities(self, vector: NDArray[np.float32]) -> NDArray[np.float32]:
        """The probability of nothing, and of each topic."""
        scores = seen(vector[None], self.centre)[0] @ self.weights + self.bias
        powers = np.exp(scores - scores.max())
        return powers / powers.sum()


class CandourSense:
    """Hears by what sentences mean, where there are vectors that the head was trained for."""

    def __init__(self, of: Sentences, head: CandourHead | None = None) -> None:
        self._head = head or load_candour_head()
        self._of = of if of.embedding == self._head.embedding else None

    async def matter_in(self, text: str, earlier: Sequence[str] = ()) -> Matter | None:
        """What in these words, said after `earlier`, she must not agree with.

        None when there is nothing, or no model.
        """
        said = sentences(text)
        if self._of is None or not said:
            return None
        whole = [" ".join(said)] if 1 < len(said) <= READ_AS_ONE else []
        vectors = await self._of.vectors([*said, *whole])
        if vectors is None:
            return None
        best, topic = -math.inf, Topic.FALSE
        for each in (*said, *whole):
            given = self._head.probabilities(vectors[each])
            number = int(given[1:].argmax())
            # Who says ten times as much is misread ten times as often.
            odds = _log_odds(1 - float(given[0])) - (0 if each in whole else math.log(len(said)))
            if odds > best:
                best, topic = odds, self._head.topics[number]
        if best < _log_odds(self._head.warns) or is_let_be(topic, text, earlier):
            return None
        clear = best >= _log_odds(self._head.answers) and not text.rstrip().endswith("?")
        strong = clear and topic is not Topic.FALSE
        return Matter(topic, strong=strong, truth=UNSURE if topic is Topic.FALSE else "")


UNSURE = "as far as is known it is otherwise."
"""What stands for the truth where only the sound of an untruth was heard."""


def _log_odds(probability: float) -> float:
    bounded = min(max(probability, 1e-6), 1 - 1e-6)
    return math.log(bounded / (1 - bounded))


@cache
def load_candour_head() -> CandourHead:
    """The weights that come along."""
    text = files("anima.safety").joinpath("candour_head.json").read_text(encoding="utf-8")
    found = json.loads(text)
    return CandourHead(
        found["embedding"],
        np.asarray(found["centre"], np.float32),
        np.asarray(found["weights"], np.float32),
        np.asarray(found["bias"], np.float32),
        tuple(Topic(each) for each in found["topics"]),
        float(found["answers"]),
        float(found["warns"]),
    )
