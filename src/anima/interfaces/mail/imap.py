"""The sender's mailbox by IMAP. The library is not asynchronous: each call is a thread's work."""

import asyncio
import email.message
import re
from collections.abc import Callable, Collection, Generator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import TypeVar

import imap_tools
from imap_tools import AND, BaseMailBox, H, MailMessageFlags

from anima.interfaces.mail.address import MailAddress
from anima.letters.sending import AwayError, Incoming, WrongPasswordError

TIMEOUT_SECONDS = 30.0
SENT_NAMES = ("Sent", "INBOX.Sent", "Sent Items", "Sent Messages", "Sent Mail")
"""Names that the folder of sent mail goes by where the server does not mark it."""

LOOK_BACK = timedelta(days=120)
"""Older mail is not read for answers."""

MOST_MAILS = 2000
_ID = re.compile(r"<[^<>\s]+>")
Result = TypeVar("Result")


class ImapMailbox:
    """A mailbox on one server with one account."""

    def __init__(self, server: MailAddress, user: str, password: str) -> None:
        self._server = server
        self._user = user
        self._password = password

    async def greet(self) -> None:
        """Log in and out. Raises `PostError` when the server does not let in."""
        await self._run(lambda box: None)

    async def has(self, message_id: str) -> bool:
        """Whether a mail with this id is there, in the inbox or among the sent ones."""

        def look(box: BaseMailBox) -> bool:
            return any(_uids(box, folder, message_id) for folder in ("INBOX", _sent(box)))

        return await self._run(look)

    async def file(self, content: bytes, message_id: str) -> None:
        """Move the copy that came to the inbox to the sent mails, or put one there."""

        def move(box: BaseMailBox) -> None:
            sent = _sent(box)
            if not box.folder.exists(sent):
                box.folder.create(sent)
            came = _uids(box, "INBOX", message_id)
            there = _uids(box, sent, message_id)
            if not there and not came:
                box.append(content, sent, flag_set=[MailMessageFlags.SEEN])
            box.folder.set("INBOX")
            if came and not there:
                box.flag(came[:1], [MailMessageFlags.SEEN], True)
                box.move(came[:1], sent)
                came = came[1:]
            if came:
                box.delete(came)

        await self._run(move)

    async def discard(self, message_id: str) -> None:
        """Take a mail with this id out of the inbox."""

        def drop(box: BaseMailBox) -> None:
            if came := _uids(box, "INBOX", message_id):
                box.delete(came)

        await self._run(drop)

    async def answers(self, message_ids: Collection[str]) -> list[Incoming]:
        """The mails of the inbox that answer one of these, oldest first; none is marked as read."""
        wanted = set(message_ids)

        def read(box: BaseMailBox) -> list[Incoming]:
            box.folder.set("INBOX")
            since = (datetime.now(UTC) - LOOK_BACK).date()
            found: list[Incoming] = []
            heads = box.fetch(
                AND(date_gte=since), headers_only=True, mark_seen=False, bulk=True, reverse=True,
                limit=MOST_MAILS,
            )  # fmt: skip
            answering = [m.uid for m in heads if m.uid and set(_answered(m)) & wanted]
            if bounces := box.uids(AND(date_gte=since, from_="mailer-daemon")):
                answering += [uid for uid in bounces if uid not in answering]
            for mail in box.fetch(AND(uid=answering), mark_seen=False) if answering else ():
                came = incoming_of(mail, wanted)
                if came is not None:
                    found.append(came)
            return sorted(found, key=lambda each: each.at)

        return await self._run(read)

    async def _run(self, work: Callable[[BaseMailBox], Result]) -> Result:
        def whole() -> Result:
            with self._opened() as box:
                return work(box)

        return await asyncio.to_thread(whole)

    @contextmanager
    def _opened(self) -> Generator[BaseMailBox]:
        host, port = self._server.host, self._server.port
        try:
            box: BaseMailBox
            if self._server.encrypted:
                box = imap_tools.MailBox(host, port, timeout=TIMEOUT_SECONDS)
            elif self._server.is_loopback:
                box = imap_tools.MailBoxUnencrypted(host, port, timeout=TIMEOUT_SECONDS)
            else:
                box = imap_tools.MailBoxStartTls(host, port, timeout=TIMEOUT_SECONDS)
            try:
                opened = box.login(self._user, self._password, "INBOX")
            except imap_tools.MailboxLoginError:
                box.client.shutdown()  # else a line that was not let in stays open
                raise
            with opened:
                yield opened
        except imap_tools.MailboxLoginError as error:
            raise WrongPasswordError(
                "The mailbox does not accept the name or the password.",
                advice="Give them anew with: anima letters mailbox.",
            ) from error
        except (imap_tools.ImapToolsError, OSError, EOFError) as error:
            raise _away(host) from error
        except Exception as error:  # imaplib's own class of errors is made anew for each connection
            if type(error).__name__ not in ("error", "abort", "readonly"):
                raise
            raise _away(host) from error


def _away(host: str) -> AwayError:
    return AwayError(f"The mailbox at {host} cannot be read.", advice="Try again later.")


def _sent(box: BaseMailBox) -> str:
    folders = box.folder.list()
    marked = next((f.name for f in folders if "\\Sent" in f.flags), "")
    names = {folder.name for folder in folders}
    return marked or next((name for name in SENT_NAMES if name in names), SENT_NAMES[0])


def _uids(box: BaseMailBox, folder: str, message_id: str) -> list[str]:
    if folder != "INBOX" and not box.folder.exists(folder):
        return []
    box.folder.set(folder)
    return box.uids(AND(header=H("Message-ID", message_id)))


def _answered(mail: imap_tools.MailMessage) -> list[str]:
    found: list[str] = []
    for name in ("references", "in-reply-to"):
        for value in mail.headers.get(name) or ():
            found += _ID.findall(value)
    return found


def _failed(mail: imap_tools.MailMessage) -> bool:
    """Whether a server reports that it gives up: not that it tries on, or that somebody read."""
    return any(
        isinstance(block, email.message.Message)
        and str(block.get("Action", "")).strip().lower() == "failed"
        for part in mail.obj.walk()
        if part.get_content_type() == "message/delivery-status"
        for block in part.get_payload()
    )


def incoming_of(mail: imap_tools.MailMessage, wanted: Collection[str]) -> Incoming | None:
    """A mail that answers one of these, or reports that one came back; None for any other."""
    wanted = set(wanted)
    bounced = mail.obj.get_content_type() == "multipart/report"
    if bounced and not _failed(mail):
        return None
    answered = _answered(mail)
    if bounced and not set(answered) & wanted:
        # A report holds the mail that it is about, or at least its head.
        answered = _ID.findall(mail.obj.as_string())
    if not set(answered) & wanted:
        return None
    text = mail.text or re.sub(r"<[^>]+>", " ", mail.html)
    own = next(iter(mail.headers.get("message-id") or ()), "").strip() or f"<uid-{mail.uid}>"
    at = mail.date if mail.date.tzinfo else mail.date.replace(tzinfo=UTC)
    return Incoming(own, tuple(answered), mail.from_, mail.subject, text, at, bounced)
