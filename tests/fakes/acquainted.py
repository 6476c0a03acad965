"""A home in which the first meeting is over, written as the events that it leaves in the log."""

from anima.app import OWNER, open_vault
from anima.memory import EventLog
from anima.settings import Settings
from anima.values import JsonValue, SessionId, SystemClock

ANSWERS: tuple[dict[str, JsonValue], ...] = (
    {"question": "name", "text": "Theo", "name": "Theo"},
    {"question": "days", "text": "I write letters for other people."},
    {"question": "manner", "text": "Both.", "manner": "both"},
)


async def acquaint(settings: Settings, *, name: str = "Wren") -> None:
    """Make the home of these settings one in which they have met."""
    session = SessionId("first-meeting")
    async with await open_vault(settings) as vault:
        log = EventLog(vault, OWNER, SystemClock())
        await log.append(session, "session_opened", {})
        await log.append(session, "voice_chosen", {"voice": "af_heart"})
        for answer in ANSWERS:
            await log.append(session, "question_answered", {"settled": True, **answer})
        await log.append(session, "name_accepted", {"name": name})
        await log.append(session, "disclosed", {"text": "I'm an AI."})
        await log.append(session, "session_closed", {})
