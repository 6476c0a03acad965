"""Chunks of an answer become events; what is not an answer is refused."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from anima.llm import Finished, TextDelta, ToolCall, Usage
from anima.llm.answer import Answer
from anima.values import ContextOverflowError, JsonValue, ModelNonsenseError, ModelUnavailableError


def chunk(
    *,
    text: str | None = None,
    finish: str | None = None,
    calls: JsonValue = None,
    **more: JsonValue,
) -> str:
    delta: dict[str, JsonValue] = {"content": text}
    if calls is not None:
        delta["tool_calls"] = calls
    return json.dumps({"choices": [{"index": 0, "delta": delta, "finish_reason": finish}]} | more)


def fragment(index: int | None, call: str | None, name: str | None, arguments: str) -> JsonValue:
    return [{"index": index, "id": call, "function": {"name": name, "arguments": arguments}}]


def test_text_arrives_as_deltas_and_the_counters_with_the_end() -> None:
    answer = Answer()
    texts = [answer.feed(chunk(text=text)) for text in ("Good", " morning")]
    answer.feed(chunk(finish="stop"))
    answer.feed(
        '{"choices": [], "usage": {"prompt_tokens": 30, "completion_tokens": 2,'
        ' "prompt_tokens_details": {"cached_tokens": 25}}}'
    )
    answer.feed("[DONE]")

    assert texts == [[TextDelta("Good")], [TextDelta(" morning")]]
    assert answer.complete
    assert answer.end() == [Finished("stop", Usage(30, 25, 2))]


def test_counters_of_llamacpp_serve_where_there_is_no_usage() -> None:
    answer = Answer()
    timings: JsonValue = {"cache_n": 25, "prompt_n": 5, "predicted_n": 2}
    answer.feed(chunk(text="Hi", finish="length", timings=timings))

    assert answer.end() == [Finished("length", Usage(30, 25, 2))]


@given(
    st.dictionaries(st.text(max_size=5), st.integers() | st.text(max_size=5), max_size=3),
    st.integers(1, 7),
)
def test_tool_calls_are_joined_however_they_are_cut(
    arguments: dict[str, JsonValue], size: int
) -> None:
    text = json.dumps(arguments)
    answer = Answer()
    answer.feed(chunk(calls=fragment(0, "a", "set_timer", "")))
    for start in range(0, len(text), size):
        answer.feed(chunk(calls=fragment(0, None, None, text[start : start + size])))
    answer.feed(chunk(finish="tool_calls"))

    assert answer.end() == [
        ToolCall("a", "set_timer", arguments),
        Finished("tool_calls", Usage(0, 0, 0)),
    ]


@pytest.mark.parametrize("index", [0, None])
def test_whole_calls_that_share_an_index_stay_apart(index: int | None) -> None:
    answer = Answer()
    answer.feed(chunk(calls=fragment(index, "a", "read", '{"page": 1}')))
    answer.feed(chunk(calls=fragment(index, "b", "read", '{"page": 2}'), finish="stop"))

    first, second, finished = answer.end()
    assert (first, second) == (
        ToolCall("a", "read", {"page": 1}),
        ToolCall("b", "read", {"page": 2}),
    )
    assert isinstance(finished, Finished)
    assert finished.reason == "tool_calls"


@pytest.mark.parametrize(
    "data",
    [
        "<html>",
        "{}",
        "[]",
        '"text"',
        '{"choices": [{}]}',
        '{"choices": [{"delta": {"content": 5}}]}',
        '{"choices": {"delta": {}}}',
    ],
)
def test_what_is_not_a_chunk_is_nonsense(data: str) -> None:
    with pytest.raises(ModelNonsenseError):
        Answer().feed(data)


@given(st.text(max_size=60))
def test_any_text_is_a_chunk_or_nonsense(data: str) -> None:
    try:
        Answer().feed(data)
    except ModelNonsenseError:
        pass


def test_an_answer_without_a_choice_is_nonsense() -> None:
    answer = Answer()
    answer.feed('{"choices": []}')
    with pytest.raises(ModelNonsenseError, match="nothing in it"):
        answer.end()


def test_an_answer_without_an_end_is_nonsense() -> None:
    answer = Answer()
    answer.feed(chunk(text="I was about to"))
    with pytest.raises(ModelNonsenseError, match="broke off"):
        answer.end()


@pytest.mark.parametrize("arguments", ['{"page": ', "[1]", '"page"'])
def test_broken_tool_arguments_are_nonsense(arguments: str) -> None:
    answer = Answer()
    answer.feed(chunk(calls=fragment(0, "a", "read", arguments), finish="tool_calls"))
    with pytest.raises(ModelNonsenseError, match="broken arguments"):
        answer.end()


def test_an_error_inside_of_the_stream_is_told_apart() -> None:
    with pytest.raises(ModelUnavailableError, match="server_error"):
        Answer().feed('{"error": {"message": "the sea is wide", "type": "server_error"}}')
    with pytest.raises(ContextOverflowError):
        Answer().feed('{"error": {"code": "context_length_exceeded", "message": "too long"}}')


def test_reasoning_shows_life_but_is_no_text() -> None:
    answer = Answer()
    assert answer.feed('{"choices": [{"delta": {"reasoning_content": "hm"}}]}') == []
    assert answer.pieces == 1
    answer.feed('{"choices": [{"delta": {"role": "assistant"}}]}')
    assert answer.pieces == 1
