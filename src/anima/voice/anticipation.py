"""Anticipation: what is done for her next reply while it is not her turn, or not surely."""

import asyncio
import logging
from collections.abc import Callable

from anima.voice.dialogue import Dialogue
from anima.voice.doubt import FIRST_WORD
from anima.voice.ready_sounds import ReadySounds
from anima.voice.rehearsal import Rehearsal, Voicing
from anima.voice.speech import TextToSpeech
from anima.voice.timing import Stopwatch
from anima.voice.understanding import Spawn
from anima.voice.voices import whispering

_log = logging.getLogger(__name__)


class Anticipation:
    """Reads ahead, rehearses, and makes sounds ready; all of it can be dropped at any moment.

    Args:
        dialogue: Whose replies they are.
        mouth: What speaks them.
        spawn: Starts a task in the session's task group.
        is_idle: Whether nobody speaks or thinks.
    """

    def __init__(
        self,
        dialogue: Dialogue,
        mouth: TextToSpeech,
        *,
        spawn: Spawn,
        is_idle: Callable[[], bool],
    ) -> None:
        self._dialogue = dialogue
        self._mouth = mouth
        self._spawn = spawn
        self._reading: asyncio.Task[None] | None = None
        self._rehearsal: Rehearsal | None = None
        self._ready = ReadySounds(is_idle)
        self._readying: asyncio.Task[None] | None = None

    @property
    def voicing(self) -> Voicing | None:
        """Her voice; None before she has one."""
        voice = self._dialogue.voice
        if not voice:
            return None
        said_by = whispering(voice) if self._dialogue.whispers else voice
        return Voicing(self._mouth, said_by, self._dialogue.delivery)

    def read(self, words: str) -> None:
        """Let her read the beginning of what is being said."""
        self.drop()
        if words:
            self._reading = self._spawn(self._read(words))

    def rehearse(self, words: str, stopwatch: Stopwatch) -> None:
        """Begin the reply, and its first sounds, in case these words are all."""
        self.drop()
        pieces = self._dialogue.begin(words)
        if (voicing := self.voicing) is not None:
            stopwatch.again("begun")
            stopwatch.mark("begun")
            self._rehearsal = Rehearsal(pieces, voicing, spawn=self._spawn)

    def drop(self) -> None:
        """Forget all of it: the person goes on, or she answers something else."""
        self._dialogue.discard()
        if self._rehearsal is not None:
            self._rehearsal.discard()
        if self._reading is not None:
            self._reading.cancel()
        self._rehearsal = self._reading = None

    def hand_over(self) -> Rehearsal | None:
        """The turn is hers: what was rehearsed. A reading goes on; her reply knows of it."""
        if self._rehearsal is not None:
            self._rehearsal.hand_over()
        handed = self._rehearsal
        self._rehearsal = self._reading = None
        return handed

    def make_ready(self) -> None:
        """Between two turns, have the sounds ready that a reply may begin with."""
        first = self._dialogue.first_words
        phrases, voicing = (*first, FIRST_WORD) if first else (), self.voicing
        if voicing is None or self._ready.are_made(phrases, voicing.voice):
            return
        if self._readying is None or self._readying.done():
            self._readying = self._spawn(self._ready.make(phrases, voicing))

    async def _read(self, words: str) -> None:
        try:
            await self._dialogue.prepare(words)
        except Exception as error:  # only ever saves time: without it the reply starts later
            _log.warning("a reply could not be prepared: %s", type(error).__name__)
