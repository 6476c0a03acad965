"""Who she is to this person, read from the log: her name, her voice, whom she talks with."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from anima.memory import EventLog
from anima.values import Event, EventKind, SessionId

RECAST = SessionId("recast")
DEFAULT_VOICE = "af_heart"
"""The voice she has until the person chooses one."""


class Stage(StrEnum):
    """How far the first meeting has come."""

    VOICE = "voice"
    QUESTIONS = "questions"
    NAMING = "naming"
    DISCLOSURE = "disclosure"
    DONE = "done"


class Question(StrEnum):
    """What she asks in the first meeting, in this order."""

    NAME = "name"
    DAYS = "days"
    MANNER = "manner"


class Manner(StrEnum):
    """How the person likes to be talked with."""

    LISTEN = "listen"
    TALK = "talk"
    BOTH = "both"


_MANNER_LINES = {
    Manner.LISTEN: "You like me to listen more than I talk.",
    Manner.TALK: "You like me to talk back and say what I think.",
    Manner.BOTH: "You like me to listen, and to say what I think.",
}


@dataclass(frozen=True, slots=True)
class Identity:
    """A projection of the log; a new one is made when the log has grown.

    Attributes:
        name: The name she proposed and the person accepted; empty before that.
        voice: The id of her voice.
        person_name: What to call the person; empty while unknown or not given.
        met: Whether the first meeting is over.
        stage: How far the first meeting has come.
        days: What the person answered about their days, in their words.
        manner: How the person likes to be talked with, as far as it was said.
    """

    name: str = ""
    voice: str = DEFAULT_VOICE
    person_name: str = ""
    met: bool = False
    stage: Stage = Stage.VOICE
    days: str = ""
    manner: Manner | None = None

    def about_person(self) -> list[str]:
        """What the first meeting taught her, as plain lines that call the person "you"."""
        lines: list[str] = []
        if self.days:
            lines.append(f'When we met you told me about your days: "{self.days}"')
        if self.manner:
            lines.append(_MANNER_LINES[self.manner])
        return lines


KINDS: Sequence[EventKind] = (
    "voice_chosen",
    "question_asked",
    "question_answered",
    "name_proposed",
    "name_declined",
    "name_accepted",
    "disclosed",
)
"""The kinds of event that an identity is read from."""


async def recast(log: EventLog, voice: str) -> Identity:
    """Give her another voice and change nothing else; returns who she is then."""
    await log.append(RECAST, "voice_chosen", {"voice": voice})
    return await load_identity(log)


async def load_identity(log: EventLog) -> Identity:
    """Read who she is from the log, as it stands now."""
    return identity_of(await log.events(kinds=KINDS))


def identity_of(events: Sequence[Event]) -> Identity:
    """Who she is after these events, oldest first; events of other kinds are ignored."""
    identity = Identity()
    settled: set[str] = set()
    has_voice = disclosed = False
    for event in events:
        match event.kind:
            case "voice_chosen":
                has_voice = True
                identity = replace(identity, voice=event.text("voice") or DEFAULT_VOICE)
            case "question_answered":
                identity = _answered(identity, event)
                if event.payload.get("settled") is True:
                    settled.add(event.text("question"))
            case "name_accepted":
                identity = replace(identity, name=event.text("name"))
            case "disclosed":
                disclosed = True
            case _:
                continue
    stage = _stage(has_voice, settled, identity.name, disclosed)
    return replace(identity, stage=stage, met=stage is Stage.DONE)


def _answered(identity: Identity, event: Event) -> Identity:
    if name := event.text("name"):
        return replace(identity, person_name=name)
    if manner := event.text("manner"):
        return replace(identity, manner=Manner(manner))
    if event.text("question") == Question.DAYS and event.payload.get("settled") is True:
        return replace(identity, days=event.text())
    return identity


def _stage(has_voice: bool, settled: set[str], name: str, disclosed: bool) -> Stage:
    if disclosed:
        return Stage.DONE
    if name:
        return Stage.DISCLOSURE
    if not has_voice:
        return Stage.VOICE
    if all(question in settled for question in Question):
        return Stage.NAMING
    return Stage.QUESTIONS
