"""What sending asks of whoever carries mail, and what can go wrong with it."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from anima.letters.letter_error import LetterError


class PostError(LetterError):
    """The mail was not accepted; nothing went out."""


class RefusedError(PostError):
    """The server refuses this recipient, sender or message for good."""


class NotNowError(PostError):
    """The server cannot take it now: it is busy, or a mailbox is full."""

    retryable = True


class NoServerError(PostError):
    """No mail can go by this server now: it cannot be reached, or does not let in."""


class AwayError(NoServerError):
    """The server cannot be reached."""

    retryable = True


class WrongPasswordError(NoServerError):
    """The server does not accept the name or the password."""


class UnclearError(LetterError):
    """The connection broke after the mail was handed over: it may have gone or not."""


@dataclass(frozen=True, slots=True)
class Incoming:
    """A mail that came in.

    Attributes:
        message_id: Its own id.
        answers: The ids of the mails that it answers, as its headers say.
        sender: From whom, as the header says; it proves nothing.
        subject: Its subject line.
        text: What they wrote, without what they quote.
        at: When it says that it was written.
        bounced: Whether it is a server's report that a mail could not be delivered.
    """

    message_id: str
    answers: tuple[str, ...]
    sender: str
    subject: str
    text: str
    at: datetime
    bounced: bool = False


class Postman(Protocol):
    """Carries a mail to all of its recipients, or to none of them."""

    async def post(self, content: bytes, sender: str, recipients: Sequence[str]) -> None:
        """Hand the mail over; on return the server has taken it for all recipients.

        Raises `PostError` when nothing went out, `UnclearError` when that is not known.
        """
        ...


class Mailbox(Protocol):
    """The sender's own mailbox."""

    async def has(self, message_id: str) -> bool:
        """Whether a mail with this id is there, in whatever folder."""
        ...

    async def file(self, content: bytes, message_id: str) -> None:
        """See that the mail is among the sent ones, once."""
        ...

    async def discard(self, message_id: str) -> None:
        """Take the copy of a mail that did not go out of the inbox, if one has come."""
        ...

    async def answers(self, message_ids: Collection[str]) -> list[Incoming]:
        """The mails that answer one of these, oldest first."""
        ...
