"""`/api/offer`: how a call over WebRTC is begun, as clients of pipecat's transport do it."""

from collections.abc import Awaitable, Callable
from contextlib import AbstractAsyncContextManager, nullcontext
from importlib.util import find_spec
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from anima.interfaces.web.body import TooLongError, body_of
from anima.interfaces.web.door import Door, Doors, caller_of, staying
from anima.interfaces.web.guard import OFFER_PATH
from anima.interfaces.web.lasting import GRACE_SECONDS
from anima.values import JsonValue
from anima.voice import Line

OFFER_BYTES = 256 << 10
"""An offer with many codecs and addresses is a few kilobytes."""

MISSING = (
    "Calls over WebRTC need a part that is not installed. Run ./dev webrtc, or install "
    "anima[webrtc], and start her again."
)

_UNKEPT = {"Cache-Control": "no-store"}


class _Offer(BaseModel):
    """The rest of what clients send is theirs."""

    sdp: str
    type: Literal["offer"]
    pc_id: str | None = None
    restart_pc: bool | None = None
    have: Annotated[int, Field(ge=0)] | None = None


class _Candidate(BaseModel):
    model_config = ConfigDict(strict=True)

    candidate: str
    sdp_mid: str | None = None
    sdp_mline_index: int | None = None


class _Candidates(BaseModel):
    pc_id: str
    candidates: Annotated[list[_Candidate], Field(max_length=100)]


def webrtc_routes(
    doors: Doors, host: str
) -> tuple[list[BaseRoute], Callable[[], AbstractAsyncContextManager[None]]]:
    """The routes, and what must be open while they serve."""
    if find_spec("aiortc") is None:
        return [Route(OFFER_PATH, _missing, methods=["POST", "PATCH"])], nullcontext

    # Not part of what everybody has installed.
    from anima.interfaces.webrtc import Calls, OfferError

    calls = Calls(host, grace_seconds=GRACE_SECONDS)

    async def offer(request: Request) -> Response:
        try:
            asked = _Offer.model_validate_json(await body_of(request, OFFER_BYTES))
            answer = await calls.offer(
                asked.sdp,
                caller_of(request),
                asked.pc_id,
                _serving(doors(request), request),
                anew=bool(asked.restart_pc),
                have=asked.have,
            )
        except (ValidationError, TooLongError, OfferError) as error:
            return _refused(error)
        told: dict[str, JsonValue] = {
            "sdp": answer.sdp,
            "type": "answer",
            "pc_id": answer.call,
            "resumed": answer.resumed,
            "taken": answer.taken,
            "given": answer.given,
        }
        return JSONResponse(told, headers=_UNKEPT)

    async def candidates(request: Request) -> Response:
        try:
            asked = _Candidates.model_validate_json(await body_of(request, OFFER_BYTES))
            for each in asked.candidates:
                await calls.add_candidate(
                    caller_of(request),
                    asked.pc_id,
                    each.candidate,
                    mid=each.sdp_mid,
                    index=each.sdp_mline_index,
                )
        except LookupError:
            return JSONResponse({"error": "There is no such call."}, status_code=404)
        except (ValidationError, TooLongError, OfferError) as error:
            return _refused(error)
        return JSONResponse({"status": "success"}, headers=_UNKEPT)

    return [
        Route(OFFER_PATH, offer, methods=["POST"]),
        Route(OFFER_PATH, candidates, methods=["PATCH"]),
    ], calls.open


def _serving(door: Door, request: Request) -> Callable[[Line], Awaitable[None]]:
    async def serve(line: Line) -> None:
        await staying(request, door.serve_rtvi(line))

    return serve


async def _missing(_: Request) -> Response:
    return JSONResponse({"error": MISSING}, status_code=501)


def _refused(error: Exception) -> Response:
    if isinstance(error, ValidationError):
        first = error.errors(include_input=False, include_url=False, include_context=False)[0]
        place = ".".join(str(part) for part in first["loc"])
        reason = f"The request is malformed: {place}: {first['type']}."
    else:
        reason = str(error)
    return JSONResponse({"error": reason}, status_code=400, headers=_UNKEPT)
