"""The voices that are offered, as they sound; she has no name before one is chosen."""

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Voice:
    """One voice.

    Attributes:
        id: The name of its styles in the weights; `af` is American female, `bm` British male.
        gender: As it is heard.
        accent: The English it speaks.
        description: How it sounds, in a few plain words.
        gain_db: What makes it as loud as the others, -23 LUFS (measured by `./dev bench voice`).
    """

    id: str
    gender: Literal["female", "male"]
    accent: Literal["American", "British"]
    description: str
    gain_db: float = 0.0


VOICES = (
    Voice("af_heart", "female", "American", "Warm and clear, with a smile in it", -0.3),
    Voice("af_bella", "female", "American", "Bright and lively"),
    Voice("bf_emma", "female", "British", "Calm and well-spoken", -3.3),
    Voice("am_michael", "male", "American", "Gentle and even", 0.0),
    Voice("am_fenrir", "male", "American", "Full and steady", -4.4),
    Voice("bm_george", "male", "British", "Deep and unhurried", -1.5),
)
"""In the order in which they are shown."""

_SYSTEM = ("bm_george", "am_michael")


def system_voice(hers: str) -> str:
    """The voice in which the system speaks: one that is not hers."""
    return next(voice for voice in _SYSTEM if voice != hers)


_WHISPER = ".whisper"
_WHISPER_DB = -6.0
"""Nobody whispers as loud as they speak."""


def whispering(voice: str) -> str:
    """The id of the same voice when it whispers."""
    return voice + _WHISPER


def plain_voice(voice: str) -> str:
    """The id of the voice, whether it whispers or not."""
    return voice.removesuffix(_WHISPER)


def gain_of(voice: str) -> float:
    """What a voice's samples are multiplied by; 1 for one that is not offered and speaks."""
    plain = plain_voice(voice)
    softer = _WHISPER_DB if plain != voice else 0.0
    gains = (each.gain_db for each in VOICES if each.id == plain)
    return 10 ** ((next(gains, 0.0) + softer) / 20)
