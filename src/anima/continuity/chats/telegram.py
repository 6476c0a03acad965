"""Telegram Desktop: result.json of one chat, or of all of them."""

from collections.abc import Iterator

from anima.continuity.chats.files import Files
from anima.continuity.chats.json_stream import number, text, values_at
from anima.continuity.chats.times import from_iso, from_unix, required
from anima.values import JsonValue, Message

_PATHS = frozenset(
    {"name", "messages.item", "chats.list.item.name", "chats.list.item.messages.item"}
)


def read_telegram(files: Files, name: str) -> Iterator[Message]:
    """The messages in it; calls, joins and pictures without words are left out."""
    chat = ""
    with files.open(name) as file:
        for path, value in values_at(file, _PATHS, name):
            if path.endswith("name"):
                chat = value if isinstance(value, str) else ""
            elif text(value, "type") == "message" and (words := _words(value)):
                at = from_unix(number(value, "date_unixtime")) or from_iso(text(value, "date"))
                author = text(value, "from") or "Deleted account"
                yield Message(required(at, name), author, words, chat)


def _words(message: JsonValue) -> str:
    said = message.get("text") if isinstance(message, dict) else ""
    pieces = said if isinstance(said, list) else [said]
    return "".join(each if isinstance(each, str) else text(each, "text") for each in pieces).strip()
