"""Which day a moment belongs to: a talk after midnight still belongs to the day before."""

from datetime import date, datetime, time, timedelta

NIGHT_ENDS = timedelta(hours=4)
"""A day lasts until four in the morning, where this machine is."""


def day_of(at: datetime) -> date:
    """The day that a moment belongs to."""
    return (at.astimezone() - NIGHT_ENDS).date()


def day_span(day: date) -> tuple[datetime, datetime]:
    """When a day begins, and when the next one does."""
    begins = datetime.combine(day, time.min) + NIGHT_ENDS
    ends = datetime.combine(day + timedelta(days=1), time.min) + NIGHT_ENDS
    return begins.astimezone(), ends.astimezone()
