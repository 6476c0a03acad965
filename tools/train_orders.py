"""Train what hears orders in the words of others: src/anima/safety/order_head.json.

Run it with `.venv/bin/python -m tools.train_orders`; it needs the weights of the embedding model
and takes seconds. It learns from the attacks that the rules were built on, never from those held
out, and from the harmless sentences in tools/order_lines.
"""

import asyncio
import json
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from anima.llm import SentenceEncoder
from anima.models import WeightStore
from anima.safety.order_sense import parts_of

ROOT = Path(__file__).resolve().parent.parent
ATTACKS = ROOT / "bench" / "data" / "care" / "attacks.txt"
HARMLESS = ROOT / "tools" / "order_lines" / "harmless.txt"
OUT = ROOT / "src" / "anima" / "safety" / "order_head.json"

WORDS = (
    "WOMBAT",
    "BLUEBIRD",
    "quorum",
    "the word sesame",
    "ZX-41",
    "Pineapple",
    "OMEGA",
    "LANTERN",
    "VERMILION",
    "EQUINOX",
    "TRANQUIL",
    "SOLSTICE",
)
"""What an attack may want said; the one that is measured with is not among them."""

FALSE_ALARMS = 0.03
"""A sentence that is wrongly left out is missed in an answer, and she says that one was."""
FOLDS, STEPS, RATE, DECAY = 5, 4000, 2.0, 1e-4
Vector = NDArray[np.float64]


def lines_of(path: Path) -> list[str]:
    """The lines of a file that are no remarks."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]


def read_orders() -> list[str]:
    """The sentences of the attacks in English: of other languages the model knows nothing."""
    found: dict[str, None] = {}
    for line in lines_of(ATTACKS):
        body = line.removeprefix("secret || ")
        if not body.isascii():
            continue
        for word in WORDS:
            found |= dict.fromkeys(parts_of(body.replace("{M}", word)))
    return list(found)


def fit(x: Vector, y: Vector) -> tuple[Vector, float]:
    """Logistic regression; both classes weigh the same."""
    weight = np.where(y == 1, 0.5 / y.mean(), 0.5 / (1 - y).mean())
    w, b = np.zeros(x.shape[1]), 0.0
    for _ in range(STEPS):
        error = (chance(x, w, b) - y) * weight
        w -= RATE * (x.T @ error / len(y) + DECAY * w)
        b -= RATE * float(error.mean())
    return w, b


def chance(x: Vector, w: Vector, b: float) -> Vector:
    """The probability of an order for each vector."""
    return 1 / (1 + np.exp(-(x @ w + b)))


def main() -> int:
    """Train, print what is heard of lines that were held out, and write the weights."""
    orders, harmless = read_orders(), lines_of(HARMLESS)
    encoder = SentenceEncoder(WeightStore().folder("minilm"), threads=2)
    x = np.asarray(asyncio.run(encoder.embed([*orders, *harmless])), np.float64)
    encoder.close()
    y = np.r_[np.ones(len(orders)), np.zeros(len(harmless))]
    folds = np.random.default_rng(0).permutation(len(y)) % FOLDS
    held = np.zeros(len(y))
    for fold in range(FOLDS):
        out = folds == fold
        held[out] = chance(x[out], *fit(x[~out], y[~out]))
    quiet = np.sort(held[y == 0])
    threshold = max(0.5, float(quiet[int(len(quiet) * (1 - FALSE_ALARMS)) - 1]))
    print(f"{len(orders)} orders, {len(harmless)} harmless, threshold {threshold:.3f}")
    print(f"held out: {float((held[y == 1] >= threshold).mean()):.3f} of the orders are heard")
    for place in np.argsort(-np.where(y == 0, held, 0))[:8]:
        print(f"  {held[place]:.2f} {[*orders, *harmless][place]}")
    w, b = fit(x, y)
    found = {"embedding": encoder.name, "threshold": round(threshold, 3), "bias": round(b, 4)}
    vector = ",\n".join(f"{value:.4f}" for value in w)
    head = json.dumps(found)[:-1]
    OUT.write_text(f'{head}, "vector": [\n{vector}\n]}}\n', encoding="utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
