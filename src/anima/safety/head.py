"""The trained head: from a sentence's vector, words, cues and what came before to what it may mean.

A softmax regression; its weights are a readable file made by `tools/train_care.py`.
"""

import json
import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from anima.safety.cues import NAMES, cues

CLASSES = ("none", "sad", "self_harm", "harmed", "eating")
"""What a sentence may be; all but the first two are a danger. That of others is left to rules."""

CONTEXT = ("before_sad", "before_danger", "before_fiction")
"""What of the sentences before counts: how sad, how dangerous, whether they told a story."""

Weights = NDArray[np.float32]
_WORD = re.compile(r"[a-z']+")


def grams(sentence: str) -> set[str]:
    """The words and pairs of neighbouring words of a plain sentence."""
    words: list[str] = _WORD.findall(sentence)
    return {*words, *(f"{one} {other}" for one, other in pairwise(words))}


def word_inputs(sentence: str, places: Mapping[str, int]) -> NDArray[np.float32]:
    """Inputs for a sentence's words and pairs: the more there are, the less each weighs."""
    found = np.zeros(len(places), np.float32)
    known = [places[gram] for gram in grams(sentence) if gram in places]
    found[known] = 1 / math.sqrt(len(known) + 1)
    return found


def seen(vectors: NDArray[np.float32], centre: NDArray[np.float32]) -> NDArray[np.float32]:
    """What the head sees of vectors, shape (texts, dimensions): how they differ from most.

    Args:
        vectors: As the embedding model gives them: one part, or several side by side.
        centre: Shape (parts, size): the usual vector of each part. Each part comes out with
            length 1.
    """
    parts = vectors.reshape(len(vectors), *centre.shape) - centre
    length = np.linalg.norm(parts, axis=2, keepdims=True)
    return (parts / np.maximum(length, 1e-9)).reshape(len(vectors), -1)


@dataclass(frozen=True, slots=True)
class Head:
    """Weights for one embedding model, or for none.

    Attributes:
        embedding: The name of the embedding model; empty when the cues stand alone.
        centre: Shape (parts, size): what `seen` takes from a vector.
        weights: Shape (inputs, classes): the vector's, the words', the cues', the context's.
        bias: Shape (classes,).
        threshold: From which probability of a danger a sentence counts.
        together: From which probability several sentences that are less clear count together.
        asks: From which probability she asks, without taking it for a danger.
        places: For each word or pair of words that it knows, its place among their inputs.
    """

    embedding: str
    centre: Weights
    weights: Weights
    bias: Weights
    threshold: float
    together: float
    asks: float
    places: Mapping[str, int]

    def probabilities(
        self, sentence: str, vector: NDArray[np.float32] | None, context: list[float]
    ) -> NDArray[np.float32]:
        """The probability of each class; `vector` is None for a head without an embedding."""
        begin = np.zeros(0, np.float32) if vector is None else seen(vector[None], self.centre)[0]
        inputs = [begin, word_inputs(sentence, self.places), cues(sentence), context]
        scores = np.concatenate(inputs) @ self.weights + self.bias
        powers = np.exp(scores - scores.max())
        return powers / powers.sum()


def load_head(embedding: str) -> Head:
    """The head for the embedding model of this name; the one for none, if there is no other."""
    text = files("anima.safety").joinpath("care_head.json").read_text(encoding="utf-8")
    heads = json.loads(text)["heads"]
    found = heads.get(embedding) or heads[""]
    name = embedding if embedding in heads else ""
    rows = [*found["vector"], *found["words"].values()]
    rows += [found["cues"][cue] for cue in NAMES]
    rows += [found["context"][each] for each in CONTEXT]
    return Head(
        name,
        np.asarray(found["centre"], np.float32),
        np.asarray(rows, np.float32),
        np.asarray(found["bias"], np.float32),
        float(found["threshold"]),
        float(found["together"]),
        float(found["asks"]),
        {gram: place for place, gram in enumerate(found["words"])},
    )
