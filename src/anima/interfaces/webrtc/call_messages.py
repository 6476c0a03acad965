"""The messages of a call, between the client's data channel and her line."""

import base64
import json
from typing import Any

from anima.interfaces.webrtc.playing import Playing
from anima.values import JsonValue
from anima.voice.rtvi import message

_MICROPHONE = 0
"""Clients of pipecat's transport number what they send: sound, pictures, the screen."""


class CallMessages:
    """Takes her sound out of what she says, and adds how much of it has sounded.

    So the line is the same as over a WebSocket whose client reports what it plays.
    """

    def __init__(self, playing: Playing) -> None:
        self.playing = playing

    def outward(self, said: str) -> str | None:
        """What the client is told; None for sound, which goes its own way."""
        content: dict[str, Any] = json.loads(said)
        match content:
            case {"type": "bot-tts-audio", "data": data}:
                sound = base64.b64decode(data["audio"])
                self.playing.add(data["reply"], sound, data["sample_rate"])
                return None
            case {"type": "server-message", "data": {"type": "murmur"} as data}:
                self.playing.murmur(base64.b64decode(data["audio"]), data["sample_rate"])
                return None
            case {"type": "bot-interrupted", "data": {"reply": reply}}:
                self.playing.silence(reply)
            case {"type": "server-message", "data": {"type": "paused"} as data}:
                self.playing.pause(data["reply"], on=data["on"], since=data.get("from"))
            case _:
                pass
        return said

    def inward(self, said: str) -> str | None:
        """A message as her line has it; None when it is nothing to her."""
        if is_ping(said):
            return None
        if '"signalling"' not in said:
            return said
        try:
            match json.loads(said):
                case {
                    "type": "signalling",
                    "message": {
                        "type": "trackStatus",
                        "receiver_index": int(index),
                        "enabled": bool(enabled),
                    },
                } if index == _MICROPHONE:
                    return _own("microphone", {"mode": "open" if enabled else "off"})
                case {"type": "signalling"}:
                    return None
                case _:
                    return said
        except (ValueError, RecursionError):
            return said

    def reports(self) -> list[str]:
        """What has become known of how much was heard, as her page would say it."""
        return [
            _own("playout", {"reply": p.reply, "samples": p.samples, "stopped": p.stopped})
            for p in self.playing.progress()
        ]


def is_ping(said: str) -> bool:
    """Whether this only says that the client is there, as pipecat's says every second."""
    return said.startswith("ping")


def _own(t: str, d: JsonValue) -> str:
    return message("client-message", {"t": t, "d": d})
