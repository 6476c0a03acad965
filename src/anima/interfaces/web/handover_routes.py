"""The page for giving her away and for receiving her, and what it asks for."""

import json
from collections.abc import Awaitable, Callable

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from anima.interfaces.web.body import TooLongError, body_of
from anima.interfaces.web.door import Doors
from anima.values import AnimaError, JsonValue

Act = Callable[[Request], Awaitable[Response]]

_UNKEPT = {"Cache-Control": "no-store"}
WISH_BYTES = 1 << 20
"""The longest wish that is read: the ids of ten thousand memories are long."""

FILE_BYTES = 17 << 20
"""The largest file that is taken: a little more than a handover may hold."""


def handover_routes(doors: Doors, page: Callable[[], Response]) -> list[BaseRoute]:
    """The page, what could go, what would, the file after a yes, and an arrival."""

    async def shown(_: Request) -> Response:
        return page()

    async def state(request: Request) -> Response:
        return JSONResponse(await doors(request).handover(None), headers=_UNKEPT)

    async def ask(request: Request) -> Response:
        wish = _json(await body_of(request, WISH_BYTES))
        return JSONResponse(await doors(request).handover(wish), headers=_UNKEPT)

    async def file(request: Request) -> Response:
        wish = _json(await body_of(request, WISH_BYTES))
        content, name = await doors(request).handover_file(wish)
        named = {"Content-Disposition": f'attachment; filename="{name}"'}
        return Response(content, media_type="application/octet-stream", headers=_UNKEPT | named)

    async def take(request: Request) -> Response:
        # One line of JSON with the passphrase, which belongs in no address; then the file.
        said, _, sealed = (await body_of(request, FILE_BYTES)).partition(b"\n")
        about = _json(said)
        about = about if isinstance(about, dict) else {}
        passphrase, name = (str(about.get(key) or "") for key in ("passphrase", "name"))
        arrived = await doors(request).handover_taken(sealed, passphrase, name)
        return JSONResponse(arrived, headers=_UNKEPT)

    return [
        Route("/handover", shown),
        Route("/handover/state", _told(state)),
        Route("/handover/ask", _told(ask), methods=["POST"]),
        Route("/handover/file", _told(file), methods=["POST"]),
        Route("/handover/take", _told(take), methods=["POST"]),
    ]


def _told(
    act: Callable[[Request], Awaitable[Response]],
) -> Callable[[Request], Awaitable[Response]]:
    """The same, with what went wrong as one sentence."""

    async def answer(request: Request) -> Response:
        try:
            return await act(request)
        except TooLongError:
            return _refusal("That is too long.", 413)
        except AnimaError as error:
            return _refusal(str(error), 400)
        except (ValueError, RecursionError):
            return _refusal("That is not JSON.", 400)

    return answer


def _json(body: bytes) -> JsonValue:
    read: JsonValue = json.loads(body)
    return read


def _refusal(why: str, status: int) -> Response:
    return JSONResponse({"error": why}, status_code=status, headers=_UNKEPT)
