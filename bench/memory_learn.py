"""Learning how much each sign of the ranking counts, and how well that carries over."""

from collections.abc import Sequence
from dataclasses import dataclass, fields

import numpy as np
from numpy.typing import NDArray

from anima.memory.ranking import SIGNS, WEIGHTS, Weights, scores
from bench.locomo import Question
from bench.report import Report

STEPS, RATE, PULL = 200, 0.1, 1e-4
"""Adam's steps and rate (Kingma & Ba, 2015), and the pull of every weight towards zero."""


@dataclass(frozen=True, slots=True)
class Answerable:
    """A question's candidates: their signs, and which of them are evidence."""

    signs: NDArray[np.float64]
    evidence: NDArray[np.bool_]
    question: Question


def learned_figures(report: Report, conversations: Sequence[list[Answerable]]) -> None:
    """Recall with weights from the other conversations, and the weights from all of them."""
    shares: dict[int, list[float]] = {5: [], 10: [], 20: []}
    for left_out in range(len(conversations)):
        others = [row for i, rows in enumerate(conversations) if i != left_out for row in rows]
        weights = learned(others)
        for row in conversations[left_out]:
            order = np.argsort(-scores(row.signs, weights), kind="stable")
            for cut, held in shares.items():
                found = row.evidence[order[:cut]].sum()
                held.append(found / len(row.question.evidence))
    for cut, held in shares.items():
        report.figure(f"r{cut}_left_out", float(np.mean(held)), "", "weights from the others")
    weights = learned([row for rows in conversations for row in rows])
    for name in SIGNS:
        now = getattr(WEIGHTS, name)
        report.figure(f"weight_{name}", getattr(weights, name), "", f"in use: {now}")


def learned(rows: Sequence[Answerable]) -> Weights:
    """The weights that make the evidence most likely under a softmax over the candidates."""
    held = [row for row in rows if row.evidence.any()]
    weights = np.zeros(len(fields(Weights)))
    first, second = np.zeros_like(weights), np.zeros_like(weights)
    for step in range(1, STEPS + 1):
        slope = PULL * weights * len(held)
        for row in held:
            score = row.signs @ weights
            chance = np.exp(score - score.max())
            chance /= chance.sum()
            slope += row.signs.T @ chance - row.signs[row.evidence].mean(axis=0)
        slope /= max(1, len(held))
        first = 0.9 * first + 0.1 * slope
        second = 0.99 * second + 0.01 * slope**2
        scaled = np.sqrt(second / (1 - 0.99**step)) + 1e-8
        weights -= RATE * first / (1 - 0.9**step) / scaled
    return Weights(**dict(zip(SIGNS, weights.tolist(), strict=True)))
