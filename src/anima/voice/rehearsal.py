"""Rehearsal: the first sounds of a reply, made before the turn is hers.

The reply is begun when the person's words are known, and it may turn out that they were not all.
So the sound is held here: heard if the turn becomes hers with just these words, else never.
"""

import asyncio
import logging
from collections.abc import AsyncIterator
from dataclasses import dataclass, field, replace

from anima.values import EVEN, Delivery
from anima.voice.clauses import Clause, ClauseSplitter, is_interjection
from anima.voice.speech import SpeechChunk, TextToSpeech
from anima.voice.understanding import Spawn

MOST_CLAUSES = 2
"""How many clauses are made ahead: the first, and one to follow it where it is a single word."""

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Voicing:
    """With what, in which voice and how a reply is spoken."""

    text_to_speech: TextToSpeech
    voice: str
    delivery: Delivery = EVEN

    def speak(self, clause: Clause) -> AsyncIterator[SpeechChunk]:
        """The sound of a clause. A single "Oh," has one pace, so that its sound can be kept."""
        said = self.delivery
        if is_interjection(clause.text):
            said = replace(said, pace=1.0)
        return self.text_to_speech.speak(clause.text, voice=self.voice, delivery=said)


@dataclass(slots=True)
class _Sound:
    chunks: list[SpeechChunk] = field(default_factory=list[SpeechChunk])
    ended: bool = False
    failed: bool = False
    grew: asyncio.Event = field(default_factory=asyncio.Event)


class Rehearsal:
    """Reads a reply as it forms, and synthesises its first clauses.

    Args:
        pieces: The text, piece by piece.
        voicing: With what it is spoken.
        spawn: Starts a task in the session's task group.
    """

    def __init__(
        self,
        pieces: AsyncIterator[str],
        voicing: Voicing,
        *,
        spawn: Spawn,
    ) -> None:
        self._pieces = pieces
        self._voicing = voicing
        self._sounds: dict[Clause, _Sound] = {}
        self._handed_over = False
        self._task = spawn(self._run())

    def discard(self) -> None:
        """The person goes on: nothing of it is wanted."""
        self._task.cancel()

    def hand_over(self) -> None:
        """The turn is hers: what is under way is finished, and nothing new begun."""
        self._handed_over = True

    def sound_of(self, clause: Clause) -> AsyncIterator[SpeechChunk] | None:
        """The sound of a clause, as it comes; None when it was not made ahead."""
        sound = self._sounds.get(clause)
        if sound is None or (sound.failed and not sound.chunks):
            return None
        return self._chunks(sound)

    async def _chunks(self, sound: _Sound) -> AsyncIterator[SpeechChunk]:
        given = 0
        while True:
            while given < len(sound.chunks):
                given += 1
                yield sound.chunks[given - 1]
            if sound.ended:
                return
            sound.grew.clear()
            await sound.grew.wait()

    async def _run(self) -> None:
        splitter = ClauseSplitter()
        async for piece in self._pieces:
            for clause in splitter.feed(piece):
                await self._synthesise(clause)
            if self._enough:
                return
        for clause in splitter.flush():
            await self._synthesise(clause)

    @property
    def _enough(self) -> bool:
        return self._handed_over or len(self._sounds) >= MOST_CLAUSES

    async def _synthesise(self, clause: Clause) -> None:
        if self._enough:
            return
        sound = self._sounds[clause] = _Sound()
        try:
            async for chunk in self._voicing.speak(clause):
                sound.chunks.append(chunk)
                sound.grew.set()
        except Exception as error:  # the boundary to a model: the turn tries again by itself
            _log.warning("a clause could not be rehearsed: %s", type(error).__name__)
            sound.failed = True
        finally:
            sound.ended = True
            sound.grew.set()
