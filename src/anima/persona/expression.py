"""How a character shows: a few words about herself, and examples in her manner.

A small model takes a manner from examples and hardly from adjectives (docs/prompt-shape.md), so a
trait that has moved brings examples of its own.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from anima.persona.character import Character
from anima.persona.examples import Example
from anima.persona.poles import POLES, Pole
from anima.persona.temperament import TRAITS, Mood, Trait, mood_in_words

PLAIN_MANNER = "warm, curious and a little playful"
SOME, MUCH = 0.1, 0.35
"""How far a trait must be from where it began to show, and to show clearly."""

_POLES_SHOWN = 2
_EXAMPLES_EACH = {1: 2, 2: 5}
_OPINIONS_SHOWN = 2
_LINES_SHOWN = 2


@dataclass(frozen=True, slots=True)
class Expression:
    """What of her character stands in a prompt.

    Attributes:
        manner: How she is, to follow "I am".
        examples: Exchanges that show it.
        herself: Short sentences about herself: opinions, and the mood she is in.
    """

    manner: str = PLAIN_MANNER
    examples: Sequence[Example] = ()
    herself: Sequence[str] = field(default=())


PLAIN = Expression()
"""The day she wakes."""


def expression_of(character: Character, mood: Mood | None = None) -> Expression:
    """What shows of a character; one that has not changed shows as it was on the first day."""
    shown = _shown(character)
    examples = [
        example for pole, level in shown for example in pole.examples[: _EXAMPLES_EACH[level]]
    ]
    examples += [Example(line.said, line.answered) for line in character.lines[-_LINES_SHOWN:]]
    herself = [opinion.text for opinion in character.opinions[-_OPINIONS_SHOWN:]]
    if mood is not None and (words := mood_in_words(mood)):
        herself.append(f"I feel {words} just now.")
    return Expression(_manner(shown), tuple(examples), tuple(herself))


def _shown(character: Character) -> list[tuple[Pole, int]]:
    """The poles to which she has moved most, and how clearly each shows."""
    moved: list[tuple[float, Trait]] = [
        (character.traits.of(t) - character.start.of(t), t) for t in TRAITS
    ]
    ordered = sorted(moved, key=lambda each: -abs(each[0]))
    return [
        (POLES[trait, by > 0], 2 if abs(by) >= MUCH else 1)
        for by, trait in ordered[:_POLES_SHOWN]
        if abs(by) >= SOME
    ]


def _manner(shown: Sequence[tuple[Pole, int]]) -> str:
    if not shown:
        return PLAIN_MANNER
    words = [f"{'very' if level == 2 else 'rather'} {pole.word}" for pole, level in shown]
    core = ["curious"] if any(pole.word == "blunt" for pole, _ in shown) else ["warm", "curious"]
    all_of_it = [*core, *words]
    return f"{', '.join(all_of_it[:-1])} and {all_of_it[-1]}"
