"""What a client may bring to show that it has the token, besides a browser's cookie."""

from collections.abc import Iterator
from urllib.parse import parse_qs

from starlette.datastructures import Headers
from starlette.responses import JSONResponse
from starlette.types import Scope

_SUBPROTOCOL = "openai-insecure-api-key."
"""How OpenAI's clients in a browser bring their key: they cannot set a WebSocket's headers."""


def credentials(scope: Scope, headers: Headers) -> Iterator[str]:
    """Every token that this request brings in so many words."""
    scheme, _, key = headers.get("authorization", "").partition(" ")
    if scheme.lower() == "bearer":
        yield key.strip()
    if scope["type"] == "websocket":
        for offered in scope.get("subprotocols", []):
            if offered.startswith(_SUBPROTOCOL):
                yield offered.removeprefix(_SUBPROTOCOL)
        yield from parse_qs(scope.get("query_string", b"").decode("latin-1")).get("token", [])


def unauthorised(reason: str) -> JSONResponse:
    """The refusal as clients of OpenAI's protocols understand it."""
    error = {
        "message": reason,
        "type": "invalid_request_error",
        "param": None,
        "code": "invalid_api_key",
    }
    return JSONResponse({"error": error}, status_code=401)
