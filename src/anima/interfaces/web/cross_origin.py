"""What a browser must be told before it hands an answer to another site's page (CORS)."""

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import Message, Send

PREFLIGHT_SECONDS = 600
"""How long a browser may remember that it asked."""


USUAL_HEADERS = "Authorization, Content-Type"


def shared_with(origin: str, send: Send, asked: Headers) -> Send:
    """Send answers that a page of this origin may read; cookies stay out of it.

    It may send what headers it `asked` for: OpenAI's own client adds a dozen.
    """
    allowed = asked.get("access-control-request-headers") or USUAL_HEADERS

    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            headers["Access-Control-Allow-Origin"] = origin
            headers["Access-Control-Allow-Methods"] = "GET, POST, PATCH"
            headers["Access-Control-Allow-Headers"] = allowed
            headers["Access-Control-Max-Age"] = str(PREFLIGHT_SECONDS)
            headers.add_vary_header("Origin")
        await send(message)

    return sending
