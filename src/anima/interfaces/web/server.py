"""The web server: the page and its files, voice samples, and the WebSocket of a conversation."""

import asyncio
import os
import socket
from collections.abc import AsyncGenerator, Awaitable, Callable, Collection, Sequence
from contextlib import asynccontextmanager
from importlib.resources import files
from pathlib import Path, PurePath

import uvicorn
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import HTTPConnection, Request
from starlette.responses import FileResponse, JSONResponse, Response
from starlette.routing import Mount, Route, WebSocketRoute
from starlette.staticfiles import StaticFiles
from starlette.types import Scope
from starlette.websockets import WebSocket

from anima.interfaces.rtvi import ForeignLine
from anima.interfaces.web.door import Door, Doors, caller_of, doors_of, staying
from anima.interfaces.web.gate import Gate
from anima.interfaces.web.guard import Guard
from anima.interfaces.web.handover_routes import handover_routes
from anima.interfaces.web.household import Household
from anima.interfaces.web.lasting import LastingLines
from anima.interfaces.web.lasting import Request as LineRequest
from anima.interfaces.web.letters_routes import letters_routes
from anima.interfaces.web.memory_routes import memory_routes
from anima.interfaces.web.openai_routes import openai_routes
from anima.interfaces.web.people_routes import people_routes
from anima.interfaces.web.socket_line import SocketLine, held
from anima.interfaces.web.webrtc_routes import webrtc_routes
from anima.interfaces.web.who_routes import who_routes
from anima.interfaces.web.yours_routes import yours_routes
from anima.values import AnimaError

MESSAGE_BYTES = 16 << 20
"""The largest message that a client may send: four minutes of sound in base64, the most that
clients of OpenAI's Realtime protocol are used to."""

GOODBYE_SECONDS = 3
"""How long open lines may take to end when the server stops."""

STATIC = Path(str(files("anima.interfaces.web"))) / "static"

_WAITING_CALLS = 2048
"""So many may have called and not been answered yet."""

MEDIA_TYPES = {
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".webmanifest": "application/manifest+json",
}
"""Some machines have these wrong in their own tables, and a browser then refuses the file."""


class _FreshFiles(StaticFiles):
    """Files that a browser keeps but asks about each time, so that an update is never half."""

    async def get_response(self, path: str, scope: Scope) -> Response:
        response = await super().get_response(path, scope)
        if media_type := MEDIA_TYPES.get(PurePath(path).suffix):
            response.headers["Content-Type"] = media_type
        response.headers["Cache-Control"] = "no-cache"
        return response


def _file(name: str) -> FileResponse:
    path = STATIC / name
    return FileResponse(
        path, media_type=MEDIA_TYPES.get(path.suffix), headers={"Cache-Control": "no-cache"}
    )


def _line(doors: Doors, lines: LastingLines) -> Callable[[WebSocket], Awaitable[None]]:
    """What serves a WebSocket: a lasting line where the client asks for one, else an ordinary."""

    async def line(socket: WebSocket) -> None:
        await socket.accept()
        connection, asked = SocketLine(socket), LineRequest.of(socket.query_params)
        door, person = doors(socket), caller_of(socket)
        carried = (
            lines.carry(connection, asked, door.serve, person=person)
            if asked
            else door.serve(connection)
        )
        await held(socket, staying(socket, carried))

    return line


def create_app(
    door: Door,
    *,
    token: str | None = None,
    origins: Collection[str] = (),
    host: str = "127.0.0.1",
    household: Household | None = None,
) -> Starlette:
    """The application. With a token, only whoever has it comes in; else only loopback names.

    Pages of `origins` may open a line and use her chat address, too, besides her own. Calls over
    WebRTC are taken at `host`. With a `household` where several people live, each comes to a door
    of their own, and `door` is for what is nobody's.
    """
    doors = doors_of(door)
    lines = LastingLines()
    offer_routes, calls = webrtc_routes(doors, host)

    async def page(_: Request) -> Response:
        return _file("index.html")

    async def worker(_: Request) -> Response:
        # At the root, because a service worker serves only what lies below it.
        return _file("worker.js")

    async def manifest(_: Request) -> Response:
        return _file("manifest.webmanifest")

    async def health(_: Request) -> Response:
        return JSONResponse(await door.health(), headers={"Cache-Control": "no-store"})

    async def audition(request: Request) -> Response:
        try:
            sound = await doors(request).audition(request.path_params["voice"])
        except LookupError:
            return JSONResponse({"error": "There is no such voice."}, status_code=404)
        return Response(sound, media_type="audio/wav", headers={"Cache-Control": "max-age=3600"})

    async def foreign(socket: WebSocket) -> None:
        await socket.accept()
        line = doors(socket).serve_rtvi(ForeignLine(SocketLine(socket)))
        await held(socket, staying(socket, line))

    @asynccontextmanager
    async def open_lines(_: Starlette) -> AsyncGenerator[None]:
        async with lines.open(), calls():
            yield

    return Starlette(
        routes=[
            Route("/", page),
            Route("/worker.js", worker),
            Route("/manifest.webmanifest", manifest),
            Route("/health", health),
            Route("/voices/{voice:str}.wav", audition),
            *memory_routes(doors, lambda: _file("memory.html")),
            *letters_routes(doors, lambda: _file("letters.html")),
            *who_routes(doors, lambda: _file("who.html")),
            *handover_routes(doors, lambda: _file("handover.html")),
            *yours_routes(doors, lambda: _file("yours.html")),
            WebSocketRoute("/ws", _line(doors, lines)),
            WebSocketRoute("/rtvi", foreign),
            *openai_routes(doors),
            *offer_routes,
            *(people_routes(household, lambda: _file("people.html")) if household else ()),
            Mount("/static", _FreshFiles(directory=STATIC)),
        ],
        middleware=[
            Middleware(Gate, household=household, origins=origins),
            Middleware(Guard, token=token, origins=origins),
        ],
        exception_handlers={AnimaError: _unable},
        lifespan=open_lines,
    )


async def _unable(connection: HTTPConnection, error: Exception) -> Response:
    """What could not be done, in words, where a route has no answer of its own for it."""
    if not isinstance(connection, Request):
        raise error
    return JSONResponse({"error": str(error)}, status_code=503)


def bound(host: str, port: int) -> list[socket.socket]:
    """Sockets that listen at an address: who has them may serve it, one after the other.

    Raises `OSError` when the address cannot be had.
    """
    found: list[socket.socket] = []
    stream, passive = socket.SOCK_STREAM, socket.AI_PASSIVE
    try:
        for family, kind, protocol, _, address in socket.getaddrinfo(
            host or None, port, type=stream, flags=passive
        ):
            found.append(one := socket.socket(family, kind, protocol))
            one.setblocking(False)
            if os.name == "posix":  # elsewhere it would let two serve the same address
                one.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            if family == socket.AF_INET6:
                one.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
            one.bind(address)
            one.listen(_WAITING_CALLS)
    except OSError:
        for one in found:
            one.close()
        raise
    return found


async def listen(
    app: Starlette, host: str, port: int, *, sockets: Sequence[socket.socket] = ()
) -> None:
    """Serve the application until the process is asked to end, or this is cancelled.

    Either way open lines are closed and have `GOODBYE_SECONDS` to store what was heard. With
    `sockets`, calls are taken from those, which stay open for others.
    """
    config = uvicorn.Config(
        app,
        host=host,
        port=port,
        ws="websockets-sansio",
        ws_max_size=MESSAGE_BYTES,
        log_level="warning",
        # The query of the first request may hold the token.
        access_log=False,
        server_header=False,
        timeout_graceful_shutdown=GOODBYE_SECONDS,
    )
    server = uvicorn.Server(config)
    own = [each.dup() for each in sockets] or None
    serving = asyncio.create_task(server.serve(sockets=own))
    try:
        await asyncio.shield(serving)
    except asyncio.CancelledError:
        server.should_exit = True
        await serving
        raise
