"""What the voice engine asks of a conversation: replies that know how much of them was heard."""

from collections.abc import AsyncIterator, Sequence
from typing import Protocol

from anima.values import Delivery, ReplyId, Spoken, TurnEvent, Utterance


class Reply(Protocol):
    """One turn's events. A paced reply ends only when its whole text was heard."""

    id: ReplyId

    def __aiter__(self) -> AsyncIterator[TurnEvent]: ...

    async def written(self) -> None:
        """Return when the whole text is there, so that the iterator has no more deltas to give.

        For a paced reply this comes before `Spoken` and `Ended`, which wait for the sound.
        """
        ...

    def heard_until(self, characters: int) -> None:
        """Report that the first `characters` characters of the joined deltas have sounded."""
        ...

    async def interrupt(self, characters: int) -> Spoken | None:
        """Stop generating and store what was heard; called once the iteration has stopped."""
        ...


class Dialogue(Protocol):
    """A conversation, as far as the voice engine needs one."""

    @property
    def name(self) -> str:
        """The name that she is called by; empty before she has one."""
        ...

    @property
    def voice(self) -> str:
        """The id of the voice she speaks with."""
        ...

    @property
    def delivery(self) -> Delivery:
        """How she speaks just now: pace, pauses, loudness."""
        ...

    @property
    def whispers(self) -> bool:
        """Whether she whispers just now."""
        ...

    @property
    def first_words(self) -> Sequence[str]:
        """What her replies may begin with alone; it is worth having the sound of it ready."""
        ...

    def reply(self, utterance: Utterance, *, paced: bool = False, answer: str = "") -> Reply:
        """Her reply to what the person said; with `answer` it is that, whatever she would say."""
        ...

    def greet(self, *, paced: bool = False) -> Reply | None:
        """Her first words, or None while there is nothing to say yet."""
        ...

    def say(self, text: str, *, paced: bool = False) -> Reply:
        """Words of her own accord, which answer nothing; they are stored as heard, like a reply."""
        ...

    async def prepare(self, partial_text: str) -> None:
        """Get ready to answer these words, which may still change; nothing is stored."""
        ...

    def begin(self, text: str) -> AsyncIterator[str]:
        """Begin to reply to these words, which may not be all; nothing is heard or stored.

        Returns the reply's text as it forms. A paced `reply` to the same words goes on with it.
        """
        ...

    def discard(self) -> None:
        """Forget the reply that was begun: the person goes on."""
        ...
