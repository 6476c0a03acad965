"""Understanding: the words of one utterance, worked out while the person still speaks."""

import asyncio
import logging
from collections.abc import Callable, Coroutine
from dataclasses import dataclass

from anima.voice.speech import EndOfTurn, HeardWord, Samples, SpeechToText, Transcript

Spawn = Callable[[Coroutine[object, object, None]], asyncio.Task[None]]
"""Starts a task in the session's task group."""

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Understood:
    """The words of the whole utterance so far; `text` is None when they could not be made out.

    `words` are the same one by one, with how sure the recogniser is of each; `ends` is its
    probability that a sentence ends here.
    """

    utterance: "Understanding"
    guess: int
    text: str | None
    words: tuple[HeardWord, ...] = ()
    ends: float | None = None


@dataclass(frozen=True, slots=True)
class Judged:
    """How likely the end-of-turn model thinks it that the person has finished, 0 to 1."""

    utterance: "Understanding"
    guess: int
    probability: float


class Understanding:
    """One utterance: parts that are settled, and a guess at the rest.

    A guess starts at a pause. When the person goes on, a guess at a long part is kept and settles
    that part, so that only the tail is left at the end; a guess at a short one is thrown away.
    Results are posted with the number of their guess; `is_current` tells a late one.
    """

    def __init__(
        self,
        speech_to_text: SpeechToText,
        end_of_turn: EndOfTurn,
        *,
        spawn: Spawn,
        post: Callable[[Understood | Judged], None],
    ) -> None:
        self._speech_to_text = speech_to_text
        self._end_of_turn = end_of_turn
        self._spawn = spawn
        self._post = post
        self._settled: list[asyncio.Future[Transcript | None]] = []
        self._tail: asyncio.Future[Transcript | None] | None = None
        self._tasks: list[asyncio.Task[None]] = []
        self._guess = 0
        self.text: str | None = ""
        """The words so far, once they are posted as `Understood`."""

    @property
    def has_guess(self) -> bool:
        """Whether the part that is not settled is being transcribed, or was."""
        return self._tail is not None

    def is_current(self, news: Understood | Judged) -> bool:
        """Whether the news is about this utterance as it stands."""
        return news.utterance is self and news.guess == self._guess

    def guess(self, part: Samples) -> None:
        """Start to transcribe the part that is not settled, as if the utterance ended here."""
        self.discard()
        tail: asyncio.Future[Transcript | None] = asyncio.get_running_loop().create_future()
        self._tail = tail
        self._tasks = [
            self._spawn(self._transcribe(part, tail)),
            self._spawn(self._join([*self._settled, tail], self._guess)),
        ]

    def judge(self, part: Samples) -> None:
        """Ask the end-of-turn model about the sound so far."""
        self._spawn(self._ask(part, self._guess))

    def keep(self) -> None:
        """The person goes on, but the guess settles what it was made from."""
        if self._tail is not None:
            self._settled.append(self._tail)
            self._tail = None
            self._tasks = []
        self._guess += 1

    def discard(self) -> None:
        """The person goes on: throw the guess away."""
        for task in self._tasks:
            task.cancel()
        self._tasks = []
        self._tail = None
        self._guess += 1

    async def _transcribe(self, part: Samples, into: asyncio.Future[Transcript | None]) -> None:
        heard: Transcript | None = None
        try:
            heard = await self._speech_to_text.transcribe(part) if part.size else Transcript("")
        except Exception as error:  # the boundary to a model: the conversation goes on in text
            _log.warning("transcription failed: %s", type(error).__name__)
        if not into.done():
            into.set_result(heard)

    async def _join(self, parts: list[asyncio.Future[Transcript | None]], guess: int) -> None:
        known = [heard for heard in [await part for part in parts] if heard is not None]
        text = " ".join(heard.text.strip() for heard in known if heard.text) if known else None
        words = tuple(word for heard in known for word in heard.words)
        ends = next((heard.ends for heard in reversed(known) if heard.text), None)
        self._post(Understood(self, guess, text, words, ends))

    async def _ask(self, part: Samples, guess: int) -> None:
        try:
            probability = await self._end_of_turn.probability(part)
        except Exception as error:  # the boundary to a model: silence alone decides then
            _log.warning("the end of turn could not be judged: %s", type(error).__name__)
            return
        self._post(Judged(self, guess, probability))
