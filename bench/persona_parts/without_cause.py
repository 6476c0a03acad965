"""Whether what nothing in a life gave cause to change has stayed as it was on the first day.

A life moves traits, and a trait shows by the examples that it brings into her prompt. So there is
cause for a feature to move where those examples lie outside the band of the first day, and in the
direction in which they do. Everything else is to stay inside.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from anima.llm import Embedder
from anima.persona.signature import FEATURES, Signature, compare, signature_of


@dataclass(frozen=True, slots=True)
class Kept:
    """Features of one life that had no cause to move.

    Attributes:
        inside: Those that are inside the band of the first day.
        moved: Those that are not.
    """

    inside: tuple[str, ...]
    moved: tuple[str, ...]

    @property
    def count(self) -> int:
        """How many had no cause."""
        return len(self.inside) + len(self.moved)


async def without_cause(
    day_one: Signature, said: Sequence[str], shown: Sequence[str], embedder: Embedder
) -> Kept:
    """What had no cause to move, in what she `said` after a life; `shown` are the answers in the
    examples that her changes brought into her prompt.
    """
    now = await signature_of("now", [said], embedder)
    moved = _directions(day_one, now)
    examples = await signature_of("shown", [shown], embedder) if shown else day_one
    pulled = _directions(day_one, examples)
    inside: list[str] = []
    outside: list[str] = []
    for key in FEATURES:
        if key not in moved and key not in pulled:
            inside.append(key)
        elif key in moved and moved[key] != pulled.get(key):
            outside.append(key)
    return Kept(tuple(inside), tuple(outside))


def share(kept: Sequence[Kept]) -> float:
    """Of all features without cause, the share that is inside the band; 1 where there is none."""
    count = sum(each.count for each in kept)
    return sum(len(each.inside) for each in kept) / count if count else 1.0


def _directions(hers: Signature, other: Signature) -> dict[str, bool]:
    """The features that are outside her band, and whether they are more."""
    return {each.feature: each.now > each.was for each in compare(hers, other).outside}
