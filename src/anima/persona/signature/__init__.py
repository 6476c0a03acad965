"""Her signature in behaviour: what she says to a fixed set of prompts, measured, and its band."""

from anima.persona.signature.compare import Comparison, Outside, compare
from anima.persona.signature.features import FEATURES, features
from anima.persona.signature.kept import Examination, Kept, examine, load_kept
from anima.persona.signature.probes import PROBES
from anima.persona.signature.signature import Signature, replies_to_probes, signature_of

__all__ = [
    "FEATURES",
    "PROBES",
    "Comparison",
    "Examination",
    "Kept",
    "Outside",
    "Signature",
    "compare",
    "examine",
    "features",
    "load_kept",
    "replies_to_probes",
    "signature_of",
]
