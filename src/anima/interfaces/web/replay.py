"""What a device that takes a line over is given of the reply under way: what has not sounded."""

import base64
import json
from typing import TypeGuard

from anima.values import JsonValue
from anima.voice.rtvi import message

_SOUND = '"type":"bot-tts-audio"'
_BYTES = 2

SKIPPED = message("server-message", {"type": "skipped"})
"""In the place of a message that is not sent again, because messages are counted."""


def under_way(raw: str, played: str) -> str:
    """A message that went out before, for a device that has heard nothing of it.

    Args:
        raw: The message.
        played: What the other device reported last of how much has sounded.
    """
    if _SOUND not in raw:
        return raw
    sound = _object(json.loads(raw).get("data"))
    reported = _object(_object(json.loads(played).get("data")).get("d"))
    offset, samples = sound.get("offset"), reported.get("samples")
    if sound.get("reply") != reported.get("reply"):
        return raw
    if not isinstance(offset, int) or not isinstance(samples, int) or samples <= offset:
        return raw
    heard = samples - offset
    pcm = base64.b64decode(str(sound["audio"]))[heard * _BYTES :]
    if not pcm:
        return SKIPPED
    rest: JsonValue = {
        **sound,
        "audio": base64.b64encode(pcm).decode("ascii"),
        "offset": offset + heard,
    }
    return message("bot-tts-audio", rest)


def _object(value: object) -> dict[str, JsonValue]:
    return value if _is_object(value) else {}


def _is_object(value: object) -> TypeGuard[dict[str, JsonValue]]:
    return isinstance(value, dict)
