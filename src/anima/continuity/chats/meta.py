"""Facebook Messenger and Instagram: message_1.json, message_2.json, … for each chat."""

from collections.abc import Iterable, Iterator

from anima.continuity.chats.files import Files
from anima.continuity.chats.json_stream import Found, number, rows, text, values_at
from anima.continuity.chats.times import from_unix, required
from anima.values import JsonValue, Message

_NOT_SAID = (
    "Reacted ",
    "Liked a message",
    "You missed a call from ",
    "You sent an attachment.",
    "sent an attachment.",
    "unsent a message",
)


def read_meta(files: Files, name: str) -> Iterator[Message]:
    """The messages of one file, newest first as they stand there."""
    chat = ""
    with files.open(name) as file:
        # The title stands after the messages in some exports.
        for _, value in values_at(file, frozenset({"title"}), name):
            chat = repaired(value if isinstance(value, str) else "")
    with files.open(name) as file:
        values = values_at(file, frozenset({"messages.item"}), name)
        yield from _in_order(_messages(values, chat, name))


def _messages(values: Iterable[Found], chat: str, name: str) -> Iterator[Message]:
    for _, value in values:
        words = repaired(text(value, "content")).strip()
        if words and not _of_the_program(value, words):
            at = required(from_unix(number(value, "timestamp_ms")), name)
            yield Message(at, repaired(text(value, "sender_name")) or "Unknown", words, chat)


def _in_order(messages: Iterable[Message]) -> Iterator[Message]:
    """Messages of one moment in the order of writing, where a file has the newest first."""
    moment: list[Message] = []
    newest_first = False
    for message in messages:
        if moment and message.at != moment[0].at:
            newest_first = message.at < moment[0].at
            yield from reversed(moment) if newest_first else moment
            moment = []
        moment.append(message)
    yield from reversed(moment) if newest_first else moment


def repaired(words: str) -> str:
    """These exports write each byte of UTF-8 as a character of its own; this puts them together."""
    try:
        return words.encode("latin-1").decode("utf-8")
    except UnicodeError:
        return words


def _of_the_program(message: JsonValue, words: str) -> bool:
    if text(message, "type") in ("Call", "Subscribe", "Unsubscribe"):
        return True
    if rows(message, "photos") or rows(message, "videos") or rows(message, "audio_files"):
        return words.startswith("sent ")
    return words.startswith(_NOT_SAID) or words.endswith(_NOT_SAID[3:])
