"""The page for writing letters, and what it asks for."""

import json
from collections.abc import AsyncIterator, Callable

from starlette.requests import Request
from starlette.responses import JSONResponse, Response, StreamingResponse
from starlette.routing import BaseRoute, Route

from anima.interfaces.web.body import TooLongError, body_of
from anima.interfaces.web.door import Doors
from anima.values import AnimaError, JsonValue

_UNKEPT = {"Cache-Control": "no-store"}

WISH_BYTES = 8 << 20
"""The longest wish that is read: a mailbox file of samples may be large."""


def letters_routes(doors: Doors, page: Callable[[], Response]) -> list[BaseRoute]:
    """The page, its questions and wishes, what is told as it goes on, and files."""

    async def letters(_: Request) -> Response:
        return page()

    async def ask(request: Request) -> Response:
        wish = await _wish(request)
        if isinstance(wish, Response):
            return wish
        try:
            return JSONResponse(await doors(request).letters(wish), headers=_UNKEPT)
        except AnimaError as error:
            return _refusal(str(error), 400)

    async def tell(request: Request) -> Response:
        wish = await _wish(request)
        if isinstance(wish, Response):
            return wish
        lines = _lines(doors(request).letters_told(wish))
        return StreamingResponse(lines, media_type="application/x-ndjson", headers=_UNKEPT)

    async def file(request: Request) -> Response:
        try:
            content, kind = await doors(request).letters_file(
                request.path_params["name"], dict(request.query_params)
            )
        except LookupError:
            return _refusal("There is no such file.", 404)
        except AnimaError as error:
            return _refusal(str(error), 400)
        return Response(content, media_type=kind, headers=_UNKEPT)

    return [
        Route("/letters", letters),
        Route("/letters/ask", ask, methods=["POST"]),
        Route("/letters/tell", tell, methods=["POST"]),
        Route("/letters/file/{name:str}", file),
    ]


async def _wish(request: Request) -> "JsonValue | Response":
    try:
        wish: JsonValue = json.loads(await body_of(request, WISH_BYTES))
    except TooLongError as error:
        return _refusal(str(error), 413)
    except (ValueError, RecursionError):
        return _refusal("That is not JSON.", 400)
    return wish


async def _lines(told: AsyncIterator[JsonValue]) -> AsyncIterator[str]:
    """One line of JSON for each thing told; what goes wrong on the way is told, too."""
    try:
        async for each in told:
            yield f"{json.dumps(each)}\n"
    except AnimaError as error:
        yield f"{json.dumps({'error': str(error)})}\n"


def _refusal(why: str, status: int) -> Response:
    return JSONResponse({"error": why}, status_code=status, headers=_UNKEPT)
