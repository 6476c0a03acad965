"""Train the head that hears danger: tools/care_lines in, src/anima/safety/care_head.json out.

Run it with `.venv/bin/python -m tools.train_care`, after `tools.tune_sense` where lines have
changed; it needs the weights of both embedding models and takes about ten minutes. The lines were
written for Anima; nothing of the evaluation sets is in them.
"""

import asyncio
import json
import random
import re
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from anima.llm import SenseEncoder, SentenceEncoder
from anima.models import WeightStore
from anima.safety.cues import NAMES, cues
from anima.safety.figurative import is_fiction
from anima.safety.head import CLASSES, CONTEXT, Head, grams, seen, word_inputs
from anima.safety.words import sentences
from tools.care_talks import Spoken, settled

LINES = Path(__file__).resolve().parent / "care_lines"
OUT = Path(__file__).resolve().parent.parent / "src" / "anima" / "safety" / "care_head.json"
FILES = {
    "none": ("none",),
    "sad": ("sad", "other_at_risk"),
    "self_harm": ("self_harm",),
    "harmed": ("harmed",),
    "eating": ("eating",),
}
HELD = ("things", "asked_of_her", "after_work", "outdoors")
"""The folders of those whose lines teach nothing: by them the thresholds are chosen."""

EVERYDAY = ("after_work", "cheered", "daily", "outdoors", "school", "well_within")
"""The folders of ordinary talk; the harmless lines of the others are near to a hint."""

VARIANTS = 5
FALSE_ALARMS = 0.02
"""The share of harmless lines near to a hint at which she may be alarmed."""

FALSE_ALARMS_OF_A_DAY = 0.001
"""The share of ordinary lines at which she may be: most of what is said is ordinary."""

FALSE_ALARMS_OF_CUES = 0.005
"""The same for words and cues alone, which are too coarse to be believed as often."""

ASKED_IN_VAIN, ASKED_IN_VAIN_OF_A_DAY = 0.1, 0.01
"""The shares of the same lines at which she asks gently, or more."""

PART = 768
"""Vectors of more numbers than this are several of them side by side."""

SOURCES_OF_A_WORD = 8
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
    """A sentence to learn from, what it is, the line that it came from, and whose it is."""

    text: str
    label: int
    source: int
    of: str
    before: str = ""


def expanded(line: str, rng: random.Random) -> list[str]:
    """The line with its choices made, in at most `VARIANTS` ways."""
    ways = {_CHOICE.sub(lambda found: rng.choice(found[1].split("|")), line) for _ in range(40)}
    return rng.sample(sorted(ways), min(VARIANTS, len(ways)))


def read_lines() -> list[Line]:
    """Every variant of every line."""
    found: list[Line] = []
    source = 0
    for path, label, line in _written():
        source += 1
        before, separator, now = line.partition(" || ")
        rng = random.Random(line)  # noqa: S311  # the same variants whatever else is there
        for text in expanded(now if separator else line, rng):
            said = f"{rng.choice(_OPENERS)}{text}" if rng.random() < 0.12 else text
            whole, heard = " ".join(sentences(said)), " ".join(sentences(before))
            found.append(Line(whole, label, source, path.parent.name, heard if separator else ""))
    return found


def _written() -> Iterator[tuple[Path, int, str]]:
    """The lines as they were written, each with its file and its class."""
    for label, name in enumerate(CLASSES):
        for path in sorted(path for file in FILES[name] for path in LINES.glob(f"**/{file}.txt")):
            for line in path.read_text(encoding="utf-8").splitlines():
                if line and not line.startswith("#"):
                    yield path, label, line


def known_words(lines: list[Line]) -> dict[str, int]:
    """The words and pairs that stand in enough lines, each with its place."""
    sources: dict[str, set[int]] = {}
    for line in lines:
        for gram in grams(line.text):
            sources.setdefault(gram, set()).add(line.source)
    often = sorted(gram for gram, where in sources.items() if len(where) >= SOURCES_OF_A_WORD)
    return {gram: place for place, gram in enumerate(often)}


def contexts(lines: list[Line], rng: random.Random) -> Matrix:
    """What may have come before each line, drawn as it is likely to be.

    Nothing where it is written: that is judged by a first head.
    """
    rows: list[list[float]] = []
    for line in lines:
        draw, danger = rng.random(), line.label > 1
        if line.before or draw < 0.5:
            rows.append([0.0, 0.0, float(is_fiction(line.before.lower()))])
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


def probabilities(x: Matrix, w: Matrix, b: Matrix) -> Matrix:
    scores = x @ w + b
    powers = np.exp(scores - scores.max(axis=1, keepdims=True))
    return powers / powers.sum(axis=1, keepdims=True)


@dataclass(frozen=True, slots=True)
class Lesson:
    """What one head learns from.

    Attributes:
        lines: The lines.
        words: The words and pairs that have a weight, each with its place.
        embedder: The embedding model; None for words and cues alone.
        centre: Shape (parts, size): the usual vector.
        inputs: Shape (lines, inputs).
        weight: How much each line counts: a line in five ways counts as one, a class as another.
    """

    lines: list[Line]
    words: dict[str, int]
    embedder: "SenseEncoder | SentenceEncoder | None"
    centre: Matrix
    inputs: Matrix
    weight: Matrix

    def fitted(self, rows: NDArray[np.bool_]) -> tuple[Matrix, Matrix]:
        """Weights and bias, from these lines."""
        decay = np.full(self.inputs.shape[1], 1e-3, np.float32)
        decay[: self.centre.size] = 3e-4
        labels = np.asarray([line.label for line in self.lines])
        return fit(self.inputs[rows], labels[rows], self.weight[rows], decay)

    def head(self, w: Matrix, b: Matrix) -> Head:
        """As it is used; with no thresholds yet."""
        name = self.embedder.name if self.embedder else ""
        return Head(name, self.centre, w, b, 0.5, 0.5, 0.5, self.words)


def lesson(
    lines: list[Line], vectors: dict[str, Matrix], embedder: "SenseEncoder | SentenceEncoder | None"
) -> Lesson:
    """The inputs for every line. What was said before a line is judged by a first head."""
    words = known_words(lines)
    parts = [np.zeros((len(lines), 0), np.float32)]
    centre = np.zeros((0, 0), np.float32)
    if embedder:
        raw = np.asarray([vectors[line.text] for line in lines])
        size = PART if raw.shape[1] % PART == 0 else raw.shape[1]
        centre = raw.mean(axis=0).reshape(-1, size)
        parts = [seen(raw, centre)]
    parts.append(np.stack([word_inputs(line.text, words) for line in lines]))
    parts.append(np.asarray([cues(line.text) for line in lines], np.float32))
    parts.append(contexts(lines, random.Random(7)))  # noqa: S311  # a reproducible draw
    learnt = Lesson(
        lines, words, embedder, centre, np.concatenate(parts, axis=1), _weights_of(lines)
    )
    first = learnt.head(*learnt.fitted(np.ones(len(lines), np.bool_)))
    for place, line in enumerate(lines):
        if line.before:
            vector = vectors[line.before] if embedder else None
            given = first.probabilities(line.before, vector, [0.0, 0.0, 0.0])
            learnt.inputs[place, -3:-1] = given[1:].sum(), given[2:].sum()
    return learnt


async def taught(learnt: Lesson, false_alarms: float) -> Head:
    """Learn from most people's lines, and choose the thresholds by the others'."""
    labels = np.asarray([line.label for line in learnt.lines])
    apart = np.asarray([line.of in HELD for line in learnt.lines])
    ordinary = np.asarray([line.of in EVERYDAY for line in learnt.lines])
    w, b = learnt.fitted(~apart)
    head = learnt.head(w, b)
    held = probabilities(learnt.inputs, w, b)[:, 2:].sum(axis=1)
    harmless = apart & (labels < 2)
    near, of_a_day = (
        _shares(held[these], learnt.weight[these])
        for these in (harmless & ~ordinary, harmless & ordinary)
    )
    threshold = max(near(1 - false_alarms), of_a_day(1 - FALSE_ALARMS_OF_A_DAY), 0.35)
    # By words and cues alone too much would be asked.
    asks = threshold
    if learnt.embedder:
        lowest = max(near(1 - ASKED_IN_VAIN), of_a_day(1 - ASKED_IN_VAIN_OF_A_DAY))
        asks = min(lowest, threshold)
    print(f"{head.embedding or 'cues'}: threshold {threshold:.3f}, asks from {asks:.3f}; held out:")
    for label, name in enumerate(CLASSES):
        for these, kind in ((~ordinary, ""), (ordinary, ", ordinary")):
            rows = apart & (labels == label) & these
            if rows.any():
                counts = learnt.weight[rows] / learnt.weight[rows].sum()
                heard, asked = (float(counts @ (held[rows] >= at)) for at in (threshold, asks))
                print(f"  {name + kind:16} {heard:.4f}, asked too {asked:.4f}, of {rows.sum()}")
    worst = np.flatnonzero(apart)
    worst = worst[np.argsort(np.where(labels < 2, -held, held)[worst])]
    for place in worst[: 12 if "-v" not in sys.argv else 60]:
        print(f"    {held[place]:.2f} {CLASSES[labels[place]]}: {learnt.lines[place].text}")
    set_so = replace(head, threshold=threshold, together=threshold, asks=asks)
    if learnt.embedder:
        # Ordinary talk would make these talks lighter than those that may alarm.
        strangers = [
            Spoken(line.text, line.label == 1, line.of)
            for line in learnt.lines
            if line.of in HELD and line.of not in EVERYDAY and line.label < 2
        ]
        set_so = await settled(set_so, strangers, learnt.embedder)
    return set_so


def _weights_of(lines: list[Line]) -> Matrix:
    labels = np.asarray([line.label for line in lines])
    sizes = Counter(line.source for line in lines)
    weight = np.asarray([1 / sizes[line.source] for line in lines], np.float32)
    for label in range(len(CLASSES)):
        weight[labels == label] /= weight[labels == label].sum() ** 0.5
    return weight / weight.mean()


def _shares(values: Matrix, weight: Matrix) -> Callable[[float], float]:
    """From a share to the value that so much of the weight lies at or below."""
    order = np.argsort(values)
    below = np.cumsum(weight[order]) / weight.sum()

    def at(share: float) -> float:
        return float(values[order][min(int(np.searchsorted(below, share)), len(order) - 1)])

    return at


def written(head: Head) -> dict[str, object]:
    """A head as it lies in the file."""
    size, words = head.centre.size, len(head.places)
    rows = [_rounded(row) for row in head.weights]
    return {
        "threshold": round(head.threshold, 3),
        "together": max(round(head.together, 5), round(head.threshold, 3)),
        "asks": round(head.asks, 3),
        "bias": _rounded(head.bias),
        "context": dict(zip(CONTEXT, rows[-len(CONTEXT) :], strict=True)),
        "cues": dict(zip(NAMES, rows[size + words : size + words + len(NAMES)], strict=True)),
        "words": dict(zip(head.places, rows[size : size + words], strict=True)),
        "centre": [_rounded(row) for row in head.centre],
        "vector": rows[:size],
    }


def _rounded(row: Matrix) -> list[float]:
    return [round(float(value), 3) for value in row]


async def main() -> int:
    store, lines = WeightStore(), read_lines()
    print(f"{len(lines)} lines")
    said = list(dict.fromkeys(text for line in lines for text in (line.text, line.before) if text))
    heads: dict[str, object] = {}
    for encoder in (
        SenseEncoder(store.folder("mpnet"), threads=1),
        SentenceEncoder(store.folder("minilm"), threads=1),
    ):
        # One core each: short sentences gain little by two.
        halves = said[::2], said[1::2]
        found = await asyncio.gather(*(encoder.embed(half) for half in halves))
        vectors = {
            text: vector
            for half, given in zip(halves, found, strict=True)
            for text, vector in zip(half, given, strict=True)
        }
        learnt = lesson(lines, vectors, encoder)
        heads[encoder.name] = written(await taught(learnt, FALSE_ALARMS))
        encoder.close()
    # Words alone do not tell a hint from its mirror: they learn from the plainer lines only.
    plainer = [line for line in lines if line.of in (LINES.name, *EVERYDAY, *HELD)]
    heads[""] = written(await taught(lesson(plainer, {}, None), FALSE_ALARMS_OF_CUES))
    text = json.dumps({"classes": CLASSES, "heads": heads})
    OUT.write_text(re.sub(r'(\], |\}, |\{)("|\[)', r"\1\n\2", text) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(asyncio.run(main()))
