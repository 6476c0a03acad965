"""A voice session: one line's conversation, from microphone samples to her voice."""

import asyncio
import time
from collections.abc import Callable, Coroutine
from typing import Literal, assert_never

from anima.values import Clock, Utterance
from anima.voice import rtvi
from anima.voice.agenda import Agenda
from anima.voice.anticipation import Anticipation
from anima.voice.courtesy import Courtesy
from anima.voice.dialogue import Dialogue
from anima.voice.hearing import Hearing, Mode
from anima.voice.her_side import HerSide, Made
from anima.voice.listening import FRAME
from anima.voice.manner import USUAL, Manner
from anima.voice.news import (
    Ask,
    Closed,
    Halted,
    Input,
    News,
    Over,
    Remark,
    ReplyNews,
    Sounding,
    Stalled,
)
from anima.voice.outbox import Outbox
from anima.voice.overlap import Overlap
from anima.voice.rtvi_input import (
    Greet,
    Interrupt,
    Microphone,
    MicrophoneMode,
    Played,
    Talk,
    Typed,
)
from anima.voice.slumber import Called, Slumber
from anima.voice.speaking import Speaking
from anima.voice.speech import INPUT_RATE, Samples, SpeechModels
from anima.voice.thread import READY_SECONDS
from anima.voice.timing import Stopwatch, TurnTiming
from anima.voice.turn_taking import Act, Signal, TurnState, advance, shown_state
from anima.voice.understanding import Judged, Understood

DEAF_SECONDS = 1.0
"""A microphone that sends nothing for this long in the midst of an utterance is gone."""

MOST_WAITING = 1_000
"""Inputs that may wait for the session: 20 s of audio in small pieces. Then the line must wait."""

UNSURE_WORDS = 2
"""Of words understood in mid-speech the last are often wrong, and not worth preparing for."""

_ATTENTIVE = (
    TurnState.HEARING,
    TurnState.PAUSING,
    TurnState.CLOSING,
    TurnState.OVERLAPPING,
)


class VoiceSession:
    """Takes one thing after the other; everything slow runs beside it and reports back.

    So each decision sees one consistent state, and what comes too late is recognised by what it
    belongs to. Tasks live in the task group of `run`. `now` gives monotonic seconds, and
    `on_timing` receives the moments of each turn of hers when it is over. While `is_away` nothing
    is expected of the client.
    """

    def __init__(
        self,
        dialogue: Dialogue,
        models: SpeechModels,
        outbox: Outbox,
        *,
        clock: Clock,
        manner: Manner = USUAL,
        holds: bool = True,
        now: Callable[[], float] = time.monotonic,
        on_timing: Callable[[TurnTiming], None] = lambda _: None,
        is_away: Callable[[], bool] = lambda: False,
    ) -> None:
        self._dialogue = dialogue
        self._models = models
        self._outbox = outbox
        self._clock = clock
        self._now = now
        self._on_timing = on_timing
        self._is_away = is_away
        self._news: asyncio.Queue[News] = asyncio.Queue()
        self._room = asyncio.Semaphore(MOST_WAITING)
        self._group = asyncio.TaskGroup()
        self._tasks: set[asyncio.Task[None]] = set()
        self._state = TurnState.LISTENING
        post = self._news.put_nowait
        self._hearing = Hearing(
            models, patience=manner.patience, spawn=self._spawn, post=post, now=now
        )
        self._slumber = Slumber(
            models.name_spotter,
            models.voice_activity,
            name=lambda: dialogue.name,
            spawn=self._spawn,
            post=post,
        )
        self._agenda = Agenda()
        self._stopwatch = Stopwatch(now)
        self._anticipation = Anticipation(
            dialogue,
            models.text_to_speech,
            spawn=self._spawn,
            is_idle=lambda: self._state is TurnState.LISTENING,
        )
        self._hers = HerSide(outbox, holds=holds, spawn=self._spawn, post=post, is_away=is_away)
        self._courtesy = Courtesy(manner, spawn=self._spawn, now=now)

    async def give(self, news: Input | Remark) -> None:
        """Hand the session something that came over the line; waits when too much waits."""
        await self._room.acquire()
        self._news.put_nowait(news)

    def close(self) -> None:
        """The line is gone: end the session after what was given so far."""
        self._news.put_nowait(Closed())

    async def run(self) -> None:
        """Converse until the line is closed; a reply that this cuts off is stored as heard."""
        async with self._group:
            try:
                await self._attend()
            finally:
                await self._hers.hang_up()
                for task in tuple(self._tasks):
                    task.cancel()

    def _spawn(self, work: Coroutine[object, object, None]) -> asyncio.Task[None]:
        task = self._group.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return task

    async def _attend(self) -> None:
        while True:
            try:
                async with asyncio.timeout(DEAF_SECONDS if self._state in _ATTENTIVE else None):
                    news = await self._news.get()
            except TimeoutError:
                if self._is_away():
                    continue
                self._signal(Signal.LEFT)
                self._signal(Signal.FINISHED)
                self._signal(Signal.WORDS if self._hearing.words else None)
                continue
            match news:
                case Closed():
                    return
                case Understood() | Judged():
                    self._learn(news)
                case Called():
                    self._wake(news)
                case Sounding() | Stalled() | Over() | Halted():
                    self._follow_reply(news)
                case Remark():
                    self._room.release()
                    self._agenda.put_off(news)
                    if self._state is TurnState.LISTENING:
                        self._take_up()
                case _:
                    self._room.release()
                    self._take(news)

    def _take(self, news: Input) -> None:
        match news:
            case Microphone(samples) if self._slumber.is_asleep:
                self._slumber.hear(samples)
            case Microphone(samples):
                self._hear(samples)
            case MicrophoneMode(mode):
                self._change_mode(mode)
            case Talk(pressed):
                self._signal(self._hearing.talk(pressed=pressed))
            case Interrupt():
                self._signal(Signal.INTERRUPT)
            case Typed(text, aloud):
                self._ask(Ask(Utterance(text.strip()), aloud))
            case Greet(aloud):
                self._ask(Ask(None, aloud))
            case Played():
                self._hers.played(news)
            case _:
                assert_never(news)

    def _hear(self, samples: Samples) -> None:
        for _ in self._hearing.hear(samples):
            self._signal(self._hearing.weigh(self._state, self._her_side()))
            idle = self._state is TurnState.LISTENING
            if ask := self._courtesy.frame(idle=idle):
                self._ask(ask)
            if self._state in (TurnState.HEARING, TurnState.PAUSING):
                murmur = self._courtesy.listens(self._hearing, self._anticipation.voicing)
                if murmur is not None:
                    self._outbox.put(murmur)
            if self._slumber.rests(FRAME / INPUT_RATE, idle=idle):
                self._outbox.put(rtvi.asleep(on=True))

    def _wake(self, called: Called) -> None:
        sound = self._slumber.wake(called)
        if sound is not None:
            self._outbox.put(rtvi.asleep(on=False))
            self._courtesy.called()
            self._hear(sound)

    def _ask(self, ask: Ask) -> None:
        self._agenda.add(ask)
        self._signal(Signal.ASKED)

    def _change_mode(self, wanted: Literal["named"] | Mode) -> None:
        mode: Mode = "open" if wanted == "named" else wanted
        falls_asleep = wanted == "named" and self._slumber.is_possible and not self._slumber.is_on
        if falls_asleep or mode != self._hearing.mode:
            self._signal(Signal.MUTED)
            self._hearing.change_mode(mode)
            if self._state is TurnState.CLOSING and self._hearing.is_ready:
                self._signal(Signal.WORDS)
        if wanted == "named":
            self._outbox.put(rtvi.asleep(on=self._slumber.begin()))
            if not self._slumber.is_possible:
                self._outbox.put(rtvi.error("She cannot be woken by a name here; she is awake."))
        elif self._slumber.end():
            self._outbox.put(rtvi.asleep(on=False))

    def _learn(self, news: Understood | Judged) -> None:
        hearing = self._hearing
        known, begun = hearing.words, hearing.beginning
        signal = hearing.learn(news, self._state, self._her_side())
        if self._state is TurnState.OVERLAPPING:
            self._signal(signal)
            return
        if signal is Signal.WORDLESS and isinstance(news, Understood) and news.text is None:
            self._outbox.put(rtvi.error("That could not be understood; typing still works."))
        if hearing.words and hearing.words != known:
            self._show_partly(hearing.words)
        elif hearing.beginning and hearing.beginning != begun:
            self._show_partly(hearing.beginning)
            self._anticipation.read(" ".join(hearing.beginning.split()[:-UNSURE_WORDS]))
        self._signal(signal)

    def _her_side(self) -> Overlap | None:
        return self._hers.overlap() if self._state is TurnState.OVERLAPPING else None

    def _show_partly(self, words: str) -> None:
        self._outbox.put(rtvi.user_transcription(words, at=self._clock.now(), final=False))

    def _signal(self, signal: Signal | None) -> None:
        before = self._state
        waited_for = before is TurnState.CLOSING and self._agenda.asks
        if signal is None or (waited_for and signal is Signal.SPEECH):
            return
        step = advance(before, signal)
        self._state = step.state
        if shown_state(before) != shown_state(self._state):
            self._outbox.put(rtvi.state(shown_state(self._state)))
        for act in step.acts:
            self._do(act, signal)
        if self._state is not before and self._state is step.state:
            self._take_up()

    def _take_up(self) -> None:
        """Go on, in the new state, with what is there already."""
        hearing = self._hearing
        match self._state:
            case TurnState.PAUSING:
                self._signal(Signal.WORDS if hearing.is_ready else None)
            case TurnState.CLOSING:
                hearing.stopwatch.mark("endpointed")
                self._signal(Signal.WORDS if hearing.is_ready else None)
            case TurnState.THINKING | TurnState.LISTENING if self._agenda.asks:
                self._signal(Signal.ASKED)
            case TurnState.LISTENING if hearing.is_open and hearing.mode == "open":
                self._signal(Signal.SPEECH)
            case TurnState.LISTENING if hearing.is_open:
                self._signal(Signal.PRESSED)
                self._signal(None if hearing.pressed else Signal.RELEASED)
            case TurnState.LISTENING if self._agenda.has_remark():
                self._signal(Signal.ASKED)
            case _:
                pass

    def _do(self, act: Act, signal: Signal) -> None:
        match act:
            case Act.OPEN:
                self._hearing.open(pre_roll=signal is Signal.SPEECH)
                self._hearing.begin()
                self._outbox.put(rtvi.message("user-started-speaking"))
            case Act.GUESS:
                self._hearing.guess(finished=signal is not Signal.SILENCE)
            case Act.GO_ON:
                self._anticipation.drop()
                self._hearing.go_on()
            case Act.PREPARE:
                self._anticipation.rehearse(self._hearing.words or "", self._hearing.stopwatch)
            case Act.DISMISS:
                self._dismiss(signal)
            case Act.REPLY:
                self._reply(self._next_ask())
            case Act.HOLD | Act.RESUME:
                self._hold(on=act is Act.HOLD)
            case Act.STOP:
                self._stop(signal)

    def _dismiss(self, signal: Signal) -> None:
        """Forget what was heard; if it was nothing, and has stopped her, she goes on."""
        self._anticipation.drop()
        if self._hearing.has_utterance:
            self._outbox.put(rtvi.message("user-stopped-speaking"))
        self._hearing.dismiss()
        if signal is Signal.WORDLESS and (ask := self._courtesy.was_nothing()):
            self._agenda.add(ask)

    def _hold(self, *, on: bool) -> None:
        """Hold her sound and listen, or forget what was heard and let it go on."""
        if on:
            self._hearing.open(pre_roll=True)
            self._hearing.begin()
        else:
            self._hearing.dismiss()
        if (speaking := self._hers.speaking) is not None:
            speaking.pause(on=on, lead=None if on else self._courtesy.lead(speaking))
            if on:
                self._spawn(self._get_lead_ready(speaking))

    async def _get_lead_ready(self, speaking: Speaking) -> None:
        await asyncio.sleep(READY_SECONDS)
        if self._state is TurnState.OVERLAPPING:
            await self._courtesy.get_lead_ready(speaking)

    def _stop(self, signal: Signal) -> None:
        if signal in (Signal.SPEECH, Signal.PRESSED):
            self._hearing.open(pre_roll=signal is Signal.SPEECH)
        if signal is Signal.TAKEN and (speaking := self._hers.speaking) is not None:
            self._courtesy.thread.broken_off(speaking.rest, asked=speaking.has_asked)
        self._hers.stop()

    def _next_ask(self) -> Ask | None:
        """What her turn is about: the spoken words, or what waits; None if they are let pass."""
        if self._hearing.has_utterance:
            self._stopwatch = self._hearing.stopwatch
            self._outbox.put(rtvi.message("user-stopped-speaking"))
            heard_words = self._hearing.heard_words
            ask = self._courtesy.hears(self._hearing.finish(), heard_words)
        else:
            self._stopwatch = Stopwatch(self._now)
            self._stopwatch.mark("speech_ended")
            ask = self._agenda.next()
        self._stopwatch.mark("committed")
        return ask

    def _reply(self, ask: Ask | None) -> None:
        if ask is None or ask.remark:
            self._anticipation.drop()  # what was made ahead answers something else
        if ask is None:
            self._signal(Signal.DONE)
            return
        self._agenda.begins(ask)
        voicing = self._anticipation.voicing if ask.aloud else None
        aloud = voicing is not None  # before the person has chosen her voice, she writes
        self._courtesy.begins(ask, self._dialogue.name)
        if ask.utterance is not None:
            reply = self._dialogue.reply(ask.utterance, paced=aloud, answer=ask.remark)
        elif ask.remark:
            reply = self._dialogue.say(ask.remark, paced=aloud)
        else:
            reply = self._dialogue.greet(paced=aloud)
        if reply is None:
            self._signal(Signal.DONE)
            return
        waited = self._stopwatch.since("speech_ended")
        made = Made(
            reply,
            voicing,
            answers=ask.utterance is not None,
            rehearsal=self._anticipation.hand_over(),
            filler=self._courtesy.filler(ask, voicing, waited=waited),
        )
        self._hers.begin(made, self._stopwatch)

    def _follow_reply(self, news: ReplyNews) -> None:
        if not self._hers.is_about(news):
            return
        match news:
            case Sounding():
                self._signal(Signal.SOUND)
            case Stalled():
                self._signal(Signal.INTERRUPT)
            case Over() if self._state is TurnState.INTERRUPTING:
                pass
            case Over():
                self._end_reply(Signal.DONE)
            case Halted():
                self._end_reply(Signal.STOPPED)

    def _end_reply(self, signal: Signal) -> None:
        self._hers.ended()
        self._agenda.ended()
        timing = self._stopwatch.timing()
        self._outbox.put(rtvi.metrics(timing))
        self._on_timing(timing)
        if self._courtesy.ends(complete=signal is Signal.DONE):
            self._outbox.put(rtvi.farewell())
            if self._state is not TurnState.OVERLAPPING and self._slumber.fall_asleep():
                self._outbox.put(rtvi.asleep(on=True))
        self._signal(signal)
        self._anticipation.make_ready()
