"""What a request carries, up to a limit."""

from starlette.requests import Request

from anima.values import AnimaError


class TooLongError(AnimaError):
    """A request carries more than it may."""


async def body_of(request: Request, most: int) -> bytes:
    """The body of a request; raises `TooLongError` when it is longer than `most` bytes."""
    body = b""
    async for piece in request.stream():
        body += piece
        if len(body) > most:
            raise TooLongError("The request is too long.")
    return body
