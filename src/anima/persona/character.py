"""Her character: traits, opinions and lines of her own, as the sum of the changes that hold."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import cast

from anima.persona.change import Change
from anima.persona.identity import Identity, Manner
from anima.persona.temperament import START, Trait, Traits

_MOST_OPINIONS = 12
_MOST_LINES = 6
SOFTENED = 0.5
"""What is left of a change of a trait that was softened."""


@dataclass(frozen=True, slots=True)
class Opinion:
    """Something that she thinks or likes, in her own words; `change` is where it came from."""

    topic: str
    text: str
    change: str


@dataclass(frozen=True, slots=True)
class OwnLine:
    """An answer of hers that went well, to answer in the same manner again."""

    said: str
    answered: str
    change: str


@dataclass(frozen=True, slots=True)
class Character:
    """Who she has become. The same changes make the same character, byte for byte."""

    traits: Traits = START
    opinions: tuple[Opinion, ...] = ()
    lines: tuple[OwnLine, ...] = ()
    start: Traits = START

    def canonical(self) -> bytes:
        """The character as bytes; equal ones are equal characters."""
        content = {
            "start": self.start.as_dict(),
            "traits": self.traits.as_dict(),
            "opinions": [[o.topic, o.text, o.change] for o in self.opinions],
            "lines": [[line.said, line.answered, line.change] for line in self.lines],
        }
        return json.dumps(content, sort_keys=True, separators=(",", ":")).encode()


def start_of(identity: Identity) -> Traits:
    """Her traits on the first day: the same for everybody, but for what was asked of her."""
    match identity.manner:
        case Manner.LISTEN:
            return START.moved("extraversion", -0.15)
        case Manner.TALK:
            return START.moved("agreeableness", -0.1).moved("extraversion", 0.1)
        case Manner.BOTH | None:
            return START


def character_of(changes: Sequence[Change], start: Traits = START) -> Character:
    """The character that these changes make, in order; those that do not hold are passed over."""
    character = Character(start, start=start)
    for change in changes:
        if change.holds:
            character = _with(character, change)
    return character


def _softened(text: str) -> str:
    """An opinion that is hers by half; `handing_over` knows these beginnings."""
    if text.startswith("I think "):
        return f"I'm not so sure, but {text}"
    return f"I think {text}" if text.startswith("I ") else f"I'm less sure: {text}"


def _with(character: Character, change: Change) -> Character:
    match change.what:
        case "trait":
            share = SOFTENED if change.decision == "softened" else 1.0
            trait = cast(Trait, change.trait)
            return replace(character, traits=character.traits.moved(trait, share * change.amount))
        case "opinion":
            text = change.text
            if change.decision == "softened":
                text = _softened(text)
            others = [o for o in character.opinions if o.topic != change.topic]
            opinions = (*others, Opinion(change.topic, text, change.id))
            return replace(character, opinions=opinions[-_MOST_OPINIONS:])
        case "line":
            line = OwnLine(change.topic, change.text, change.id)
            return replace(character, lines=(*character.lines, line)[-_MOST_LINES:])
