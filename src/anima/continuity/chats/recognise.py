"""Which program an export comes from, by what is in it and not by what it is called."""

import csv
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from anima.continuity.chats.assistants import read_chatgpt, read_claude
from anima.continuity.chats.discord import read_discord
from anima.continuity.chats.files import Files, sample
from anima.continuity.chats.mail import read_mbox
from anima.continuity.chats.meta import read_meta
from anima.continuity.chats.roleplay import REPLIKA_HEADER, read_replika, read_sillytavern
from anima.continuity.chats.slack import DAY, read_slack
from anima.continuity.chats.telegram import read_telegram
from anima.continuity.chats.whatsapp import DateOrder, read_whatsapp, recognised
from anima.values import ArchiveError, Message

_PART = re.compile(r"(?:^|/)message_\d+\.json$")


@dataclass(frozen=True, slots=True)
class History:
    """What can be read of an export.

    Attributes:
        source: The program it comes from, as people call it.
        messages: Reads them from the beginning, as they stand there.
    """

    source: str
    messages: Callable[[], Iterator[Message]]


def history_in(files: Files, *, dates: DateOrder | None = None) -> History:
    """What the files are. Raises `ArchiveError` when they are of no program that is known."""
    if any(DAY.search(name) for name in files.names):
        return History("Slack", lambda: read_slack(files))
    readers: list[tuple[str, Callable[[], Iterator[Message]]]] = []
    for name in files.names:
        if found := _reader(files, name, dates):
            readers.append(found)
    if not readers:
        raise ArchiveError(
            "This is no export that is known here.",
            advice="Known are WhatsApp, Telegram, Messenger, Instagram, Discord, Signal, Slack, "
            "ChatGPT, Claude, SillyTavern, Replika and mbox.",
        )

    def messages() -> Iterator[Message]:
        for _, read in readers:
            yield from read()

    return History(readers[0][0], messages)


def _reader(
    files: Files, name: str, dates: DateOrder | None
) -> tuple[str, Callable[[], Iterator[Message]]] | None:
    low = name.lower()
    if low.endswith((".txt", ".md")):
        return _text_reader(files, name, dates)
    if low.endswith(".json"):
        return _json_reader(files, name)
    if low.endswith(".jsonl") and b'"character_name"' in sample(files, name):
        return "SillyTavern", lambda: read_sillytavern(files, name)
    if low.endswith(".csv"):
        first = sample(files, name).decode("utf-8-sig", "replace").partition("\n")[0]
        if next(csv.reader([first.strip()]), []) == REPLIKA_HEADER:
            return "Replika", lambda: read_replika(files, name)
    if low.endswith((".mbox", ".mbx")) or sample(files, name).startswith(b"From "):
        return "mail", lambda: read_mbox(files, name)
    return None


def _text_reader(
    files: Files, name: str, dates: DateOrder | None
) -> tuple[str, Callable[[], Iterator[Message]]] | None:
    beginning = sample(files, name)
    encoding = "utf-16" if beginning[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    if not recognised(beginning.decode(encoding, "replace")):
        return None
    source = "Signal" if name.lower().endswith(".md") else "WhatsApp"
    return source, lambda: read_whatsapp(files, name, dates=dates)


def _json_reader(files: Files, name: str) -> tuple[str, Callable[[], Iterator[Message]]] | None:
    beginning = sample(files, name)
    if _PART.search(name) or b'"timestamp_ms"' in beginning:
        source = "Instagram" if "instagram" in name.lower() else "Messenger"
        return source, lambda: read_meta(files, name)
    if b'"mapping"' in beginning:
        return "ChatGPT", lambda: read_chatgpt(files, name)
    if b'"chat_messages"' in beginning:
        return "Claude", lambda: read_claude(files, name)
    if b'"guild"' in beginning and b'"channel"' in beginning:
        return "Discord", lambda: read_discord(files, name)
    if (
        b'"date_unixtime"' in beginning
        or b'"personal_information"' in beginning
        or (b'"from_id"' in beginning or b'"actor_id"' in beginning)
    ):
        return "Telegram", lambda: read_telegram(files, name)
    return None
