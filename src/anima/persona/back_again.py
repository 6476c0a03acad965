"""What she says when she comes back from an upgrade, once."""

from anima.memory import EventLog

_BACK = "I'm back. I was away for a moment, for an upgrade, and everything you told me came along. "


async def back_again(log: EventLog) -> str:
    """The words to begin her first words with; empty when she has spoken since, or never left."""
    upgraded, spoken = await log.latest("upgraded"), await log.latest("spoken")
    if upgraded is None or (spoken is not None and spoken.sequence > upgraded.sequence):
        return ""
    return _BACK
