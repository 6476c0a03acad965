"""A WebSocket as a line of the voice engine."""

from collections.abc import Coroutine

from starlette.websockets import WebSocket, WebSocketDisconnect


class SocketLine:
    """A WebSocket as a line of the voice engine."""

    def __init__(self, socket: WebSocket) -> None:
        self._socket = socket

    async def receive(self) -> str | bytes | None:
        """The next message; None when the client is gone."""
        received = await self._socket.receive()
        if received["type"] == "websocket.disconnect":
            return None
        content = received.get("text")
        return content if content is not None else received.get("bytes", b"")

    async def send(self, message: str) -> None:
        """Send a message; `ConnectionError` when the client is gone."""
        await self._sent(self._socket.send_text(message))

    async def send_bytes(self, message: bytes) -> None:
        """Send bytes; `ConnectionError` when the client is gone."""
        await self._sent(self._socket.send_bytes(message))

    async def _sent(self, sending: Coroutine[object, object, None]) -> None:
        try:
            await sending
        except (WebSocketDisconnect, RuntimeError, OSError) as error:
            raise ConnectionError("the client is gone") from error


async def held(socket: WebSocket, conversation: Coroutine[object, object, None]) -> None:
    """Hold a conversation to its end, and close the socket if the client has not."""
    try:
        await conversation
    except ConnectionError:
        return
    try:
        await socket.close()
    except (RuntimeError, WebSocketDisconnect):  # it was closed from the other side already
        return
