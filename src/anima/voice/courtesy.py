"""Courtesy: what a call asks for beside turns.

Company in a silence, a leave that is taken, a word that was missed.
"""

from collections.abc import Sequence

from anima.values import Utterance
from anima.voice.company import Company
from anima.voice.doubt import Doubt
from anima.voice.farewell import takes_leave
from anima.voice.listening import FRAME
from anima.voice.manner import Manner
from anima.voice.news import Ask
from anima.voice.speech import INPUT_RATE, HeardWord


class Courtesy:
    """Follows a session from beside: told what happens, it says what is proper."""

    def __init__(self, manner: Manner) -> None:
        self._company = Company(manner.ask_after_seconds)
        self._leaving = False
        self._doubt = Doubt() if manner.asks_again else None

    def hears(self, utterance: Utterance, words: Sequence[HeardWord]) -> Ask | None:
        """What to make of what was said; None when she lets it pass."""
        if self._doubt is None:
            return Ask(utterance, aloud=True)
        answered = self._doubt.consider(utterance, words)
        return answered and Ask(answered.utterance, aloud=True, remark=answered.instead)

    def frame(self, *, idle: bool) -> Ask | None:
        """The microphone heard a frame more; `idle` while it is nobody's turn."""
        if not idle:
            self._company.disturbed()
        elif remark := self._company.silent_for(FRAME / INPUT_RATE):
            return Ask(None, aloud=True, remark=remark)
        return None

    def begins(self, ask: Ask, name: str) -> None:
        """Her turn begins; `name` is hers."""
        self._leaving = False
        if ask.utterance is not None and ask.utterance.source == "spoken":
            self._company.spoken_to()
            self._leaving = takes_leave(ask.utterance.text, name)
        elif ask.utterance is not None and self._doubt is not None:
            self._doubt.let_go()

    def ends(self, *, complete: bool) -> bool:
        """Her turn is over; returns whether the call is, because leave was taken of both sides."""
        over = self._leaving and complete
        self._leaving = False
        if over:
            self._company.let_go()
        return over
