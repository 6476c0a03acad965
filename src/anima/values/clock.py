"""Time as a dependency: code asks a clock, never the machine, what time it is."""

from datetime import UTC, datetime
from typing import Protocol


class Clock(Protocol):
    """Tells the time of the person's day."""

    def now(self) -> datetime:
        """The present moment, with a time zone."""
        ...


class SystemClock:
    """The machine's clock, in UTC."""

    def now(self) -> datetime:
        return datetime.now(UTC)
