"""A client of a lasting line, as the page is one, and a network that fails it."""

import asyncio
import json
from collections.abc import AsyncGenerator, Callable
from contextlib import asynccontextmanager, suppress
from typing import cast

from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed, WebSocketException

ACKNOWLEDGE_EVERY = 20

Content = dict[str, object]


class LastingClient:
    """Sends and receives over one connection after the other; counts both."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.line = ""
        self.came: list[Content] = []
        self.hellos: list[Content] = []
        self.moved = False
        self._have = 0
        self._kept: list[str | bytes] = []
        self._first = 0
        self._socket: ClientConnection | None = None

    async def talk(self, *, move: bool = False) -> None:
        """Connect, and take what comes, until the connection is gone."""
        query = f"line={self.line}&have={self._have}" + ("&move=yes" if move else "")
        address = f"ws://127.0.0.1:{self.port}/ws?{query}"
        with suppress(WebSocketException, OSError, TimeoutError):
            async with connect(address, proxy=None, open_timeout=5) as socket:
                self._arrived(_data(await socket.recv()), move=move)
                for message in list(self._kept):
                    await socket.send(message)
                self._socket = socket
                try:
                    while True:
                        self._take(await socket.recv())
                finally:
                    self._socket = None

    async def send(self, message: str | bytes) -> None:
        """Send now, or when the network is back."""
        self._kept.append(message)
        if self._socket is not None:
            with suppress(ConnectionClosed):
                await self._socket.send(message)

    async def tell(self, t: str, d: object = None) -> None:
        """A message of the page's own."""
        data = {"t": t, "d": d}
        content = {"label": "rtvi-ai", "type": "client-message", "id": "1", "data": data}
        await self.send(json.dumps(content))

    def kinds(self, kind: str) -> list[Content]:
        """The data of what came of this kind; `her-` names stand for the page's own."""
        return [_data(json.dumps(each)) for each in self.came if _kind(each) == kind]

    def _arrived(self, hello: Content, *, move: bool) -> None:
        self.hellos.append(hello)
        taken, given = cast(int, hello["taken"]), cast(int, hello["given"])
        if move or not hello["resumed"]:
            self._have, self._first, self._kept = given, taken, self._kept if not move else []
        self.line = str(hello["line"])
        self._let_go(taken)

    def _take(self, raw: str | bytes) -> None:
        content = cast(Content, json.loads(raw))
        if _kind(content) == "her-moved":
            self.moved = True
            return
        self._have += 1
        if _kind(content) == "her-taken":
            self._let_go(cast(int, _data(raw)["count"]))
        else:
            self.came.append(content)
        if self._have % ACKNOWLEDGE_EVERY == 0:
            count: Content = {"count": self._have}
            data: Content = {"t": "have", "d": count}
            message = {"label": "rtvi-ai", "type": "client-message", "id": "0", "data": data}
            self._kept.append(json.dumps(message))
            if self._socket is not None:
                self._owed = asyncio.ensure_future(self._quietly(self._socket, self._kept[-1]))

    async def _quietly(self, socket: ClientConnection, message: str | bytes) -> None:
        with suppress(ConnectionClosed):
            await socket.send(message)

    def _let_go(self, count: int) -> None:
        del self._kept[: max(0, count - self._first)]
        self._first = max(self._first, count)


class BadNetwork:
    """A TCP relay in front of a server: delays what passes, cuts, and is gone for a while."""

    def __init__(self, server_port: int) -> None:
        self.port = 0
        self.delay: Callable[[], float] = lambda: 0.0
        self._server_port = server_port
        self._writers: set[asyncio.StreamWriter] = set()
        self._down = False

    def cut(self) -> None:
        """Every connection breaks, without a goodbye."""
        for writer in self._writers:
            writer.transport.abort()

    @asynccontextmanager
    async def gone(self) -> AsyncGenerator[None]:
        """The network is gone while the block runs."""
        self._down = True
        self.cut()
        try:
            yield
        finally:
            self._down = False

    @asynccontextmanager
    async def open(self) -> AsyncGenerator["BadNetwork"]:
        """The relay listens while the block runs."""
        server = await asyncio.start_server(self._relay, "127.0.0.1", 0)
        self.port = server.sockets[0].getsockname()[1]
        try:
            yield self
        finally:
            server.close()
            self.cut()

    async def _relay(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        if self._down:
            writer.transport.abort()
            return
        onward, out = await asyncio.open_connection("127.0.0.1", self._server_port)
        mine = {writer, out}
        self._writers |= mine
        with suppress(ConnectionError, asyncio.CancelledError):
            pumps = [
                asyncio.ensure_future(self._pump(reader, out)),
                asyncio.ensure_future(self._pump(onward, writer)),
            ]
            await asyncio.wait(pumps, return_when=asyncio.FIRST_COMPLETED)
            for pump in pumps:
                pump.cancel()
                with suppress(ConnectionError, asyncio.CancelledError):
                    await pump
        self._writers -= mine
        for each in mine:
            each.transport.abort()

    async def _pump(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while content := await reader.read(4096):
            if wait := self.delay():
                await asyncio.sleep(wait)
            writer.write(content)
            await writer.drain()


def _data(raw: str | bytes) -> Content:
    return cast(Content, cast(Content, json.loads(raw)).get("data") or {})


def _kind(content: Content) -> str:
    if content["type"] == "server-message":
        return f"her-{cast(Content, content['data']).get('type')}"
    return str(content["type"])
