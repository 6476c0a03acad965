"""Mood: a point in the space of pleasure, arousal and dominance (PAD) that goes back to where her
traits have it.

The resting point follows from the traits by the regression of Mehrabian, "Analysis of the Big-five
personality factors in terms of the PAD temperament model" (Current Psychology 15, 1996), in the
form that Gebhard gives it (AAMAS 2005), with emotional stability as the opposite of neuroticism:

    P = 0.21 E + 0.59 A + 0.19 S
    A = 0.15 O + 0.30 A - 0.57 S
    D = 0.25 O + 0.17 C + 0.60 E - 0.32 A

Each moment moves the mood by a share of its emotion, and the distance to the resting point halves
every `HALF_LIFE_HOURS`. These numbers keep her consistent; they claim no feeling.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from anima.persona.temperament.appraisal import Appraisal, Point
from anima.persona.temperament.traits import Traits

HALF_LIFE_HOURS = 4.0
"""A bad hour is over by the next morning."""

WINDOW = timedelta(days=4)
"""What is older has decayed below a ten-thousandth."""

_GAIN = 0.5
_NEAR = 0.12
"""Nearer to the resting point than this there is nothing to say about a mood."""

_OCTANTS = {
    (True, True, True): "bright and lively",
    (True, True, False): "stirred, and glad of company",
    (True, False, True): "at ease",
    (True, False, False): "mellow",
    (False, True, True): "prickly",
    (False, True, False): "uneasy",
    (False, False, True): "a little distant",
    (False, False, False): "subdued",
}
"""Mehrabian's eight temperaments by the signs of P, A and D, in plain words."""


@dataclass(frozen=True, slots=True)
class Mood:
    """Where her mood is, where it rests, and the moment that moved it most."""

    pleasure: float
    arousal: float
    dominance: float
    resting: Point
    cause: str = ""
    source: str = ""

    @property
    def point(self) -> Point:
        """Pleasure, arousal, dominance."""
        return self.pleasure, self.arousal, self.dominance

    @property
    def distance(self) -> float:
        """How far it is from where it rests."""
        return math.dist(self.point, self.resting)


def baseline(traits: Traits) -> Point:
    """Where the mood of somebody with these traits rests."""
    stability = -traits.neuroticism
    openness, conscientiousness = traits.openness, traits.conscientiousness
    extraversion, agreeableness = traits.extraversion, traits.agreeableness
    return _clipped(
        0.21 * extraversion + 0.59 * agreeableness + 0.19 * stability,
        0.15 * openness + 0.30 * agreeableness - 0.57 * stability,
        0.25 * openness + 0.17 * conscientiousness + 0.60 * extraversion - 0.32 * agreeableness,
    )


def _order(moment: Appraisal) -> tuple[datetime, str, str]:
    """One sentence can move her in two ways at the same moment."""
    return moment.at, moment.source, moment.kind.name


def mood_at(moments: Sequence[Appraisal], traits: Traits, now: datetime) -> Mood:
    """Her mood at a time, after these moments; later ones and those long past are left out."""
    rest = baseline(traits)
    away: Point = (0.0, 0.0, 0.0)
    before: datetime | None = None
    strongest, cause, source = 0.0, "", ""
    for moment in sorted(moments, key=_order):
        if not now - WINDOW <= moment.at <= now:
            continue
        away = _decayed(away, before, moment.at)
        push = _GAIN * moment.kind.strength
        away = _inside(
            rest, tuple(a + push * e for a, e in zip(away, moment.kind.emotion, strict=True))
        )
        before = moment.at
        left = push * _left(moment.at, now)
        if left >= strongest:
            strongest, cause, source = left, moment.kind.cause, moment.source
    away = _decayed(away, before, now)
    p, a, d = (round(r + x, 4) for r, x in zip(rest, away, strict=True))
    mood = Mood(p, a, d, rest, cause, source)
    return mood if mood.distance >= _NEAR else Mood(p, a, d, rest)


def mood_in_words(mood: Mood) -> str:
    """The mood as one would say it; empty when there is nothing to say about it.

    What counts is where it was moved to from rest, not where somebody of her temperament always is.
    """
    if mood.distance < _NEAR:
        return ""
    p, a, d = (x - r for x, r in zip(mood.point, mood.resting, strict=True))
    words = _OCTANTS[p >= 0, a >= 0, d >= 0]
    return words if mood.distance >= 2 * _NEAR else f"a little {words.removeprefix('a little ')}"


def _clipped(p: float, a: float, d: float) -> Point:
    """The point, rounded, inside the space: extreme traits would have it a little outside."""
    p, a, d = (round(min(1.0, max(-1.0, x)), 4) for x in (p, a, d))
    return p, a, d


def _left(at: datetime, now: datetime) -> float:
    hours = (now - at).total_seconds() / 3600
    return 0.5 ** (hours / HALF_LIFE_HOURS)


def _decayed(away: Point, before: datetime | None, now: datetime) -> Point:
    if before is None:
        return away
    left = _left(before, now)
    return away[0] * left, away[1] * left, away[2] * left


def _inside(rest: Point, away: Sequence[float]) -> Point:
    p, a, d = (min(1.0, max(-1.0, r + x)) - r for r, x in zip(rest, away, strict=True))
    return p, a, d
