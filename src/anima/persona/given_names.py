"""The given names she reads when she looks for her own: what each means and how it sounds."""

import csv
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from random import Random
from typing import Literal

DOZEN = 12
"""How many names she reads at once: more make the prompt slow, fewer leave little to choose."""


@dataclass(frozen=True, slots=True)
class GivenName:
    """A name that people are given.

    Attributes:
        name: As it is written.
        ear: Whether people hear it as a woman's name (`f`) or a man's (`m`).
        origin: The language or people it comes from, as an adjective: "Welsh".
        meaning: What it means, to be put after "it means": "a dream".
        sound: One word for how it sounds, such as `soft` or `crisp`.
    """

    name: str
    ear: Literal["f", "m"]
    origin: str
    meaning: str
    sound: str


@cache
def given_names() -> tuple[GivenName, ...]:
    """All names, in the order of the list."""
    text = (files("anima.persona") / "names.csv").read_text(encoding="utf-8")
    return tuple(
        GivenName(
            name=row["name"],
            ear="f" if row["ear"] == "f" else "m",
            origin=row["origin"],
            meaning=row["meaning"],
            sound=row["sound"],
        )
        for row in csv.DictReader(text.splitlines())
    )


def suited_to(voice: str) -> list[GivenName]:
    """The names that suit a voice by ear; all of them when its id does not tell.

    The second letter of a Kokoro voice's id says how it is heard: `af_heart`, `bm_george`.
    """
    ear = voice[1:2] if voice[2:3] == "_" else ""
    return [name for name in given_names() if ear not in {"f", "m"} or name.ear == ear]


def a_dozen(names: list[GivenName], rng: Random) -> list[GivenName]:
    """At most twelve of these at random, in random order."""
    return rng.sample(names, min(DOZEN, len(names)))
