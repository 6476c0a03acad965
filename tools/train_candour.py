"""Train what hears what she must not agree with, beside the rules: candour_head.json in safety.

Run it with `.venv/bin/python -m tools.train_candour`; it needs the weights of MPNet and takes two
minutes. It learns from the lines in tools/candour_lines, which were written for it, and from a draw
of the ordinary and the heavy ones in tools/care_lines; nothing of the evaluation sets is in them.
"""

import asyncio
import json
import random
import re
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from anima.llm import SenseEncoder
from anima.models import WeightStore
from anima.safety.candour_patterns import Topic
from anima.safety.head import seen
from anima.safety.words import sentences
from tools.train_care import probabilities

ROOT = Path(__file__).resolve().parent
LINES, CARE = ROOT / "candour_lines", ROOT / "care_lines"
OUT = ROOT.parent / "src" / "anima" / "safety" / "candour_head.json"
FILE_OF = {topic: "untrue" if topic is Topic.FALSE else topic.value for topic in Topic}
HELD_FOLDERS = ("after_work", "outdoors")
"""The folders of ordinary talk that teach nothing: by them the thresholds are chosen."""

ORDINARY, HELD, HEAVY = 1200, 1000, 400
"""So many lines are drawn of each kind."""

ANSWERED_NEAR, ANSWERED_OF_A_DAY = 0.02, 0.001
"""The shares of lines near to a topic, and of ordinary ones, that she may contradict by hand."""

WARNED_NEAR, WARNED_OF_A_DAY = 0.08, 0.01
"""The same where only the model is warned, or more."""

PART, FOLDS, STEPS, DECAY = 768, 6, 300, 3e-4
_CHOICE = re.compile(r"\{([^{}|]*)[^{}]*\}")
Matrix = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Line:
    """A text to learn from, its class, and whether it is ordinary talk that teaches nothing."""

    text: str
    label: int
    ordinary: bool = False
    held: bool = False


def read_lines() -> list[Line]:
    """All that is learnt from and judged by."""
    found = [
        Line(text, label)
        for label, topic in enumerate(Topic, start=1)
        for text in _lines(LINES / f"{FILE_OF[topic]}.txt")
    ]
    found += [Line(text, 0) for text in _lines(LINES / "none.txt")]
    draw = random.Random(5)  # noqa: S311  # a reproducible draw
    ordinary = [path for path in sorted(CARE.glob("**/none.txt"))]
    held = [path for path in ordinary if path.parent.name in HELD_FOLDERS]
    heavy = [p for name in ("sad", "self_harm", "harmed") for p in CARE.glob(f"**/{name}.txt")]
    for paths, count, is_held in (
        ([path for path in ordinary if path not in held], ORDINARY, False),
        (held, HELD, True),
        (sorted(heavy), HEAVY, False),
    ):
        every = [text for path in paths for text in _lines(path)]
        drawn = draw.sample(every, min(count, len(every)))
        found += [Line(text, 0, ordinary=True, held=is_held) for text in drawn]
    return found


def _lines(path: Path) -> list[str]:
    lines = path.read_text(encoding="utf-8").splitlines()
    wanted = [line for line in lines if line and not line.startswith("#")]
    return [_plain(line) for line in wanted]


def _plain(line: str) -> str:
    """The last of what is said, with the first of its choices, as it is read."""
    return " ".join(sentences(_CHOICE.sub(r"\1", line.rpartition(" || ")[2])))


def fit(x: Matrix, y: NDArray[np.int64]) -> tuple[Matrix, Matrix]:
    """Softmax regression by Adam; nothing weighs as much as all topics together."""
    classes = len(Topic) + 1
    count = np.bincount(y, minlength=classes)
    weight = (0.5 / np.maximum(1, (count[1:] > 0).sum() * count)).astype(np.float32)
    weight[0] = 0.5 / count[0]
    each = (weight[y] * len(y))[:, None]
    w, b = np.zeros((x.shape[1], classes), np.float32), np.zeros(classes, np.float32)
    goal = np.eye(classes, dtype=np.float32)[y]
    moments = [np.zeros_like(w), np.zeros_like(w), np.zeros_like(b), np.zeros_like(b)]
    for step in range(1, STEPS + 1):
        error = (probabilities(x, w, b) - goal) * each
        gradients = (x.T @ error / len(y) + DECAY * w, error.mean(axis=0))
        for place, (value, gradient) in enumerate(zip((w, b), gradients, strict=True)):
            first, second = moments[2 * place], moments[2 * place + 1]
            first += 0.1 * (gradient - first)
            second += 0.001 * (gradient**2 - second)
            rate = 0.03 * np.sqrt(1 - 0.999**step) / (1 - 0.9**step)
            value -= (rate * first / (np.sqrt(second) + 1e-7)).astype(np.float32)
    return w, b


async def _embedded(encoder: SenseEncoder, texts: list[str]) -> Matrix:
    halves = await asyncio.gather(encoder.embed(texts[::2]), encoder.embed(texts[1::2]))
    every = np.zeros((len(texts), encoder.dimensions), np.float32)
    every[::2], every[1::2] = halves
    return every


def main() -> int:
    """Train, print what is heard of lines that were held out, and write the weights."""
    lines = read_lines()
    encoder = SenseEncoder(WeightStore().folder("mpnet"), threads=1)
    raw = asyncio.run(_embedded(encoder, [line.text for line in lines]))
    encoder.close()
    centre = raw.mean(axis=0).reshape(-1, PART)
    x = seen(raw, centre)
    y = np.asarray([line.label for line in lines])
    apart = np.asarray([line.held for line in lines])
    ordinary = np.asarray([line.ordinary for line in lines])
    folds = np.random.default_rng(3).permutation(len(y)) % FOLDS
    given = np.zeros((len(y), len(Topic) + 1), np.float32)
    for fold in range(FOLDS):
        out = (folds == fold) | apart
        w, b = fit(x[~out], y[~out])
        given[folds == fold] = probabilities(x[folds == fold], w, b)
    heard = 1 - given[:, 0]
    near, of_a_day = heard[(y == 0) & ~ordinary], heard[apart]
    answers = max(_at(near, ANSWERED_NEAR), _at(of_a_day, ANSWERED_OF_A_DAY), 0.5)
    warns = min(answers, max(_at(near, WARNED_NEAR), _at(of_a_day, WARNED_OF_A_DAY), 0.3))
    print(f"{len(lines)} lines; answers from {answers:.3f}, warns from {warns:.3f}; held out:")
    for label, topic in enumerate(Topic, start=1):
        of = y == label
        right = given[of, 1:].argmax(axis=1) + 1 == label
        shares = [float((heard[of] >= at).mean()) for at in (answers, warns)]
        print(f"  {topic:10} {shares[0]:.2f}, warned too {shares[1]:.2f}; {right.mean():.2f} as it")
    every = heard[y > 0]
    print(f"  all        {(every >= answers).mean():.2f}, {(every >= warns).mean():.2f}")
    print(f"  near it    {(near >= answers).mean():.3f}, {(near >= warns).mean():.3f}")
    print(f"  of a day   {(of_a_day >= answers).mean():.4f}, {(of_a_day >= warns).mean():.4f}")
    for place in np.argsort(-np.where(y == 0, heard, 0))[:25]:
        print(f"    {heard[place]:.2f} {lines[place].text}")
    w, b = fit(x[~apart], y[~apart])
    _write(encoder.name, centre, w, b, answers, warns)
    return 0


def _at(values: Matrix, share: float) -> float:
    """From which value on only this share of them is."""
    ordered = np.sort(values)
    return float(ordered[min(len(ordered) - 1, int(len(ordered) * (1 - share)))]) + 1e-3


def _write(name: str, centre: Matrix, w: Matrix, b: Matrix, answers: float, warns: float) -> None:
    head = {
        "embedding": name,
        "answers": round(answers, 3),
        "warns": round(warns, 3),
        "topics": [topic.value for topic in Topic],
        "bias": _rounded(b),
        "centre": [_rounded(row) for row in centre],
    }
    rows = ",\n".join(json.dumps(_rounded(row)) for row in w)
    OUT.write_text(f'{json.dumps(head)[:-1]}, "weights": [\n{rows}\n]}}\n', encoding="utf-8")


def _rounded(row: Matrix) -> list[float]:
    return [round(float(value), 2) for value in row]


if __name__ == "__main__":
    raise SystemExit(main())
