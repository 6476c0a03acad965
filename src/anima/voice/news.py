"""What reaches a voice session: from the line, from the models, and from her own reply."""

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
class Ask:
    """What she is to say: something to an utterance, a remark of hers, or else her first words."""

    utterance: Utterance | None
    aloud: bool
    remark: str = ""
    """What she says, if that is known already, to the utterance or of her own accord."""


Input: TypeAlias = Microphone | MicrophoneMode | Talk | Interrupt | Typed | Greet | Played
"""What a line brings to a session."""

ReplyNews: TypeAlias = Sounding | Stalled | Over | Halted
"""What becomes of the reply under way."""

News: TypeAlias = Input | Understood | Judged | Called | ReplyNews | Closed
"""Everything that a session takes, one thing after the other."""
