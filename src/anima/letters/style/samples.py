"""Samples of somebody's writing out of the files they have: letters, mails, chat exports."""

import email
import email.policy
import mailbox
import re
from email.message import EmailMessage
from pathlib import Path

from anima.letters.letter_error import LetterError
from anima.letters.passages import words

FILE_BYTES = 50_000_000
"""Larger files are refused: a mailbox of that size is better given in parts."""

_CHAT = re.compile(
    r"^\u200e?\[?(?P<date>\d{1,4}[./-]\d{1,2}[./-]\d{1,4}),?\s+(?P<time>\d{1,2}[:.]\d{2}(?:[:.]\d{2})?"
    r"(?:\s?[APap]\.?[Mm]\.?)?)\]?\s*(?:-\s+)?(?P<who>[^:\n]{1,60}):\s(?P<text>.*)$"
)
_MEDIA = re.compile(r"<[^>]*(?:omitted|attached|omessi|weggelassen)[^>]*>|omitted$", re.IGNORECASE)
_QUOTED = re.compile(r"^(?:>.*|On .{5,80} wrote:|-----Original Message-----.*)$", re.MULTILINE)
_TALK_WORDS = 200


def samples_of_file(path: Path, sender: str) -> list[str]:
    """What `sender` wrote in a file: a letter (.txt, .md), a mail (.eml), a mailbox (.mbox), or a
    WhatsApp export, where only the lines of that name count.

    Raises `LetterError` naming the file when it cannot be read or holds nothing of theirs.
    """
    try:
        if path.stat().st_size > FILE_BYTES:
            raise LetterError(f"{path.name} is larger than 50 MB.", advice="Give it in parts.")
        if path.suffix.lower() == ".mbox":
            found = [text for mail in _mails(path) if (text := _from(mail, sender))]
        elif path.suffix.lower() == ".eml":
            mail = email.message_from_bytes(path.read_bytes(), policy=email.policy.default)
            found = [text] if (text := _body(mail)) else []
        else:
            found = samples_of_text(path.read_text(encoding="utf-8-sig", errors="replace"), sender)
    except OSError as error:
        raise LetterError(f"{path.name} cannot be read: {error.strerror}.") from error
    if not found:
        raise LetterError(
            f"{path.name} holds nothing written by {sender}.",
            advice="Give the name as the file has it.",
        )
    return found


def samples_of_text(text: str, sender: str) -> list[str]:
    """A letter as one sample; of a chat export the sender's own lines, joined to longer ones."""
    lines = text.splitlines()
    said = [found for line in lines[:2000] if (found := _CHAT.match(line))]
    if len(said) >= 3 and len(said) >= len(lines[:2000]) // 4:
        return _talk(lines, sender)
    cleaned = text.replace("\x00", "").strip()
    return [cleaned] if words(cleaned) else []


def _talk(lines: list[str], sender: str) -> list[str]:
    samples: list[str] = []
    held: list[str] = []
    theirs = False
    for line in lines:
        if found := _CHAT.match(line):
            theirs = found["who"].strip().lower() == sender.strip().lower()
            text = found["text"]
        else:
            text = line
        if theirs and text.strip() and not _MEDIA.search(text):
            held.append(text.strip())
        if sum(len(words(each)) for each in held) >= _TALK_WORDS:
            samples.append("\n".join(held))
            held = []
    return [*samples, *(["\n".join(held)] if held else [])]


def _mails(path: Path) -> list[EmailMessage]:
    box = mailbox.mbox(path, create=False)
    try:
        return [
            email.message_from_bytes(box.get_bytes(key), policy=email.policy.default)
            for key in box.iterkeys()
        ]
    finally:
        box.close()


def _from(mail: EmailMessage, sender: str) -> str:
    return _body(mail) if sender.strip().lower() in str(mail.get("From", "")).lower() else ""


def _body(mail: EmailMessage) -> str:
    part = mail.get_body(("plain",))
    if part is None:
        return ""
    try:
        text = str(part.get_content())
    except (LookupError, ValueError):
        return ""
    own = re.split(r"^-- ?$", _QUOTED.sub("", text), maxsplit=1, flags=re.MULTILINE)[0]
    return own.strip()
