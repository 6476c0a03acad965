"""World info (a lorebook): what a role-play program puts beside a card, as quoted material."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from anima.values import JsonValue, Message

_KINDS = re.compile(r"\b(?:world ?info|lore ?book|world|lore)\b", re.IGNORECASE)
"""What such a file is called beside its own name."""

_LABEL_CHARACTERS = 80


@dataclass(frozen=True, slots=True)
class WorldInfo:
    """One file of world info.

    Attributes:
        name: Its own, or that of its file.
        words: Its entries in their order, each with what it is about.
    """

    name: str
    words: tuple[tuple[str, str], ...]


def world_in(content: bytes, file: str) -> WorldInfo | None:
    """The world info in a file of this name, without its ending; None where it is another thing."""
    if b'"entries"' not in content or not content.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{"):
        return None
    try:
        whole: JsonValue = json.loads(content.removeprefix(b"\xef\xbb\xbf"))
    except (ValueError, RecursionError):
        return None
    data = whole.get("data", whole) if isinstance(whole, dict) else None
    if not isinstance(data, dict):
        return None
    entries = data.get("entries")
    found = list(entries.values()) if isinstance(entries, dict) else entries
    if not isinstance(found, list) or not found or not all(_is_entry(each) for each in found):
        return None
    name = data.get("name")
    own = name.strip() if isinstance(name, str) else ""
    return WorldInfo(own or _named(file), tuple(_words(found)))


def world_messages(world: WorldInfo, at: datetime) -> Iterator[Message]:
    """What stands in it, as it can be quoted. Its author is no person of a life."""
    for label, words in world.words:
        yield Message(at, f"the world info of {world.name}", words, label, mine=False)


def _is_entry(entry: JsonValue) -> bool:
    """Whether it is what an entry consists of: words, and those that bring them up."""
    if not isinstance(entry, dict) or not isinstance(entry.get("content"), str):
        return False
    return isinstance(entry.get("key", entry.get("keys")), list)


def _words(entries: list[JsonValue]) -> Iterator[tuple[str, str]]:
    for entry in entries:
        if not isinstance(entry, dict):
            continue
        words, about = entry.get("content"), entry.get("comment") or entry.get("name")
        keys = entry.get("key", entry.get("keys"))
        listed = [each for each in keys if isinstance(each, str)] if isinstance(keys, list) else []
        label = about.strip() if isinstance(about, str) else ""
        if isinstance(words, str) and words.strip():
            yield (label or ", ".join(listed))[:_LABEL_CHARACTERS], words.strip()


def _named(file: str) -> str:
    plain = " ".join(_KINDS.sub(" ", re.sub(r"[_\-.]+", " ", file)).split())
    return plain or file
