"""A model that thinks: none of it is let through, and it does not take the room of the answer."""

import json
from collections.abc import Awaitable, Callable
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from anima.doctor import thinking
from anima.llm import (
    ChatEvent,
    ChatRequest,
    Finished,
    Message,
    OpenAICompatible,
    TextDelta,
    endpoint,
)
from anima.llm.thinking import WithoutThought
from anima.settings import Settings
from anima.values import JsonValue, ModelNonsenseError

Play = Callable[..., Awaitable[str]]

REQUEST = ChatRequest([Message("user", "Hello.")], max_tokens=120)
STREAM = b"HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\n\r\n"
STOP = b'data: {"choices": [{"delta": {}, "finish_reason": "stop"}]}\n\n'
LENGTH = b'data: {"choices": [{"delta": {}, "finish_reason": "length"}]}\n\n'
DONE = b"data: [DONE]\n\n"

ANSWERS = [
    ("<think>Hm, a greeting.</think>\n\nHello, Theo.", "Hello, Theo."),
    ("\n<think>\n\n</think>\n\nHello, Theo.", "Hello, Theo."),
    ("<think>One.</think> <think>Two.</think>Hello.", "Hello."),
    ("<thinking>Hm.</thinking>Hello.", "Hello."),
    ("<thought>Hm.</thought>Hello.", "Hello."),
    ("[THINK]Hm.[/THINK]Hello.", "Hello."),
    ("<|channel|>analysis<|message|>Hm.<|end|><|channel|>final<|message|>Hello.", "Hello."),
    ("<think>Never ended", ""),
    ("I think <so> [and] a < b.", "I think <so> [and] a < b."),
    (" that is <", " that is <"),
    ("", ""),
]


def delta(text: str, field: str = "content") -> bytes:
    return b"data: " + json.dumps({"choices": [{"delta": {field: text}}]}).encode() + b"\n\n"


async def said_by(model: OpenAICompatible, request: ChatRequest = REQUEST) -> str:
    events: list[ChatEvent] = [event async for event in model.stream(request)]
    assert isinstance(events[-1], Finished)
    assert sum(isinstance(event, Finished) for event in events) == 1
    return "".join(event.text for event in events if isinstance(event, TextDelta))


def asked(requests_heard: list[str]) -> list[dict[str, JsonValue]]:
    """The bodies of what was asked, oldest first."""
    posted = [heard for heard in requests_heard if heard.startswith("POST")]
    return [json.loads(heard.partition("HTTP/1.1 ")[2]) for heard in posted]


def listed(name: str, owner: str = "somebody") -> bytes:
    return json.dumps({"data": [{"id": name, "owned_by": owner, "meta": {"n_ctx": 4096}}]}).encode()


@pytest.mark.parametrize(("text", "words"), ANSWERS)
@given(cuts=st.lists(st.integers(1, 90)))
def test_thought_is_taken_out_however_the_text_is_cut(
    text: str, words: str, cuts: list[int]
) -> None:
    whole = WithoutThought()
    places = sorted({0, len(text), *(cut for cut in cuts if cut < len(text))})
    pieces = [text[a:b] for a, b in zip(places, places[1:], strict=False)]
    assert "".join(whole.feed(piece) for piece in pieces) + whole.finish(cut=False) == words


@pytest.mark.parametrize("size", [1, 3, 100])
def test_thought_that_no_mark_begins_is_held_where_it_is_expected(size: int) -> None:
    text = "Okay, they greet me.</think>\n\nHello."
    held = WithoutThought(begins_inside=True)
    pieces = [text[at : at + size] for at in range(0, len(text), size)]
    assert "".join(map(held.feed, pieces)) + held.finish(cut=False) == "Hello."
    assert held.ended_unbegun

    nothing_thought = WithoutThought(begins_inside=True)
    assert nothing_thought.feed("Hello, Theo.") == ""
    assert nothing_thought.finish(cut=False) == "Hello, Theo."


async def test_thought_that_took_all_the_room_is_given_more(
    play: Play, requests_heard: list[str]
) -> None:
    thought = delta("Hm, a greeting.", "reasoning_content")
    url = await play(
        [STREAM, thought, LENGTH, DONE],
        [STREAM, thought, delta("Hello, Theo."), STOP, DONE],
    )
    async with endpoint(url) as model:
        context = model.profile.context_tokens
        assert await said_by(model) == "Hello, Theo."
        assert await said_by(model) == "Hello, Theo."
        first, *later = [body["max_tokens"] for body in asked(requests_heard)]
        assert first == 120
        # What it needs for thought is no room for the talk.
        assert later == [120 + context - model.profile.context_tokens] * 2
        assert context - model.profile.context_tokens > 1000


async def test_thought_between_marks_takes_no_room_either(play: Play) -> None:
    url = await play(
        [STREAM, delta("<think>Hm, a greeting, and it is"), LENGTH, DONE],
        [STREAM, delta("<think>Hm.</think>Hello."), STOP, DONE],
    )
    async with endpoint(url) as model:
        assert await said_by(model) == "Hello."


async def test_a_model_that_never_stops_thinking_is_said_to_talk_nonsense(
    play: Play, requests_heard: list[str]
) -> None:
    url = await play([STREAM, delta("Hm.", "reasoning"), LENGTH, DONE])
    async with endpoint(url) as model:
        with pytest.raises(ModelNonsenseError, match="thought until"):
            await said_by(model)
    assert len(asked(requests_heard)) == 2


async def test_an_answer_that_was_merely_long_is_not_asked_for_again(
    play: Play, requests_heard: list[str]
) -> None:
    url = await play([STREAM, delta("Once there was"), LENGTH, DONE])
    async with endpoint(url) as model:
        assert await said_by(model) == "Once there was"
    assert len(asked(requests_heard)) == 1


async def test_thought_that_comes_in_parts_of_the_content_is_left_out(play: Play) -> None:
    thinks: JsonValue = {"type": "thinking", "thinking": [{"type": "text", "text": "Hm."}]}
    parts: list[JsonValue] = [[thinks], [{"type": "text", "text": "Hello."}]]
    deltas = [json.dumps({"choices": [{"delta": {"content": each}}]}) for each in parts]
    url = await play([STREAM, *(f"data: {each}\n\n".encode() for each in deltas), STOP, DONE])
    async with endpoint(url) as model:
        assert await said_by(model) == "Hello."


async def test_what_begins_in_thought_is_known_after_the_first_time(play: Play) -> None:
    url = await play([STREAM, delta("Hm, a greeting."), delta("</think>\n\nHello."), STOP, DONE])
    async with endpoint(url) as model:
        await said_by(model)
        assert await said_by(model) == "Hello."


@pytest.mark.parametrize("field", ["content", "reasoning_content"])
async def test_a_model_known_for_thinking_has_room_from_the_beginning(
    play: Play, requests_heard: list[str], field: str
) -> None:
    end = "</think>" if field == "content" else ""
    url = await play(
        [STREAM, delta(f"Hm.{end}", field), delta("Hello."), STOP, DONE],
        models=listed("qwen3-30b-a3b-thinking-2507"),
    )
    async with endpoint(url) as model:
        assert await said_by(model) == "Hello."
    assert [body["max_tokens"] for body in asked(requests_heard)] != [120]


async def test_reading_ahead_asks_for_no_thought(play: Play, requests_heard: list[str]) -> None:
    url = await play(
        [STREAM, delta("Hm.", "reasoning"), LENGTH, DONE], models=listed("gpt-oss:20b")
    )
    async with endpoint(url) as model:
        await model.warm(REQUEST.messages)
    assert [body["max_tokens"] for body in asked(requests_heard)] == [1]


async def test_a_model_is_asked_not_to_think(play: Play, requests_heard: list[str]) -> None:
    url = await play([STREAM, delta("Hello."), STOP, DONE], models=listed("qwen3:8b"))
    async with endpoint(url) as model:
        await said_by(model)
    async with endpoint(url, thinks=True) as model:
        await said_by(model)
    off, on = asked(requests_heard)
    assert off["reasoning_effort"] == "none"
    assert off["chat_template_kwargs"] == {"enable_thinking": False}
    assert not {"reasoning_effort", "chat_template_kwargs"} & on.keys()
    assert (off["max_tokens"], on["max_tokens"]) != (120, 120)


async def test_one_that_cannot_leave_it_is_asked_for_little(
    play: Play, requests_heard: list[str]
) -> None:
    url = await play([STREAM, delta("Hello."), STOP, DONE], models=listed("openai/gpt-oss-20b"))
    async with endpoint(url) as model:
        await said_by(model)
    assert asked(requests_heard)[0]["reasoning_effort"] == "low"


REFUSALS = {
    "OpenAI": ("Unrecognized request argument supplied: chat_template_kwargs", ["chat_template"]),
    "Gemini": ('Unknown name "chat_template_kwargs": Cannot find field.', ["chat_template"]),
    "o3": (
        "Unsupported value: 'reasoning_effort' does not support 'none' with this model.",
        ["none"],
    ),
    "Ollama": (
        'think value "none" is not supported for this model',
        ["reasoning_effort", "chat_template"],
    ),
}


@pytest.mark.parametrize("vendor", REFUSALS)
async def test_a_server_that_refuses_to_be_asked_so_is_asked_without(
    play: Play, requests_heard: list[str], vendor: str
) -> None:
    message, gone = REFUSALS[vendor]
    body = json.dumps({"error": {"message": message}}).encode()
    refused = b"HTTP/1.1 400 Bad Request\r\ncontent-type: application/json\r\n\r\n" + body
    url = await play([refused], [STREAM, delta("Hello."), STOP, DONE])
    async with endpoint(url) as model:
        assert [await said_by(model) for _ in range(2)] == ["Hello."] * 2
    first, *later = map(json.dumps, asked(requests_heard))
    assert len(later) == 2
    for name in gone:
        assert name in first
        assert all(name not in body for body in later)


async def test_a_refusal_for_something_else_leaves_it_asked_not_to_think(
    play: Play, requests_heard: list[str]
) -> None:
    body = json.dumps({"error": {"message": "No."}}).encode()
    refused = b"HTTP/1.1 400 Bad Request\r\ncontent-type: application/json\r\n\r\n" + body
    url = await play([refused], [refused], [STREAM, delta("Hello."), STOP, DONE])
    async with endpoint(url) as model:
        with pytest.raises(Exception, match="400"):
            await said_by(model)
        assert await said_by(model) == "Hello."
    assert ["reasoning_effort" in body for body in asked(requests_heard)] == [True, False, True]


async def test_an_answer_begun_for_it_leaves_no_thought(play: Play) -> None:
    url = await play([b""], models=listed("qwen3-8b", "llamacpp"))
    async with endpoint(url) as speaks, endpoint(url, thinks=True) as thinks:
        assert (speaks.profile.continues, thinks.profile.continues) == (True, False)


async def test_the_doctor_says_when_no_word_comes(play: Play) -> None:
    speaks = await play([STREAM, delta("Hello."), STOP, DONE])
    only_thinks = await play([STREAM, delta("Hm.", "reasoning"), STOP, DONE])
    assert (await thinking(replace(Settings(), llm=speaks))).well
    assert not (await thinking(replace(Settings(), llm=only_thinks))).well
