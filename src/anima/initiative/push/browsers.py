"""The browsers that are told while the page is closed, and the key that they know this machine by.

Both are secrets of this machine: kept in its vault and in no archive, so that two copies of a life
never both tell. That the person wanted it, or wanted it no more, is in the log.
"""

import json
import re
from base64 import urlsafe_b64decode
from dataclasses import asdict, dataclass
from hashlib import sha256
from ipaddress import ip_address
from typing import Literal
from urllib.parse import urlsplit

from cryptography.hazmat.primitives.asymmetric import ec
from pydantic import BaseModel, Field, ValidationError
from webpush import WebPushSubscription
from webpush.vapid import VAPID

from anima.initiative.beginning import SESSION
from anima.memory import EventLog
from anima.storage import Connection, Vault, first_secret, kept_secret, put_secret, secrets_named
from anima.values import AnimaError, Event, JsonValue, PersonId

MOST = 20
"""More browsers than this are nobody's own."""

ALLOWS_LOOPBACK = False
"""Whether a push service may run on this machine, without https: one for tests does."""

_NAME = re.compile(r"(?:[\w-]+\.)+[a-z][\w-]*\.?", re.IGNORECASE | re.ASCII)
_OF_A_HOUSE = tuple(
    f".{name}"
    for name in "localhost local lan internal intranet home corp private home.arpa".split()
)
_KEY = "push key"
_BROWSER = "push browser "
_BASE64 = r"^[\w-]+=*$"


class PushError(AnimaError):
    """A browser cannot be told in this way."""


class _Keys(BaseModel):
    p256dh: str = Field(max_length=100, pattern=_BASE64)
    auth: str = Field(min_length=20, max_length=30, pattern=_BASE64)


class _Subscription(BaseModel):
    """As a browser's `PushSubscription.toJSON()` gives it."""

    endpoint: str = Field(max_length=1000)
    keys: _Keys


@dataclass(frozen=True, slots=True)
class Browser:
    """A browser that is told.

    Attributes:
        id: Names it in the log, and tells nothing of where it is.
        endpoint: Its mailbox at its maker's push service.
        p256dh: Its public key, which a message is encrypted for.
        auth: The secret that goes into the encryption with it.
        after: The place in the log since which it is told; what was begun before is not sent.
    """

    id: str
    endpoint: str
    p256dh: str
    auth: str
    after: int

    @property
    def service(self) -> str:
        """The host of its push service."""
        return urlsplit(self.endpoint).hostname or ""


@dataclass(frozen=True, slots=True)
class VapidKey:
    """The pair by which push services know that it is this machine again (RFC 8292).

    Attributes:
        private: In PEM.
        public: In PEM.
        shared: The public half as browsers take it: a point, in base64url.
    """

    private: bytes
    public: bytes
    shared: str


class Browsers:
    """Who is told, in one person's vault."""

    def __init__(self, vault: Vault, person: PersonId, log: EventLog) -> None:
        self._vault = vault
        self._person = person
        self._log = log

    async def key(self, *, make: bool = False) -> VapidKey | None:
        """The machine's key; None while there is none and none is to be made."""
        kept = await kept_secret(self._vault, self._person, _KEY)
        if not kept and make:
            private, public, shared = VAPID.generate_keys()
            made = json.dumps([private.decode(), public.decode(), shared])
            kept = await first_secret(self._vault, self._person, _KEY, made)
        if not kept:
            return None
        private, public, shared = json.loads(kept)
        return VapidKey(private.encode(), public.encode(), shared)

    async def all(self) -> list[Browser]:
        """The browsers that are told, the first one first."""
        kept = await secrets_named(self._vault, self._person, _BROWSER)
        return [Browser(**json.loads(value)) for value in kept.values()]

    async def tell(self, subscription: str) -> Browser:
        """Tell a browser from now on. Raises `PushError` when this is no subscription of one."""
        given = _checked(subscription)
        known = {each.id for each in await self.all()}
        id = sha256(given.endpoint.encode()).hexdigest()[:16]
        if len(known | {id}) > MOST:
            raise PushError(f"{MOST} browsers are told already.", advice="End it in one of them.")

        def write(connection: Connection) -> Browser:
            wanted: dict[str, JsonValue] = {"browser": id}
            (event,) = self._log.insert(connection, [(SESSION, "push_subscribed", wanted)])
            keys = given.keys
            told = Browser(id, given.endpoint, keys.p256dh, keys.auth, event.sequence)
            put_secret(connection, self._person, _BROWSER + id, json.dumps(asdict(told)))
            return told

        return await self._vault.write(write)

    async def move(self, old: str, subscription: str) -> None:
        """Tell a browser at its new mailbox, if it was told at the old one."""
        if old and any(each.endpoint == old for each in await self.all()):
            await self.tell(subscription)
            await self.end(old)

    async def end(self, endpoint: str, why: Literal["asked", "gone"] = "asked") -> None:
        """Tell a browser no more, or with an empty `endpoint` none; nothing is kept of it."""
        ended = [each for each in await self.all() if endpoint in ("", each.endpoint)]

        def write(connection: Connection) -> list[Event]:
            for each in ended:
                connection.execute(
                    "DELETE FROM secret WHERE person = ? AND name = ?",
                    (self._person, _BROWSER + each.id),
                )
            return self._log.insert(
                connection,
                [(SESSION, "push_ended", {"browser": each.id, "why": why}) for each in ended],
            )

        if ended:
            await self._vault.write(write)
            await self._vault.flush()


def _checked(subscription: str) -> _Subscription:
    try:
        given = _Subscription.model_validate_json(subscription)
        point = urlsafe_b64decode(given.keys.p256dh + "==")
        ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), point)
    except (ValidationError, ValueError) as error:
        raise PushError("That is no subscription of a browser.") from error
    if not _may_be_called(given.endpoint):
        raise PushError("A push service must be called by https.")
    try:
        WebPushSubscription.model_validate(given.model_dump())
    except ValidationError as error:  # nothing could ever be sent there
        raise PushError("That is no subscription of a browser.") from error
    return given


def _may_be_called(endpoint: str) -> bool:
    """Push services are called by https and are out in the world: nobody has this machine call
    what stands beside it."""
    try:
        parts = urlsplit(endpoint)
        host, port = parts.hostname or "", parts.port
        if ALLOWS_LOOPBACK and parts.scheme == "http":
            return ip_address(host).is_loopback
        return parts.scheme == "https" and port != 0 and _is_out_in_the_world(host)
    except ValueError:
        return False


def _is_out_in_the_world(host: str) -> bool:
    try:
        return ip_address(host).is_global
    except ValueError:  # a name: one of a house has no dot, or one of these endings
        return _NAME.fullmatch(host) is not None and not host.rstrip(".").endswith(_OF_A_HOUSE)
