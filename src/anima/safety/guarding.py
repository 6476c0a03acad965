"""A reply on its way past a guard that may end it."""

from collections.abc import AsyncGenerator
from contextlib import aclosing
from typing import Protocol

from anima.values import ModelError


class Guard(Protocol):
    """Reads a reply as it comes."""

    @property
    def is_over(self) -> bool:
        """Whether nothing more of the reply passes."""
        ...

    def feed(self, piece: str, /) -> str:
        """What passes now that this much more is written."""
        ...

    def finish(self) -> str:
        """What still passes, once all is written."""
        ...


async def guarded(pieces: AsyncGenerator[str], guard: Guard) -> AsyncGenerator[str]:
    """The pieces of a reply as the guard lets them pass."""
    async with aclosing(pieces):
        try:
            async for piece in pieces:
                if passed := guard.feed(piece):
                    yield passed
                if guard.is_over:
                    return
        except ModelError:
            # What was said until then was said.
            if passed := guard.finish():
                yield passed
            raise
    if passed := guard.finish():
        yield passed
