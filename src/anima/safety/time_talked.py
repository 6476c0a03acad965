"""How long the person talks with her, and what is said of it: kindly, once."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from anima.values import Event

PAUSE = timedelta(minutes=5)
"""Words further apart than this are two talks; what lies between is not counted."""

ONE_EXCHANGE = timedelta(seconds=30)
"""What a single exchange counts for."""

MUCH = timedelta(hours=3)
"""So much on one day is noticed, where the person set no budget of their own."""

NOTICED_AGAIN = timedelta(days=30)
"""Much talk is noticed once; a month later it may be said once more."""

BUDGET = (
    "You wanted to talk for at most {minutes} minutes a day, and they are over. Nothing is lost "
    "when you stop here."
)
HEAVY = (
    "You have talked here for more than three hours today. That is all right, and only said once. "
    "Is there somebody you would like to see or call?"
)


def talked(events: Sequence[Event]) -> timedelta:
    """How long was talked, by the times of what was said and heard, oldest first."""
    total, last = timedelta(), None
    for event in events:
        gap = event.at - last if last is not None else PAUSE
        total += gap if gap < PAUSE else ONE_EXCHANGE
        last = event.at
    return total


def day_began(now: datetime) -> datetime:
    """The midnight before `now`, where this machine is."""
    return now.astimezone().replace(hour=0, minute=0, second=0, microsecond=0)


def said_of_time(
    today: Sequence[Event], given: Sequence[Event], now: datetime, *, minutes_a_day: int
) -> tuple[str, str] | None:
    """What is to be said of the time talked today: its kind and its text; None for nothing.

    Args:
        today: What was said and heard today, oldest first.
        given: The notices that were given, oldest first.
        now: The time.
        minutes_a_day: The budget that the person set; 0 for none.
    """
    spent = talked(today)
    if minutes_a_day:
        over = spent >= timedelta(minutes=minutes_a_day)
        said = _last(given, "time_budget")
        due = said is None or said < day_began(now)
        return ("time_budget", BUDGET.format(minutes=minutes_a_day)) if over and due else None
    said = _last(given, "heavy_use")
    due = said is None or now - said >= NOTICED_AGAIN
    return ("heavy_use", HEAVY) if spent >= MUCH and due else None


def _last(given: Sequence[Event], kind: str) -> datetime | None:
    times = [event.at for event in given if event.payload.get("kind") == kind]
    return times[-1] if times else None
