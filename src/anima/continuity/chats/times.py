"""Times as other programs write them."""

from datetime import UTC, datetime

from anima.values import ArchiveError

_LAST = 4_102_444_800
"""The end of 2099: a larger number counts milliseconds."""


def from_unix(seconds: float | None) -> datetime | None:
    """Seconds or milliseconds since 1970; None when there is no such day."""
    if seconds is None or not 0 < seconds < _LAST * 1000:
        return None
    return datetime.fromtimestamp(seconds if seconds < _LAST else seconds / 1000, UTC)


def from_iso(text: str) -> datetime | None:
    """An ISO 8601 time; without a zone it is the machine's own. None when it is none."""
    try:
        return datetime.fromisoformat(text).astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def required(at: datetime | None, name: str) -> datetime:
    """The time, or an `ArchiveError` that names the file."""
    if at is None:
        raise ArchiveError(
            f"A message in {name} has no time that can be read.",
            advice="Export it again; nothing was changed.",
        )
    return at
