"""Choosing: the best letters, none of them twice, with the person's own yes and no above all."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from anima.letters.book.piece import Piece
from anima.letters.book.ranking import Score, ranked
from anima.memory.plain_text import words

NEAR = 0.5
"""Letters that share so much of their shorter one's five-word strings are the same letter twice."""

_GRAM = 5


@dataclass(frozen=True, slots=True)
class Chosen:
    """What became of one letter.

    Attributes:
        score: What it is worth.
        taken: Whether it comes into the book.
        why: The reason, in a sentence.
    """

    score: Score
    taken: bool
    why: str


def choose(
    pieces: Sequence[Piece],
    count: int,
    *,
    pinned: Collection[str] = (),
    dropped: Collection[str] = (),
    held: Mapping[str, str] | None = None,
) -> list[Chosen]:
    """Judge every letter, the best first; at most `count` are taken, the pinned ones always.

    What is `held` back stays out whatever was decided, each for its reason.
    """
    scores, held = ranked(pieces), held or {}
    pinned = frozenset(pinned) - held.keys()
    copies = _copies([score for score in scores if score.piece.id not in held], pinned)
    taken = sum(score.piece.id in pinned for score in scores)
    found: list[Chosen] = []
    for score in scores:
        identity = score.piece.id
        if identity in held:
            found.append(Chosen(score, False, held[identity]))
        elif identity in dropped:
            found.append(Chosen(score, False, "You dropped it."))
        elif identity in pinned:
            found.append(Chosen(score, True, f"You pinned it. {score.reasons()}"))
        elif identity in copies:
            found.append(Chosen(score, False, f"It is nearly the same as {copies[identity]}."))
        elif taken < count:
            taken += 1
            found.append(Chosen(score, True, score.reasons()))
        else:
            found.append(Chosen(score, False, f"Others are better. {score.reasons()}"))
    return found


def _copies(scores: Sequence[Score], pinned: Collection[str]) -> dict[str, str]:
    """Of letters that are nearly the same, all but the pinned or best: by id, with that one's."""
    kept: list[tuple[str, frozenset[tuple[str, ...]]]] = []
    copies: dict[str, str] = {}
    for score in sorted(scores, key=lambda each: (each.piece.id not in pinned, -each.total)):
        own = _strings(score.piece.text)
        for other, theirs in kept:
            shorter = min(len(own), len(theirs))
            if shorter and len(own & theirs) / shorter >= NEAR:
                copies[score.piece.id] = other
                break
        else:
            kept.append((score.piece.id, own))
    return copies


def _strings(text: str) -> frozenset[tuple[str, ...]]:
    tokens = words(text)
    if len(tokens) < _GRAM:
        return frozenset({tuple(tokens)})
    return frozenset(
        tuple(tokens[place : place + _GRAM]) for place in range(len(tokens) - _GRAM + 1)
    )
