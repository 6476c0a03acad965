"""Manner: how she holds herself on a line. What a person may want otherwise is set here."""

from dataclasses import dataclass

from anima.voice.ending import Patience

__all__ = ["USUAL", "Manner", "Patience"]


@dataclass(frozen=True, slots=True)
class Manner:
    """Her manner in a spoken conversation.

    Attributes:
        patience: How long she waits when a person falls silent before it is her turn.
        ask_after_seconds: Silence in a call after which she says once that she is there; 0 for
            never.
        asks_again: Whether she says so when she did not understand, or missed a word.
        thinks_aloud: Whether she says that she is thinking, when a reply takes long.
        listening_sounds: Whether she murmurs now and then while a person tells something long.
        takes_up: Whether she goes on with "As I was saying" when nothing has stopped her.
    """

    patience: Patience = Patience()
    ask_after_seconds: float = 45.0
    asks_again: bool = True
    thinks_aloud: bool = True
    takes_up: bool = True
    listening_sounds: bool = True


USUAL = Manner()
