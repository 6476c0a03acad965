"""Discord, as DiscordChatExporter writes it (JSON)."""

from collections.abc import Iterator

from anima.continuity.chats.files import Files
from anima.continuity.chats.json_stream import text, values_at
from anima.continuity.chats.times import from_iso, required
from anima.values import Message

_PATHS = frozenset({"guild.name", "channel.name", "messages.item"})
_SAID = ("Default", "Reply", "ThreadStarterMessage", "20")


def read_discord(files: Files, name: str) -> Iterator[Message]:
    """The messages of one channel; calls, pins and pictures without words are left out."""
    names: dict[str, str] = {}
    with files.open(name) as file:
        for path, value in values_at(file, _PATHS, name):
            if path != "messages.item":
                names[path] = value if isinstance(value, str) else ""
            elif text(value, "type") in _SAID and (words := text(value, "content").strip()):
                author = text(value, "author", "nickname") or text(value, "author", "name")
                at = required(from_iso(text(value, "timestamp")), name)
                yield Message(at, author or "Unknown", words, _chat(names))


def _chat(names: dict[str, str]) -> str:
    guild, channel = names.get("guild.name", ""), names.get("channel.name", "")
    return channel if guild in ("", "Direct Messages") else f"{guild} #{channel}"
