"""A push service that runs here, and the browser behind it, which alone can read what comes.

The services of the browsers' makers cannot be reached from a test. This one takes what they would
take by RFC 8030, and decrypts with the browser's keys by RFC 8188 and 8291, in code of its own.
"""

import asyncio
import json
import struct
from base64 import urlsafe_b64encode
from collections.abc import AsyncGenerator, Callable, Mapping
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field

from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from served_anima import free_port
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from anima.initiative.push import browsers
from anima.interfaces.web import listen


@dataclass(frozen=True)
class Taken:
    """A message as the service sees it."""

    headers: Mapping[str, str]
    body: bytes


@dataclass
class PushService:
    """Answers with `status`; what it took with a 201 is kept."""

    port: int = field(default_factory=free_port)
    status: int = 201
    retry_after: str = ""
    asked: int = 0
    taken: list[Taken] = field(default_factory=list[Taken])
    key: ec.EllipticCurvePrivateKey = field(
        default_factory=lambda: ec.generate_private_key(ec.SECP256R1())
    )
    secret: bytes = b"sixteen bytes ok"
    after_taking: Callable[[], None] = lambda: None

    @property
    def endpoint(self) -> str:
        return f"http://127.0.0.1:{self.port}/send/1"

    @property
    def point(self) -> bytes:
        return self.key.public_key().public_bytes(
            serialization.Encoding.X962, serialization.PublicFormat.UncompressedPoint
        )

    @property
    def subscription(self) -> str:
        """As `PushSubscription.toJSON()` gives it."""
        keys = {"p256dh": in_base64(self.point), "auth": in_base64(self.secret)}
        return json.dumps({"endpoint": self.endpoint, "expirationTime": None, "keys": keys})

    async def take(self, request: Request) -> Response:
        self.asked += 1
        if self.status == 201:
            self.taken.append(Taken(dict(request.headers), await request.body()))
            self.after_taking()
        headers = {"retry-after": self.retry_after} if self.retry_after else None
        return Response(status_code=self.status, headers=headers)

    def read(self, taken: Taken) -> dict[str, str]:
        """What the browser reads."""
        body = taken.body
        salt, size, length = body[:16], struct.unpack("!L", body[16:20])[0], body[20]
        theirs, sealed = body[21 : 21 + length], body[21 + length :]
        assert len(sealed) <= size, "one record"
        shared = self.key.exchange(
            ec.ECDH(), ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), theirs)
        )
        secret = _derived(self.secret, shared, b"WebPush: info\0" + self.point + theirs, 32)
        key = _derived(salt, secret, b"Content-Encoding: aes128gcm\0", 16)
        nonce = _derived(salt, secret, b"Content-Encoding: nonce\0", 12)
        plain = AESGCM(key).decrypt(nonce, sealed, None).rstrip(b"\0")
        assert plain.endswith(b"\x02"), "the last record"
        return json.loads(plain[:-1])


def _derived(salt: bytes, secret: bytes, info: bytes, length: int) -> bytes:
    return HKDF(hashes.SHA256(), length, salt, info).derive(secret)


def in_base64(data: bytes) -> str:
    """As browsers write it: for addresses, without padding."""
    return urlsafe_b64encode(data).rstrip(b"=").decode()


@asynccontextmanager
async def push_service() -> AsyncGenerator[PushService]:
    """A service that listens while the block runs."""
    service = PushService()
    before, browsers.ALLOWS_LOOPBACK = browsers.ALLOWS_LOOPBACK, True
    app = Starlette(routes=[Route("/send/1", service.take, methods=["POST"])])
    serving = asyncio.create_task(listen(app, "127.0.0.1", service.port))
    for _ in range(200):
        with suppress(OSError):
            _, writer = await asyncio.open_connection("127.0.0.1", service.port)
            writer.close()
            await writer.wait_closed()
            break
        await asyncio.sleep(0.02)
    try:
        yield service
    finally:
        browsers.ALLOWS_LOOPBACK = before
        serving.cancel()
        await asyncio.gather(serving, return_exceptions=True)
