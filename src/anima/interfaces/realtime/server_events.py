"""The Realtime events that go out: each function returns one event as JSON text."""

import json
from typing import Literal

from anima.interfaces.realtime.client_events import RealtimeError
from anima.values import JsonValue, new_id

Role = Literal["user", "assistant"]


def event(kind: str, **fields: JsonValue) -> str:
    """One event with an id of its own."""
    return json.dumps(
        {"type": kind, "event_id": f"event_{new_id()}", **fields}, separators=(",", ":")
    )


def refusal(error: RealtimeError) -> str:
    """The client's event could not be used."""
    return _error("invalid_request_error", str(error), error.code, error.param, error.event_id)


def failure(text: str) -> str:
    """Something failed on our side; the session goes on."""
    return _error("server_error", text, "internal_error", None, None)


def _error(kind: str, text: str, code: str, param: str | None, event_id: str | None) -> str:
    details: dict[str, JsonValue] = {
        "type": kind,
        "code": code,
        "message": text,
        "param": param,
        "event_id": event_id,
    }
    return event("error", error=details)


def message_item(
    item_id: str, role: Role, content: dict[str, JsonValue], *, status: str
) -> dict[str, JsonValue]:
    """An item with one part of content."""
    return {
        "id": item_id,
        "object": "realtime.item",
        "type": "message",
        "status": status,
        "role": role,
        "content": [content],
    }
