"""Delivery: how words are spoken, beside which voice speaks them."""

from dataclasses import dataclass

_PACE_STEP, _PAUSES_STEP, _LOUDER_STEP = 0.04, 0.1, 0.5
"""The most that may change from one reply to the next: a voice that jumps is another's."""


@dataclass(frozen=True, slots=True)
class Delivery:
    """How something is said, as it differs from the voice's own way.

    Attributes:
        pace: A share of the voice's own pace; 0.5 to 2.
        pauses: What the pauses between clauses and sentences are multiplied by; 0 to 2.
        louder_db: So much louder than the voice's own level, in dB; below 0 softer.
    """

    pace: float = 1.0
    pauses: float = 1.0
    louder_db: float = 0.0

    @property
    def gain(self) -> float:
        """What the samples are multiplied by."""
        return 10 ** (self.louder_db / 20)

    def towards(self, other: "Delivery") -> "Delivery":
        """The next on the way to the other: as near as one reply may come."""
        return Delivery(
            _nearer(self.pace, other.pace, _PACE_STEP),
            _nearer(self.pauses, other.pauses, _PAUSES_STEP),
            _nearer(self.louder_db, other.louder_db, _LOUDER_STEP),
        )


EVEN = Delivery()
"""The voice as it is."""


def _nearer(now: float, wanted: float, step: float) -> float:
    return round(now + max(-step, min(step, wanted - now)), 3)
