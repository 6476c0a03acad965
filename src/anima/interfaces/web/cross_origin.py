"""What a browser must be told before it hands an answer to another site's page (CORS)."""

from starlette.datastructures import MutableHeaders
from starlette.types import Message, Send

PREFLIGHT_SECONDS = 600
"""How long a browser may remember that it asked."""


def shared_with(origin: str, send: Send) -> Send:
    """Send answers that a page of this origin may read; cookies stay out of it."""

    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            headers["Access-Control-Allow-Origin"] = origin
            headers["Access-Control-Allow-Methods"] = "POST, PATCH"
            headers["Access-Control-Allow-Headers"] = "Authorization, Content-Type"
            headers["Access-Control-Max-Age"] = str(PREFLIGHT_SECONDS)
            headers.add_vary_header("Origin")
        await send(message)

    return sending
