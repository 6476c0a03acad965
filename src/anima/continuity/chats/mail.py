"""Mail: mbox files, as Gmail's Takeout and most mail programs write them."""

import email
import re
from collections.abc import Iterator
from datetime import UTC
from email import policy
from email.message import MIMEPart
from email.utils import parseaddr, parsedate_to_datetime
from html.parser import HTMLParser
from typing import BinaryIO

from anima.continuity.chats.files import Files
from anima.values import ArchiveError, Message

MAIL_BYTES = 32 << 20
"""A longer mail is passed over: what is so long is an attachment."""

TEXT_CHARACTERS = 20_000
_QUOTED = re.compile(r"^(?:>|On .{5,200} wrote:$|Am .{5,200} schrieb.{0,200}:$|-- $)")
_CONDITIONAL = re.compile(r"<!\[[^<>]{0,200}(?<!--)>")
"""Outlook's marks around what only Outlook shows; an HTML parser may give up at one. Those that end
a comment stay."""


def read_mbox(files: Files, name: str) -> Iterator[Message]:
    """Each mail's own words: what it answers, its signature and attachments are left out."""
    with files.open(name) as file:
        for raw in _mails(file, name):
            if message := _message(raw):
                yield message


def _mails(file: BinaryIO, name: str) -> Iterator[bytes]:
    """The mails between the lines that begin with "From " after an empty one."""
    lines, length, empty_before, begun = list[bytes](), 0, True, False
    for line in iter(lambda: file.readline(1 << 20), b""):
        if line.startswith(b"From ") and empty_before:
            if lines:
                yield b"".join(lines)
            lines, length, begun = [], 0, True
        elif not begun:
            raise ArchiveError(f"{name} is no mbox: it does not begin with a From line.")
        elif length <= MAIL_BYTES:
            # In a body, a line "From " was written as ">From ".
            lines.append(line[1:] if re.match(rb">+From ", line) else line)
            length += len(line)
        else:
            lines.clear()
        empty_before = line in (b"\n", b"\r\n")
    yield b"".join(lines)


def _message(raw: bytes) -> Message | None:
    mail = email.message_from_bytes(raw, policy=policy.default)
    try:
        name, address = parseaddr(str(mail.get("from", "")))
        subject = " ".join(str(mail.get("subject", "")).split())
        at = parsedate_to_datetime(str(mail.get("date", "")))
        body = mail.get_body(("plain", "html"))
        words = _own_words(body) if body is not None else ""
        author = name or address
        return Message(at.astimezone(UTC), author, words, subject) if author and words else None
    except (ValueError, TypeError, LookupError, AttributeError, OverflowError, AssertionError):
        # A mail that the library cannot read is one of thousands: it is passed over.
        return None


def _own_words(body: MIMEPart) -> str:
    content = str(body.get_content())
    if body.get_content_type() == "text/html":
        content = _plain(content)
    kept: list[str] = []
    for line in content.splitlines():
        if _QUOTED.match(line) and not line.startswith(">"):
            break
        if not line.startswith(">"):
            kept.append(line.rstrip())
    return "\n".join(kept).strip()[:TEXT_CHARACTERS]


class _Words(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []
        self._skipping = 0

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self._skipping += tag in ("script", "style", "blockquote", "head")
        if tag in ("p", "div", "br", "tr", "li"):
            self.words.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in ("script", "style", "blockquote", "head") and self._skipping:
            self._skipping -= 1

    def handle_data(self, data: str) -> None:
        if not self._skipping:
            self.words.append(data)


def _plain(html: str) -> str:
    parser = _Words()
    parser.feed(_CONDITIONAL.sub("", html))
    return "\n".join(line.strip() for line in "".join(parser.words).splitlines() if line.strip())
