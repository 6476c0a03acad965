"""`/v1`: what clients of OpenAI's protocols reach, by text and by voice."""

from starlette.requests import Request
from starlette.responses import JSONResponse, Response, StreamingResponse
from starlette.routing import BaseRoute, Route, WebSocketRoute
from starlette.websockets import WebSocket

from anima.interfaces.openai import MODEL, ChatRefusal, models, refused, said_in, stream, whole
from anima.interfaces.web.body import TooLongError, body_of
from anima.interfaces.web.door import Doors, staying
from anima.interfaces.web.socket_line import SocketLine, held

REQUEST_BYTES = 4 << 20
"""Clients send the whole conversation with each message; this is a very long one."""

_UNKEPT = {"Cache-Control": "no-store"}
_SUBPROTOCOL = "realtime"


def openai_routes(doors: Doors) -> list[BaseRoute]:
    """The routes."""

    async def listed(request: Request) -> Response:
        return JSONResponse(models(await doors(request).name()), headers=_UNKEPT)

    async def chat(request: Request) -> Response:
        try:
            said = said_in(await body_of(request, REQUEST_BYTES))
        except TooLongError as error:
            long = ChatRefusal(str(error), code="request_too_large", status=413)
            return JSONResponse(refused(long), status_code=long.status, headers=_UNKEPT)
        except ChatRefusal as error:
            return JSONResponse(refused(error), status_code=error.status, headers=_UNKEPT)
        pieces = doors(request).answer(said.text, said.digest)
        if said.streams:
            return StreamingResponse(
                stream(said, pieces), media_type="text/event-stream", headers=_UNKEPT
            )
        text = "".join([piece async for piece in pieces])
        return JSONResponse(whole(said, text), headers=_UNKEPT)

    async def realtime(socket: WebSocket) -> None:
        offered = socket.scope.get("subprotocols", [])
        await socket.accept(subprotocol=_SUBPROTOCOL if _SUBPROTOCOL in offered else None)
        model = socket.query_params.get("model") or MODEL
        await held(socket, staying(socket, doors(socket).serve_realtime(SocketLine(socket), model)))

    return [
        Route("/v1/models", listed),
        Route("/v1/chat/completions", chat, methods=["POST"]),
        WebSocketRoute("/v1/realtime", realtime),
    ]
