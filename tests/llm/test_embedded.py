"""The embedded model: our own server process, its cache, its guard and its recovery."""

import asyncio
import os
import signal
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from anima.llm import (
    ChatRequest,
    EmbeddedOptions,
    EmbeddedRuntime,
    Finished,
    Message,
    OpenAICompatible,
    ReadPrompt,
    TextDelta,
    Usage,
    embedded,
)
from anima.values import ModelUnavailableError, WeightsError

SMALL = EmbeddedOptions(slots=2, context_tokens=1024)
IDENTITY = (
    "You are Ada, a warm companion. You speak plainly, in one or two short sentences, and you"
    " ask one gentle question at a time. You like mornings, rivers and old maps."
)


@pytest.fixture
async def runtime(weights: Path) -> AsyncIterator[EmbeddedRuntime]:
    path = weights / "qwen2.5-1.5b" / "model.gguf"
    async with EmbeddedRuntime(path, name="ada", options=SMALL) as runtime:
        yield runtime


async def said(model: OpenAICompatible, messages: list[Message], text: str) -> Usage:
    """One turn; the answer joins the messages. What was counted."""
    messages.append(Message("user", text))
    events = [e async for e in model.stream(ChatRequest(messages, max_tokens=6, temperature=0))]
    finished = events[-1]
    assert isinstance(finished, Finished)
    words = "".join(event.text for event in events if isinstance(event, TextDelta))
    messages.append(Message("assistant", words))
    return finished.usage


async def warmed_at_last(model: OpenAICompatible) -> Usage:
    """Ask again for as long as the server is down."""
    while True:
        try:
            return await model.warm([Message("system", IDENTITY)])
        except ModelUnavailableError:
            await asyncio.sleep(0.2)


def command_line(process: int) -> str:
    """What every user of this machine can read of a process."""
    return Path(f"/proc/{process}/cmdline").read_text()


async def test_weights_that_are_not_there_are_named_as_the_trouble(tmp_path: Path) -> None:
    with pytest.raises(WeightsError):
        async with embedded(tmp_path / "model.gguf"):
            pass


@pytest.mark.slow
async def test_weights_that_are_no_model_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "model.gguf"
    path.write_bytes(b"GGUF, but only by name")
    with pytest.raises(ModelUnavailableError):
        async with embedded(path):
            pass


@pytest.mark.slow
async def test_two_conversations_keep_what_each_has_read(weights: Path) -> None:
    path = weights / "qwen2.5-1.5b" / "model.gguf"
    async with embedded(path, options=SMALL) as model:
        assert model.profile.name == "qwen2.5-1.5b"
        assert model.profile.context_tokens == 1024
        talks = [
            [Message("system", f"{IDENTITY} The person is called {name} and rows at dawn.")]
            for name in ("Maria", "Tom")
        ]
        read = [(await model.warm(talk)).prompt_tokens for talk in talks]
        for text in ("Good morning.", "I had a long night.", "The river was high."):
            for who, talk in enumerate(talks):
                usage = await said(model, talk, text)
                assert usage.cached_tokens >= read[who] - 4
                # What the next turn may take from the cache: all of this one but its end.
                read[who] = usage.prompt_tokens


@pytest.mark.slow
async def test_who_has_no_key_gets_nothing(runtime: EmbeddedRuntime) -> None:
    assert runtime.base_url.startswith("http://127.0.0.1:")
    root = runtime.base_url.removesuffix("/v1")
    async with httpx.AsyncClient(headers={"Connection": "close"}) as stranger:
        for path in ("/v1/models", "/slots", "/metrics", "/props"):
            assert (await stranger.get(root + path)).status_code == 401
        assert (await stranger.post(root + "/v1/chat/completions", json={})).status_code == 401
        assert (await stranger.get(root + "/")).status_code == 404
    process = runtime.process_id
    assert process is not None
    assert runtime.api_key not in command_line(process)


@pytest.mark.slow
async def test_a_server_that_dies_is_started_again(runtime: EmbeddedRuntime) -> None:
    first = runtime.process_id
    assert first is not None
    model = OpenAICompatible(runtime.base_url, api_key=runtime.api_key)
    await model.identify()
    os.kill(first, signal.SIGKILL)
    with pytest.raises(ModelUnavailableError):
        await model.warm([Message("system", IDENTITY)])

    usage = await asyncio.wait_for(warmed_at_last(model), 60)
    assert usage.prompt_tokens > 10
    assert runtime.process_id not in (None, first)
    await model.aclose()


MODULE = "anima.llm.embedded_runtime"


def a_server(folder: Path, monkeypatch: pytest.MonkeyPatch, *, greets: bool) -> Path:
    """A process in place of the model's: it greets, or loads for ever; the weights it asks for."""
    server = folder / "server.py"
    greeting = """print('{"address": "http://127.0.0.1:1"}', flush=True)""" if greets else ""
    server.write_text(f"import sys\n{greeting}\nsys.stdin.read()\n")
    (folder / "model.gguf").write_bytes(b"weights")
    monkeypatch.setattr(f"{MODULE}._SERVER", server)
    monkeypatch.setattr(f"{MODULE}._FIRST_PAUSE_SECONDS", 0.01)
    return folder / "model.gguf"


async def test_a_server_that_cannot_be_started_at_once_is_started_later(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    starts = asyncio.create_subprocess_exec
    refusals = [OSError("no memory"), OSError("no memory")]
    started = asyncio.Event()

    async def scarce(*words: str, **how: Any) -> asyncio.subprocess.Process:
        if refusals:
            raise refusals.pop()
        started.set()
        return await starts(*words, **how)

    path = a_server(tmp_path, monkeypatch, greets=True)
    async with EmbeddedRuntime(path, name="ada", options=SMALL) as runtime:
        first = runtime.process_id
        assert first is not None
        monkeypatch.setattr(asyncio, "create_subprocess_exec", scarce)
        os.kill(first, signal.SIGKILL)
        async with asyncio.timeout(20):
            await started.wait()
    assert not refusals


async def test_a_model_that_loads_too_long_is_said_to_be_unavailable(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = a_server(tmp_path, monkeypatch, greets=False)
    monkeypatch.setattr(f"{MODULE}._LOAD_SECONDS", 0.2)
    with pytest.raises(ModelUnavailableError, match="could not be loaded"):
        async with EmbeddedRuntime(path, name="ada", options=SMALL):
            pass


@pytest.mark.slow
async def test_the_process_ends_with_the_context_even_while_it_generates(weights: Path) -> None:
    path = weights / "qwen2.5-1.5b" / "model.gguf"
    async with EmbeddedRuntime(path, name="ada", options=SMALL) as runtime:
        process = runtime.process_id
        assert process is not None
        model = OpenAICompatible(runtime.base_url, api_key=runtime.api_key)
        events = model.stream(ChatRequest([Message("user", "Count to 500.")], max_tokens=500))
        await anext(events)
    with pytest.raises(ProcessLookupError):
        os.kill(process, 0)
    with pytest.raises(ModelUnavailableError):
        async for _ in events:
            pass
    await model.aclose()


async def test_what_was_read_in_one_process_is_known_in_the_next(weights: Path) -> None:
    path = weights / "qwen2.5-1.5b" / "model.gguf"
    known = [Message("system", IDENTITY), Message("user", "")]
    async with embedded(path, options=SMALL) as model:
        assert (await model.warm(known)).cached_tokens == 0
        read = await model.give(known)
        assert read is not None
        await model.warm([*known[:1], Message("user", "Good morning.")])
        assert await model.give(known) is None
        reader = model.reader
    async with embedded(path, options=SMALL) as model:
        assert model.reader == reader
        assert await model.take(ReadPrompt.from_bytes(read.to_bytes()))
        usage = await model.warm(known)
        assert usage.cached_tokens == usage.prompt_tokens - 1
        assert not await model.take(ReadPrompt(read.messages, read.state[:1000]))
        assert (await model.warm(known)).prompt_tokens == usage.prompt_tokens


async def test_nothing_of_a_prompt_stays_where_states_pass_through(weights: Path) -> None:
    path = weights / "qwen2.5-1.5b" / "model.gguf"
    async with EmbeddedRuntime(path, name="ada", options=SMALL) as runtime:
        assert runtime.states is not None
        place = runtime.states.path
        assert place.stat().st_mode & 0o077 == 0
        model = OpenAICompatible(
            runtime.base_url, api_key=runtime.api_key, slots=2, states=runtime.states
        )
        known = [Message("system", IDENTITY)]
        await model.warm(known)
        assert await model.give(known) is not None
        assert not list(place.iterdir())
        await model.aclose()
    assert not place.exists()
