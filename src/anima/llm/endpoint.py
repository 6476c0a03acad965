"""One OpenAI-compatible address: requests out, responses in, every failure an error of ours."""

import asyncio
import re
from collections.abc import AsyncGenerator, Mapping
from contextlib import aclosing, asynccontextmanager
from typing import TypeVar

import httpx
from pydantic import BaseModel, ValidationError

from anima.llm.patience import Patience, deadline_in, understood_transport
from anima.llm.refusal import refusal, said_by
from anima.llm.server_sent_events import ServerSentEvents
from anima.values import ContextOverflowError, JsonValue, ModelNonsenseError, SettingsError

Shape = TypeVar("Shape", bound=BaseModel)

_MAX_BODY_BYTES = 1 << 20
_AGAINST_THOUGHT = ("reasoning_effort", "chat_template_kwargs")
_OPTIONAL_FIELDS = ("stream_options", "seed", "temperature", "max_tokens", *_AGAINST_THOUGHT)
"""Fields that some servers refuse by name; `max_tokens` then becomes `max_completion_tokens`, and
the least effort of thought the next."""

_LITTLE_EFFORT = "low"
"""What every model that takes an effort takes."""

_QUOTED_NAME = re.compile(r"""["'`]([a-z_]+)\\?["'`]""")
_PLAIN_NAME = re.compile(rf"\b({'|'.join(_AGAINST_THOUGHT)})\b")
"""OpenAI and xAI name these without quotes."""


class Endpoint:
    """Speaks HTTP with one server.

    Args:
        base_url: Such as http://localhost:11434/v1.
        api_key: Sent as a bearer token when given.
        patience: How long silence is borne.

    Raises `SettingsError` when the address is not one.
    """

    def __init__(self, base_url: str, *, api_key: str | None, patience: Patience) -> None:
        url = _checked_url(base_url)
        self._base = str(url).rstrip("/")
        self._patience = patience
        self._unwelcome: set[str] = set()
        self._effort: JsonValue = None
        self._takes_all = False
        headers = {"Authorization": f"Bearer {api_key}"} if api_key else {}
        self.is_near = url.scheme == "http"
        """Whether the server is the person's own: plain http means this machine or this house."""
        if self.is_near:
            # llama.cpp drops a connection after a stream without saying so; here a new one costs
            # less than a millisecond.
            headers["Connection"] = "close"
        self._client = httpx.AsyncClient(
            headers=headers,
            timeout=httpx.Timeout(None, connect=patience.connect_seconds),
            limits=httpx.Limits(max_connections=None, keepalive_expiry=30.0),
            # A proxy must see neither words nor key on their way to this very machine.
            trust_env=url.host not in ("localhost", "127.0.0.1", "::1"),
        )

    def url(self, path: str) -> str:
        """The address of an API method, such as `/models`."""
        return self._base + path

    def root_url(self, path: str) -> str:
        """The address of a method that servers offer beside the API, not under `/v1`."""
        return self._base.removesuffix("/v1") + path

    async def ask(
        self, shape: type[Shape], url: str, body: Mapping[str, JsonValue] | None = None
    ) -> Shape:
        """A small question (POST with a body, else GET), its answer checked to be of a shape."""
        deadline = deadline_in(self._patience.question_seconds)
        async with self._response(url, body, deadline) as response:
            content = await _body(response, deadline)
        try:
            return shape.model_validate_json(content)
        except ValidationError:
            raise _not_an_answer(content) from None

    @asynccontextmanager
    async def events(
        self, url: str, body: Mapping[str, JsonValue], deadline: float
    ) -> AsyncGenerator[AsyncGenerator[str]]:
        """A streamed answer: inside, the data of its events.

        Leaving closes the connection, by which the server learns that nobody listens any more.
        """
        async with self._response(url, body, deadline) as response:
            if not response.headers.get("content-type", "").startswith("text/event-stream"):
                raise _not_an_answer(await _body(response, deadline))
            async with aclosing(_events(response)) as events:
                yield events

    async def aclose(self) -> None:
        """Close every connection."""
        await self._client.aclose()

    @asynccontextmanager
    async def _response(
        self, url: str, body: Mapping[str, JsonValue] | None, deadline: float
    ) -> AsyncGenerator[httpx.Response]:
        """A response with a good status; a server that refuses a field is asked without it."""
        guessed = set[str]()
        while True:
            sent = None if body is None else self._welcome(body)
            response = await self._send(url, sent, deadline)
            try:
                if response.status_code == 200:
                    self._takes_all |= bool(sent and sent.keys() & _AGAINST_THOUGHT)
                    yield response
                    return
                content = await _body(response, deadline)
            finally:
                await response.aclose()
            error = refusal(response.status_code, content)
            is_bad_request = response.status_code in (400, 422)
            understood = is_bad_request and not isinstance(error, ContextOverflowError)
            if not (understood and self._asks_less(content, sent or {}, guessed)):
                self._unwelcome -= guessed  # It was not for these that the server refused.
                raise error

    async def _send(
        self, url: str, body: Mapping[str, JsonValue] | None, deadline: float
    ) -> httpx.Response:
        method = "GET" if body is None else "POST"
        request = self._client.build_request(method, url, json=body)
        with understood_transport():
            async with asyncio.timeout_at(deadline):
                return await self._client.send(request, stream=True)

    def _welcome(self, body: Mapping[str, JsonValue]) -> dict[str, JsonValue]:
        welcome = {key: value for key, value in body.items() if key not in self._unwelcome}
        if "max_tokens" in body and "max_tokens" in self._unwelcome:
            welcome["max_completion_tokens"] = body["max_tokens"]
        if self._effort and "reasoning_effort" in welcome:
            welcome["reasoning_effort"] = self._effort
        return welcome

    def _asks_less(self, content: bytes, sent: Mapping[str, JsonValue], guessed: set[str]) -> bool:
        """Whether the next request leaves out what this one may have been refused for.

        Some refuse a value without naming the field: as long as a server has taken none of the
        fields against thought, they may be what it does not take.
        """
        if self._learn(content, sent):
            return True
        doubtful = set[str]() if self._takes_all else sent.keys() & _AGAINST_THOUGHT
        guessed |= doubtful
        self._unwelcome |= doubtful
        return bool(doubtful)

    def _learn(self, content: bytes, sent: Mapping[str, JsonValue]) -> bool:
        """Note a field that the refusal names; whether there was one that can be left out."""
        said = content.decode("utf-8", "replace")
        named = {*_QUOTED_NAME.findall(said), *_PLAIN_NAME.findall(said)}
        for name in _OPTIONAL_FIELDS:
            if name in named and name in sent:
                if name == "reasoning_effort" and sent[name] != _LITTLE_EFFORT:
                    self._effort = _LITTLE_EFFORT
                else:
                    self._unwelcome.add(name)
                return True
        return False


async def _events(response: httpx.Response) -> AsyncGenerator[str]:
    parser = ServerSentEvents()
    async with aclosing(response.aiter_bytes()) as pieces:  # pyright: ignore[reportArgumentType]  # a generator, typed as an iterator
        while True:
            with understood_transport():
                piece = await anext(pieces, None)
            if piece is None:
                return
            try:
                complete = parser.feed(piece)
            except ValueError:
                raise ModelNonsenseError(
                    "The model server sent something that is not an event stream."
                ) from None
            for data in complete:
                yield data


async def _body(response: httpx.Response, deadline: float) -> bytes:
    """The body, or its beginning when it is absurdly long."""
    content = bytearray()
    with understood_transport():
        async with asyncio.timeout_at(deadline):
            async for piece in response.aiter_bytes():
                content += piece
                if len(content) > _MAX_BODY_BYTES:
                    break
    return bytes(content)


def _not_an_answer(content: bytes) -> Exception:
    """A server may report an error with the status of success."""
    if said_by(content) is not None:
        return refusal(200, content)
    return ModelNonsenseError(
        "The model server sent something that is not an answer.",
        advice="Check that the setting llm is an OpenAI-compatible address; most end in /v1.",
    )


def _checked_url(base_url: str) -> httpx.URL:
    try:
        url = httpx.URL(base_url)
    except httpx.InvalidURL:
        url = httpx.URL("")
    if url.scheme not in ("http", "https") or not url.host:
        raise SettingsError(
            "The model's address is not one.", advice="Give one such as http://localhost:11434/v1."
        )
    return url
