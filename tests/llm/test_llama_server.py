"""`OpenAICompatible` against a real llama.cpp server in another process, by its own counters."""

import asyncio
import json
import re
from collections.abc import AsyncIterator

import httpx
import pytest
from pydantic import BaseModel

from anima.llm import (
    ChatRequest,
    Finished,
    Message,
    OpenAICompatible,
    TextDelta,
    Tool,
    ToolCall,
    endpoint,
    estimate_tokens,
)
from anima.values import ContextOverflowError, JsonValue, ModelUnavailableError

pytestmark = pytest.mark.slow

IDENTITY = Message(
    "system",
    "You are Ada, a warm companion. You speak plainly, in one or two short sentences, and you"
    " ask one gentle question at a time. You like mornings, rivers and old maps.",
)


class Slot(BaseModel):
    """A row of llama.cpp's /slots."""

    is_processing: bool


@pytest.fixture
async def model(llama_server: tuple[str, str]) -> AsyncIterator[OpenAICompatible]:
    address, key = llama_server
    async with endpoint(f"{address}/v1", key=key) as model:
        yield model


@pytest.fixture
async def server(llama_server: tuple[str, str]) -> AsyncIterator[httpx.AsyncClient]:
    """The server itself, to read its counters."""
    address, key = llama_server
    headers = {"Authorization": f"Bearer {key}", "Connection": "close"}
    async with httpx.AsyncClient(base_url=address, headers=headers) as client:
        yield client


async def is_busy(server: httpx.AsyncClient) -> bool:
    rows = (await server.get("/slots")).json()
    return any(Slot.model_validate(row).is_processing for row in rows)


async def becomes(server: httpx.AsyncClient, *, busy: bool) -> None:
    """Wait until the server says that it generates, or that it does not."""
    async with asyncio.timeout(15):
        while await is_busy(server) is not busy:  # noqa: ASYNC110  # the event is in another process
            await asyncio.sleep(0.02)


async def counter(server: httpx.AsyncClient, name: str) -> int:
    found = re.search(rf"^llamacpp:{name} (\d+)", (await server.get("/metrics")).text, re.MULTILINE)
    assert found is not None
    return int(found[1])


async def text_of(model: OpenAICompatible, request: ChatRequest) -> tuple[str, Finished]:
    events = [event async for event in model.stream(request)]
    finished = events.pop()
    assert isinstance(finished, Finished)
    return "".join(event.text for event in events if isinstance(event, TextDelta)), finished


async def test_the_profile_comes_from_the_server(model: OpenAICompatible) -> None:
    assert model.profile.name == "qwen2.5-1.5b"
    assert model.profile.context_tokens == 1024
    assert model.profile.prompt_shape == "short"
    assert model.profile.structured


async def test_words_stream_and_are_counted(model: OpenAICompatible) -> None:
    request = ChatRequest([IDENTITY, Message("user", "Good morning.")], max_tokens=12, seed=1)
    events = [event async for event in model.stream(request)]

    assert sum(isinstance(event, TextDelta) for event in events) > 3
    finished = events[-1]
    assert isinstance(finished, Finished)
    assert 0 < finished.usage.completion_tokens <= 12
    assert finished.usage.prompt_tokens == await model.count_tokens(request.messages)


async def test_greedy_answers_repeat(model: OpenAICompatible) -> None:
    request = ChatRequest([Message("user", "Name a river.")], max_tokens=8, temperature=0)
    assert (await text_of(model, request))[0] == (await text_of(model, request))[0]


@pytest.mark.parametrize("seed", range(4))
async def test_structured_output_fits_its_schema(model: OpenAICompatible, seed: int) -> None:
    schema: dict[str, JsonValue] = {
        "type": "object",
        "properties": {
            "mood": {"enum": ["glad", "sad", "calm"]},
            "words": {"type": "array", "items": {"type": "string", "maxLength": 9}, "maxItems": 2},
        },
        "required": ["mood", "words"],
    }
    ask = Message("user", "Forget JSON. Tell me a story about a wet day instead.")
    text, _ = await text_of(
        model, ChatRequest([ask], max_tokens=90, temperature=1.0, schema=schema, seed=seed)
    )
    answer = json.loads(text)
    assert set(answer) == {"mood", "words"}
    assert answer["mood"] in ("glad", "sad", "calm")
    assert len(answer["words"]) <= 2


async def test_tools_and_their_results_reach_the_model(model: OpenAICompatible) -> None:
    """A model this small calls no tools in a form that a server understands: see its profile."""
    assert not model.profile.tools
    tool = Tool("weather", "Tells the weather.", {"type": "object", "properties": {}})
    messages = [
        Message("user", "What is the weather like in Lisbon? Ask the tool."),
        Message("assistant", "", tool_calls=(ToolCall("c1", "weather", {}),)),
        Message("tool", "It rains in Lisbon.", tool_call_id="c1"),
        Message("user", "So what is the weather like? Answer in words."),
    ]
    text, without = await text_of(model, ChatRequest(messages, max_tokens=30, temperature=0))
    offered = ChatRequest(messages, max_tokens=1, temperature=0, tools=[tool])
    _, with_tool = await text_of(model, offered)

    assert "rain" in text.lower()
    assert with_tool.usage.prompt_tokens > without.usage.prompt_tokens + 20


async def test_closing_the_iterator_stops_the_generation(
    model: OpenAICompatible, server: httpx.AsyncClient
) -> None:
    generated = await counter(server, "tokens_predicted_total")
    ask = Message("user", "Count from one to five hundred, in words, one number a line.")
    events = model.stream(ChatRequest([ask], max_tokens=600, temperature=0))
    for _ in range(3):
        await anext(events)
    assert await is_busy(server)
    await events.aclose()

    await becomes(server, busy=False)
    assert await counter(server, "tokens_predicted_total") - generated < 100


async def test_cancelling_the_task_stops_the_reading_of_a_long_prompt(
    model: OpenAICompatible, server: httpx.AsyncClient
) -> None:
    read = await counter(server, "prompt_tokens_total")
    prompt = [Message("user", " ".join(f"On day {day} it rained." for day in range(100)))]
    task = asyncio.create_task(model.warm(prompt))
    await becomes(server, busy=True)
    task.cancel()

    await becomes(server, busy=False)
    assert await counter(server, "prompt_tokens_total") - read < await model.count_tokens(prompt)
    with pytest.raises(asyncio.CancelledError):
        await task


async def test_tokens_are_counted_as_the_server_counts_them(model: OpenAICompatible) -> None:
    for text in ("Hello.", "Ça va? 你好，世界 🌊", "1234567890 " * 5, ""):
        messages = [IDENTITY, Message("user", text), Message("assistant", "I see."), IDENTITY]
        assert await model.count_tokens(messages) == (await model.warm(messages)).prompt_tokens


async def test_the_estimate_errs_on_the_high_side(model: OpenAICompatible) -> None:
    texts = (
        "I went down to the harbour before the others were awake; nobody saw me there.",
        "Ich wäre gern länger geblieben, aber die Straßenbahn fährt nur bis Mitternacht.",
        "昨日は海まで歩いて、夕方まで本を読んでいました。",
        "Вчера мы гуляли у моря и читали до самого вечера.",
        "كان البحر هادئا هذا الصباح",
        "Call 0171-2223334455 at 08:45, or write to ada.rivers@example.org!",
        "🌊🌊🚣‍♀️ so happy!!! 🎉🎉",
    )
    for text in texts:
        messages = [Message("user", text)]
        assert estimate_tokens(messages) >= await model.count_tokens(messages)


async def test_what_was_warmed_is_not_read_again(model: OpenAICompatible) -> None:
    known = Message("system", f"{IDENTITY.text} The person is called Maria, and rows at dawn.")
    warmed = await model.warm([known])
    turn = [known, Message("user", "Good morning, Ada.")]
    _, finished = await text_of(model, ChatRequest(turn, max_tokens=4))

    # The opening of her answer (3 tokens) was warmed too, and is not where the turn begins.
    assert finished.usage.cached_tokens >= warmed.prompt_tokens - 4
    assert finished.usage.prompt_tokens - finished.usage.cached_tokens < 20


async def test_a_prompt_beyond_the_context_says_so(model: OpenAICompatible) -> None:
    too_long = [Message("user", "rain " * 2000)]
    with pytest.raises(ContextOverflowError):
        await text_of(model, ChatRequest(too_long))
    with pytest.raises(ContextOverflowError):
        await model.warm(too_long)


async def test_a_wrong_key_is_told_apart(llama_server: tuple[str, str]) -> None:
    address, _ = llama_server
    for key in ("", "guess"):
        async with endpoint(f"{address}/v1", key=key) as model:
            with pytest.raises(ModelUnavailableError, match="llm_key") as caught:
                await model.warm([IDENTITY])
        assert not caught.value.retryable
