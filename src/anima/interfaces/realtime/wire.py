"""The engine's own messages, as this line says them to it."""

import json
from typing import TypeAlias

from anima.values import JsonValue
from anima.voice.rtvi import LABEL

Raw: TypeAlias = str | bytes
"""What a line gives to the engine: RTVI as JSON, or microphone sound."""


def rtvi(kind: str, data: JsonValue) -> str:
    """A message of the standard."""
    return json.dumps({"label": LABEL, "type": kind, "id": "", "data": data})


def tell(t: str, d: JsonValue = None) -> str:
    """A message of our own."""
    return rtvi("client-message", {"t": t, "d": d})


def playout(reply: str, samples: int, *, stopped: bool = False) -> str:
    """So much of a reply has sounded: supposed, or, once `stopped`, as the client told it."""
    return tell(
        "playout",
        {"reply": reply, "samples": samples, "stopped": stopped, "supposed": not stopped},
    )


def answer_noted(*, aloud: bool) -> str:
    """Answer what was noted; the words themselves are not looked at."""
    return rtvi("send-text", {"content": "answer", "options": {"audio_response": aloud}})
