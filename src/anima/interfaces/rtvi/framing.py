"""How a client wraps RTVI on its WebSocket: as plain JSON, or in frames of its own."""

import base64
import json
from collections.abc import Iterator
from typing import Any, Protocol, TypeAlias

from anima.voice.rtvi import LABEL

Raw: TypeAlias = str | bytes


class Framing(Protocol):
    """One way of wrapping."""

    def inward(self, raw: Raw) -> Raw | None:
        """A client's message as her own line has it; None when it is nothing to her."""
        ...

    def outward(self, message: str) -> Iterator[Raw]:
        """A message of hers, as the client reads it."""
        ...


class Plain:
    """JSON as text, sound as PCM16 at 16 kHz: nothing is wrapped."""

    def inward(self, raw: Raw) -> Raw | None:
        """The same."""
        return raw

    def outward(self, message: str) -> Iterator[Raw]:
        """The same."""
        yield message


class Evaluated:
    """Pipecat's evaluation harness: JSON, with messages of its own for what it tests.

    Its harness may plant a context, or ask for reports of tools: her context is her memory, and
    those are passed over. Her sound goes out once more, in the form that it listens to.
    """

    def __init__(self, flags: dict[str, Any]) -> None:
        self._listens = bool(flags.get("capture_bot_audio"))

    def inward(self, raw: Raw) -> Raw | None:
        """Without the harness's own messages."""
        match evaluation_message(raw):
            case "eval-cancel", _:
                return json.dumps({"label": LABEL, "type": "disconnect-bot", "id": "eval-cancel"})
            case None:
                return raw
            case _:
                return None

    def outward(self, message: str) -> Iterator[Raw]:
        """With her sound in the harness's form, when it listens."""
        content: dict[str, Any] = json.loads(message)
        if content["type"] != "bot-tts-audio":
            yield message
        elif self._listens:
            data: dict[str, Any] = content["data"]
            heard = {"audio": data["audio"], "sampleRate": data["sample_rate"]}
            yield json.dumps({"label": LABEL, "type": "eval-bot-audio", "data": heard})


def evaluation_message(raw: Raw) -> tuple[str, dict[str, Any]] | None:
    """Name and content of a message of the evaluation harness's own; None for any other."""
    if isinstance(raw, bytes) or '"eval-' not in raw:
        return None
    try:
        match json.loads(raw):
            case {"type": "client-message", "data": {"t": str(name), **rest}} if name.startswith(
                "eval-"
            ):
                given = rest.get("d")
                return name, given if isinstance(given, dict) else {}
            case _:
                return None
    except (ValueError, RecursionError):
        return None


def raw_audio(pcm: bytes, rate: int, channels: int) -> str:
    """Sound as the standard's own message, for what is not mono at 16 kHz."""
    encoded = base64.b64encode(pcm).decode("ascii")
    data = {"base64Audio": encoded, "sampleRate": rate, "numChannels": channels}
    return json.dumps({"label": LABEL, "type": "raw-audio", "id": "", "data": data})
