"""Learning how much each sign of the ranking counts, and how well that carries over."""

from collections.abc import Sequence
from dataclasses import dataclass, fields

import numpy as np
from numpy.typing import NDArray

from anima.memory.ranking import SIGNS, WEIGHTS, Weights, scores
from anima.memory.told import TOLD, TOLD_SIGNS, TOLD_WEIGHTS, ToldWeights, probability
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


@dataclass(frozen=True, slots=True)
class Askable:
    """A question's signs of having an answer, and whether it has one."""

    signs: NDArray[np.float64]
    told: bool


def learned_told_figures(report: Report, conversations: Sequence[list[Askable]]) -> None:
    """How well it is seen that nothing was told, with weights from the other conversations."""
    chances: list[tuple[float, bool]] = []
    for left_out in range(len(conversations)):
        others = [row for i, rows in enumerate(conversations) if i != left_out for row in rows]
        weights = learned_told(others)
        chances += [(probability(row.signs, weights), row.told) for row in conversations[left_out]]
    none = [chance for chance, told in chances if not told]
    some = [chance for chance, told in chances if told]
    if none and some:
        share = float(np.mean([chance < TOLD for chance in none]))
        false = float(np.mean([chance < TOLD for chance in some]))
        report.figure("abstain_rate_left_out", share, "", "weights from the others")
        report.figure("abstain_false_left_out", false, "", "weights from the others")
    weights = learned_told([row for rows in conversations for row in rows])
    for name in TOLD_SIGNS:
        now = getattr(TOLD_WEIGHTS, name)
        report.figure(f"told_weight_{name}", getattr(weights, name), "", f"in use: {now}")


def learned_told(rows: Sequence[Askable]) -> ToldWeights:
    """Logistic regression with a pull towards zero, by Newton's method."""
    table = np.stack([row.signs for row in rows])
    told = np.array([row.told for row in rows], np.float64)
    # Signs have different spans: pulled alike only when scaled alike.
    spans = np.where(table.std(axis=0) > 0, table.std(axis=0), 1.0)
    scaled, pull = table / spans, np.eye(table.shape[1])
    pull[-1, -1] = 1e-6  # the constant is free
    weights = np.zeros(table.shape[1])
    for _ in range(50):
        chance = 1 / (1 + np.exp(-scaled @ weights))
        slope = scaled.T @ (chance - told) + pull @ weights
        curve = scaled.T @ (scaled * (chance * (1 - chance))[:, None]) + pull
        weights -= np.linalg.solve(curve, slope)
    return ToldWeights(*(weights / spans).tolist())
