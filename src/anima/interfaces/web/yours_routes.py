"""The page about one's own settings and data, and what it asks for."""

import json
from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import aclosing

from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route
from starlette.types import Receive, Scope, Send

from anima.interfaces.web.body import TooLongError, body_of
from anima.interfaces.web.door import Doors, staying, visitor_of
from anima.values import AnimaError, JsonValue

Act = Callable[[Request], Awaitable[Response]]

_UNKEPT = {"Cache-Control": "no-store"}
WISH_BYTES = 8192
"""The longest wish that is read."""

NAME_CHARACTERS = 200
"""So much of a file's name is read."""


def yours_routes(doors: Doors, page: Callable[[], Response]) -> list[BaseRoute]:
    """The page, how things are set, and what the person wants done."""

    async def shown(_: Request) -> Response:
        return page()

    async def state(request: Request) -> Response:
        return JSONResponse(await doors(request).yours(None), headers=_UNKEPT)

    async def ask(request: Request) -> Response:
        wish = json.loads(await body_of(request, WISH_BYTES))
        return JSONResponse(await doors(request).yours(wish), headers=_UNKEPT)

    async def copy(request: Request) -> Response:
        visitor, ticket = visitor_of(request), request.path_params["ticket"]
        pieces = await doors(request).yours_archive(ticket)
        if visitor is not None:
            await visitor.record("downloaded a copy of their vault")
        return _Download(pieces, request.path_params["name"])

    async def bring(request: Request) -> Response:
        name = request.query_params.get("name", "")[:NAME_CHARACTERS]
        return _Lines(await doors(request).yours_brought(name, request.stream()))

    async def written(request: Request) -> Response:
        wish = json.loads(await body_of(request, WISH_BYTES))
        import_id, me = (str(wish[key]) for key in ("import", "me"))
        return _Lines(await doors(request).yours_written(import_id, me))

    return [
        Route("/yours", shown),
        Route("/yours/bring", _at_home(bring), methods=["POST"]),
        Route("/yours/written", _at_home(written), methods=["POST"]),
        Route("/yours/copy/{ticket:str}/{name:str}", _at_home(copy)),
        Route("/yours/state", _at_home(state)),
        Route("/yours/state", _at_home(ask), methods=["POST"]),
    ]


def _at_home(act: Act) -> Act:
    """The same for a person of this house alone, with what went wrong as one sentence."""

    async def answer(request: Request) -> Response:
        visitor = visitor_of(request)
        if visitor is not None and not visitor.is_at_home:
            return _refusal("Only somebody who lives here can do this, signed in on the page.", 403)
        try:
            return await act(request)
        except TooLongError:
            return _refusal("That is too long.", 413)
        except ClientDisconnect:
            return _refusal("It did not come whole.", 400)
        except AnimaError as error:
            return _refusal(str(error), 429 if error.retryable else 400)
        except (ValueError, RecursionError, LookupError, TypeError):
            return _refusal("That is not what can be read here.", 400)

    return answer


class _Lines(Response):
    """One line of JSON for each thing told; what goes wrong on the way is told, too."""

    media_type = "application/x-ndjson"

    def __init__(self, told: AsyncGenerator[JsonValue]) -> None:
        super().__init__(headers=_UNKEPT)
        del self.headers["content-length"]
        self._told = told

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        await staying(Request(scope, receive), self._passed_on(send))

    async def _passed_on(self, send: Send) -> None:
        async with aclosing(self._told) as told:
            head = {"status": self.status_code, "headers": self.raw_headers}
            await send({"type": "http.response.start", **head})
            try:
                async for each in told:
                    line = f"{json.dumps(each)}\n".encode()
                    await send({"type": "http.response.body", "body": line, "more_body": True})
            except AnimaError as error:
                line = f"{json.dumps({'error': str(error)})}\n".encode()
                await send({"type": "http.response.body", "body": line, "more_body": True})
        await send({"type": "http.response.body", "body": b"", "more_body": False})


class _Download(Response):
    """A file that is passed on as it is made, for as long as the session lasts that asked for it.

    What fails half-way ends the connection: a browser knows then that it has no whole file.
    """

    media_type = "application/octet-stream"

    def __init__(self, pieces: AsyncGenerator[bytes], name: str) -> None:
        plain = "".join(
            each for each in name if each.isascii() and (each.isalnum() or each in "-.")
        )
        super().__init__(
            headers=_UNKEPT | {"Content-Disposition": f'attachment; filename="{plain}"'}
        )
        del self.headers["content-length"]
        self._pieces = pieces

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        request = Request(scope, receive)
        await staying(request, self._passed_on(request, send))

    async def _passed_on(self, request: Request, send: Send) -> None:
        async with aclosing(self._pieces) as pieces:
            await send(
                {
                    "type": "http.response.start",
                    "status": self.status_code,
                    "headers": self.raw_headers,
                }
            )
            async for piece in pieces:
                if await request.is_disconnected():
                    return
                await send({"type": "http.response.body", "body": piece, "more_body": True})
        await send({"type": "http.response.body", "body": b"", "more_body": False})


def _refusal(why: str, status: int) -> Response:
    return JSONResponse({"error": why}, status_code=status, headers=_UNKEPT)
