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


OF_ANOTHER = (
    "Before I knew you I talked with {giver}, who gave me to you. What {giver} told me is the life "
    "of {giver} and not yours."
)
A_FRIEND = "a friend"


@dataclass(frozen=True, slots=True)
class Giver:
    """The one who gave her to the person.

    Attributes:
        name: What they are called; "a friend" when they did not say.
        note: What she is to say from them when she meets the person; may be empty.
        whom: For whom they meant her; may be empty.
        spoke_of_them: Whether something that she was told names that person.
    """

    name: str = A_FRIEND
    note: str = ""
    whom: str = ""
    spoke_of_them: bool = False


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
        came_from: Who gave her to the person; None when she woke here.
    """

    name: str = ""
    voice: str = DEFAULT_VOICE
    person_name: str = ""
    met: bool = False
    stage: Stage = Stage.VOICE
    days: str = ""
    manner: Manner | None = None
    came_from: "Giver | None" = None

    def about_person(self) -> list[str]:
        """What the first meeting taught her, as plain lines that call the person "you"."""
        lines: list[str] = []
        if self.came_from:
            lines.append(OF_ANOTHER.format(giver=self.came_from.name))
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
    "handed_over",
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
            case "handed_over":
                identity = replace(identity, came_from=_giver(event))
            case "disclosed":
                disclosed = True
            case _:
                continue
    stage = _stage(identity, has_voice, settled, disclosed)
    return replace(identity, stage=stage, met=stage is Stage.DONE)


def _answered(identity: Identity, event: Event) -> Identity:
    name = event.payload.get("name")
    if isinstance(name, str) and (name or event.text("question") == Question.NAME):
        return replace(identity, person_name=name)
    if manner := event.text("manner"):
        return replace(identity, manner=Manner(manner))
    if event.text("question") == Question.DAYS and event.payload.get("settled") is True:
        return replace(identity, days=event.text())
    return identity


def _giver(event: Event) -> Giver:
    spoke = event.payload.get("spoke_of_them") is True
    name = event.text("giver") or A_FRIEND
    return Giver(name, event.text("note"), event.text("whom"), spoke)


def _stage(identity: Identity, has_voice: bool, settled: set[str], disclosed: bool) -> Stage:
    if disclosed:
        return Stage.DONE
    asked_all = all(question in settled for question in Question)
    # One who was given has her name already, and still wants to know whom she is with.
    if identity.name and (asked_all or not identity.came_from):
        return Stage.DISCLOSURE
    if not has_voice:
        return Stage.VOICE
    return Stage.NAMING if asked_all else Stage.QUESTIONS
