"""A conversation in which a client decides when she answers."""

from collections.abc import AsyncIterator, Sequence
from typing import Protocol

from anima.values import Delivery, Event, Heard, ReplyId, Spoken, TurnEvent, Utterance, new_id
from anima.voice import Dialogue, Reply

_SILENT = "unasked-"


class Noting(Dialogue, Protocol):
    """A conversation that can also keep what was said without answering it at once."""

    async def note(self, utterance: Utterance) -> Event:
        """Keep what the person said, durably."""
        ...

    def reply_to_noted(self, *, paced: bool = False) -> Reply | None:
        """Answer what was noted; None when nothing waits."""
        ...


def is_silent(reply: str) -> bool:
    """Whether this reply is none: an utterance was kept or dropped, and she says nothing."""
    return reply.startswith(_SILENT)


class AskedDialogue:
    """Answers spoken words at once, or keeps them until the client asks; as the client has it.

    The voice engine sees a dialogue like any other. What is typed to it stands for the client's
    request to answer what was noted.
    """

    def __init__(self, dialogue: Noting) -> None:
        self.answers_at_once = True
        self.aloud = True
        self.drops_next = False
        """Whether the utterance that is being said was taken back."""
        self._dialogue = dialogue
        self._noted = 0
        self._understood = 0

    @property
    def name(self) -> str:
        """What she is called."""
        return self._dialogue.name

    @property
    def voice(self) -> str:
        """The id of the voice she speaks with; empty when she only writes."""
        return self._dialogue.voice if self.aloud else ""

    @property
    def delivery(self) -> Delivery:
        """How she speaks just now."""
        return self._dialogue.delivery

    @property
    def whispers(self) -> bool:
        """Whether she whispers just now."""
        return self._dialogue.whispers

    @property
    def first_words(self) -> Sequence[str]:
        """What her replies may begin with alone."""
        return self._dialogue.first_words

    @property
    def her_voice(self) -> str:
        """The id of her voice, whether or not she speaks."""
        return self._dialogue.voice

    @property
    def has_noted(self) -> bool:
        """Whether something waits for an answer."""
        return self._noted > 0

    def take_understood(self) -> bool:
        """Whether an utterance with words has ended since this was last asked."""
        understood, self._understood = self._understood > 0, max(0, self._understood - 1)
        return understood

    async def note(self, utterance: Utterance) -> Event:
        """Keep what the person said until the client asks for an answer."""
        event = await self._dialogue.note(utterance)
        self._noted += 1
        return event

    def reply(self, utterance: Utterance, *, paced: bool = False, answer: str = "") -> Reply:
        """Her answer, or a reply without words that keeps the utterance."""
        if utterance.source == "typed":
            self._noted = 0
            return self._dialogue.reply_to_noted(paced=paced) or _Silence(self, None)
        if self.drops_next:
            self.drops_next = False
            return _Silence(self, None)
        self._understood += 1
        if not self.answers_at_once:
            return _Silence(self, utterance)
        self._noted = 0
        return self._dialogue.reply(utterance, paced=paced, answer=answer)

    def greet(self, *, paced: bool = False) -> Reply | None:
        """Her first words."""
        return self._dialogue.greet(paced=paced)

    def say(self, text: str, *, paced: bool = False) -> Reply:
        """Words of her own accord; none where the client decides when she speaks, and none to what
        was taken back.
        """
        if self.answers_at_once and not self.drops_next:
            return self._dialogue.say(text, paced=paced)
        return _Silence(self, None)

    async def prepare(self, partial_text: str) -> None:
        """Get ready to answer, where that is certain to be asked for."""
        if self.answers_at_once:
            await self._dialogue.prepare(partial_text)

    def begin(self, text: str) -> AsyncIterator[str]:
        """Begin to reply, where that is certain to be asked for."""
        return self._dialogue.begin(text) if self.answers_at_once else _nothing()

    def discard(self) -> None:
        """Forget the reply that was begun."""
        self._dialogue.discard()


async def _nothing() -> AsyncIterator[str]:
    for piece in ():
        yield piece


class _Silence:
    """A reply without words; an utterance it is given is kept."""

    def __init__(self, dialogue: AskedDialogue, utterance: Utterance | None) -> None:
        self.id = ReplyId(_SILENT + new_id())
        self._dialogue = dialogue
        self._utterance = utterance

    def __aiter__(self) -> AsyncIterator[TurnEvent]:
        return self._events()

    async def _events(self) -> AsyncIterator[TurnEvent]:
        if self._utterance is not None:
            yield Heard(await self._dialogue.note(self._utterance))

    async def written(self) -> None:
        return

    def heard_until(self, characters: int) -> None:
        pass

    async def interrupt(self, characters: int) -> Spoken | None:
        return None
