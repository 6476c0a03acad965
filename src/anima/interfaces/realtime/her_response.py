"""One response of hers, as the events that tell a client of it from beginning to end."""

from typing import Literal

from anima.interfaces.realtime.configuration import OUTPUT_RATE
from anima.interfaces.realtime.server_events import event, message_item
from anima.values import JsonValue, new_id

Status = Literal["completed", "cancelled", "failed"]
CancelReason = Literal["turn_detected", "client_cancelled"]

_CHARACTERS_PER_TOKEN = 4
"""For the counts that clients show: an estimate, since no one is billed."""


class HerResponse:
    """Turns what becomes of a reply into the protocol's events, each once and in order."""

    def __init__(
        self, *, conversation: str, aloud: bool, voice: str, metadata: dict[str, JsonValue] | None
    ) -> None:
        self.id = f"resp_{new_id()}"
        self.item_id = f"item_{new_id()}"
        self.is_over = False
        self.text = ""
        self.has_item = False
        self._previous: str | None = None
        self._conversation = conversation
        self._aloud = aloud
        self._voice = voice
        self._metadata = metadata

    def begins(self) -> list[str]:
        """The response is under way."""
        return [event("response.created", response=self._response("in_progress", [], None))]

    def writes(self, delta: str, previous: str | None) -> list[str]:
        """A piece of her words."""
        kind = "response.output_audio_transcript" if self._aloud else "response.output_text"
        self.text += delta
        return [*self._opening(previous), self._part(f"{kind}.delta", delta=delta)]

    def sounds(self, audio: str, previous: str | None) -> list[str]:
        """A stretch of her voice: base64 of PCM16 at 24 kHz."""
        opening = self._opening(previous)
        return [*opening, self._part("response.output_audio.delta", delta=audio)]

    def ends(
        self,
        status: Status,
        *,
        reason: CancelReason | None = None,
        error: dict[str, JsonValue] | None = None,
    ) -> list[str]:
        """The response is over; a second end says nothing."""
        if self.is_over:
            return []
        self.is_over = True
        details: dict[str, JsonValue] | None = None
        if status != "completed":
            details = {"type": status, "reason": reason, "error": error}
        output: list[JsonValue] = []
        closing: list[str] = []
        if self.has_item:
            item = self.item("completed" if status == "completed" else "incomplete")
            output = [item]
            closing = self._closing(item)
        done = event("response.done", response=self._response(status, output, details))
        return [*closing, done]

    def item(self, status: str, text: str | None = None) -> dict[str, JsonValue]:
        """Her message as an item; `text` is what was heard of it, once that is known."""
        said = self.text if text is None else text
        content: dict[str, JsonValue] = (
            {"type": "output_audio", "transcript": said}
            if self._aloud
            else {"type": "output_text", "text": said}
        )
        return message_item(self.item_id, "assistant", content, status=status)

    def _opening(self, previous: str | None) -> list[str]:
        if self.has_item:
            return []
        self.has_item, self._previous = True, previous
        item = message_item(self.item_id, "assistant", {}, status="in_progress") | {"content": []}
        part: JsonValue = {"type": "audio", "transcript": ""}
        if not self._aloud:
            part = {"type": "text", "text": ""}
        return [
            self._output("response.output_item.added", item=item),
            event("conversation.item.added", item=item, previous_item_id=previous),
            self._part("response.content_part.added", part=part),
        ]

    def _closing(self, item: JsonValue) -> list[str]:
        if self._aloud:
            parts = [
                self._part("response.output_audio.done"),
                self._part("response.output_audio_transcript.done", transcript=self.text),
            ]
            part: JsonValue = {"type": "audio", "transcript": self.text}
        else:
            parts = [self._part("response.output_text.done", text=self.text)]
            part = {"type": "text", "text": self.text}
        return [
            *parts,
            self._part("response.content_part.done", part=part),
            self._output("response.output_item.done", item=item),
            event("conversation.item.done", item=item, previous_item_id=self._previous),
        ]

    def _output(self, kind: str, **fields: JsonValue) -> str:
        return event(kind, response_id=self.id, output_index=0, **fields)

    def _part(self, kind: str, **fields: JsonValue) -> str:
        return self._output(kind, item_id=self.item_id, content_index=0, **fields)

    def _response(
        self, status: str, output: list[JsonValue], details: dict[str, JsonValue] | None
    ) -> dict[str, JsonValue]:
        tokens = len(self.text) // _CHARACTERS_PER_TOKEN
        return {
            "object": "realtime.response",
            "id": self.id,
            "status": status,
            "status_details": details,
            "output": output,
            "conversation_id": self._conversation,
            "output_modalities": ["audio" if self._aloud else "text"],
            "max_output_tokens": "inf",
            "audio": {
                "output": {
                    "format": {"type": "audio/pcm", "rate": OUTPUT_RATE},
                    "voice": self._voice,
                }
            },
            "metadata": self._metadata,
            "usage": {"input_tokens": 0, "output_tokens": tokens, "total_tokens": tokens}
            if status != "in_progress"
            else None,
        }
