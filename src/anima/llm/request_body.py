"""From a `ChatRequest` to the JSON that OpenAI-compatible servers take."""

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import cast

from anima.llm.chat_model import ChatRequest, Message
from anima.values import JsonValue

_SCHEMA_MAPS = ("properties", "$defs", "definitions", "patternProperties")
_SCHEMA_LISTS = ("anyOf", "oneOf", "prefixItems")
_SCHEMAS = ("items", "additionalItems", "not", "if", "then", "else")


def request_body(request: ChatRequest, model: str) -> dict[str, JsonValue]:
    """The body of POST /chat/completions for a streamed answer with counters at its end."""
    body: dict[str, JsonValue] = {
        "model": model,
        "messages": message_list(request.messages),
        "max_tokens": request.max_tokens,
        "temperature": request.temperature,
        "stream": True,
        "stream_options": {"include_usage": True},
    }
    if request.seed is not None:
        body["seed"] = request.seed
    if request.schema is not None:
        schema = closed(request.schema)
        answer: JsonValue = {"name": "answer", "strict": _is_strict(schema), "schema": schema}
        body["response_format"] = {"type": "json_schema", "json_schema": answer}
    if request.tools:
        body["tools"] = [
            _function(
                {
                    "name": tool.name,
                    "description": tool.description,
                    "parameters": closed(tool.parameters),
                }
            )
            for tool in request.tools
        ]
    return body


def message_list(messages: Sequence[Message]) -> list[JsonValue]:
    """The messages as JSON."""
    return [_message(message) for message in messages]


def closed(schema: Mapping[str, JsonValue]) -> dict[str, JsonValue]:
    """The schema with every object closed to properties that it does not name.

    Without that llama.cpp lets the model invent properties without end, and OpenAI refuses the
    schema. An object that says itself what further properties it takes is left as it is.
    """
    result = dict(schema)
    for key in _SCHEMA_MAPS:
        if isinstance(inner := result.get(key), dict):
            result[key] = {name: _closed_value(value) for name, value in inner.items()}
    for key in _SCHEMA_LISTS:
        if isinstance(inner := result.get(key), list):
            result[key] = [_closed_value(value) for value in inner]
    for key in _SCHEMAS:
        if key in result:
            result[key] = _closed_value(result[key])
    if result.get("type") == "object" or "properties" in result:
        result.setdefault("additionalProperties", False)
    return result


def _closed_value(value: JsonValue) -> JsonValue:
    return closed(value) if isinstance(value, dict) else value


def _is_strict(schema: JsonValue) -> bool:
    """Whether every object requires all of its properties: OpenAI's condition for `strict`."""
    if isinstance(schema, list):
        return all(_is_strict(value) for value in schema)
    if not isinstance(schema, dict):
        return True
    properties, required = schema.get("properties"), schema.get("required")
    if isinstance(properties, dict):
        names = cast("Iterable[object]", required if isinstance(required, list) else [])
        if set(properties) - set(names):
            return False
    return all(_is_strict(value) for value in schema.values())


def _message(message: Message) -> JsonValue:
    result: dict[str, JsonValue] = {"role": message.role, "content": message.text}
    if message.tool_call_id:
        result["tool_call_id"] = message.tool_call_id
    if message.tool_calls:
        result["tool_calls"] = [
            {"id": call.id}
            | _function({"name": call.name, "arguments": json.dumps(dict(call.arguments))})
            for call in message.tool_calls
        ]
    return result


def _function(function: JsonValue) -> dict[str, JsonValue]:
    return {"type": "function", "function": function}
