"""How a day moves her traits: a little, within a bound, and always for a reason that has a name."""

import math
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from anima.persona.temperament.appraisal import Appraisal
from anima.persona.temperament.traits import MOST_A_DAY, TRAITS, Trait

_HALF_A_DAY = 2.0
"""So many moments that push one way move a trait by 76 % of a day's bound; more add little."""

_LEAST = 0.01
"""What is less than this is no change."""

_CAUSES = 2
_SOURCES = 6


@dataclass(frozen=True, slots=True)
class TraitChange:
    """What a day did to one trait.

    Attributes:
        trait: Which.
        amount: By how much, at most `MOST_A_DAY` either way.
        causes: What happened, in her words, the strongest first.
        sources: The events in which it did, in order.
    """

    trait: Trait
    amount: float
    causes: tuple[str, ...]
    sources: tuple[str, ...]


def changes_of_a_day(moments: Sequence[Appraisal]) -> list[TraitChange]:
    """What the moments of one day do to her traits; opposite ones cancel each other out."""
    changes: list[TraitChange] = []
    for trait in TRAITS:
        pushing = [(each, each.kind.pushes.get(trait, 0.0)) for each in moments]
        total = sum(push for _, push in pushing)
        amount = round(MOST_A_DAY * math.tanh(total / _HALF_A_DAY), 3)
        if abs(amount) < _LEAST:
            continue
        same_way = [(each, push) for each, push in pushing if push * total > 0]
        by_cause: defaultdict[str, float] = defaultdict(float)
        for each, push in same_way:
            by_cause[each.kind.cause] += abs(push)
        causes = sorted(by_cause, key=lambda cause: -by_cause[cause])[:_CAUSES]
        named = [each.source for each, _ in same_way if each.kind.cause in causes]
        changes.append(
            TraitChange(trait, amount, tuple(causes), tuple(dict.fromkeys(named))[:_SOURCES])
        )
    return changes
