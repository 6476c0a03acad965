"""The pages of people: join, sign in, who lives here; and what these pages ask for."""

import json
from collections.abc import Callable

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from anima.interfaces.web.body import TooLongError, body_of
from anima.interfaces.web.door import visitor_of
from anima.interfaces.web.gate import end_session, set_session
from anima.interfaces.web.household import Household
from anima.values import AnimaError

_UNKEPT = {"Cache-Control": "no-store"}
ACTION_BYTES = 64 << 10

_BROWSERS = ("Firefox", "Edg", "Chrome", "Safari")
_SYSTEMS = ("Android", "iPhone", "iPad", "Windows", "Mac OS", "Linux")


def people_routes(household: Household, page: Callable[[], Response]) -> list[BaseRoute]:
    """The routes."""

    async def shown(_: Request) -> Response:
        return page()

    async def act(request: Request) -> Response:
        try:
            body = json.loads(await body_of(request, ACTION_BYTES) or b"null")
            answered = await household.act(
                request.path_params["action"],
                body,
                visitor_of(request),
                request.client.host if request.client else "",
                browser(request.headers.get("user-agent", "")),
            )
        except LookupError:
            return JSONResponse({"error": "There is no such action."}, status_code=404)
        except (TooLongError, AnimaError) as error:
            return JSONResponse({"error": str(error)}, status_code=400, headers=_UNKEPT)
        except (ValueError, RecursionError):
            return JSONResponse({"error": "The request is not JSON."}, status_code=400)
        response = JSONResponse(answered.body, status_code=answered.status, headers=_UNKEPT)
        if answered.token:
            set_session(response, answered.token, household.address)
        if answered.leaves:
            end_session(response, household.address)
        return response

    return [
        Route("/join", shown),
        Route("/enter", shown),
        Route("/people", shown),
        Route("/people/{action:str}", act, methods=["POST"]),
    ]


def browser(agent: str) -> str:
    """A browser's name for people, from how it calls itself."""
    name = next((each for each in _BROWSERS if each in agent), "a browser")
    system = next((each for each in _SYSTEMS if each in agent), "")
    return f"{name.replace('Edg', 'Edge')} on {system}" if system else name
