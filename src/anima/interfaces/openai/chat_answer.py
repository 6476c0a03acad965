"""Her answer as chat completions have it: whole, or in pieces as server-sent events."""

import json
import time
from collections.abc import AsyncIterator

from anima.interfaces.openai.chat_request import ChatRefusal, Said
from anima.values import JsonValue, new_id

MODEL = "anima"
"""The name that clients call her by; what she calls herself stands beside it."""

_CHARACTERS_PER_TOKEN = 4
"""For the counts that clients show: an estimate, since no one is billed."""


def models(name: str) -> JsonValue:
    """The list of models: her."""
    return {
        "object": "list",
        "data": [
            {
                "id": MODEL,
                "object": "model",
                "created": 0,
                "owned_by": "anima",
                "name": name or "Anima",
            }
        ],
    }


def whole(said: Said, text: str) -> JsonValue:
    """The answer in one object."""
    choice: JsonValue = {
        "index": 0,
        "message": {"role": "assistant", "content": text, "refusal": None},
        "logprobs": None,
        "finish_reason": "stop",
    }
    return {**_head("chat.completion"), "choices": [choice], "usage": _usage(said, text)}


async def stream(said: Said, pieces: AsyncIterator[str]) -> AsyncIterator[str]:
    """The answer as it forms."""
    head, text = _head("chat.completion.chunk"), ""
    yield _chunk(head, {"role": "assistant", "content": ""})
    async for piece in pieces:
        text += piece
        yield _chunk(head, {"content": piece})
    yield _chunk(head, {}, finish="stop")
    if said.counts:
        yield _event({**head, "choices": [], "usage": _usage(said, text)})
    yield "data: [DONE]\n\n"


def refused(error: ChatRefusal) -> JsonValue:
    """The protocol's error object."""
    kind = "invalid_request_error" if error.status < 500 else "server_error"
    return {
        "error": {
            "message": str(error),
            "type": kind,
            "param": error.param,
            "code": error.code,
        }
    }


def _head(kind: str) -> dict[str, JsonValue]:
    return {
        "id": f"chatcmpl-{new_id()}",
        "object": kind,
        "created": int(time.time()),
        "model": MODEL,
    }


def _chunk(head: dict[str, JsonValue], delta: JsonValue, *, finish: str | None = None) -> str:
    choice: JsonValue = {"index": 0, "delta": delta, "logprobs": None, "finish_reason": finish}
    return _event({**head, "choices": [choice]})


def _event(content: JsonValue) -> str:
    return f"data: {json.dumps(content, separators=(',', ':'))}\n\n"


def _usage(said: Said, text: str) -> JsonValue:
    asked, given = (len(each) // _CHARACTERS_PER_TOKEN + 1 for each in (said.text, text))
    return {"prompt_tokens": asked, "completion_tokens": given, "total_tokens": asked + given}
