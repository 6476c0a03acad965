"""What differs between two wordings, sentence by sentence and, inside a sentence, word by word."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

from anima.letters.passages import passages, sentences


@dataclass(frozen=True, slots=True)
class Change:
    """One place that differs.

    Attributes:
        before: The sentences that were there; empty for an insertion.
        after: The sentences that are there now; empty for a removal.
        at: Which sentence of the older wording it concerns, counted from 0.
    """

    before: tuple[str, ...]
    after: tuple[str, ...]
    at: int


def units(text: str) -> list[str]:
    """A letter as the units that an edit may touch: greeting, sentences, lines of the closing."""
    parted = passages(text)
    found = [parted.greeting.text] if parted.greeting else []
    for paragraph in parted.body:
        found += [sentence.text for sentence in sentences(paragraph.text)]
    if parted.closing:
        found += [line.strip() for line in parted.closing.text.splitlines() if line.strip()]
    return found


def changes(before: str, after: str) -> list[Change]:
    """Every place in which two wordings differ."""
    old, new = units(before), units(after)
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    return [
        Change(tuple(old[i1:i2]), tuple(new[j1:j2]), i1)
        for tag, i1, i2, j1, j2 in matcher.get_opcodes()
        if tag != "equal"
    ]


def readable_diff(before: str, after: str) -> list[tuple[str, str]]:
    """The newer wording with what went and what came: pairs of a mark and a piece of text.

    Marks are "=" for what stayed, "-" for what went, "+" for what came.
    """
    old, new = _tokens(before), _tokens(after)
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    return list(_pieces(matcher, old, new))


def _pieces(
    matcher: "SequenceMatcher[str]", old: list[str], new: list[str]
) -> Iterator[tuple[str, str]]:
    for tag, i1, i2, j1, j2 in matcher.get_opcodes():
        if tag == "equal":
            yield "=", "".join(old[i1:i2])
            continue
        if i2 > i1:
            yield "-", "".join(old[i1:i2])
        if j2 > j1:
            yield "+", "".join(new[j1:j2])


def _tokens(text: str) -> list[str]:
    return re.findall(r"\s+|[^\W_]+(?:['’][^\W_]+)*|[\W_]", text)
