"""The memory page, and what it asks for."""

import json
from collections.abc import Callable

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from anima.interfaces.web.body import TooLongError, body_of
from anima.interfaces.web.door import Doors
from anima.values import AnimaError

_UNKEPT = {"Cache-Control": "no-store"}
QUERY_CHARACTERS = 300
"""The longest query that is searched for; the rest is left out."""

CHANGE_BYTES = 4096
"""The longest change that is read."""


def memory_routes(doors: Doors, page: Callable[[], Response]) -> list[BaseRoute]:
    """The page, everything that is known, and changes to it."""

    async def memory(_: Request) -> Response:
        return page()

    async def facts(request: Request) -> Response:
        return JSONResponse(await doors(request).facts(), headers=_UNKEPT)

    async def search(request: Request) -> Response:
        words = request.query_params.get("words", "")[:QUERY_CHARACTERS]
        return JSONResponse(await doors(request).found(words), headers=_UNKEPT)

    async def sound(request: Request) -> Response:
        heard = await doors(request).sound_of(request.path_params["event"])
        if heard is None:
            return Response("No sound of that was kept.\n", status_code=404)
        return Response(heard, media_type="audio/wav", headers=_UNKEPT)

    async def change(request: Request) -> Response:
        try:
            wanted = json.loads(await body_of(request, CHANGE_BYTES))
        except TooLongError:
            return JSONResponse({"error": "The change is too long."}, status_code=413)
        except (ValueError, RecursionError):
            return JSONResponse({"error": "The change is not JSON."}, status_code=400)
        try:
            known = await doors(request).change_fact(request.path_params["fact"], wanted)
        except AnimaError as error:
            return JSONResponse({"error": str(error)}, status_code=400)
        return JSONResponse(known, headers=_UNKEPT)

    return [
        Route("/memory", memory),
        Route("/memory/facts", facts),
        Route("/memory/search", search),
        Route("/memory/sound/{event:str}", sound),
        Route("/memory/facts/{fact:str}", change, methods=["POST"]),
    ]
