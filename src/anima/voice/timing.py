"""When the steps of one turn happened, for the bench and for finding out what was slow."""

from collections.abc import Callable
from dataclasses import dataclass, field, fields


@dataclass(frozen=True, slots=True)
class TurnTiming:
    """Moments of one turn, in seconds of the session's monotonic clock; None where it had none.

    Attributes:
        speech_ended: The last voiced frame arrived (or the talk key went up, or text came in).
        paused: The last transcription began, at a gap that may be the end.
        transcribed: The words of the utterance were there.
        endpointed: The turn was judged to be over.
        committed: Both were there; her turn began.
        begun: The reply was begun ahead, while it was not certain that these words were all.
        heard: The utterance was durable.
        first_token: The first piece of her reply.
        first_clause: The first clause that can be spoken.
        rehearsed: A first clause that was made ahead was taken up; None where none was.
        first_sound: The first sound was handed to the line.
    """

    speech_ended: float | None = None
    paused: float | None = None
    transcribed: float | None = None
    endpointed: float | None = None
    committed: float | None = None
    begun: float | None = None
    heard: float | None = None
    first_token: float | None = None
    first_clause: float | None = None
    rehearsed: float | None = None
    first_sound: float | None = None


@dataclass(slots=True)
class Stopwatch:
    """Collects the moments of one turn."""

    now: Callable[[], float]
    _marks: dict[str, float] = field(default_factory=dict[str, float])

    def mark(self, moment: str, at: float | None = None) -> None:
        """Note a moment of `TurnTiming` by name; the first time counts, `again` starts over."""
        self._marks.setdefault(moment, self.now() if at is None else at)

    def has(self, moment: str) -> bool:
        """Whether this moment is noted."""
        return moment in self._marks

    def since(self, moment: str) -> float:
        """Seconds that have passed since a moment; 0 where it is not noted."""
        return self.now() - self._marks[moment] if self.has(moment) else 0.0

    def again(self, *moments: str) -> None:
        """Forget these moments: they will be noted anew."""
        for moment in moments:
            self._marks.pop(moment, None)

    def timing(self) -> TurnTiming:
        return TurnTiming(**{f.name: self._marks.get(f.name) for f in fields(TurnTiming)})
