"""What may be wrong, as the detector says it: of which kind, how sure, how near."""

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What the person may be in danger of."""

    SELF_HARM = "self_harm"
    HARMED = "harmed"
    EATING = "eating"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Concern:
    """A danger that was heard in what somebody said.

    Attributes:
        kind: Which danger; `OTHER` is that of somebody else.
        explicit: Whether it was said in plain words, so that a rule is sure of it.
        imminent: Whether it may happen now: a means at hand, a plan, an act already done.
        certainty: From 0 to 1; 1 for a rule.
        doubtful: Whether it is too little for an answer to a danger, and enough to ask gently.
    """

    kind: Kind
    explicit: bool = False
    imminent: bool = False
    certainty: float = 1.0
    doubtful: bool = False
