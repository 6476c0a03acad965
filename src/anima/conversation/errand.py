"""What she does with the person in conversation and another part knows how to do."""

from collections.abc import AsyncGenerator
from typing import Protocol

from anima.values import Event, SessionId

__all__ = ["Errand"]


class Errand(Protocol):
    """Something that is done together over several turns, such as a letter.

    The composition root hands it in; it keeps where it stands in the log.
    """

    async def turn(self, heard: Event) -> AsyncGenerator[str] | None:
        """What she says to this, piece by piece; None when it is about something else."""
        ...

    async def aside(self, session: SessionId) -> None:
        """Put it away without a word: something else has come up."""
        ...

    async def waits(self, session: SessionId) -> bool:
        """Whether the next words in this session are the answer to a question of its own."""
        ...
