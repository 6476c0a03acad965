"""A letter made into a mail: the text, the page as PDF, and headers that a reply leads back by."""

from dataclasses import dataclass
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime

from anima.letters.letter_error import LetterError
from anima.values import new_id


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that goes with a mail."""

    name: str
    content: bytes
    kind: str = "pdf"


def new_message_id(address: str) -> str:
    """An id for a mail from this address, unique for ever."""
    return f"<{new_id()}@{address.rpartition('@')[2] or 'localhost'}>"


def mail_of(
    text: str,
    *,
    sender: tuple[str, str],
    recipient: tuple[str, str],
    subject: str,
    at: datetime,
    message_id: str,
    answers: str = "",
    attachments: tuple[Attachment, ...] = (),
) -> bytes:
    """The mail, byte for byte as it will go.

    Args:
        text: The letter, as the plain text part.
        sender: Name and address.
        recipient: Name and address.
        answers: The id of the mail that this one follows up.

    Raises `LetterError` when an address is none.
    """
    mail = EmailMessage(policy=SMTP)
    mail["From"] = _address(*sender)
    mail["To"] = _address(*recipient)
    mail["Subject"] = " ".join(subject.split())
    mail["Date"] = format_datetime(at)
    mail["Message-ID"] = message_id
    if answers:
        mail["In-Reply-To"] = answers
        mail["References"] = answers
    mail.set_content(text.rstrip() + "\n", cte="quoted-printable")
    for attachment in attachments:
        mail.add_attachment(
            attachment.content,
            maintype="application",
            subtype=attachment.kind,
            filename=attachment.name,
        )
    return mail.as_bytes()


def require_address(address: str) -> str:
    """The address itself. Raises `LetterError` when it is none."""
    local, _, domain = address.strip().rpartition("@")
    if not local or not domain or any(each in address.strip() for each in ' \r\n<>,;"'):
        raise LetterError("That is no mail address.", advice="Give one such as name@example.org.")
    return address.strip()


def _address(name: str, address: str) -> Address:
    whole = require_address(address)
    return Address(" ".join(name.split()), addr_spec=whole)
