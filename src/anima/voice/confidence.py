"""How sure the recogniser is of each word that it wrote."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from anima.voice.byte_pairs import text_of
from anima.voice.speech import HeardWord

_SPACE = "\u0120"
"""How byte-level tokens write the space before a word."""


def probabilities_of(
    logits: Sequence[NDArray[np.float32]], token_ids: Sequence[int]
) -> tuple[float, ...]:
    """The model's probability of each token that it chose, from the logits of each step."""
    found: list[float] = []
    for step, token in zip(logits, token_ids, strict=False):
        shifted = step.astype(np.float64) - float(step.max())
        found.append(float(np.exp(shifted[token]) / np.exp(shifted).sum()))
    return tuple(found)


def ending_of(
    logits: Sequence[NDArray[np.float32]], tokens: Sequence[str], mark_ids: Sequence[int]
) -> float | None:
    """The model's probability that a mark which ends a sentence follows the last word.

    Whether it then wrote that mark says less: it hesitates, and writes the likelier of two.
    """
    last = max(
        (n for n, token in enumerate(tokens) if any(map(str.isalnum, text_of([token])))), default=-1
    )
    if last + 1 >= len(logits) or not mark_ids:
        return None
    step = logits[last + 1].astype(np.float64)
    likely = np.exp(step - step.max())
    return float(likely[list(mark_ids)].sum() / likely.sum())


def words_of(tokens: Sequence[str], probabilities: Sequence[float]) -> tuple[HeardWord, ...]:
    """The words that these tokens make, each with the product of its tokens' probabilities.

    Marks belong to the word before them and say nothing about how sure it is: a doubtful comma is
    no doubtful word.
    """
    words: list[HeardWord] = []
    for group in grouped(tokens):
        text = text_of(tokens[index] for index in group).strip()
        spoken = (probabilities[i] for i in group if any(map(str.isalnum, text_of([tokens[i]]))))
        words.append(HeardWord(text, float(np.prod(list(spoken)))))
    return tuple(words)


def grouped(tokens: Sequence[str]) -> list[list[int]]:
    """Which tokens make each word, by their places; a mark alone goes with the word before it."""
    groups: list[list[int]] = []
    for index, token in enumerate(tokens):
        if token.startswith(_SPACE) or not groups:
            groups.append([])
        groups[-1].append(index)
    words: list[list[int]] = []
    for group in groups:
        text = text_of(tokens[index] for index in group).strip()
        if words and not any(map(str.isalnum, text)):
            words[-1] += group
        elif text:
            words.append(group)
    return words
