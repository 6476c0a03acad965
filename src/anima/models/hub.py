"""A model hub over HTTP: what it says of a file, and the file's content from any byte on."""

import os
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import dataclass

import httpx

from anima.models.digest import SHA256_DIGITS
from anima.models.patience import PassingError
from anima.models.weight import HubFile
from anima.values import WeightsError

DEFAULT_HUB = "https://huggingface.co"

_GIT_DIGITS = 40
_MOST_HOPS = 5
_PASSING = frozenset({408, 425, 429, 500, 502, 503, 504})
_PLAIN = {"Accept-Encoding": "identity"}


@dataclass(frozen=True, slots=True)
class Stated:
    """What the hub says of a file.

    Attributes:
        digest: Its hash. Large files are stated by SHA-256, small ones by the hash that git gives
            a blob (SHA-1). Empty when the hub states neither.
        size: Its bytes, if the hub tells.
        commit: The commit that the revision is now; content is asked for by it.
    """

    digest: str
    size: int | None
    commit: str


class Hub:
    """One hub. Proxies and certificates are those of the environment."""

    def __init__(self, client: httpx.AsyncClient, address: str) -> None:
        self._client = client
        self._address = address

    async def ask(self, place: HubFile) -> Stated:
        """What the hub itself says of the file, before it sends on to where the content lies.

        Raises `PassingError` when asking again may help, and `WeightsError` when not.
        """
        address = self._url(place, place.revision)
        stated = Stated("", None, "")
        for _ in range(_MOST_HOPS):
            try:
                answer = await self._client.head(address, headers=_PLAIN)
            except httpx.HTTPError as error:
                raise PassingError(type(error).__name__) from error
            refuse(answer, place)
            stated = _stated(answer, stated)
            onward = answer.headers.get("Location", "")
            # Within the hub: it was renamed, or has small files elsewhere. Else: to the content.
            if not answer.is_redirect or not _stays_within(onward):
                break
            address = f"{self._address}{onward}"
        return stated

    @asynccontextmanager
    async def content(
        self, place: HubFile, commit: str, begin: int
    ) -> AsyncGenerator[httpx.Response]:
        """The file's content, from byte `begin` on where the server can (status 206)."""
        headers = _PLAIN | ({"Range": f"bytes={begin}-"} if begin else {})
        address = self._url(place, commit)
        try:
            async with self._client.stream(
                "GET", address, headers=headers, follow_redirects=True
            ) as answer:
                refuse(answer, place)
                yield answer
        except httpx.HTTPError as error:
            raise PassingError(type(error).__name__) from error

    def _url(self, place: HubFile, revision: str) -> str:
        return f"{self._address}/{place.repository}/resolve/{revision}/{place.path}"


@asynccontextmanager
async def reached_hub() -> AsyncGenerator[Hub]:
    """The hub at ANIMA_HUB, or the public one."""
    address = os.environ.get("ANIMA_HUB") or DEFAULT_HUB
    async with httpx.AsyncClient(timeout=httpx.Timeout(30.0, connect=10.0)) as client:
        yield Hub(client, address.rstrip("/"))


def refuse(answer: httpx.Response, place: HubFile) -> None:
    """Raise what the answer's status means, if it is not a good one."""
    status = answer.status_code
    if status < 400 or status == 416:
        return
    what = f"{place.repository}/{place.path}"
    if status in _PASSING:
        pause = answer.headers.get("Retry-After", "")
        raise PassingError(f"the hub is busy ({status})", float(pause) if pause.isdigit() else None)
    if status in (401, 403):
        raise WeightsError(
            f"The hub does not give {what} to everybody ({status}).",
            advice="Choose other weights from `anima models`.",
        )
    if status == 404:
        raise WeightsError(
            f"The hub has no {what}.",
            advice="It may have been moved; a newer Anima may know where.",
        )
    raise WeightsError(
        f"The hub refused {what} ({status}).",
        advice="Check ANIMA_HUB: it does not answer as a model hub does.",
    )


def _stays_within(onward: str) -> bool:
    return onward.startswith("/") and not onward.startswith("//")


def _stated(answer: httpx.Response, before: Stated) -> Stated:
    """What this answer states, with what the answer before it did where this one is silent."""
    digest = _bare(answer.headers.get("X-Linked-Etag", ""))
    if len(digest) not in (_GIT_DIGITS, SHA256_DIGITS):
        # An ETag as long as a SHA-256 may be a hash of another kind; git's is the only short one.
        digest = _bare(answer.headers.get("ETag", ""))
        digest = digest if len(digest) == _GIT_DIGITS else before.digest
    size = answer.headers.get("X-Linked-Size", "")
    if not size and not answer.is_redirect:
        size = answer.headers.get("Content-Length", "")
    return Stated(
        digest,
        int(size) if size.isdigit() else before.size,
        answer.headers.get("X-Repo-Commit", before.commit),
    )


def _bare(tag: str) -> str:
    return tag.removeprefix("W/").strip('"').lower()
