"""A reply to a goodbye is looked at sentence by sentence before it is said; others just stream."""

from collections.abc import AsyncGenerator
from contextlib import aclosing

from anima.conversation.opening import OPENINGS
from anima.persona import Parting, is_goodbye


async def let_go(pieces: AsyncGenerator[str], said: str) -> AsyncGenerator[str]:
    """The pieces of a reply to these words, without any that would hold the person back.

    A ready opening is said at once: it holds nobody.
    """
    async with aclosing(pieces):
        if not is_goodbye(said):
            async for piece in pieces:
                yield piece
            return
        parting: Parting | None = None
        async for piece in pieces:
            if parting is None and piece.strip() in OPENINGS:
                parting = Parting(said, goes_on=True)
                yield piece
                continue
            parting = parting or Parting(said)
            if passed := parting.take(piece):
                yield passed
            if parting.is_over:
                return
        if parting is not None and (rest := parting.end()):
            yield rest
