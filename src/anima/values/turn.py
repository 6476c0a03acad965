"""A turn: what goes into a conversation, and the closed union of what comes out."""

from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from anima.values.event import Event


@dataclass(frozen=True, slots=True)
class Utterance:
    """What the person said, typed or spoken, in their words.

    Attributes:
        text: The words.
        source: How they came.
        audio_seconds: How long it took to say them.
        voiced_seconds: How much of that was voice, as far as the words go; 0 when not known.
        sound: What was heard, mono, 16-bit little-endian, 16 kHz; empty when typed.
    """

    text: str
    source: Literal["typed", "spoken"] = "typed"
    audio_seconds: float = 0.0
    voiced_seconds: float = 0.0
    sound: bytes = field(default=b"", repr=False)


@dataclass(frozen=True, slots=True)
class Heard:
    """What the person said is durable. Nothing else happens before this."""

    event: Event


@dataclass(frozen=True, slots=True)
class Memory:
    """One line brought back from the log for this moment, and the events it came from.

    Attributes:
        text: The line.
        sources: The events.
        quoted: What stands in it that came from elsewhere: out of another program, a card, or from
            whoever gave her away. Empty where all of it was said here.
    """

    text: str
    sources: tuple[str, ...]
    quoted: str = ""


@dataclass(frozen=True, slots=True)
class Recalled:
    """What she remembers for this turn; stored, so that the page can show it."""

    memories: tuple[Memory, ...]


@dataclass(frozen=True, slots=True)
class Notice:
    """What the system says, and not she: shown and voiced apart from her reply."""

    text: str


@dataclass(frozen=True, slots=True)
class Delta:
    """A piece of her reply, as it forms. The reply is the deltas joined."""

    text: str


@dataclass(frozen=True, slots=True)
class Spoken:
    """Her reply as it was stored: only what the person heard."""

    event: Event
    text: str


EndReason = Literal["complete", "interrupted", "unavailable"]


@dataclass(frozen=True, slots=True)
class Ended:
    """The turn is over.

    `unavailable` means that the model could not answer: the deltas were her own words about it.
    """

    reason: EndReason


TurnEvent: TypeAlias = Heard | Recalled | Notice | Delta | Spoken | Ended
