"""The items of one Realtime session: what the client put in, and what she said."""

from dataclasses import dataclass

from anima.interfaces.realtime.client_events import MAX_TEXT, Item, RealtimeError, decoded
from anima.interfaces.realtime.server_events import event, message_item
from anima.values import JsonValue, new_id


@dataclass(slots=True)
class Kept:
    """An item as it is now."""

    item: dict[str, JsonValue]
    previous: str | None
    was_cut: bool = False


class Items:
    """Knows every item by its id, in their order."""

    def __init__(self) -> None:
        self._kept: dict[str, Kept] = {}
        self.last: str | None = None

    def new_id(self, wanted: str | None = None) -> str:
        """The id that the client gave, or one of ours."""
        if wanted is not None and wanted in self._kept:
            raise RealtimeError(
                "There is an item with this id already.", code="invalid_value", param="item.id"
            )
        return wanted or f"item_{new_id()}"

    def add(self, item_id: str, item: dict[str, JsonValue]) -> Kept:
        """Put an item at the end, or a known one in its new state."""
        known = self._kept.get(item_id)
        kept = Kept(item, known.previous if known else self.last)
        self._kept[item_id] = kept
        if known is None:
            self.last = item_id
        return kept

    def find(self, item_id: str, *, what: str) -> Kept:
        """The item; `RealtimeError` when there is none."""
        kept = self._kept.get(item_id)
        if kept is None:
            raise RealtimeError(
                "There is no item with this id.",
                code=f"item_{what}_invalid_item_id",
                param="item_id",
            )
        return kept

    def person_said(self, item_id: str, transcript: str | None, *, done: bool) -> str:
        """The event that tells of an utterance of the person's, as far as it is known."""
        content: dict[str, JsonValue] = {"type": "input_audio", "transcript": transcript}
        status = "completed" if done else "in_progress"
        kept = self.add(item_id, message_item(item_id, "user", content, status=status))
        kind = "conversation.item.done" if done else "conversation.item.added"
        return event(kind, item=kept.item, previous_item_id=kept.previous)

    def person_wrote(self, item_id: str, text: str) -> list[str]:
        """The events that tell of a written message of the person's."""
        content: dict[str, JsonValue] = {"type": "input_text", "text": text}
        kept = self.add(item_id, message_item(item_id, "user", content, status="completed"))
        kinds = ("conversation.item.added", "conversation.item.done")
        return [event(kind, item=kept.item, previous_item_id=kept.previous) for kind in kinds]


def words_of(item: Item) -> str:
    """The text of a person's message; raises `RealtimeError` when she cannot take it in."""
    text = "\n".join(part.text or "" for part in item.content if part.type == "input_text").strip()
    if len(text) > MAX_TEXT:
        raise RealtimeError(
            f"A message may have {MAX_TEXT} characters.", code="invalid_value", param="item.content"
        )
    return text


def sound_of(item: Item) -> bytes:
    """The sound of a person's message, if it has any."""
    for part in item.content:
        if part.type not in ("input_text", "input_audio"):
            raise RealtimeError(
                "She takes in text and audio only.", code="invalid_value", param="item.content"
            )
    audio = [part.audio for part in item.content if part.type == "input_audio" and part.audio]
    return b"".join(decoded(each, "item.content") for each in audio)
