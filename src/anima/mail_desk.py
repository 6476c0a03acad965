"""The person's mail account put together: who carries letters, the mailbox, what comes back."""

import asyncio
import email.policy
import hashlib
from datetime import timedelta
from email.parser import BytesParser

from anima.app import OWNER
from anima.interfaces.mail import ImapMailbox, SmtpPostman, mail_address
from anima.letters import Letter, LetterError, Reply, Studio
from anima.letters.sending import Incoming, Outbox, WrongPasswordError, collect, kept_password
from anima.memory import EventLog, Facts, Imports
from anima.settings import Settings
from anima.storage import Vault
from anima.values import AnimaError, Clock, Message, SettingsError, SystemClock

LOCK = "sending.lock"
"""In the home folder; held by the one process that sends."""

SOURCE = "mail"
"""What replies are remembered as coming from."""

_LOOK_SECONDS = 600.0


async def password_of(settings: Settings, vault: Vault) -> str:
    """The setting, or what the vault keeps."""
    return settings.mail_password or await kept_password(vault, OWNER)


def user_of(settings: Settings) -> str:
    """Whom the servers know."""
    return settings.mail_user or settings.mail_from


def postman_of(settings: Settings, password: str) -> SmtpPostman:
    """Who carries letters. Raises `SettingsError` when no server is set."""
    if not settings.mail_smtp or not settings.mail_from:
        missing = "mail_smtp" if not settings.mail_smtp else "mail_from"
        raise SettingsError(
            f"The setting {missing} is empty, so that no letter can be sent.",
            advice="Set mail_smtp, mail_imap and mail_from, then run: anima letters mailbox",
        )
    server = mail_address(settings.mail_smtp, "mail_smtp")
    return SmtpPostman(server, user_of(settings) if password else "", password)


def mailbox_of(settings: Settings, password: str) -> ImapMailbox | None:
    """The person's own mailbox; None when none is set."""
    if not settings.mail_imap:
        return None
    return ImapMailbox(mail_address(settings.mail_imap, "mail_imap"), user_of(settings), password)


async def outbox_of(settings: Settings, vault: Vault, studio: Studio) -> Outbox:
    """The outbox of the person's account. Raises `SettingsError` when none is set."""
    password = await password_of(settings, vault)
    return Outbox(
        studio,
        postman_of(settings, password),
        mailbox_of(settings, password),
        SystemClock(),
        sender=settings.mail_from,
        lock=settings.home / LOCK,
        settle=timedelta(seconds=settings.mail_wait),
    )


async def take_in_replies(
    settings: Settings, vault: Vault, log: EventLog, clock: Clock
) -> list[tuple[Letter, Reply]]:
    """Find the replies that came since, thread them to their letters, and remember them.

    Raises `SettingsError` when no mailbox is set, `LetterError` when it cannot be read.
    """
    mailbox = mailbox_of(settings, await password_of(settings, vault))
    if mailbox is None:
        raise SettingsError(
            "The setting mail_imap is empty, so that replies cannot be found.",
            advice="Give an address such as imaps://mail.example.org.",
        )
    imports = Imports(vault, OWNER, log, clock)

    async def remember(letter: Letter, mail: Incoming) -> None:
        """As quoted material: found, shown with its source and forgotten like what was imported."""
        # The first is whom it was to; the others have a copy.
        to = letter.parcel.recipients[0] if letter.parcel else ""
        author = letter.brief.recipient if mail.sender.lower() == to.lower() else mail.sender
        digest = hashlib.sha256(mail.message_id.encode()).hexdigest()
        if any(each.finished and each.digest == digest for each in await imports.all()):
            return
        message = Message(chat=mail.subject, author=author, mine=False, at=mail.at, text=mail.text)
        kept = await imports.begin(SOURCE, f"letter from {author}", digest)
        await imports.add(kept, iter([message]))
        await imports.finish(kept)

    found = await collect(Studio(vault, OWNER, log), mailbox, remember, settings.mail_from)
    if found:
        await (await Facts.open(vault, OWNER, log)).catch_up()
    return found


async def watch_for_replies(settings: Settings, vault: Vault, log: EventLog) -> None:
    """Take in replies every ten minutes, for as long as she is awake; ends when not let in."""
    while settings.mail_imap:
        try:
            await take_in_replies(settings, vault, log, SystemClock())
        except WrongPasswordError:
            return  # asking again and again locks accounts; `anima letters replies` says it aloud
        except AnimaError:
            pass  # the mailbox is away: the next look finds the same
        await asyncio.sleep(_LOOK_SECONDS)


def shown_mail(content: bytes) -> str:
    """A mail as the person sees it before the yes: its headers, what is enclosed, its words."""
    mail = BytesParser(policy=email.policy.default).parsebytes(content)
    body = mail.get_body(("plain",))
    lines = [f"{name}: {mail[name]}" for name in ("From", "To", "Subject")]
    for part in mail.iter_attachments():
        size = len(part.get_payload(decode=True) or b"")
        lines.append(f"Enclosed: {part.get_filename()}, {size:,} bytes")
    return "\n".join((*lines, "", body.get_content().rstrip() if body else ""))


def enclosed_page(content: bytes) -> bytes:
    """The page in a mail. Raises `LetterError` when none is enclosed."""
    mail = BytesParser(policy=email.policy.default).parsebytes(content)
    for part in mail.iter_attachments():
        page = part.get_payload(decode=True)
        if isinstance(page, bytes):
            return page
    raise LetterError("No page goes with this letter.", advice="Give it a --hand.")
