"""One message on its way to one browser: encrypted for it (RFC 8291), signed by this machine.

What the push service of the browser's maker sees is that this machine sends something, when, to
which browser: no words, no length, no name, no address. The library does the encryption.
"""

import json
import logging
from base64 import urlsafe_b64encode
from dataclasses import asdict, dataclass
from hashlib import sha256
from typing import Literal

import httpx
from pydantic import ValidationError
from webpush import WebPush, WebPushSubscription

from anima.initiative.push.browsers import Browser, VapidKey

NOBODY = "nobody@example.org"
"""The standard wants an address that a service may write to. The person's own is not given away."""

LENGTH = 2048
"""Every message has this many bytes before it is encrypted: its length tells nothing of it."""

LONGEST_TEXT = 400
_TIMEOUT_SECONDS = 20.0
_GONE = (404, 410)
_LONGEST_REST_SECONDS = 6 * 3600

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Shown:
    """What a notification shows. Of two with the same tag, the later takes the earlier's place."""

    title: str
    body: str
    tag: str


@dataclass(frozen=True, slots=True)
class Delivery:
    """What became of a message.

    Attributes:
        state: `taken` by the service, `gone`: the browser has no such mailbox any more, or `later`.
        rest_seconds: How long the service asks to be left alone; 0 when it says nothing.
    """

    state: Literal["taken", "gone", "later"]
    rest_seconds: int = 0


async def deliver(key: VapidKey, to: Browser, shown: Shown, keep_seconds: int) -> Delivery:
    """Send a message, which the service may keep so long for a browser that is off."""
    pusher = WebPush(key.private, key.public, subscriber=NOBODY, ttl=keep_seconds)
    try:
        subscription = WebPushSubscription.model_validate(
            {"endpoint": to.endpoint, "keys": {"p256dh": to.p256dh, "auth": to.auth}}
        )
    except ValidationError:  # kept by an earlier version; nothing can ever be sent there
        return Delivery("gone")
    message = pusher.get(_padded(shown), subscription)
    # The same topic takes the place of a message that still lies at the service: no double.
    topic = urlsafe_b64encode(sha256(shown.tag.encode()).digest())[:32].decode()
    own = {name: str(value) for name, value in message.headers.items()}
    headers = own | {"urgency": "normal", "topic": topic}
    try:
        async with httpx.AsyncClient(timeout=_TIMEOUT_SECONDS, follow_redirects=False) as client:
            answer = await client.post(to.endpoint, content=message.encrypted, headers=headers)
    except httpx.HTTPError as error:
        _log.info("a push service could not be reached: %s", type(error).__name__)
        return Delivery("later")
    if answer.is_success:
        return Delivery("taken")
    _log.info("a push service answered %d", answer.status_code)
    if answer.status_code in _GONE:
        return Delivery("gone")
    asked = answer.headers.get("retry-after", "")
    rest = int(asked) if asked.isascii() and asked.isdecimal() and len(asked) < 9 else 0
    return Delivery("later", min(rest, _LONGEST_REST_SECONDS))


def _padded(shown: Shown) -> bytes:
    """As JSON, filled up with spaces, which JSON does not mind; half a letter becomes a mark."""
    body = shown.body
    if len(body) > LONGEST_TEXT:
        body = body[: LONGEST_TEXT - 1].rstrip() + "…"
    content = {**asdict(shown), "title": shown.title[:60], "body": body}
    return json.dumps(content, ensure_ascii=False).encode(errors="replace").ljust(LENGTH)
