"""Murmurs: the small sounds of somebody who listens, where they belong.

    the person tells something long              after `FIRST_SECONDS` of voice, then `NEXT_SECONDS`
    and pauses in it                             from `PAUSE_SECONDS` of silence on
    and both witnesses say that more is to come  evidence below `GOES_ON` (ending.py)
    and her sound is there already               made while the person speaks, never waited for

Then "mm", once in that pause, softly. Where it is doubtful whether the person has finished she
keeps still: a murmur just before an answer is a stumble. A murmur is no turn: it is not shown, not
stored, and what the microphone hears of it is not the person.

People do so at phrase ends of the other's story; Yngve (1970) called it the back channel.
"""

import re
from collections.abc import Sequence

FIRST_SECONDS = 6.0
NEXT_SECONDS = 10.0
"""Of voice, since the beginning of the story and since her last murmur."""

READY_SECONDS = 3.0
"""Of voice after which the next one is made: 0.4 s of work, once for each on a line."""

PAUSE_SECONDS = 0.45
GOES_ON = 0.0

ECHO_SECONDS = 0.3
"""How much later than it was sent the end of a murmur may come back through the microphone."""

ECHO_DB = 9.0
"""How far below the person's own loudness a voice in that time is her murmur. The page plays it at
half her loudness, and browsers take most of the rest away."""

SOUNDS = ("Mm.", "Yeah.", "Mm.", "Right.")
"""They take turns. None says that something was understood, or asks for anything."""

_OF_HERS = re.compile(r"(?:^|(?<=\s))m+(?:-?h?m+)?[.,!]?(?:\s+|$)", re.I)


class Murmurs:
    """Knows when a murmur belongs on one line, and which."""

    def __init__(self, *, wanted: bool, sounds: Sequence[str] = SOUNDS) -> None:
        self._wanted = wanted
        self._sounds = sounds
        self._given = 0
        self._voiced_at_last = 0.0
        self._first = True

    @property
    def next(self) -> str:
        """The one whose turn it is."""
        return self._sounds[self._given % len(self._sounds)]

    def may_come(self, voiced: float) -> bool:
        """Whether one may be wanted soon, after so many seconds of voice."""
        return self._wanted and voiced >= READY_SECONDS

    def belongs(self, *, voiced: float, silent: float, evidence: float | None) -> bool:
        """Whether the next one belongs here.

        Args:
            voiced: Seconds of voice in what the person has said so far.
            silent: Seconds of silence since.
            evidence: For the end of the turn, or against it; None while that is not known.
        """
        if voiced < self._voiced_at_last:  # another utterance has begun
            self._voiced_at_last, self._first = 0.0, True
        told = voiced - self._voiced_at_last >= (FIRST_SECONDS if self._first else NEXT_SECONDS)
        pauses = silent >= PAUSE_SECONDS and evidence is not None and evidence < GOES_ON
        return self._wanted and told and pauses

    def given(self, voiced: float) -> None:
        """It was made audible."""
        self._voiced_at_last, self._first = voiced, False
        self._given += 1


def without_murmurs(text: str) -> str:
    """What the person said, without what the microphone has heard of hers."""
    return _OF_HERS.sub("", text).strip()
