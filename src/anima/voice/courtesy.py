"""Courtesy: what a call asks for beside turns.

Company in a silence, a leave that is taken, a word that was missed, a thread that was lost.
"""

import asyncio
import re
import time
from collections.abc import Callable, Sequence

from anima.values import Utterance
from anima.voice import rtvi
from anima.voice.asides import Asides
from anima.voice.company import Company
from anima.voice.doubt import Answered, Doubt
from anima.voice.farewell import takes_leave
from anima.voice.filler import AFTER_SECONDS, PHRASES, Filler
from anima.voice.hearing import Hearing
from anima.voice.listening import FRAME
from anima.voice.manner import Manner
from anima.voice.murmur import Murmurs
from anima.voice.news import Ask
from anima.voice.rehearsal import Voicing
from anima.voice.speaking import Speaking
from anima.voice.speech import INPUT_RATE, HeardWord, Samples
from anima.voice.thread import LEAD, Thread
from anima.voice.understanding import Spawn

_CALL = re.compile(r"(?:(?:hey|hi|hello|ok|okay|oh)\W+)?[^\s,;:.!?…]+\W*", re.I)
"""Of what woke her: "Wren." or "Hey Wren." is a call, and nothing is asked yet."""

HERE = "Yes? I'm here."


class Courtesy:
    """Follows a session from beside: told what happens, it says what is proper."""

    def __init__(
        self, manner: Manner, *, spawn: Spawn, now: Callable[[], float] = time.monotonic
    ) -> None:
        self._spawn = spawn
        self._making: asyncio.Task[object] | None = None
        self._was_called = False
        self._company = Company(manner.ask_after_seconds)
        self._leaving = False
        self._doubt = Doubt(now) if manner.asks_again else None
        self._thinks_aloud = manner.thinks_aloud
        self._thought = 0
        self._asides = Asides()
        self._takes_up = manner.takes_up
        self.thread = Thread(wanted=manner.takes_up)
        self._murmurs = Murmurs(wanted=manner.listening_sounds)

    def hears(self, utterance: Utterance, words: Sequence[HeardWord]) -> Ask | None:
        """What to make of what was said; None when she lets it pass."""
        called, self._was_called = self._was_called, False
        if called and _CALL.fullmatch(utterance.text.strip()):
            return Ask(None, aloud=True, remark=HERE)
        answered = self._doubt.consider(utterance, words) if self._doubt else Answered(utterance)
        if goes_on := self.thread.taken_up(utterance.text if answered else ""):
            return Ask(None, aloud=True, remark=goes_on)
        return answered and Ask(answered.utterance, aloud=True, remark=answered.instead)

    def was_nothing(self) -> Ask | None:
        """What was heard last had no words: if she was stopped for it, she goes on."""
        self._was_called = False
        goes_on = self.thread.taken_up()
        return Ask(None, aloud=True, remark=goes_on) if goes_on else None

    def frame(self, *, idle: bool) -> Ask | None:
        """The microphone heard a frame more; `idle` while it is nobody's turn."""
        self.thread.heard_for(FRAME / INPUT_RATE)
        if not idle:
            self._company.disturbed()
        elif remark := self._company.silent_for(FRAME / INPUT_RATE):
            return Ask(None, aloud=True, remark=remark)
        return None

    def filler(self, ask: Ask, voicing: Voicing | None, *, waited: float) -> Filler | None:
        """What fills the wait for the reply that begins now, should it be long.

        `waited` is how many seconds ago the person fell silent.
        """
        answers = ask.utterance is not None and not ask.remark
        if voicing is None or not answers or not self._thinks_aloud:
            return None

        async def think() -> Samples | None:
            self._thought += 1
            return await self._asides.make(PHRASES[(self._thought - 1) % len(PHRASES)], voicing)

        return Filler(AFTER_SECONDS - waited, think)

    async def get_lead_ready(self, speaking: Speaking) -> None:
        """She is held for a while: make what leads back to what she was saying."""
        if self._takes_up and speaking.voicing is not None:
            await self._asides.make(LEAD, speaking.voicing)

    def lead(self, speaking: Speaking) -> Samples | None:
        """What leads back to what she was saying, where that is natural, and if it is there."""
        if speaking.voicing is None or not speaking.needs_lead:
            return None
        return self._asides.ready(LEAD, speaking.voicing)

    def listens(self, hearing: Hearing, voicing: Voicing | None) -> str | None:
        """The small sound of listening, as a message, that belongs into this moment, if any."""
        voiced = hearing.voiced_seconds
        if voicing is None or not self._murmurs.may_come(voiced):
            return None
        sound = self._asides.ready(self._murmurs.next, voicing)
        if sound is None:
            if self._making is None or self._making.done():
                self._making = self._spawn(self._make(self._murmurs.next, voicing))
            return None
        if not self._murmurs.belongs(
            voiced=voiced, silent=hearing.silent_seconds, evidence=hearing.evidence
        ):
            return None
        rate = voicing.text_to_speech.sample_rate
        self._murmurs.given(voiced)
        hearing.murmured(sound.size / rate)
        return rtvi.murmur(sound, rate)

    async def _make(self, phrase: str, voicing: Voicing) -> None:
        await self._asides.make(phrase, voicing)

    def called(self) -> None:
        """Her name has woken her; what comes with it may be all that is said."""
        self._was_called = True

    def begins(self, ask: Ask, name: str) -> None:
        """Her turn begins; `name` is hers."""
        self._leaving = False
        self.thread.let_go()
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
