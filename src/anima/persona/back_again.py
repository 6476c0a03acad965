"""What she says when she goes for an upgrade, and when she is back: once, when it is heard."""

from dataclasses import dataclass

from anima.memory import EventLog
from anima.persona.what_is_new import what_is_new
from anima.values import Event, JsonValue, SessionId

_BACK = "I'm back."
_AWAY = "I was away for a moment, for an upgrade, and everything you told me came along."


@dataclass(frozen=True, slots=True)
class BackAgain:
    """That she is back, which she has not said yet.

    Attributes:
        upgraded: The event that she comes back from.
        text: What she says.
    """

    upgraded: Event
    text: str

    def was_heard(self, words: str) -> bool:
        """Whether so much of her words sounded that it was said."""
        return words.startswith(_BACK)


def going_away(before: str, now: str) -> str:
    """What she says before an upgrade from one version to another takes her away."""
    new = what_is_new(before, now)
    different = f" What will be different: {new}" if new else ""
    return (
        "I have to go for a moment: I'm being upgraded. I'll be back in a few seconds, and "
        f"everything you told me comes along.{different}"
    )


async def back_again(log: EventLog) -> BackAgain | None:
    """That she is back, if it is still to be said."""
    upgraded, told = await log.latest("upgraded"), await log.latest("back_told")
    if upgraded is None or (told is not None and told.sequence > upgraded.sequence):
        return None
    new = what_is_new(upgraded.text("before"), upgraded.text("version"))
    # Who was told when she went need not hear it twice.
    known = upgraded.payload.get("announced") is True or not upgraded.text("before")
    different = f" What is different: {new}" if new and not known else ""
    return BackAgain(upgraded, f"{_BACK} {_AWAY}{different}")


async def told_back(log: EventLog, session: SessionId, said: BackAgain) -> None:
    """Keep that it was said, so that it is not said again."""
    payload: dict[str, JsonValue] = {"upgraded": said.upgraded.id}
    await log.append(session, "back_told", payload)
