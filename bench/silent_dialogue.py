"""In the place of a conversation: hears, and has nothing to say."""

from collections.abc import AsyncIterator

from anima.values import (
    EVEN,
    Ended,
    Event,
    EventId,
    Heard,
    PersonId,
    ReplyId,
    SessionId,
    Spoken,
    SystemClock,
    TurnEvent,
    Utterance,
)


class SilentDialogue:
    """What was heard is given back as heard; nothing is stored, and every reply is empty."""

    name = ""
    voice = "af_heart"
    delivery = EVEN
    whispers = False
    first_words = ()

    def __init__(self) -> None:
        self.count = 0

    def reply(self, utterance: Utterance, *, paced: bool = False, answer: str = "") -> "_Silence":
        """A reply without words."""
        del paced, answer
        self.count += 1
        return _Silence(utterance, self.count)

    def say(self, text: str, *, paced: bool = False) -> "_Silence":
        """Nothing of her own accord either: she asks again about no word."""
        del text
        return self.reply(Utterance(""), paced=paced)

    def greet(self, *, paced: bool = False) -> None:
        """No greeting."""

    async def prepare(self, partial_text: str) -> None:
        """Nothing is got ready."""

    async def begin(self, text: str) -> AsyncIterator[str]:
        """A reply that is begun ahead has no clauses either."""
        for clause in ():
            yield clause

    def discard(self) -> None:
        """Nothing is forgotten."""


class _Silence:
    def __init__(self, utterance: Utterance, number: int) -> None:
        self.id = ReplyId(f"r{number}")
        self._utterance = utterance
        self._number = number

    async def __aiter__(self) -> AsyncIterator[TurnEvent]:
        yield Heard(
            Event(
                EventId(f"e{self._number}"),
                PersonId("person"),
                SessionId("session"),
                self._number,
                SystemClock().now(),
                "heard",
                {"text": self._utterance.text},
            )
        )
        yield Ended("complete")

    async def written(self) -> None:
        """It is, from the beginning."""

    def heard_until(self, characters: int) -> None:
        """There is nothing to hear."""

    async def interrupt(self, characters: int) -> Spoken | None:
        """There is nothing to stop."""
        return None
