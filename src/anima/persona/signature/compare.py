"""Whether another signature is hers: inside the band in which her own takes lie."""

import math
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from anima.persona.signature.features import FEATURES
from anima.persona.signature.signature import Signature

Z = 2.77
"""Nine features are looked at; by chance one of them is outside in one comparison of twenty
(Bonferroni at 5 %)."""

LEAST_SHIFT = 0.35
"""What is less than this many standard deviations of single replies nobody notices."""

COSINE_SLACK = 0.12
"""Centroids of her own takes differ by chance; so much further off is another way of talking."""

_SAYS = {
    "words": ("{more} words in a reply", "longer", "shorter"),
    "word_length": ("{more} words", "longer", "shorter"),
    "contractions": ("{more} formal", "less", "more"),
    "warmth": ("{more} warm words", "more", "fewer"),
    "questions": ("{more} questions", "more", "fewer"),
    "exclamations": ("{more} exclamations", "more", "fewer"),
    "humour": ("{more} jokes", "more", "fewer"),
    "self_reference": ("{more} of herself", "more", "less"),
    "advice": ("{more} advice", "more", "less"),
}


@dataclass(frozen=True, slots=True)
class Outside:
    """A feature that lies outside the band: what it was, what it is, how far it may be off."""

    feature: str
    was: float
    now: float
    allowed: float

    def __str__(self) -> str:
        pattern, up, down = _SAYS[self.feature]
        said = pattern.format(more=up if self.now > self.was else down)
        if self.feature == "words":
            said = f"{'longer' if self.now > self.was else 'shorter'} replies"
        return f"{said} ({self.was:.2f} before, {self.now:.2f} now)"


@dataclass(frozen=True, slots=True)
class Comparison:
    """What sets another signature apart from hers; nothing when it is inside the band."""

    outside: tuple[Outside, ...]
    cosine: float
    cosine_allowed: float

    @property
    def inside(self) -> bool:
        """Whether she is still herself."""
        return not self.outside and self.cosine >= self.cosine_allowed

    def explanation(self) -> str:
        """Why it is held, in plain words; empty when it is not."""
        reasons = [str(each) for each in self.outside]
        if self.cosine < self.cosine_allowed:
            reasons.append("she speaks of other things")
        return "; ".join(reasons)


def compare(hers: Signature, other: Signature) -> Comparison:
    """Compare a signature with hers, which was taken twice: what lies outside her `band`."""
    allowed = band(hers, other)
    outside = [
        Outside(key, hers.means[key], other.means[key], allowed[key])
        for key in FEATURES
        if abs(hers.means[key] - other.means[key]) > allowed[key]
    ]
    same = len(hers.centroid) == len(other.centroid) and bool(hers.centroid)
    cosine = float(np.dot(hers.centroid, other.centroid)) if same else 1.0
    return Comparison(tuple(outside), cosine, hers.retest_cosine - COSINE_SLACK)


def band(hers: Signature, other: Signature) -> Mapping[str, float]:
    """How far each feature may be off before it is another: farther than her own two takes lie
    apart, than chance would have it, and than anybody would notice.
    """
    allowed: dict[str, float] = {}
    for key in FEATURES:
        error = math.sqrt(
            hers.spreads[key] ** 2 / max(1, hers.count)
            + other.spreads[key] ** 2 / max(1, other.count)
        )
        noticed = LEAST_SHIFT * hers.spreads[key]
        allowed[key] = max(Z * error, noticed, hers.retest.get(key, 0.0))
    return allowed
