"""Whether replies tell which character gave them: a linear classifier on replies not seen."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from anima.llm import Embedder
from anima.persona.signature import FEATURES, features

_RIDGE = 1.0


async def vectors(replies: Sequence[str], embedder: Embedder) -> NDArray[np.float64]:
    """Each reply's features and its place in meaning; shape (replies, numbers)."""
    counted = np.array([[features(reply)[key] for key in FEATURES] for reply in replies])
    meant = await embedder.embed(list(replies))
    return np.hstack([counted, np.asarray(meant, dtype=np.float64)])


def accuracy(by_character: Sequence[NDArray[np.float64]]) -> float:
    """The share of replies to held-out probes that are given to the right character.

    Every character answered the same probes in the same order. Even ones are learned from and odd
    ones asked, then the other way round. A ridge regression on one-hot targets, scaled by what was
    learned from; what is counted and the place in meaning weigh the same, or nine numbers would be
    lost among hundreds.
    """
    right = total = 0
    for held in (0, 1):
        train = [rows[1 - held :: 2] for rows in by_character]
        test = [rows[held::2] for rows in by_character]
        x, y = np.vstack(train), np.concatenate([[n] * len(t) for n, t in enumerate(train)])
        mean, spread = x.mean(axis=0), x.std(axis=0) + 1e-9
        counted, meant = len(FEATURES), x.shape[1] - len(FEATURES)
        weight = np.repeat([counted**-0.5, meant**-0.5], [counted, meant])

        def scaled(
            rows: NDArray[np.float64],
            mean: NDArray[np.float64] = mean,
            scale: NDArray[np.float64] = weight / spread,
        ) -> NDArray[np.float64]:
            return np.hstack([(rows - mean) * scale, np.ones((len(rows), 1))])

        targets = np.eye(len(by_character))[y]
        # More numbers than replies: solved in the space of the replies.
        known = scaled(x)
        gram = known @ known.T + _RIDGE * np.eye(len(x))
        weights = known.T @ np.linalg.solve(gram, targets)
        for number, rows in enumerate(test):
            right += int(np.sum(np.argmax(scaled(rows) @ weights, axis=1) == number))
            total += len(rows)
    return right / total
