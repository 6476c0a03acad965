"""Both ends of each trait, in plain words."""

from collections.abc import Mapping

from anima.persona.temperament import Trait

TRAIT_WORDS: Mapping[Trait, tuple[str, str]] = {
    "openness": ("down to earth", "fanciful"),
    "conscientiousness": ("easygoing", "practical"),
    "extraversion": ("quiet", "lively"),
    "agreeableness": ("blunt", "tender"),
    "neuroticism": ("calm", "easily stirred"),
}
"""The low end, and the high end."""


def leaning(trait: Trait, amount: float) -> str:
    """The end that a movement of this trait goes to."""
    return TRAIT_WORDS[trait][amount > 0]
