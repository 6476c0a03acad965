"""What she has to say when the person arrives: begun by herself, and said once."""

import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from anima.memory import EventLog
from anima.values import Event, JsonValue, SessionId

_STOP = re.compile(
    r"^(?:please )?(?:stop|enough|never|drop it|no more(?: of (?:that|this))?|not that|stop it"
    r"|stop asking|leave it)[ .!]*(?:please)?[.!]*$",
    re.IGNORECASE,
)
STOPPED = "All right. I won't come back to it."


@dataclass(frozen=True, slots=True)
class Arrival:
    """Something that she began with.

    Attributes:
        began: The event in which she did.
        text: What she says.
        about: The words that name it, for leaving it alone.
    """

    began: str
    text: str
    about: str

    def payload(self) -> dict[str, JsonValue]:
        """What the event of her words keeps of it, so that it is not said again."""
        return {"began": self.began, "about": self.about}


Arrivals = Callable[[], Awaitable[Arrival | None]]
"""Asked when a session begins: whether there is something to say first."""


async def nothing_to_say() -> Arrival | None:
    """She lets the person begin."""
    return None


async def stop_word(log: EventLog, heard: Event) -> str | None:
    """Her answer when one word stops what she had just begun with, for good; else None."""
    if not _STOP.match(heard.text().strip().replace("’", "'")):
        return None
    said = await log.newest(("spoken",), 1)
    about = said[0].text("about") if said and said[0].session == heard.session else ""
    if not about:
        return None
    await log.append(
        SessionId(heard.session), "left_alone", {"topic": about, "also": [], "on": True}
    )
    return STOPPED
