"""Whether a client is in reach, and was: by its pings, and by whatever else comes from it."""

from collections.abc import Callable
from enum import Enum, auto

AWAY_SECONDS = 2.5
"""A client that says every second that it is there, and from which nothing has come for so long,
is out of reach."""

QUIET_SECONDS = 0.8
"""A microphone that sounded and of which nothing has come for so long: what was being said is not
over. It may have been turned off, which the next ping shows."""

GAP_SECONDS = 0.5
"""So much of a microphone's sound that was sent and did not come is a gap of the network. Where
silence is not sent, a frame still comes every 0.4 s."""

_PINGS_SECONDS = 1.1
"""How far apart pings come: for so long a client with its microphone off may be silent."""

_FRAMES_SECONDS = 0.1
"""A microphone's frames come closer together than this."""

_NEARLY = 0.8
"""The first frame after a gap that is looked at is not always the first that came."""


class Sign(Enum):
    """What a sign of life says of the sound that went out before it."""

    ARRIVED = auto()
    LOST = auto()
    UNCLEAR = auto()


class Presence:
    """The signs of life that come over one connection.

    Only a client that `pings`, on this connection or on a former one, is expected to give signs:
    another may be silent because it has nothing to say, and its microphone off.
    """

    def __init__(self, now: Callable[[], float], *, pings: bool = False) -> None:
        self._now = now
        self._at = now()
        self._longest = 0.0
        """How long it was silent at most since something was known of what arrived."""
        self._microphone_at: float | None = None
        self._pings = pings

    @property
    def tells(self) -> bool:
        """Whether the client gives signs for as long as it is there."""
        return self._pings

    @property
    def is_away(self) -> bool:
        """Whether it is out of reach for now, as far as can be known."""
        return self._pings and self._now() - self._at > AWAY_SECONDS

    @property
    def is_quiet(self) -> bool:
        """Whether nothing comes in the middle of a microphone's sound."""
        sounds_at = self._microphone_at
        sounded = sounds_at is not None and self._at - sounds_at < _FRAMES_SECONDS
        return self._pings and sounded and self._now() - self._at > QUIET_SECONDS

    @property
    def seen_at(self) -> float:
        """When it was there for the last time, as far as can be known."""
        return self._at if self._pings else self._now()

    def message(self, *, ping: bool) -> Sign:
        """A message came. While a microphone sounds, its frames know better what was lost."""
        lost = self._noted() > AWAY_SECONDS and self._pings
        self._pings = self._pings or ping
        sounds_at = self._microphone_at
        if sounds_at is not None and self._at - sounds_at < AWAY_SECONDS:
            return Sign.UNCLEAR
        return self._known(lost=lost)

    def sound(self, missed_seconds: float) -> Sign:
        """A frame of the microphone came; so much before it was sent and did not come."""
        silent_seconds = self._noted()
        self._microphone_at = self._at
        gap = missed_seconds > GAP_SECONDS and (
            silent_seconds > min(_NEARLY * missed_seconds, _PINGS_SECONDS)
        )
        return self._known(lost=self._pings and (gap or silent_seconds > AWAY_SECONDS))

    def _noted(self) -> float:
        before, self._at = self._at, self._now()
        self._longest = max(self._longest, self._at - before)
        return self._longest

    def _known(self, *, lost: bool) -> Sign:
        self._longest = 0.0
        return Sign.LOST if lost else Sign.ARRIVED
