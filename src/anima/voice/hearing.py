"""Hearing: the person's side of a line. From microphone samples to signals, and to their words."""

from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import replace
from statistics import mean, median
from typing import Literal

import numpy as np

from anima.values import Utterance
from anima.voice.ending import ASKED_SECONDS, Patience, evidence
from anima.voice.listening import PAUSE_SECONDS, Listener
from anima.voice.murmur import ECHO_DB, ECHO_SECONDS, without_murmurs
from anima.voice.overlap import (
    ASK_SECONDS,
    DOUBT_SECONDS,
    FAINTER_DB,
    ONSET_SECONDS,
    STEADY_SECONDS,
    WORD_SECONDS,
    Overlap,
    Verdict,
    judge,
)
from anima.voice.pcm import to_pcm16
from anima.voice.speech import HeardWord, Samples, SpeechModels
from anima.voice.timing import Stopwatch
from anima.voice.turn_taking import Signal, TurnState
from anima.voice.understanding import Judged, Spawn, Understanding, Understood

RESUME_SECONDS = 0.06
"""Voice that means the person goes on after a pause: two frames, so that one stray frame does
not throw the guess away."""

EARLY_SECONDS = 0.09
EARLY_VOICE_SECONDS = 0.6
"""A gap of the first, after new voice of the second, is enough to start transcribing. Where it
turns out to be the end, the words are there 0.1 s sooner; where it does not, her reply to the
beginning can be got ready while the person goes on."""

SETTLE_PAUSE_SECONDS = 0.3
SETTLE_PART_SECONDS = 4.0
"""A pause of the first, after a part of the second, settles that part: it falls between phrases,
and its transcription is worth keeping. Cutting more often costs Whisper its context."""

LONGEST_PART_SECONDS = 25.0
"""Whisper hears 30 s at a time: a part without any pause is cut before that."""

LONGEST_UTTERANCE_SECONDS = 300.0
"""Nobody speaks for longer without a pause: that is a television, and memory has an end."""

_REMEMBERED_LEVELS = 8

Mode = Literal["open", "held", "off"]
"""Of the microphone: always on, on while the talk key is down, or not used."""


class Hearing:
    """Knows the microphone, the utterance being said, and the words understood of it so far."""

    def __init__(
        self,
        models: SpeechModels,
        *,
        patience: Patience,
        spawn: Spawn,
        post: Callable[[Understood | Judged], None],
        now: Callable[[], float],
    ) -> None:
        self.mode: Mode = "open"
        self.pressed = False
        self.words: str | None = None
        """The words of the whole utterance, once they are known."""
        self.heard_words: tuple[HeardWord, ...] = ()
        """The same, or those of its beginning, with how sure the recogniser is of each."""
        self.beginning = ""
        """The words of an utterance that goes on; the last ones may be understood wrongly."""
        self.stopwatch = Stopwatch(now)
        self._models = models
        self._patience = patience
        self._spawn = spawn
        self._post = post
        self._now = now
        self._listener = Listener(models.voice_activity())
        self._utterance: Understanding | None = None
        self._last_voiced_at = now()
        self._said_seconds = 0.0
        self._guessed_frames = 0
        self._guessed_voice = 0.0
        self._pause_seconds = 0.0
        self._read_voice = 0.0
        self._judged: list[float] = []
        self._ends: float | None = None
        self._levels: deque[float] = deque(maxlen=_REMEMBERED_LEVELS)
        self._loudest = -100.0
        self._ignores_voice = False
        self._murmured = False
        self._echo_until = 0.0

    @property
    def is_open(self) -> bool:
        """Whether audio is kept for an utterance."""
        return self._listener.is_open

    @property
    def has_utterance(self) -> bool:
        """Whether the person has begun to say something that is not answered yet."""
        return self._utterance is not None

    @property
    def voiced_seconds(self) -> float:
        """Voice in the utterance so far."""
        return self._listener.voiced_seconds

    @property
    def silent_seconds(self) -> float:
        """Silence since the last voice."""
        return self._listener.silent_seconds

    @property
    def evidence(self) -> float | None:
        """For the end of the turn in this pause, or against it; None while it is not known."""
        if self.words is None or not self._judged:
            return None
        return evidence(self._judged, self.words, self._ends)

    def murmured(self, seconds: float) -> None:
        """A small sound of hers, so long, was sent: what may be heard of it is not the person."""
        self._murmured = True
        self._echo_until = self._listener.total_seconds + seconds + ECHO_SECONDS

    @property
    def is_ready(self) -> bool:
        """Whether the words so far are understood, and no new voice has just begun.

        A voiced frame may be the first of more words: the next two tell.
        """
        quiet = self.mode != "open" or self._listener.run_seconds == 0
        return (quiet or self._is_full) and self.words is not None

    @property
    def _is_full(self) -> bool:
        return self._listener.total_seconds >= LONGEST_UTTERANCE_SECONDS

    def hear(self, samples: Samples) -> Iterator[None]:
        """Take in audio; yields after every frame, for `weigh`."""
        if self.mode == "open" or (self.mode == "held" and self.pressed):
            for _ in self._listener.hear(samples):
                if self._listener.silent_seconds == 0:
                    self._last_voiced_at = self._now()
                    self._loudest = max(self._loudest, self._listener.level_db)
                yield

    def weigh(self, state: TurnState, hers: Overlap | None = None) -> Signal | None:
        """What the last frame means for whose turn it is.

        `hers` holds her side of an overlap; what is heard is filled in here.
        """
        run = self._listener.run_seconds
        match state:
            case TurnState.LISTENING:
                return Signal.SPEECH if run >= ONSET_SECONDS else None
            case TurnState.THINKING | TurnState.SPEAKING:
                return Signal.SPEECH if self._may_want_the_turn() else None
            case TurnState.OVERLAPPING:
                return self._weigh_overlap(hers or Overlap(0.0, 0.0))
            case TurnState.CLOSING if run >= RESUME_SECONDS and not self._is_full:
                return Signal.SPEECH
            case TurnState.CLOSING:
                return Signal.WORDS if self.is_ready else None
            case TurnState.HEARING | TurnState.HOLDING:
                return self._weigh_speech(state)
            case TurnState.PAUSING:
                return self._weigh_silence(run)
            case TurnState.INTERRUPTING:
                return None

    def open(self, *, pre_roll: bool) -> None:
        """Keep audio from now on, and with `pre_roll` from just before the voice began."""
        self._listener.open(pre_roll=pre_roll)

    def begin(self) -> None:
        """Begin to understand the utterance that is kept."""
        if self._utterance is not None:
            self._utterance.discard()
        self.words = None
        self.heard_words = ()
        self.beginning = ""
        self._guessed_voice = self._read_voice = 0.0
        self._loudest = -100.0
        self._murmured, self._echo_until = False, 0.0
        self.stopwatch = Stopwatch(self._now)
        self._utterance = Understanding(
            self._models.speech_to_text,
            self._models.end_of_turn,
            spawn=self._spawn,
            post=self._post,
        )

    def guess(self, *, finished: bool) -> None:
        """Understand what was said so far; unless it is known to be all, judge that as well."""
        self._pause_seconds = self._listener.silent_seconds
        self._judged = []
        if not self._guess_holds:
            self._transcribe()
        elif self.beginning:
            self.words = self.beginning
        if not finished and self._utterance is not None:
            self._utterance.judge(self._listener.part())

    def go_on(self) -> None:
        """The person goes on: keep the guess where it settles a long part, else discard it."""
        self.words = None
        self.stopwatch.again("transcribed", "endpointed")
        long_enough = self._listener.part_seconds >= SETTLE_PART_SECONDS
        if long_enough and self._pause_seconds >= SETTLE_PAUSE_SECONDS:
            self._settle()
        elif self._utterance is not None:
            self._utterance.discard()

    def learn(
        self, news: Understood | Judged, state: TurnState, hers: Overlap | None = None
    ) -> Signal | None:
        """Take in what a model found out; late news about an earlier guess means nothing."""
        if self._utterance is None or not self._utterance.is_current(news):
            return None
        if isinstance(news, Judged):
            self._judged.append(news.probability)
            return Signal.FINISHED if self._has_finished(state) else None
        self.stopwatch.mark("transcribed")
        self._ends = news.ends
        self.heard_words = news.words
        if state is TurnState.OVERLAPPING:
            self.words = news.text or ""
            self._read_voice = self._guessed_voice
            return self._weigh_overlap(hers or Overlap(0.0, 0.0))
        if state in (TurnState.HEARING, TurnState.HOLDING):
            self.beginning = news.text or ""
            return None
        self.words = news.text or None
        if self.words is None:
            return Signal.WORDLESS
        if self._has_finished(state):
            return Signal.FINISHED
        return Signal.WORDS if self.is_ready else None

    def dismiss(self) -> None:
        """Forget the utterance."""
        if self._utterance is not None:
            self._utterance.discard()
            self._utterance = None
        self.words = None
        self._listener.close()

    def finish(self) -> Utterance:
        """The utterance is complete: its words, and the audio is let go."""
        self.stopwatch.mark("speech_ended", self._last_voiced_at)
        sound = to_pcm16(self._listener.whole())
        if self._said_seconds:
            self._levels.append(self._loudest)
        said = self.words or ""
        said = (self._murmured and without_murmurs(said)) or said
        # Where a murmur of hers may have been heard, it is not known how much voice was theirs.
        voiced = 0.0 if self._murmured else self._guessed_voice
        utterance = Utterance(said, "spoken", self._said_seconds, voiced, sound)
        self._utterance = None
        self.words = None
        self._listener.close()
        return utterance

    def change_mode(self, mode: Mode) -> None:
        """Use the microphone differently; what it has heard is let go."""
        self.mode = mode
        self.pressed = False
        self._listener.restart()

    def talk(self, *, pressed: bool) -> Signal | None:
        """The talk key moved; it means something in held mode only."""
        if self.mode != "held" or pressed == self.pressed:
            return None
        self.pressed = pressed
        if not pressed:
            self._last_voiced_at = self._now()
        return Signal.PRESSED if pressed else Signal.RELEASED

    def _weigh_speech(self, state: TurnState) -> Signal | None:
        listener = self._listener
        held = state is TurnState.HOLDING
        rests = held and listener.silent_seconds >= SETTLE_PAUSE_SECONDS
        long_enough = listener.part_seconds >= SETTLE_PART_SECONDS
        if listener.part_seconds >= LONGEST_PART_SECONDS or (rests and long_enough):
            if not self._guess_holds:
                self._transcribe()
            self._settle()
        new_voice = listener.voiced_seconds - self._guessed_voice
        if listener.silent_seconds >= EARLY_SECONDS and new_voice >= EARLY_VOICE_SECONDS:
            self._transcribe()
        if self._is_full:
            return Signal.FINISHED
        pauses = not held and listener.silent_seconds >= PAUSE_SECONDS
        return Signal.SILENCE if pauses else None

    def _may_want_the_turn(self) -> bool:
        """Whether a voice has begun in her turn that may be the person's."""
        listener = self._listener
        if self._ignores_voice and listener.silent_seconds < PAUSE_SECONDS:
            return listener.run_seconds >= STEADY_SECONDS
        self._ignores_voice = False
        begun = listener.run_seconds >= ONSET_SECONDS and listener.silent_seconds < DOUBT_SECONDS
        usual = median(self._levels) if self._levels else -100.0
        return begun and listener.level_db >= usual - FAINTER_DB

    def _weigh_overlap(self, hers: Overlap) -> Signal | None:
        listener = self._listener
        new_voice = listener.voiced_seconds - self._guessed_voice
        overlap = replace(
            hers,
            voiced=listener.voiced_seconds,
            silent=listener.silent_seconds,
            words=self.words,
            confidence=mean([word.confidence for word in self.heard_words] or [1.0]),
            all_read=listener.voiced_seconds - self._read_voice < RESUME_SECONDS,
        )
        match judge(overlap):
            case Verdict.YIELDS:
                return Signal.TAKEN
            case Verdict.GOES_ON:
                self._ignores_voice = listener.silent_seconds == 0
                return Signal.LEFT
            case Verdict.UNSURE:
                self._read_overlap(new_voice)
                return None

    def _read_overlap(self, new_voice: float) -> None:
        """Find out the words of a voice in her turn: at its end, and now and then before it."""
        listener = self._listener
        waits = self._utterance is not None and self._utterance.has_guess and self.words is None
        ended = listener.silent_seconds >= DOUBT_SECONDS and new_voice >= RESUME_SECONDS
        if listener.voiced_seconds >= WORD_SECONDS and (
            ended or (new_voice >= ASK_SECONDS and not waits)
        ):
            known = self.words
            self._transcribe()
            self.words = known

    def _weigh_silence(self, run: float) -> Signal | None:
        if run >= RESUME_SECONDS and not self._is_echo:
            return Signal.SPEECH
        silent, before = self._listener.silent_seconds, self._pause_seconds
        self._pause_seconds = max(silent, before)
        if self._has_finished(TurnState.PAUSING):
            return Signal.FINISHED
        if self._utterance is not None and any(before < t <= silent for t in ASKED_SECONDS):
            self._utterance.judge(self._listener.part())
        return None

    @property
    def _is_echo(self) -> bool:
        """Whether what is heard may be her own murmur, which is softer than the person."""
        listener = self._listener
        if listener.silent_seconds:  # it has just ended
            return listener.total_seconds < self._echo_until + PAUSE_SECONDS
        soft = listener.level_db < self._loudest - ECHO_DB
        return soft and listener.total_seconds < self._echo_until

    def _has_finished(self, state: TurnState) -> bool:
        """Whether the silence has lasted for as long as what is known of the pause asks for."""
        asked = self._patience.seconds(self._judged, self.words, self._ends)
        return state is TurnState.PAUSING and self._listener.silent_seconds >= asked

    @property
    def _guess_holds(self) -> bool:
        """Whether nothing was said since the last guess, and it found words if it has ended."""
        if self._utterance is None or not self._utterance.has_guess:
            return False
        wordless = self.stopwatch.has("transcribed") and not (self.beginning or self.words)
        said_more = self._listener.voiced_seconds - self._guessed_voice >= RESUME_SECONDS
        return not wordless and not said_more

    def _transcribe(self) -> None:
        if self._utterance is not None:
            self.words = None
            self.beginning = ""
            self.stopwatch.again("paused", "transcribed")
            self.stopwatch.mark("paused")
            self._guessed_voice = self._listener.voiced_seconds
            self._guessed_frames = self._listener.part_frames
            self._said_seconds = self._listener.total_seconds
            voiced = self._listener.voiced_seconds >= ONSET_SECONDS
            self._utterance.guess(self._listener.part() if voiced else np.zeros(0, np.float32))

    def _settle(self) -> None:
        if self._utterance is not None:
            self._utterance.keep()
            self._listener.cut(self._guessed_frames)
