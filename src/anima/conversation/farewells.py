"""A reply to a goodbye is looked at whole before it is said; others stream as they come."""

from collections.abc import AsyncGenerator
from contextlib import aclosing

from anima.persona import is_goodbye, parting


async def let_go(pieces: AsyncGenerator[str], said: str) -> AsyncGenerator[str]:
    """The pieces of a reply to these words, without any that would hold the person back.

    Waiting for the whole costs half a second, when nobody is in a hurry to hear more.
    """
    async with aclosing(pieces):
        if not is_goodbye(said):
            async for piece in pieces:
                yield piece
            return
        reply = "".join([piece async for piece in pieces]).strip()
    if reply:
        yield parting(said, reply)
