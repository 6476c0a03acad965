"""The trained head: from a sentence's vector, its cues and what came before to what it may mean.

A softmax regression; its weights are a readable file made by `tools/train_care.py`.
"""

import json
from dataclasses import dataclass
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

from anima.safety.cues import NAMES

CLASSES = ("none", "sad", "self_harm", "harmed", "eating")
"""What a sentence may be; all but the first two are a danger. That of others is left to rules."""

CONTEXT = ("before_sad", "before_danger", "before_fiction")
"""What of the sentences before counts: how sad, how dangerous, whether they told a story."""

Weights = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Head:
    """Weights for one embedding model, or for none.

    Attributes:
        embedding: The name of the embedding model; empty when the cues stand alone.
        weights: Shape (inputs, classes): the vector's, then the cues', then the context's.
        bias: Shape (classes,).
        threshold: From which probability of a danger a sentence counts.
    """

    embedding: str
    weights: Weights
    bias: Weights
    threshold: float

    def probabilities(
        self, vector: NDArray[np.float32] | None, cues: list[float], context: list[float]
    ) -> NDArray[np.float32]:
        """The probability of each class; `vector` is None for a head without an embedding."""
        begin = np.zeros(0, np.float32) if vector is None else vector
        scores = np.concatenate([begin, cues, context]) @ self.weights + self.bias
        powers = np.exp(scores - scores.max())
        return powers / powers.sum()


def load_head(embedding: str) -> Head:
    """The head for the embedding model of this name; the one for none, if there is no other."""
    text = files("anima.safety").joinpath("care_head.json").read_text(encoding="utf-8")
    heads = json.loads(text)["heads"]
    found = heads.get(embedding) or heads[""]
    name = embedding if embedding in heads else ""
    rows = [*found["vector"], *(found["cues"][cue] for cue in NAMES)]
    rows += [found["context"][each] for each in CONTEXT]
    return Head(
        name,
        np.asarray(rows, np.float32),
        np.asarray(found["bias"], np.float32),
        float(found["threshold"]),
    )
