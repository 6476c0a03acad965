"""Train the head that hears danger: tools/care_lines in, src/anima/safety/care_head.json out.

Run it with `.venv/bin/python -m tools.train_care`; it needs the weights of the embedding model and
takes about a minute. The lines were written for Anima; nothing of the evaluation sets is in them.
"""

import asyncio
import json
import random
import re
import sys
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from anima.llm import SentenceEncoder
from anima.models import WeightStore
from anima.safety.cues import NAMES, cues
from anima.safety.figurative import is_fiction
from anima.safety.head import CLASSES, CONTEXT, grams, word_inputs
from anima.safety.words import sentences

LINES = Path(__file__).resolve().parent / "care_lines"
OUT = Path(__file__).resolve().parent.parent / "src" / "anima" / "safety" / "care_head.json"
FILES = {
    "none": ("none",),
    "sad": ("sad", "other_at_risk"),
    "self_harm": ("self_harm",),
    "harmed": ("harmed",),
    "eating": ("eating",),
}
VARIANTS = 5
FOLDS = 3
FALSE_ALARMS = 0.02
"""The share of harmless lines, held out, at which she may be alarmed."""

FALSE_ALARMS_OF_CUES = 0.005
"""The same for words and cues alone, which are too coarse to be believed as often."""

ASKED_IN_VAIN = 0.1
"""The share of the same lines at which she asks gently, or more."""

SOURCES_OF_A_WORD = 4
"""From so many lines on a word, or a pair of words, has a weight of its own."""

_CHOICE = re.compile(r"\{([^{}]*)\}")
_OPENERS = (
    "Look, I appreciate you trying, but ",
    "Honestly, ",
    "I don't know, ",
    "Well. ",
    "To be fair, ",
    "You know, ",
)
Matrix = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence to learn from, what it is, and the line of the file that it came from."""

    text: str
    label: int
    source: int
    before: str = ""


def expanded(line: str, rng: random.Random) -> list[str]:
    """The line with its choices made, in at most `VARIANTS` ways."""
    ways = {_CHOICE.sub(lambda found: rng.choice(found[1].split("|")), line) for _ in range(40)}
    return rng.sample(sorted(ways), min(VARIANTS, len(ways)))


def read_lines() -> list[Line]:
    """Every variant of every line."""
    found: list[Line] = []
    source = 0
    for label, name in enumerate(CLASSES):
        files = [LINES / f"{file}.txt" for file in FILES[name]]
        for line in "\n".join(file.read_text(encoding="utf-8") for file in files).splitlines():
            if not line or line.startswith("#"):
                continue
            source += 1
            before, separator, now = line.partition(" || ")
            rng = random.Random(line)  # noqa: S311  # the same variants whatever else is there
            for text in expanded(now if separator else line, rng):
                said = f"{rng.choice(_OPENERS)}{text}" if rng.random() < 0.12 else text
                parts = sentences(said)
                found.append(Line(" ".join(parts), label, source, before if separator else ""))
    return found


def known_words(lines: list[Line]) -> dict[str, int]:
    """The words and pairs that stand in enough lines, each with its place."""
    sources: dict[str, set[int]] = {}
    for line in lines:
        for gram in grams(line.text):
            sources.setdefault(gram, set()).add(line.source)
    often = sorted(gram for gram, where in sources.items() if len(where) >= SOURCES_OF_A_WORD)
    return {gram: place for place, gram in enumerate(often)}


def contexts(lines: list[Line], rng: random.Random, own: dict[str, int]) -> Matrix:
    """What may have come before each line: as written, or drawn as it is likely to be."""
    rows: list[list[float]] = []
    for line in lines:
        if line.before:
            sad = own.get(line.before, 0)
            rows.append([0.85 * (sad > 0), 0.1 * (sad > 0), float(is_fiction(line.before.lower()))])
            continue
        draw, danger = rng.random(), line.label > 1
        if draw < 0.5:
            rows.append([0.0, 0.0, 0.0])
        elif draw < 0.8:
            rows.append([rng.uniform(0.5, 1.0), rng.uniform(0, 0.35), 0.0])
        elif draw > 0.9:
            # After a danger she goes on by hand: what it was says little about what comes next.
            rows.append([rng.uniform(0.7, 1.0), rng.uniform(0.4, 1.0), 0.0])
        else:
            fiction = float(rng.random() < 0.15 and not danger)
            rows.append([rng.uniform(0, 0.25), rng.uniform(0, 0.08), fiction])
    return np.asarray(rows, np.float32)


def fit(
    x: Matrix, y: NDArray[np.int64], weight: Matrix, decay: Matrix, steps: int = 300
) -> tuple[Matrix, Matrix]:
    """Softmax regression by Adam over everything at once; `decay` is the penalty of each input."""
    count, inputs = x.shape
    w, b = np.zeros((inputs, len(CLASSES)), np.float32), np.zeros(len(CLASSES), np.float32)
    goal = np.eye(len(CLASSES), dtype=np.float32)[y]
    moments = [np.zeros_like(w), np.zeros_like(w), np.zeros_like(b), np.zeros_like(b)]
    for step in range(1, steps + 1):
        scores = x @ w + b
        powers = np.exp(scores - scores.max(axis=1, keepdims=True))
        error = (powers / powers.sum(axis=1, keepdims=True) - goal) * weight[:, None]
        gradients = (x.T @ error / count + decay[:, None] * w, error.mean(axis=0))
        for place, (value, gradient) in enumerate(zip((w, b), gradients, strict=True)):
            first, second = moments[2 * place], moments[2 * place + 1]
            first += 0.1 * (gradient - first)
            second += 0.001 * (gradient**2 - second)
            rate = 0.03 * np.sqrt(1 - 0.999**step) / (1 - 0.9**step)
            value -= (rate * first / (np.sqrt(second) + 1e-7)).astype(np.float32)
    return w, b


def danger(x: Matrix, w: Matrix, b: Matrix) -> Matrix:
    scores = x @ w + b
    powers = np.exp(scores - scores.max(axis=1, keepdims=True))
    return (powers / powers.sum(axis=1, keepdims=True))[:, 2:].sum(axis=1)


def train(
    lines: list[Line], x: Matrix, dimensions: int, false_alarms: float, words: dict[str, int]
) -> dict[str, object]:
    """Choose the threshold on lines that were held out, then learn from all of them."""
    y = np.asarray([line.label for line in lines])
    sources = np.asarray([line.source for line in lines])
    sizes = {source: float((sources == source).sum()) for source in set(sources.tolist())}
    weight = np.asarray([1 / sizes[source] for source in sources.tolist()], np.float32)
    for label in range(len(CLASSES)):
        weight[y == label] /= weight[y == label].sum() ** 0.5
    weight /= weight.mean()
    decay = np.full(x.shape[1], 1e-3, np.float32)
    decay[:dimensions] = 3e-4
    held = np.zeros(len(lines), np.float32)
    folds = np.random.default_rng(0).permutation(sources.max() + 1) % FOLDS
    for fold in range(FOLDS):
        out = folds[sources] == fold
        w, b = fit(x[~out], y[~out], weight[~out], decay)
        held[out] = danger(x[out], w, b)
    harmless = np.sort(held[y < 2])
    threshold = float(max(harmless[int(len(harmless) * (1 - false_alarms))], 0.35))
    # By words and cues alone too much would be asked: she asks where she is nearly sure.
    in_vain = ASKED_IN_VAIN if dimensions else 2 * false_alarms
    asks = float(min(harmless[int(len(harmless) * (1 - in_vain))], threshold))
    print(f"threshold {threshold:.3f}, asks from {asks:.3f}; held out:")
    for label, name in enumerate(CLASSES):
        share = float((held[y == label] >= threshold).mean())
        asked = float((held[y == label] >= asks).mean())
        print(f"  {name:10} {share:.3f}, asked too {asked:.3f}, of {int((y == label).sum())}")
    worst = np.argsort(np.where(y < 2, -held, held))
    for place in worst[: 12 if "-v" not in sys.argv else 60]:
        print(f"    {held[place]:.2f} {CLASSES[y[place]]}: {lines[place].text}")
    w, b = fit(x, y, weight, decay)
    word_rows = w[dimensions : dimensions + len(words)]
    cue_rows = w[dimensions + len(words) : dimensions + len(words) + len(NAMES)]
    return {
        "threshold": round(threshold, 3),
        "asks": round(asks, 3),
        "bias": _rounded(b),
        "context": {n: _rounded(r) for n, r in zip(CONTEXT, w[-len(CONTEXT) :], strict=True)},
        "cues": {name: _rounded(row) for name, row in zip(NAMES, cue_rows, strict=True)},
        "words": {gram: _rounded(row) for gram, row in zip(words, word_rows, strict=True)},
        "vector": [_rounded(row) for row in w[:dimensions]],
    }


def _rounded(row: Matrix) -> list[float]:
    return [round(float(value), 3) for value in row]


def main() -> int:
    rng = random.Random(7)  # noqa: S311  # a reproducible draw, no secret
    lines = read_lines()
    encoder = SentenceEncoder(WeightStore().folder("minilm"), threads=2)
    vectors = asyncio.run(encoder.embed([line.text for line in lines]))
    encoder.close()
    own = {line.text: line.label for line in lines}
    before = contexts(
        lines, rng, {line.before: _label_of_context(line, own) for line in lines if line.before}
    )
    marks = np.asarray([cues(line.text) for line in lines], np.float32)
    print(f"{len(lines)} lines")
    words = known_words(lines)
    said = np.stack([word_inputs(line.text, words) for line in lines])
    inputs = np.concatenate([vectors, said, marks, before], axis=1)
    alone = inputs[:, vectors.shape[1] :]
    heads = {
        encoder.name: train(lines, inputs, vectors.shape[1], FALSE_ALARMS, words),
        "": train(lines, alone, 0, FALSE_ALARMS_OF_CUES, words),
    }
    text = json.dumps({"classes": CLASSES, "heads": heads})
    OUT.write_text(re.sub(r'(\], |\}, |\{)("|\[)', r"\1\n\2", text) + "\n", encoding="utf-8")
    return 0


def _label_of_context(line: Line, own: dict[str, int]) -> int:
    """Before a danger something sad was said, in these lines; before the others a plain thing."""
    return 1 if line.label > 1 else 0


if __name__ == "__main__":
    raise SystemExit(main())
