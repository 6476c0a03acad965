"""Whether a voice learned from half of the letters knows the other half from other writers."""

import json
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np

from anima.letters.passages import words
from anima.letters.style import SenderVoice, chunks
from bench.report import Report

MOST_PIECES = 150
"""Of each other writer at most so many pieces count, so that none of them decides alone."""

DATA = Path(__file__).parents[3] / "shared" / "data"


def read_letters(folder: Path) -> list[str]:
    """The letters of a folder, in the order of their names. Raises `SystemExit` without any."""
    found = [
        path.read_text(encoding="utf-8", errors="replace") for path in sorted(folder.glob("*.txt"))
    ]
    if len(found) < 4:
        raise SystemExit(f"{folder} holds fewer than four letters (*.txt)")
    return found


def other_writers() -> dict[str, list[str]]:
    """Pieces by other writers from the data beside the checkout, as far as it is there."""
    found: dict[str, list[str]] = {}
    book = DATA / "philosopher" / "marcus_aurelius_thoughts_books_1-8.txt"
    if book.is_file():
        found["marcus"] = chunks(book.read_text(encoding="utf-8"))
    talks = DATA / "dialogue" / "esconv_test.jsonl"
    if talks.is_file():
        said = [json.loads(line) for line in talks.read_text(encoding="utf-8").splitlines()]
        for speaker in ("seeker", "supporter"):
            lines = [t["text"] for talk in said for t in talk["turns"] if t["speaker"] == speaker]
            found[f"esconv_{speaker}"] = chunks(" ".join(_ended(line) for line in lines))
    for path in sorted((DATA / "dialogue" / "locomo").glob("*.json"))[:2]:
        talk = json.loads(path.read_text(encoding="utf-8"))
        spoken: dict[str, list[str]] = {}
        for turn in _turns(talk):
            spoken.setdefault(turn["speaker"], []).append(turn["text"])
        for number, each in enumerate(spoken.values()):
            found[f"locomo_{path.stem}_{number}"] = chunks(" ".join(_ended(line) for line in each))
    return {name: each[:MOST_PIECES] for name, each in found.items() if each}


def measure_style(report: Report, folder: Path) -> None:
    """Print the areas under the curve, ours and those of a bag of words."""
    letters = read_letters(folder)
    known, unknown = letters[::2], letters[1::2]
    own = [piece for letter in unknown for piece in chunks(letter)]
    others = other_writers()
    if not others:
        raise SystemExit("there are no other writers in the data beside the checkout")
    voice = SenderVoice.learned("the writer", known)
    bag = bag_of_words(known)
    foreign = [piece for pieces in others.values() for piece in pieces]
    note = f"{len(own)} pieces of the other half, {len(foreign)} of {len(others)} other writers"
    report.figure("style_auc", auc(voice.distance, own, foreign), "", note)
    report.baseline("style_auc_baseline", auc(bag, own, foreign), "", "cosine of a bag of words")
    nearest = others.get("marcus")
    if nearest:
        note = f"only against the nearest in time, {len(nearest)} pieces"
        report.figure("style_auc_marcus", auc(voice.distance, own, nearest), "", note)
        report.baseline("style_auc_marcus_baseline", auc(bag, own, nearest), "")
    senders = {name: pieces for name, pieces in others.items() if len(pieces) >= 20}
    apart: list[float] = []
    apart_bag: list[float] = []
    for name, pieces in senders.items():
        half = len(pieces) // 2
        rest = [p for other, each in senders.items() if other != name for p in each] + own
        apart.append(auc(SenderVoice.learned(name, pieces[:half]).distance, pieces[half:], rest))
        apart_bag.append(auc(bag_of_words(pieces[:half]), pieces[half:], rest))
    if apart:
        note = f"mean over {len(apart)} other writers, each against all"
        report.figure("style_auc_others", float(np.mean(apart)), "", note)
        report.baseline("style_auc_others_baseline", float(np.mean(apart_bag)), "")


def bag_of_words(samples: Sequence[str]) -> Callable[[str], float]:
    """The distance of a text from samples by the cosine of word counts, each word as it stands."""
    there = _counts("\n".join(samples))
    size = sum(value**2 for value in there.values()) ** 0.5

    def distance(text: str) -> float:
        here = _counts(text)
        dot = sum(value * there[word] for word, value in here.items())
        length = sum(value**2 for value in here.values()) ** 0.5
        return 1.0 - dot / (length * size) if length else 1.0

    return distance


def auc(distance: Callable[[str], float], own: Sequence[str], foreign: Sequence[str]) -> float:
    """How often a piece of the writer's own is nearer than a foreign one; ties count half."""
    mine = np.array([distance(piece) for piece in own])
    theirs = np.array([distance(piece) for piece in foreign])
    nearer = (mine[:, None] < theirs[None, :]).mean()
    return float(nearer + (mine[:, None] == theirs[None, :]).mean() / 2)


def _counts(text: str) -> Counter[str]:
    return Counter(word.lower() for word in words(text))


def _ended(line: str) -> str:
    line = line.strip()
    return line if line.endswith((".", "!", "?", "…")) else f"{line}."


def _turns(talk: object) -> list[dict[str, str]]:
    """Every turn of a LoCoMo conversation, wherever it lies in the file."""
    found: list[dict[str, str]] = []
    waiting = [talk]
    while waiting:
        held = waiting.pop(0)
        if isinstance(held, dict):
            if isinstance(held.get("speaker"), str) and isinstance(held.get("text"), str):
                found.append({"speaker": held["speaker"], "text": held["text"]})
            else:
                waiting.extend(held.values())
        elif isinstance(held, list):
            waiting.extend(held)
    return found
