"""Her side of a line: the reply under way, how it is begun, held, and cut short."""

import asyncio
import logging
from collections.abc import Callable
from dataclasses import dataclass

from anima.voice import rtvi
from anima.voice.dialogue import Reply
from anima.voice.filler import Filler
from anima.voice.news import Halted, Over, ReplyNews, Sounding, Stalled
from anima.voice.outbox import Outbox
from anima.voice.overlap import Overlap
from anima.voice.rehearsal import Rehearsal, Voicing
from anima.voice.rtvi_input import Played
from anima.voice.speaking import Speaking
from anima.voice.timing import Stopwatch
from anima.voice.understanding import Spawn

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Made:
    """A reply that is to be said, with what was made of it already.

    Attributes:
        reply: Its events.
        voicing: With what it is spoken; None when it is only written.
        answers: Whether it answers an utterance.
        rehearsal: What was made of its sound ahead.
        filler: What may bridge a long wait for the first of it.
    """

    reply: Reply
    voicing: Voicing | None
    answers: bool
    rehearsal: Rehearsal | None
    filler: Filler | None


class HerSide:
    """Runs her replies, one at a time, and reports what becomes of each.

    Args:
        outbox: Where what she says goes out.
        holds: Whether the client can hold her sound.
        spawn: Starts a task in the session's task group.
        post: Takes the news of a reply.
        is_away: Whether nothing is expected of the client just now.
    """

    def __init__(
        self,
        outbox: Outbox,
        *,
        holds: bool,
        spawn: Spawn,
        post: Callable[[ReplyNews], None],
        is_away: Callable[[], bool],
    ) -> None:
        self.speaking: Speaking | None = None
        """The reply under way."""
        self._outbox = outbox
        self._holds = holds
        self._spawn = spawn
        self._post = post
        self._is_away = is_away
        self._running: asyncio.Task[None] | None = None
        self._halting: asyncio.Task[None] | None = None
        self._acknowledges: bool | None = None

    def begin(self, made: Made, stopwatch: Stopwatch) -> None:
        """Say this."""
        speaking = Speaking(
            made.reply,
            made.voicing,
            outbox=self._outbox,
            stopwatch=stopwatch,
            acknowledges=self._acknowledges,
            answers=made.answers,
            rehearsal=made.rehearsal,
            filler=made.filler,
            is_away=self._is_away,
            on_sound=lambda: self._post(Sounding(speaking)),
            on_stall=lambda: self._post(Stalled(speaking)),
        )
        self.speaking = speaking
        self._running = self._spawn(self._run(speaking))

    def played(self, played: Played) -> None:
        """The client reports what it has played."""
        self._acknowledges = True
        if self.speaking and self.speaking.reply_id == played.reply:
            self.speaking.played(played.samples, stopped=played.stopped, supposed=played.supposed)

    def overlap(self) -> Overlap | None:
        """What is known of her reply, when a voice is heard in it."""
        if self.speaking is None:
            return None
        return Overlap(
            voiced=0.0,
            silent=0.0,
            hers=self.speaking.under_way,
            asked=self.speaking.has_asked,
            can_hold=self._holds and self.speaking.acknowledges is not False,
        )

    def stop(self) -> None:
        """Silence her at once; `Halted` is posted when what was heard is stored."""
        if self.speaking is not None and self._running is not None:
            self.speaking.silence()
            self._halting = self._spawn(self._halt(self.speaking, self._running))

    def is_about(self, news: ReplyNews) -> bool:
        """Whether the news is of the reply under way; what comes late means nothing."""
        return self.speaking is not None and self.speaking is news.speaking

    def ended(self) -> None:
        """The reply is over, said or cut short."""
        if self.speaking is not None and self._acknowledges is None:
            self._acknowledges = self.speaking.acknowledges
        self.speaking = self._running = self._halting = None

    async def hang_up(self) -> None:
        """The line is gone: what is under way is stored as heard."""
        if self._halting is not None:
            await asyncio.wait([self._halting])
        elif self.speaking is not None and self._running is not None:
            await self._cut_short(self.speaking, self._running, client_gone=True)

    async def _run(self, speaking: Speaking) -> None:
        try:
            await speaking.run()
        except Exception as error:  # the boundary of one turn: the session goes on
            _log.warning("a reply failed: %s", type(error).__name__)
            self._outbox.put(rtvi.error("Something went wrong with this answer."))
            self._outbox.put(rtvi.ended(speaking.reply_id, "unavailable"))
        self._post(Over(speaking))

    async def _halt(self, speaking: Speaking, task: asyncio.Task[None]) -> None:
        await self._cut_short(speaking, task, client_gone=False)
        self._post(Halted(speaking))

    async def _cut_short(
        self, speaking: Speaking, task: asyncio.Task[None], *, client_gone: bool
    ) -> None:
        try:
            await speaking.cut_short(task, client_gone=client_gone)
        except Exception as error:  # the boundary of one turn: the session goes on
            _log.warning("a reply could not be stored: %s", type(error).__name__)
            self._outbox.put(rtvi.error("What she said could not be stored."))
