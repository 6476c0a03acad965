"""Where several people live, nobody comes in without a session or a program's key."""

from collections.abc import Collection
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import cookie_parser
from starlette.responses import JSONResponse, PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from anima.interfaces.web.credentials import credentials, unauthorised
from anima.interfaces.web.guard import (
    LOOPBACK_HOSTS,
    POLICY_VIOLATION,
    SHARED_PATHS,
    same_origin,
)
from anima.interfaces.web.household import VISITOR, Household, Visitor

SESSION_SECONDS = 30 * 86_400

ANYBODY = frozenset({"/health", "/enter", "/join", "/worker.js", "/manifest.webmanifest"})
"""Paths that hold nothing of anybody."""

PAGES = frozenset({"/", "/letters", "/memory", "/who", "/people", "/handover", "/yours"})
"""Whoever comes to one of these without a session is brought to where one signs in."""

PEOPLE_PATH = "/people/"
SEALED = 423
"""The status of what lies in a vault that is closed (RFC 4918: Locked)."""


class Gate:
    """Wraps the guard: while several people live here, it decides in the guard's place."""

    def __init__(
        self, app: ASGIApp, *, household: Household | None, origins: Collection[str] = ()
    ) -> None:
        self._app = app
        self._household = household
        self._origins = frozenset(origin.lower().rstrip("/") for origin in origins)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        house = self._household
        if house is None or scope["type"] not in ("http", "websocket") or not await house.is_open():
            await self._app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        vouched, visitor, secret = await self._who(house, scope, headers)
        refusal = self._refusal(house, scope, headers, vouched, visitor)
        if refusal is not None:
            await _refuse(refusal, scope, receive, send)
            return
        scope[VISITOR] = visitor
        turning = visitor and secret and scope["type"] == "http" and scope["path"] == "/"
        fresh = await house.turned(visitor) if visitor and turning else None
        await self._app(scope, receive, _setting(fresh, house, send) if fresh else send)

    async def _who(
        self, house: Household, scope: Scope, headers: Headers
    ) -> tuple[bool, Visitor | None, str]:
        """Whether a program's key was brought in so many words, whose it is, and the cookie."""
        for given in credentials(scope, headers):
            if visitor := await house.visitor(given):
                return True, visitor, ""
        name = session_cookie(house.address)
        cookie = cookie_parser(headers.get("cookie", "")).get(name, "")
        return False, await house.visitor(cookie) if cookie else None, cookie

    def _refusal(
        self,
        house: Household,
        scope: Scope,
        headers: Headers,
        vouched: bool,
        visitor: Visitor | None,
    ) -> Response | None:
        path = scope["path"]
        origin = headers.get("origin", "").lower()
        own = same_origin(headers)
        # A browser brings no key when it asks first.
        preflight = scope.get("method") == "OPTIONS" and path in SHARED_PATHS
        if preflight and origin in self._origins:
            return None
        if not vouched:
            if not _is_ours(headers.get("host", ""), house.address):
                return PlainTextResponse(f"Her address is {house.address}.\n", status_code=403)
            if scope["type"] == "websocket" and not own and origin not in self._origins:
                return Response(status_code=403)
            if scope["type"] == "http" and scope["method"] not in ("GET", "HEAD") and not own:
                return PlainTextResponse("Only her own page may change anything.", status_code=403)
        if path in ANYBODY or path.startswith(("/static/", PEOPLE_PATH)):
            return None
        if visitor is None:
            return _sign_in(scope, house.address, "Sign in first.", 401)
        if visitor.sealed and path != "/people":
            return _sign_in(
                scope, house.address, "The vault is sealed. Open it on the page.", SEALED
            )
        return None


def session_cookie(address: str) -> str:
    """The name of the cookie that holds a session's secret.

    With a certificate its prefix has browsers refuse one that another host or an unsafe page set
    for this name: nobody is signed in as somebody else without knowing it (RFC 6265bis).
    """
    return "__Host-anima_session" if _is_safe(address) else "anima_session"


def set_session(response: Response, token: str, address: str) -> None:
    """Put a session's secret into the browser's cookie."""
    response.set_cookie(
        session_cookie(address),
        token,
        httponly=True,
        samesite="strict",
        secure=_is_safe(address),
        max_age=SESSION_SECONDS,
    )


def end_session(response: Response, address: str) -> None:
    """Take a session's secret out of the browser, and all else that the page kept there."""
    response.delete_cookie(
        session_cookie(address), httponly=True, samesite="strict", secure=_is_safe(address)
    )
    response.headers["Clear-Site-Data"] = '"storage"'


def _is_safe(address: str) -> bool:
    return address.startswith("https://")


def _sign_in(scope: Scope, address: str, reason: str, status: int) -> Response:
    path = scope["path"]
    if path.startswith("/v1/"):
        return unauthorised(reason)
    if scope["type"] == "http" and path in PAGES:
        # By its whole address: passkeys are bound to that name, and 127.0.0.1 is another.
        return RedirectResponse(f"{address}/enter", status_code=303)
    return JSONResponse({"error": reason}, status_code=status)


async def _refuse(refusal: Response, scope: Scope, receive: Receive, send: Send) -> None:
    if scope["type"] == "websocket":
        await send({"type": "websocket.close", "code": POLICY_VIOLATION})
        return
    refusal.headers["Cache-Control"] = "no-store"
    await refusal(scope, receive, send)


def _is_ours(host: str, address: str) -> bool:
    name = host.lower().rsplit(":", 1)[0] if not host.endswith("]") else host.lower()
    return name in LOOPBACK_HOSTS or name == (urlsplit(address).hostname or "")


def _setting(token: str, house: Household, send: Send) -> Send:
    """Send the answer with a new secret in the cookie."""

    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            carrier = Response()
            set_session(carrier, token, house.address)
            MutableHeaders(scope=message).append("set-cookie", carrier.headers["set-cookie"])
        await send(message)

    return sending
