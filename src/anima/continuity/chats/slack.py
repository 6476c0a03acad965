"""Slack: an export with users.json and a folder of days for each channel."""

import re
from collections.abc import Iterator

from anima.continuity.chats.files import Files
from anima.continuity.chats.json_stream import number, text, values_at
from anima.continuity.chats.times import from_unix, required
from anima.values import JsonValue, Message

DAY = re.compile(r"(?:^|/)(?P<channel>[^/]+)/\d{4}-\d{2}-\d{2}\.json$")
_ITEMS = frozenset({"item"})
_REFERENCE = re.compile(r"<(?P<kind>[@#!]?)(?P<id>[^<>|]*)(?:\|(?P<label>[^<>]*))?>")
_ESCAPES = (("&lt;", "<"), ("&gt;", ">"), ("&amp;", "&"))
_SAID = ("", "thread_broadcast", "me_message", "bot_message", "file_share")


def read_slack(files: Files) -> Iterator[Message]:
    """The messages of all channels, day by day."""
    names = _names(files)
    for name in files.names:
        if not (day := DAY.search(name)):
            continue
        with files.open(name) as file:
            for _, value in values_at(file, _ITEMS, name):
                words = _words(text(value, "text"), names)
                if text(value, "type") == "message" and text(value, "subtype") in _SAID and words:
                    at = required(from_unix(number(value, "ts")), name)
                    yield Message(at, _author(value, names), words, day["channel"])


def _names(files: Files) -> dict[str, str]:
    names: dict[str, str] = {}
    for name in files.names:
        if name.split("/")[-1] == "users.json":
            with files.open(name) as file:
                for _, user in values_at(file, _ITEMS, name):
                    names[text(user, "id")] = _called(user) or text(user, "name")
    return names


def _called(user: JsonValue) -> str:
    profile = user.get("profile") if isinstance(user, dict) else None
    return text(profile, "real_name") or text(profile, "display_name") or text(user, "real_name")


def _author(message: JsonValue, names: dict[str, str]) -> str:
    user = text(message, "user")
    own = message.get("user_profile") if isinstance(message, dict) else None
    return names.get(user) or _called({"profile": own}) or text(message, "username") or user or "?"


def _words(words: str, names: dict[str, str]) -> str:
    def said(found: re.Match[str]) -> str:
        label = found["label"] or names.get(found["id"], found["id"])
        return f"@{label}" if found["kind"] == "@" else label

    words = _REFERENCE.sub(said, words)
    for escape, sign in _ESCAPES:
        words = words.replace(escape, sign)
    return words.strip()
