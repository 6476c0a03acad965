"""What is asked of a server."""

import json
from collections.abc import Mapping

from hypothesis import given
from hypothesis import strategies as st

from anima.llm import ChatRequest, Message, Tool, ToolCall
from anima.llm.request_body import closed, request_body
from anima.values import JsonValue

LEAF: st.SearchStrategy[JsonValue] = st.sampled_from(
    [{"type": "string"}, {"type": "integer"}, {"enum": ["a", "b"]}]
)


def object_of(properties: dict[str, JsonValue]) -> JsonValue:
    return {"type": "object", "properties": properties}


def list_of(items: JsonValue) -> JsonValue:
    return {"type": "array", "items": items}


def optional(kind: JsonValue) -> JsonValue:
    return {"anyOf": [kind, {"type": "null"}]}


def composed(inner: st.SearchStrategy[JsonValue]) -> st.SearchStrategy[JsonValue]:
    properties = st.dictionaries(st.text(max_size=4), inner, max_size=3)
    return properties.map(object_of) | inner.map(list_of) | inner.map(optional)


SCHEMA = st.recursive(LEAF, composed, max_leaves=8)


def open_objects(schema: JsonValue) -> int:
    """How many objects do not say what further properties they take."""
    if isinstance(schema, list):
        return sum(open_objects(part) for part in schema)
    if not isinstance(schema, dict):
        return 0
    is_open = schema.get("type") == "object" and "additionalProperties" not in schema
    return is_open + sum(open_objects(part) for part in schema.values())


@given(SCHEMA)
def test_every_object_of_a_schema_is_closed(inner: JsonValue) -> None:
    schema: dict[str, JsonValue] = {"type": "object", "properties": {"inner": inner}}
    before = repr(schema)
    assert open_objects(closed(schema)) == 0
    assert repr(schema) == before


def test_an_object_that_allows_more_keeps_that() -> None:
    schema: Mapping[str, JsonValue] = {
        "type": "object",
        "additionalProperties": {"type": "string"},
    }
    assert closed(schema) == schema


def test_a_schema_is_strict_only_when_everything_is_required() -> None:
    loose: dict[str, JsonValue] = {"type": "object", "properties": {"mood": {"type": "string"}}}
    required: JsonValue = ["mood"]
    strict: dict[str, JsonValue] = {**loose, "required": required}

    assert '"strict": false' in json.dumps(request_body(ChatRequest([], schema=loose), "m"))
    assert '"strict": true' in json.dumps(request_body(ChatRequest([], schema=strict), "m"))


def test_a_tool_call_and_its_result_go_back_to_the_model() -> None:
    call = ToolCall("c1", "set_timer", {"minutes": 5})
    messages = [
        Message("assistant", "", tool_calls=(call,)),
        Message("tool", "done", tool_call_id="c1"),
    ]
    tool = Tool("set_timer", "Sets a timer.", {"type": "object", "properties": {}})
    body = request_body(ChatRequest(messages, tools=[tool], seed=7), "m")

    assert body["messages"] == [
        {
            "role": "assistant",
            "content": "",
            "tool_calls": [
                {
                    "id": "c1",
                    "type": "function",
                    "function": {"name": "set_timer", "arguments": '{"minutes": 5}'},
                }
            ],
        },
        {"role": "tool", "content": "done", "tool_call_id": "c1"},
    ]
    assert body["tools"] == [
        {
            "type": "function",
            "function": {
                "name": "set_timer",
                "description": "Sets a timer.",
                "parameters": {"type": "object", "properties": {}, "additionalProperties": False},
            },
        }
    ]
    assert body["seed"] == 7
