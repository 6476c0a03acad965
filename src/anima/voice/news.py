"""What reaches a voice session: from the line, from the models, and from her own reply."""

import asyncio
from dataclasses import dataclass
from typing import TypeAlias

from anima.values import Utterance
from anima.voice.rtvi_input import (
    Greet,
    Interrupt,
    Microphone,
    MicrophoneMode,
    Played,
    Talk,
    Typed,
)
from anima.voice.slumber import Called
from anima.voice.speaking import Speaking
from anima.voice.understanding import Judged, Understood


@dataclass(frozen=True, slots=True)
class Closed:
    """The line is gone."""


@dataclass(frozen=True, slots=True)
class Sounding:
    """The first sound of her reply went out."""

    speaking: Speaking


@dataclass(frozen=True, slots=True)
class Stalled:
    """Her sound goes nowhere: the client stopped reporting."""

    speaking: Speaking


@dataclass(frozen=True, slots=True)
class Over:
    """Her reply ended by itself."""

    speaking: Speaking


@dataclass(frozen=True, slots=True)
class Halted:
    """What was heard of an interrupted reply is stored."""

    speaking: Speaking


@dataclass(frozen=True, slots=True)
class Remark:
    """Something that she is to say of her own accord, when it is nobody's turn."""

    text: str
    over: asyncio.Event
    """Set when she has said it, or was interrupted in it."""


@dataclass(frozen=True, slots=True)
class Ask:
    """What she is to say: something to an utterance, a remark of hers, or else her first words."""

    utterance: Utterance | None
    aloud: bool
    remark: str = ""
    """What she says, if that is known already, to the utterance or of her own accord."""
    over: asyncio.Event | None = None
    """Set when it was said."""


Input: TypeAlias = Microphone | MicrophoneMode | Talk | Interrupt | Typed | Greet | Played
"""What a line brings to a session."""

ReplyNews: TypeAlias = Sounding | Stalled | Over | Halted
"""What becomes of the reply under way."""

News: TypeAlias = Input | Remark | Understood | Judged | Called | ReplyNews | Closed
"""Everything that a session takes, one thing after the other."""
