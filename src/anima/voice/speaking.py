"""Speaking: one reply's way from the model's words to the person's ear."""

import asyncio
import logging
from collections.abc import Callable, Iterator
from contextlib import suppress

from anima.values import Delta, Ended, Heard, Notice, Recalled, ReplyId, Spoken
from anima.voice import rtvi
from anima.voice.clauses import Clause
from anima.voice.dialogue import Reply
from anima.voice.filler import Filler
from anima.voice.outbox import Outbox
from anima.voice.playout import Playout
from anima.voice.rehearsal import Rehearsal, Voicing
from anima.voice.script import Script
from anima.voice.segments import Segment
from anima.voice.speech import Samples, SpeechChunk, SpokenWord
from anima.voice.thread import LONG_SECONDS
from anima.voice.timing import Stopwatch
from anima.voice.voices import system_voice

LEAD_SECONDS = 3.0
"""Sound that may wait at the client before the next clause is synthesised. Synthesis at half of
real time needs half a clause's length; more only grows what an interruption throws away."""

MESSAGE_SECONDS = 0.2
"""Sound per message: short enough that a slow line can still be silenced between two."""

GRACE_SECONDS = 1.0
"""A client that reports what it played does so several times a second. One that has said nothing
for this long never will, and its sound is supposed to play as it arrives."""

STALLED_SECONDS = 10.0
"""A client that reports, holds unplayed sound and reports nothing new has lost its speaker."""

LAST_REPORT_SECONDS = 0.25
"""How long to wait, after silencing a client, for its last word on what it played."""

DURABLE_SECONDS = 2.0
"""How long an interruption waits for the person's words to be stored; it takes milliseconds."""

MOMENT_SECONDS = 0.35
"""A gap that is heard as a stop, and not as a hesitation inside a word."""

AGAIN_SECONDS = 4.0
"""What sounded within this time can be said again: a client keeps as much."""

_TICK_SECONDS = 0.1

_log = logging.getLogger(__name__)


class Speaking:
    """Runs one reply: reads it, synthesises its clauses, sends them, follows what was heard.

    `voicing` is None for a reply that is only written. `acknowledges` says what is known of the
    client: True when it reports what it played, False when it does not, None before either.
    `answers` is True for the answer to an utterance, which must be durable before anything stops.
    `rehearsal` holds what was made of its sound ahead. `filler` may bridge a long wait for the
    first of it.
    """

    def __init__(
        self,
        reply: Reply,
        voicing: Voicing | None,
        *,
        outbox: Outbox,
        stopwatch: Stopwatch,
        acknowledges: bool | None,
        answers: bool,
        rehearsal: Rehearsal | None = None,
        filler: Filler | None = None,
        is_away: Callable[[], bool] = lambda: False,
        on_sound: Callable[[], None],
        on_stall: Callable[[], None],
    ) -> None:
        self.acknowledges = acknowledges
        self._reply = reply
        self._voicing = voicing
        self._outbox = outbox
        self._stopwatch = stopwatch
        self._rehearsal = rehearsal
        self._filler = filler
        self._is_away = is_away
        self._on_sound = on_sound
        self._on_stall = on_stall
        self._script = Script()
        self._playout = Playout(voicing.text_to_speech.sample_rate if voicing else 1)
        self._first_sound_at: float | None = None
        self._paused = False
        self._held_at = 0.0
        self._has_led = False
        self._all_sent = False
        self._over = False
        self._progressed = asyncio.Event()
        self._durable = asyncio.Event()
        self._stopped = asyncio.Event()
        if not answers:
            self._durable.set()

    @property
    def reply_id(self) -> ReplyId:
        """Which reply this is."""
        return self._reply.id

    @property
    def voicing(self) -> Voicing | None:
        """With what it is spoken; None when it is only written, or her voice has failed."""
        return self._voicing

    @property
    def characters(self) -> int:
        """How much of the text has reached the person: heard, or read where there is no sound."""
        if self._voicing is None or (self._all_sent and self._playout.caught_up):
            return len(self._script.text)
        return self._playout.characters

    @property
    def under_way(self) -> str:
        """The words that have sounded, and those of the clause that sounds now."""
        return self._script.under_way(self.characters)

    @property
    def rest(self) -> str:
        """What she has still to say, from a place where one can begin again."""
        return self._script.rest(self.characters)

    @property
    def needs_lead(self) -> bool:
        """Whether she is held for so long that going on asks for a lead back; once in a reply."""
        held = self._stopwatch.now() - self._held_at if self._paused else 0.0
        return held >= LONG_SECONDS and self.characters > 0 and not self._has_led

    @property
    def has_asked(self) -> bool:
        """Whether what sounded last is a question of hers."""
        return self._script.has_asked(self.characters)

    async def run(self) -> None:
        """Carry the reply to its end. Cancel it to cut it short; `cut_short` does that in order."""
        self._outbox.put(rtvi.reply_started(self._reply.id, spoken=self._voicing is not None))
        self._outbox.put(rtvi.message("bot-llm-started"))
        try:
            async with asyncio.TaskGroup() as tasks:
                helpers = [tasks.create_task(self._await_text())]
                if self._voicing is not None:
                    helpers.append(tasks.create_task(self._voice(self._voicing)))
                    helpers.append(tasks.create_task(self._follow()))
                await self._read()
                for helper in helpers:
                    helper.cancel()
        finally:
            self._durable.set()
            self._quieten()

    def played(self, samples: int, *, stopped: bool, supposed: bool = False) -> None:
        """The client reports what it has played of this reply, or a door supposes it."""
        self.acknowledges = True
        took_nothing_back = self._playout.report(samples, stopped=stopped, supposed=supposed)
        if stopped:
            self._stopped.set()
        if took_nothing_back:
            self._report()

    def pause(self, *, on: bool, lead: Samples | None = None) -> None:
        """Hold her sound while a voice may be about to interrupt her; let it go on after.

        After more than a moment she begins again at the word that she was in. With a `lead`, that
        sounds first, and she begins again at the clause.
        """
        if on == self._paused:
            return
        self._paused = on
        now = self._stopwatch.now()
        since = None
        if on:
            self._held_at = now
        elif lead is not None:
            self._has_led = True
            since = self._clause_begins
        elif now - self._held_at >= MOMENT_SECONDS:
            since = self._playout.word_begins
        self._outbox.put(rtvi.paused(self._reply.id, on=on, since=since, lead=lead))

    def silence(self) -> None:
        """Make the client silent at once; nothing of this reply will sound after this."""
        self._outbox.silence(self._reply.id)
        self._outbox.put(rtvi.bot_interrupted(self._reply.id))

    async def cut_short(self, task: "asyncio.Task[None]", *, client_gone: bool) -> None:
        """Stop `task`, which runs this reply, find out what was heard of it, and have it stored."""
        with suppress(TimeoutError):
            async with asyncio.timeout(DURABLE_SECONDS):
                await self._durable.wait()
        task.cancel()
        await asyncio.wait([task])
        if self._over:
            return
        if self._first_sound_at is not None:
            await self._last_report(self._first_sound_at, client_gone=client_gone)
        spoken = await self._reply.interrupt(self.characters)
        if spoken is not None:
            self._announce(spoken)
        self._outbox.put(rtvi.ended(self._reply.id, "interrupted"))

    async def _last_report(self, first_sound_at: float, *, client_gone: bool) -> None:
        if self.acknowledges is not False and not client_gone:
            with suppress(TimeoutError):
                async with asyncio.timeout(LAST_REPORT_SECONDS):
                    await self._stopped.wait()
        if not self.acknowledges:
            self._suppose(first_sound_at)

    async def _read(self) -> None:
        async for event in self._reply:
            match event:
                case Heard(stored):
                    self._stopwatch.mark("heard")
                    self._durable.set()
                    self._outbox.put(
                        rtvi.stored(stored, speaker="person", text=stored.text(), reply=None)
                    )
                    source, at, text = stored.text("source"), stored.at, stored.text()
                    if source != "typed":
                        self._outbox.put(rtvi.user_transcription(text, at=at, final=True))
                    self._outbox.put(rtvi.user_input(text, at=at, typed=source == "typed"))
                case Recalled(memories):
                    self._outbox.put(rtvi.recalled(memories, reply=self._reply.id))
                case Notice(text):
                    self._outbox.put(rtvi.notice(text, reply=self._reply.id))
                    self._script.notice(event)
                case Delta(text):
                    self._take(text)
                case Spoken():
                    self._announce(event)
                case Ended(reason):
                    self._over = True
                    self._outbox.put(rtvi.ended(self._reply.id, reason))
        self._over = True
        self._finish_text()

    def _take(self, text: str) -> None:
        self._durable.set()
        self._stopwatch.mark("first_token")
        self._outbox.put(rtvi.bot_llm_text(text))
        self._note_clauses(self._script.take(text))
        if self._voicing is None:
            self._reply.heard_until(len(self._script.text))

    def _note_clauses(self, clauses: Iterator[Segment]) -> None:
        for each in clauses:
            self._stopwatch.mark("first_clause")
            if self._voicing is None:
                text, number = each.clause.text, each.number
                self._outbox.put(rtvi.bot_output(text, segment=number, heard=0, spoken=False))

    async def _await_text(self) -> None:
        """The last clause is known only when the text is; the iterator waits for the sound."""
        await self._reply.written()
        self._finish_text()

    def _finish_text(self) -> None:
        if not self._script.is_written:
            self._note_clauses(self._script.finish())
            self._outbox.put(rtvi.message("bot-llm-stopped"))

    async def _voice(self, voicing: Voicing) -> None:
        while (clause := await self._next_clause()) is not None:
            while self._playout.ahead_seconds > LEAD_SECONDS:
                self._progressed.clear()
                await self._progressed.wait()
            try:
                if isinstance(clause, Notice):
                    await self._sound_notice(clause, voicing)
                else:
                    await self._sound(clause, voicing)
            except Exception as error:  # the boundary to a model: the reply goes on in writing
                _log.warning("speech failed: %s", type(error).__name__)
                self._outbox.put(rtvi.error("Her voice failed; the words are on the page."))
                self._voicing = None
                break
        self._all_sent = True
        self._outbox.put(rtvi.sent(self._reply.id, samples=self._playout.sent))
        self._report()

    @property
    def _clause_begins(self) -> int:
        """The sample at which the clause under way begins, if that sounded a moment ago."""
        played = self._playout.played
        begins = self._script.segments.begin_before(played)
        near = played - begins <= AGAIN_SECONDS * self._playout.sample_rate
        return begins if near else self._playout.word_begins

    async def _next_clause(self) -> Clause | Notice | None:
        filler, self._filler = self._filler, None
        coming = self._script.next()
        return await (filler.bridge(coming, self._fill) if filler else coming)

    def _fill(self, samples: Samples) -> None:
        """It sounds like her reply, and has no words that could count as heard."""
        self._begin_to_sound()
        self._put_samples(samples)
        self._playout.add(samples.size)

    async def _sound(self, clause: Clause, voicing: Voicing) -> None:
        start = self._playout.sent
        rehearsed = self._rehearsal.sound_of(clause) if self._rehearsal else None
        if rehearsed and self._first_sound_at is None:
            self._stopwatch.mark("rehearsed")
        async for chunk in rehearsed or voicing.speak(clause):
            if self._playout.sent == start:
                self._announce_clause(clause)
            self._send(chunk, clause.start, start)
        end = SpokenWord(clause.start + len(clause.text), self._playout.sent)
        self._playout.add(0, [end])

    async def _sound_notice(self, notice: Notice, voicing: Voicing) -> None:
        """Say it before her words, in another voice; it is no part of what she has said."""
        speak = voicing.text_to_speech.speak
        async for chunk in speak(notice.text, voice=system_voice(voicing.voice)):
            self._fill(chunk.samples)

    def _begin_to_sound(self) -> None:
        if self._first_sound_at is None:
            self._first_sound_at = self._stopwatch.now()
            self._outbox.put(rtvi.message("bot-started-speaking"))
            self._outbox.put(rtvi.message("bot-tts-started"))
            self._on_sound()

    def _announce_clause(self, clause: Clause) -> None:
        self._begin_to_sound()
        self._stopwatch.mark("first_sound")
        self._outbox.put(rtvi.bot_tts_text(clause.text))
        if segment := self._script.segments.sounds(clause, self._playout.sent):
            self._outbox.put(rtvi.bot_output(clause.text, segment=segment.number, heard=0))

    def _send(self, chunk: SpeechChunk, first_character: int, first_sample: int) -> None:
        self._put_samples(chunk.samples)
        words = [word.after(first_character, first_sample) for word in chunk.words]
        self._playout.add(chunk.samples.size, words)

    def _put_samples(self, samples: Samples) -> None:
        rate = self._playout.sample_rate
        step = round(MESSAGE_SECONDS * rate)
        base = self._playout.sent
        for start in range(0, samples.size, step):
            piece = samples[start : start + step]
            sound = rtvi.bot_tts_audio(piece, rate, reply=self._reply.id, offset=base + start)
            self._outbox.put(sound, sound_of=self._reply.id)

    async def _follow(self) -> None:
        """Where the client does not report, suppose; where it stops reporting, give up."""
        reported, since = -1, self._stopwatch.now()
        while True:
            await asyncio.sleep(_TICK_SECONDS)
            now = self._stopwatch.now()
            if self._first_sound_at is None:
                continue
            if self._is_away():
                since = now
                continue
            if self.acknowledges is None and now - self._first_sound_at > GRACE_SECONDS:
                self.acknowledges = False
            if self.acknowledges is False:
                self._suppose(self._first_sound_at)
            elif self._playout.caught_up or self._playout.played != reported:
                reported, since = self._playout.played, now
            elif now - since > STALLED_SECONDS:
                self._on_stall()
                return

    def _suppose(self, first_sound_at: float) -> None:
        """Move the supposed playback on to this moment."""
        self._playout.assume(self._stopwatch.now(), since=first_sound_at)
        self._report()

    def _report(self) -> None:
        """Tell the reply and the client how much was heard."""
        self._progressed.set()
        heard = self.characters
        self._reply.heard_until(heard)
        if self._voicing is None:
            return
        for each in self._script.segments.hear(heard):
            output = rtvi.bot_output(each.clause.text, segment=each.number, heard=each.heard)
            self._outbox.put(output)

    def _quieten(self) -> None:
        if self._first_sound_at is not None:
            self._outbox.put(rtvi.message("bot-tts-stopped"))
            self._outbox.put(rtvi.message("bot-stopped-speaking"))

    def _announce(self, spoken: Spoken) -> None:
        self._outbox.put(
            rtvi.stored(spoken.event, speaker="companion", text=spoken.text, reply=self._reply.id)
        )
