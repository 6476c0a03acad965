"""Handing mail over by SMTP: to all recipients in one transaction, or to none."""

import re
from collections.abc import Sequence

import aiosmtplib

from anima.interfaces.mail.address import MailAddress
from anima.letters.sending import (
    AwayError,
    NotNowError,
    PostError,
    RefusedError,
    UnclearError,
    WrongPasswordError,
)

TIMEOUT_SECONDS = 60.0
_FULL = re.compile(
    r"\b(?:4|5)\.2\.2\b|quota|mailbox (?:is )?full|over ?quota|storage", re.IGNORECASE
)


class SmtpPostman:
    """A postman that goes to one server with one account. Without a user, it does not log in."""

    def __init__(self, server: MailAddress, user: str = "", password: str = "") -> None:
        self._server = server
        self._user = user
        self._password = password

    async def greet(self) -> None:
        """Log in and say goodbye. Raises `PostError` when the server does not let in."""
        client = self._client()
        try:
            await self._connect(client)
        finally:
            client.close()

    async def post(self, content: bytes, sender: str, recipients: Sequence[str]) -> None:
        """Hand a mail over. See `Postman`."""
        client = self._client()
        try:
            await self._connect(client)
            await self._envelope(client, sender, recipients)
            await self._data(client, content)
        finally:
            client.close()

    def _client(self) -> aiosmtplib.SMTP:
        return aiosmtplib.SMTP(
            hostname=self._server.host,
            port=self._server.port,
            use_tls=self._server.encrypted,
            # Elsewhere than on this machine nothing is said before the line is encrypted.
            start_tls=None if self._server.encrypted or self._server.is_loopback else True,
            timeout=TIMEOUT_SECONDS,
        )

    async def _connect(self, client: aiosmtplib.SMTP) -> None:
        try:
            await client.connect()
            if self._user:
                await client.login(self._user, self._password)
        except aiosmtplib.SMTPAuthenticationError as error:
            raise WrongPasswordError(
                "The mail server does not accept the name or the password.",
                advice="Give them anew with: anima letters mailbox, then send again.",
            ) from error
        except aiosmtplib.SMTPNotSupported as error:
            raise WrongPasswordError(
                "The mail server offers no way to log in on this connection.",
                advice="Use smtps:// in the setting mail_smtp.",
            ) from error
        except (aiosmtplib.SMTPException, OSError) as error:
            raise AwayError(
                f"The mail server {self._server.host} cannot be reached.",
                advice="See whether the network and the setting mail_smtp are right.",
            ) from error

    async def _envelope(
        self, client: aiosmtplib.SMTP, sender: str, recipients: Sequence[str]
    ) -> None:
        try:
            await client.mail(sender)
        except aiosmtplib.SMTPResponseException as error:
            raise _refusal(error, "The server does not take mail from your address.") from error
        except (aiosmtplib.SMTPException, OSError) as error:
            raise _lost() from error
        for recipient in recipients:
            try:
                await client.rcpt(recipient)
            except aiosmtplib.SMTPResponseException as error:
                raise _refusal(error, f"The server refuses the address {recipient}.") from error
            except (aiosmtplib.SMTPException, OSError) as error:
                raise _lost() from error

    async def _data(self, client: aiosmtplib.SMTP, content: bytes) -> None:
        try:
            await client.data(content)
        except aiosmtplib.SMTPResponseException as error:
            if error.code == -1:  # the server was gone before it answered
                raise _unclear() from error
            raise _refusal(error, "The server does not take the mail.") from error
        except (aiosmtplib.SMTPException, OSError) as error:
            raise _unclear() from error


def _refusal(error: aiosmtplib.SMTPResponseException, what: str) -> PostError:
    said = " ".join(error.message.split())[:160]
    if _FULL.search(said):
        return _FullError(
            f"The recipient's mailbox is full (the server said: {said}).",
            advice="Nothing went out. Send it again later; your yes still holds.",
        )
    if 400 <= error.code < 500:
        return NotNowError(f"{what} It said: {said}.", advice="Try again later.")
    return RefusedError(
        f"{what} It said: {said}.", advice="Mend the address, look at the letter again, say yes."
    )


class _FullError(NotNowError):
    """A full mailbox does not empty within seconds: trying again is for the person."""

    retryable = False


def _lost() -> AwayError:
    return AwayError("The mail server closed the connection.", advice="Try again later.")


def _unclear() -> UnclearError:
    return UnclearError("The connection broke while the mail was handed over.")
