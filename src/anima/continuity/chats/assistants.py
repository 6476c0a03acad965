"""ChatGPT and Claude: conversations.json."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from anima.continuity.chats.files import Files
from anima.continuity.chats.json_stream import number, rows, text, values_at
from anima.continuity.chats.times import from_iso, from_unix, required
from anima.values import JsonValue, Message

_ITEMS = frozenset({"item"})
_ME = "You"


def read_chatgpt(files: Files, name: str) -> Iterator[Message]:
    """Each conversation as it was read last: the branch that ends in its current node.

    A message without a time of its own gets that of its conversation and comes a microsecond after
    the one before, which keeps their order.
    """
    with files.open(name) as file:
        for _, talk in values_at(file, _ITEMS, name):
            yield from _chatgpt_talk(talk, name)


def _chatgpt_talk(talk: JsonValue, name: str) -> Iterator[Message]:
    before = from_unix(number(talk, "create_time"))
    for message in _branch(talk):
        role = text(message, "author", "role")
        content = message.get("content") if isinstance(message, dict) else None
        words = "\n".join(each for each in rows(content, "parts") if isinstance(each, str)).strip()
        if role not in ("user", "assistant") or not words or _is_hidden(message):
            continue
        at = _not_before(from_unix(number(message, "create_time")), required(before, name))
        before = at + timedelta(microseconds=1)
        author = _ME if role == "user" else "ChatGPT"
        yield Message(at, author, words, text(talk, "title"), role == "user")


def _is_hidden(message: JsonValue) -> bool:
    about = message.get("metadata") if isinstance(message, dict) else None
    return isinstance(about, dict) and about.get("is_visually_hidden_from_conversation") is True


def _branch(talk: JsonValue) -> list[JsonValue]:
    nodes = talk.get("mapping") if isinstance(talk, dict) else None
    if not isinstance(nodes, dict):
        return []
    children = {text(node, "parent") for node in nodes.values()}
    # Without a current node: the last one that nothing follows.
    last = text(talk, "current_node") or next((n for n in reversed(nodes) if n not in children), "")
    branch: list[JsonValue] = []
    seen: set[str] = set()
    while last in nodes and last not in seen:
        seen.add(last)
        node = nodes[last]
        branch.append(node.get("message") if isinstance(node, dict) else None)
        last = text(node, "parent")
    return branch[::-1]


def _not_before(at: datetime | None, before: datetime) -> datetime:
    return max(at, before) if at else before


def read_claude(files: Files, name: str) -> Iterator[Message]:
    """Each conversation in its order."""
    with files.open(name) as file:
        for _, talk in values_at(file, _ITEMS, name):
            for message in rows(talk, "chat_messages"):
                sender = text(message, "sender")
                words = _claude_words(message)
                if sender in ("human", "assistant") and words:
                    at = required(from_iso(text(message, "created_at")), name)
                    author = _ME if sender == "human" else "Claude"
                    yield Message(at, author, words, text(talk, "name"), sender == "human")


def _claude_words(message: JsonValue) -> str:
    parts = [
        text(part, "text") for part in rows(message, "content") if text(part, "type") == "text"
    ]
    return ("\n".join(part for part in parts if part) or text(message, "text")).strip()
