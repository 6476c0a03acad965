"""Who may come in: this machine's own pages, or whoever holds the token."""

import secrets
from collections.abc import Collection
from urllib.parse import parse_qsl, urlencode, urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import cookie_parser
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from anima.interfaces.web.credentials import credentials, unauthorised
from anima.interfaces.web.cross_origin import shared_with
from anima.interfaces.web.household import VISITOR

COOKIE = "anima_token"

COOKIE_SECONDS = 365 * 86_400
"""How long a browser that came in may come back; a new token ends it sooner."""

LOOPBACK_HOSTS = frozenset({"localhost", "127.0.0.1", "[::1]"})

POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "connect-src 'self'",
        "img-src 'self'",
        "media-src 'self' blob:",
        "worker-src 'self'",
        "manifest-src 'self'",
        "base-uri 'none'",
        "form-action 'none'",
        "frame-ancestors 'none'",
    )
)
"""The page loads its own files and nothing else, and may be framed by nobody."""

_HEADERS = {
    "Content-Security-Policy": POLICY,
    "Permissions-Policy": "microphone=(self), camera=(), geolocation=(), "
    "publickey-credentials-get=(self), publickey-credentials-create=(self)",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}

OFFER_PATH = "/api/offer"
"""Where a call over WebRTC is begun: a line that begins with an ordinary request."""

SHARED_PATHS = frozenset({OFFER_PATH, "/v1/models", "/v1/chat/completions"})
"""What a page that the settings name may use beside the lines: calls, and her chat address."""

POLICY_VIOLATION = 1008
"""The close code of a WebSocket that may not come in (RFC 6455)."""


class Guard:
    """Wraps the application: checks host, origin and token, and adds the security headers.

    A program brings the token as a bearer key, the way OpenAI's clients do. A browser keeps it as
    a cookie, or brings it in a WebSocket's address or subprotocol.

    Without a token only loopback names are served, so that a page of some other site, whose name
    was made to point at this machine, gets nothing (DNS rebinding). With a token any host is
    served to whoever has it.
    """

    def __init__(self, app: ASGIApp, *, token: str | None, origins: Collection[str] = ()) -> None:
        self._app = app
        self._token = token
        self._origins = frozenset(origin.lower().rstrip("/") for origin in origins)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] not in ("http", "websocket"):
            await self._app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        if VISITOR in scope:  # the gate has decided
            await self._let_in(scope, receive, send)
            return
        # Whoever brings the token in so many words knows it; a cookie is brought by the browser.
        vouched = any(map(self._is_token, credentials(scope, headers)))
        refusal = "" if vouched else self._refusal(scope, headers)
        if scope["type"] == "websocket":
            if refusal or not (vouched or self._may_open_a_line(headers)):
                await send({"type": "websocket.close", "code": POLICY_VIOLATION})
                return
            await self._app(scope, receive, send)
            return
        if sharer := self._sharer(scope, headers):
            send = shared_with(sharer, send, headers)
            if scope["method"] == "OPTIONS":
                await Response(status_code=204)(scope, receive, _with_headers(send))
                return
        entering = self._entering(scope)
        if entering is not None:
            await entering(scope, receive, _with_headers(send))
        elif not (vouched or sharer or scope["method"] in ("GET", "HEAD") or same_origin(headers)):
            # Another site's page may send a form here, but it cannot hide where it is from.
            foreign = PlainTextResponse("Only her own page may change anything.", status_code=403)
            await foreign(scope, receive, _with_headers(send))
        elif refusal:
            api = scope["path"].startswith("/v1/")
            refused = unauthorised(refusal) if api else PlainTextResponse(refusal, status_code=403)
            await refused(scope, receive, _with_headers(send))
        else:
            await self._app(scope, receive, _with_headers(send))

    async def _let_in(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "websocket":
            await self._app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        if sharer := self._sharer(scope, headers):
            send = shared_with(sharer, send, headers)
            if scope["method"] == "OPTIONS":
                await Response(status_code=204)(scope, receive, _with_headers(send))
                return
        await self._app(scope, receive, _with_headers(send))

    def _may_open_a_line(self, headers: Headers) -> bool:
        return same_origin(headers) or headers.get("origin", "").lower() in self._origins

    def _sharer(self, scope: Scope, headers: Headers) -> str:
        """The foreign page that may make this request; empty when there is none."""
        origin = headers.get("origin", "")
        allowed = origin.lower() in self._origins and scope["path"] in SHARED_PATHS
        return origin if allowed else ""

    def _refusal(self, scope: Scope, headers: Headers) -> str:
        if self._token is None:
            host = headers.get("host", "").lower()
            name = host.rsplit(":", 1)[0] if not host.endswith("]") else host
            if name in LOOPBACK_HOSTS:
                return ""
            return "Anima answers to localhost only. Open the address printed at the start."
        # Other servers of the same host may have set any cookies: they are read with patience.
        if self._is_token(cookie_parser(headers.get("cookie", "")).get(COOKIE, "")):
            return ""
        return "This address needs its token. Open the whole address that was printed at the start."

    def _entering(self, scope: Scope) -> RedirectResponse | None:
        """A right token in the URL becomes a cookie, and leaves the address bar and the history."""
        query = parse_qsl(scope.get("query_string", b"").decode("latin-1"))
        if self._token is None or not self._is_token(dict(query).get("token", "")):
            return None
        rest = urlencode([(key, value) for key, value in query if key != "token"])
        answer = RedirectResponse(scope["path"] + (f"?{rest}" if rest else ""), status_code=303)
        answer.set_cookie(
            COOKIE,
            self._token,
            httponly=True,
            samesite="strict",
            secure=scope.get("scheme") == "https",
            max_age=COOKIE_SECONDS,
        )
        return answer

    def _is_token(self, given: str) -> bool:
        """Compared in constant time, so that nobody can feel their way to it."""
        return self._token is not None and secrets.compare_digest(
            given.encode(), self._token.encode()
        )


def same_origin(headers: Headers) -> bool:
    """Whether a request is from her own page: a browser always names the page's origin.

    A program that is no browser may name none.
    """
    origin = headers.get("origin")
    return origin is None or urlsplit(origin).netloc.lower() == headers.get("host", "").lower()


def _with_headers(send: Send) -> Send:
    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in _HEADERS.items():
                headers.setdefault(name, value)
        await send(message)

    return sending
