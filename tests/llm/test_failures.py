"""Every way in which a server can fail becomes one of our errors, and none tells what was said."""

import asyncio
import json
import socket
from collections.abc import Awaitable, Callable

import pytest

from anima.llm import (
    ChatEvent,
    ChatRequest,
    Finished,
    Message,
    OpenAICompatible,
    Patience,
    TextDelta,
    Usage,
    endpoint,
    estimate_tokens,
)
from anima.values import (
    ContextOverflowError,
    ModelError,
    ModelNonsenseError,
    ModelTimeoutError,
    ModelUnavailableError,
    SettingsError,
)

Play = Callable[..., Awaitable[str]]

LOCKET = "the-locket-is-under-the-third-stair"
REQUEST = ChatRequest([Message("user", LOCKET)])
BRIEF = Patience(
    question_seconds=2,
    first_token_seconds=0.2,
    between_tokens_seconds=0.2,
    counters_seconds=0.05,
)
STREAM = b"HTTP/1.1 200 OK\r\ncontent-type: text/event-stream; charset=utf-8\r\n\r\n"
CHUNKED = STREAM.replace(b"\r\n\r\n", b"\r\ntransfer-encoding: chunked\r\n\r\n")
HELLO = b'data: {"choices": [{"delta": {"content": "Hello"}}]}\n\n'
STOP = b'data: {"choices": [{"delta": {}, "finish_reason": "stop"}]}\n\n'
DONE = b"data: [DONE]\n\n"


def http(status: int, body: object, kind: str = "application/json") -> bytes:
    text = body if isinstance(body, str) else json.dumps(body)
    return f"HTTP/1.1 {status} Something\r\ncontent-type: {kind}\r\n\r\n{text}".encode()


async def answer_of(url: str, patience: Patience = BRIEF) -> list[ChatEvent]:
    async with endpoint(url, patience=patience) as model:
        return [event async for event in model.stream(REQUEST)]


async def failure_of(url: str) -> ModelError:
    with pytest.raises(ModelError) as caught:
        await answer_of(url)
    error: BaseException | None = caught.value
    while error is not None:
        assert LOCKET not in f"{error} {error!r}"
        error = error.__cause__
    return caught.value


async def test_a_good_answer_comes_through(play: Play) -> None:
    url = await play([STREAM, HELLO, STOP, DONE])
    assert await answer_of(url) == [TextDelta("Hello"), Finished("stop", Usage(0, 0, 0))]


async def test_nobody_listens() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    error = await failure_of(f"http://127.0.0.1:{port}/v1")
    assert isinstance(error, ModelUnavailableError)
    assert error.retryable


async def test_a_server_that_comes_up_later_is_found(play: Play) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    async with endpoint(f"http://127.0.0.1:{port}/v1") as model:
        assert model.profile.prompt_shape == "short"
        with pytest.raises(ModelUnavailableError):
            await model.warm(REQUEST.messages)

        await play([STREAM, HELLO, STOP, DONE], port=port)

        assert await anext(model.stream(REQUEST)) == TextDelta("Hello")
        assert model.profile.prompt_shape == "full"


async def test_silence_before_the_first_token(play: Play) -> None:
    for script in ([asyncio.Event()], [STREAM, asyncio.Event()]):
        assert isinstance(await failure_of(await play(script)), ModelTimeoutError)


async def test_signs_of_life_without_words_are_silence(play: Play) -> None:
    role = b'data: {"choices": [{"delta": {"role": "assistant"}}]}\n\n'
    url = await play([STREAM, b": alive\n\n", role, asyncio.Event()])
    assert isinstance(await failure_of(url), ModelTimeoutError)


async def test_a_server_that_is_getting_on_with_the_prompt_is_not_silent(play: Play) -> None:
    events = [asyncio.Event() for _ in range(3)]
    loop = asyncio.get_running_loop()
    for number, event in enumerate(events, start=1):
        loop.call_later(0.4 * number, event.set)
    script: list[bytes | asyncio.Event] = [STREAM]
    for number, event in enumerate(events):
        progress = {"total": 90, "cache": 0, "processed": 30 * (number + 1), "time_ms": 400}
        chunk = {"choices": [{"delta": {}}], "prompt_progress": progress}
        script += [b"data: " + json.dumps(chunk).encode() + b"\n\n", event]
    url = await play([*script, HELLO, STOP, DONE])
    patience = Patience(first_token_seconds=1.0)
    assert await answer_of(url, patience) == [TextDelta("Hello"), Finished("stop", Usage(0, 0, 0))]


async def test_progress_that_makes_none_is_silence(play: Play) -> None:
    chunk = b'data: {"choices": [{"delta": {}}], "prompt_progress": {"processed": 0}}\n\n'
    url = await play([STREAM, chunk, chunk, asyncio.Event()])
    assert isinstance(await failure_of(url), ModelTimeoutError)


async def test_a_stall_in_the_middle(play: Play) -> None:
    url = await play([STREAM, HELLO, asyncio.Event()])
    async with endpoint(url, patience=BRIEF) as model:
        events = model.stream(REQUEST)
        assert await anext(events) == TextDelta("Hello")
        with pytest.raises(ModelTimeoutError):
            await anext(events)


async def test_an_answer_whose_counters_never_come_is_whole(play: Play) -> None:
    url = await play([STREAM, HELLO, STOP, asyncio.Event()])
    assert await answer_of(url) == [TextDelta("Hello"), Finished("stop", Usage(0, 0, 0))]


async def test_a_page_instead_of_an_answer(play: Play) -> None:
    url = await play([http(200, "<html><title>Welcome</title></html>", "text/html")])
    assert isinstance(await failure_of(url), ModelNonsenseError)


async def test_a_page_instead_of_the_model_list(play: Play) -> None:
    url = await play([STREAM, HELLO, STOP], models=b"<html></html>")
    assert isinstance(await failure_of(url), ModelNonsenseError)


async def test_bytes_that_are_no_http(play: Play) -> None:
    url = await play([b"\x00\x01 what is this\r\n\r\n"])
    assert isinstance(await failure_of(url), ModelUnavailableError)


@pytest.mark.parametrize(
    "garbage",
    [b"data: {oh no\n\n", b"data: \xff\xfe\n\n", b'data: {"choices": 5}\n\n', DONE, b"", HELLO],
    ids=["no JSON", "no UTF-8", "wrong shape", "empty", "nothing", "cut short"],
)
async def test_streams_that_are_not_an_answer(play: Play, garbage: bytes) -> None:
    assert isinstance(await failure_of(await play([STREAM, garbage])), ModelNonsenseError)


async def test_a_connection_that_breaks_in_the_middle(play: Play) -> None:
    url = await play([CHUNKED, b"%x\r\n" % len(HELLO) + HELLO + b"\r\n", b"ff\r\ndata"])
    error = await failure_of(url)
    assert isinstance(error, ModelUnavailableError)
    assert error.retryable


@pytest.mark.parametrize("status", [401, 403])
async def test_a_key_that_is_not_accepted(play: Play, status: int) -> None:
    body = {"error": {"message": f"bad key for {LOCKET}", "type": "authentication_error"}}
    error = await failure_of(await play([http(status, body)]))
    assert isinstance(error, ModelUnavailableError)
    assert not error.retryable
    assert "llm_key" in error.advice


@pytest.mark.parametrize(
    ("status", "retryable"),
    [(429, True), (500, True), (503, True), (404, False), (400, False), (302, False)],
)
async def test_refusals_say_whether_to_try_again(play: Play, status: int, retryable: bool) -> None:
    body = {"error": {"message": f"no: {LOCKET}", "code": LOCKET + " as a code"}}
    error = await failure_of(await play([http(status, body)]))
    assert isinstance(error, ModelUnavailableError)
    assert error.retryable is retryable


OVERFLOWS = {
    "llama.cpp": (
        400,
        {
            "error": {
                "code": 400,
                "message": "request (5030 tokens) exceeds the available context size (2048 tokens)",
                "type": "exceed_context_size_error",
            }
        },
    ),
    "OpenAI": (400, {"error": {"message": "Too long.", "code": "context_length_exceeded"}}),
    "vLLM": (
        400,
        {"object": "error", "message": "This model's maximum context length is 4096 tokens."},
    ),
    "Ollama": (500, {"error": "the input length exceeds the context length"}),
    "Anthropic": (
        400,
        {
            "error": {
                "type": "invalid_request_error",
                "message": "prompt is too long: 9 > 8 maximum",
            }
        },
    ),
    "Gemini": (
        400,
        [{"error": {"message": "The input token count (9) exceeds the maximum number of tokens"}}],
    ),
    "a gateway": (413, "upstream said: context window exceeded"),
}


@pytest.mark.parametrize("vendor", OVERFLOWS)
async def test_overflow_is_known_in_every_dialect(play: Play, vendor: str) -> None:
    status, body = OVERFLOWS[vendor]
    assert isinstance(await failure_of(await play([http(status, body)])), ContextOverflowError)


async def test_a_field_that_a_server_refuses_is_left_out(
    play: Play, requests_heard: list[str]
) -> None:
    refused = {
        "error": {
            "message": "Unsupported parameter: 'max_tokens' is not supported with this model."
        }
    }
    url = await play([http(400, refused)], [STREAM, HELLO, STOP, DONE])
    async with endpoint(url, patience=BRIEF) as model:
        for _ in range(2):
            assert [event async for event in model.stream(REQUEST)]
    first, second, third = (heard for heard in requests_heard if heard.startswith("POST"))
    assert '"max_tokens"' in first
    assert all('"max_completion_tokens"' in later for later in (second, third))


async def test_closing_the_iterator_hangs_up(play: Play, hung_up: asyncio.Event) -> None:
    async with endpoint(await play([STREAM, HELLO, asyncio.Event()])) as model:
        events = model.stream(REQUEST)
        await anext(events)
        assert not hung_up.is_set()
        await events.aclose()
        await asyncio.wait_for(hung_up.wait(), 5)


async def test_cancelling_the_task_hangs_up(play: Play, hung_up: asyncio.Event) -> None:
    async with endpoint(await play([asyncio.Event()])) as model:
        task = asyncio.create_task(model.warm(REQUEST.messages))
        await asyncio.sleep(0.1)
        task.cancel()
        await asyncio.wait_for(hung_up.wait(), 5)
        with pytest.raises(asyncio.CancelledError):
            await task


async def test_the_model_is_the_first_that_can_chat(play: Play, requests_heard: list[str]) -> None:
    models = {"data": [{"id": "nomic-embed-text"}, {"id": "qwen3:8b", "max_model_len": 9000}]}
    url = await play([STREAM, HELLO, STOP], models=json.dumps(models).encode())
    async with endpoint(url) as model:
        assert model.profile.name == "qwen3:8b"
        assert model.profile.context_tokens == 9000
        assert [event async for event in model.stream(REQUEST)]
    assert '"model":"qwen3:8b"' in requests_heard[-1].replace(": ", ":")


async def test_an_older_llamacpp_counts_in_two_steps_and_tells_its_context(play: Play) -> None:
    url = await play(
        [http(200, {"default_generation_settings": {"n_ctx": 2048}})],
        [http(404, {"error": {"message": "File Not Found", "type": "not_found_error"}})],
        [http(200, {"prompt": "<user>Hello"})],
        [http(200, {"tokens": [1, 2, 3]})],
        models=b'{"data": [{"id": "qwen3-8b", "owned_by": "llamacpp"}]}',
    )
    async with endpoint(url, patience=BRIEF) as model:
        assert model.profile.context_tokens == 2048
        assert await model.count_tokens(REQUEST.messages) == 3


async def test_elsewhere_tokens_are_estimated(play: Play) -> None:
    async with endpoint(await play([b""]), patience=BRIEF) as model:
        assert await model.count_tokens(REQUEST.messages) == estimate_tokens(REQUEST.messages)


async def test_an_error_with_the_status_of_success_is_an_error(play: Play) -> None:
    url = await play([http(200, {"error": {"message": LOCKET, "type": "overloaded_error"}})])
    error = await failure_of(url)
    assert isinstance(error, ModelUnavailableError)
    assert "overloaded_error" in str(error)


async def test_a_server_without_models_says_so(play: Play) -> None:
    url = await play([STREAM, HELLO, STOP], models=b'{"data": []}')
    error = await failure_of(url)
    assert isinstance(error, ModelUnavailableError)
    assert "llm_model" in error.advice


@pytest.mark.parametrize(("owner", "samples"), [("llamacpp", True), ("vllm", False)])
async def test_llamacpp_is_kept_from_repeating_except_in_a_schema(
    play: Play, requests_heard: list[str], owner: str, samples: bool
) -> None:
    models = {"data": [{"id": "qwen3-8b", "owned_by": owner, "meta": {"n_ctx": 4096}}]}
    url = await play([STREAM, HELLO, STOP, DONE], models=json.dumps(models).encode())
    by_schema = ChatRequest(REQUEST.messages, schema={"type": "object"})
    async with endpoint(url, patience=BRIEF) as model:
        for request in (REQUEST, by_schema):
            assert [event async for event in model.stream(request)]
    free, bound = [heard for heard in requests_heard if "/chat/completions" in heard]
    assert ('"dry_multiplier"' in free, '"dry_multiplier"' in bound) == (samples, False)


async def test_a_far_server_is_not_asked_to_read_ahead() -> None:
    async with endpoint("https://localhost:1/v1", model="gpt-4o", patience=BRIEF) as model:
        assert await model.warm(REQUEST.messages) == Usage(0, 0, 0)


async def test_a_named_model_needs_no_model_list(play: Play) -> None:
    url = await play([STREAM, HELLO, STOP, DONE], models=b"<html></html>")
    async with endpoint(url, model="gpt-4o") as model:
        events = [event async for event in model.stream(REQUEST)]
    assert events[0] == TextDelta("Hello")


@pytest.mark.parametrize(
    "address", ["", "localhost:1234", "ftp://somewhere/v1", "http://", "http://[::1"]
)
def test_an_address_that_is_none_is_a_wrong_setting(address: str) -> None:
    with pytest.raises(SettingsError):
        OpenAICompatible(address)
