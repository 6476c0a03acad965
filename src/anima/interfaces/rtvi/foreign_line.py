"""The line of a foreign RTVI client: its framing is found out from its first message."""

import asyncio
from typing import Protocol

from anima.interfaces.rtvi.framing import Evaluated, Framing, Plain, Raw, evaluation_message
from anima.interfaces.rtvi.protobuf_frames import Protobuf, is_frame


class Socket(Protocol):
    """A WebSocket."""

    async def receive(self) -> Raw | None:
        """The next message; None when the client is gone."""
        ...

    async def send(self, message: str) -> None:
        """Send text; `ConnectionError` when the client is gone."""
        ...

    async def send_bytes(self, message: bytes) -> None:
        """Send bytes; `ConnectionError` when the client is gone."""
        ...


class ForeignLine:
    """A line of the voice engine around a WebSocket of any RTVI client.

    What she says before the client's first message waits until it is known how to say it.
    """

    def __init__(self, socket: Socket) -> None:
        self._socket = socket
        self._framing: Framing | None = None
        self._known = asyncio.Event()

    async def receive(self) -> Raw | None:
        """The client's next message as her own line has it; None when the client is gone."""
        while (raw := await self._socket.receive()) is not None:
            if self._framing is None:
                self._framing = _framing_of(raw)
                self._known.set()
            message = self._framing.inward(raw)
            if message is not None:
                return message
        self._known.set()
        return None

    async def send(self, message: str) -> None:
        """Send a message in the client's framing; `ConnectionError` when the client is gone."""
        await self._known.wait()
        if self._framing is None:
            raise ConnectionError("the client left without a word")
        for raw in self._framing.outward(message):
            await (self._socket.send(raw) if isinstance(raw, str) else self._socket.send_bytes(raw))


def _framing_of(raw: Raw) -> Framing:
    if isinstance(raw, bytes):
        return Protobuf() if is_frame(raw) else Plain()
    match evaluation_message(raw):
        case "eval-connect", flags:
            return Evaluated(flags)
        case _:
            return Plain()
