"""The page that says who she is, and what it asks for."""

import json
from collections.abc import Callable

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from anima.interfaces.web.body import TooLongError, body_of
from anima.interfaces.web.door import Doors
from anima.values import AnimaError

_UNKEPT = {"Cache-Control": "no-store"}
WISH_BYTES = 8192
"""The longest wish that is read."""


def who_routes(doors: Doors, page: Callable[[], Response]) -> list[BaseRoute]:
    """The page, who she is, and what the person decides about her."""

    async def who(_: Request) -> Response:
        return page()

    async def state(request: Request) -> Response:
        return JSONResponse(await doors(request).who(), headers=_UNKEPT)

    async def change(request: Request) -> Response:
        try:
            wish = json.loads(await body_of(request, WISH_BYTES))
        except TooLongError:
            return JSONResponse({"error": "That is too long."}, status_code=413)
        except (ValueError, RecursionError):
            return JSONResponse({"error": "That is not JSON."}, status_code=400)
        try:
            now = await doors(request).change_who(wish)
        except AnimaError as error:
            return JSONResponse({"error": str(error)}, status_code=400)
        return JSONResponse(now, headers=_UNKEPT)

    async def night(request: Request) -> Response:
        return JSONResponse(await doors(request).night(), headers=_UNKEPT)

    return [
        Route("/who", who),
        Route("/who/state", state),
        Route("/who/state", change, methods=["POST"]),
        Route("/who/night", night),
    ]
