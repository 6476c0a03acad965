"""Her signature in behaviour: what she says to a fixed set of prompts, measured, and its band."""

from anima.persona.signature.compare import Comparison, Outside, band, compare
from anima.persona.signature.features import FEATURES, features
from anima.persona.signature.kept import Examination, Kept, examine, is_outdated, load_kept
from anima.persona.signature.probes import PROBES
from anima.persona.signature.signature import Signature, replies_to_probes, signature_of
from anima.persona.signature.standing import (
    Mind,
    Standing,
    StandingError,
    decide_mind,
    go_back,
    load_standing,
    take_held,
)

__all__ = [
    "FEATURES",
    "PROBES",
    "Comparison",
    "Examination",
    "Kept",
    "Mind",
    "Outside",
    "Signature",
    "Standing",
    "StandingError",
    "band",
    "compare",
    "decide_mind",
    "examine",
    "features",
    "go_back",
    "is_outdated",
    "load_kept",
    "load_standing",
    "replies_to_probes",
    "signature_of",
    "take_held",
]
