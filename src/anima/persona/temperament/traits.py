"""Traits: five numbers that keep her consistent. Internal state; no feeling is claimed by them."""

from dataclasses import asdict, dataclass, replace
from typing import Literal, get_args

Trait = Literal["openness", "conscientiousness", "extraversion", "agreeableness", "neuroticism"]
TRAITS: tuple[Trait, ...] = get_args(Trait)
"""The five factors (OCEAN), in the order of their initials."""

MOST_A_DAY = 0.05
"""The most that one trait may move in one day, of a range of 2: from the middle to an end of the
scale takes three weeks of days that all push the same way."""

_DIGITS = 3


@dataclass(frozen=True, slots=True)
class Traits:
    """Each from -1 to 1; 0 is the middle of the scale, not the mean of any people."""

    openness: float = 0.0
    conscientiousness: float = 0.0
    extraversion: float = 0.0
    agreeableness: float = 0.0
    neuroticism: float = 0.0

    def of(self, trait: Trait) -> float:
        """The value of one trait."""
        return asdict(self)[trait]

    def moved(self, trait: Trait, amount: float) -> "Traits":
        """These traits with one of them moved, kept inside the scale."""
        # Rounded at every step, so that the same changes give the same bytes on every machine.
        value = round(min(1.0, max(-1.0, self.of(trait) + amount)), _DIGITS)
        return replace(self, **{trait: value})

    def as_dict(self) -> dict[str, float]:
        """The traits by name."""
        return asdict(self)


START = Traits(
    openness=0.3, conscientiousness=0.1, extraversion=0.2, agreeableness=0.3, neuroticism=-0.2
)
"""The day she wakes: warm, curious, a little playful, even-tempered."""
