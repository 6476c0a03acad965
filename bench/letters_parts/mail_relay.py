"""An SMTP server with AUTH that hands each mail on by LMTP before it says yes; a process."""

import asyncio
import os
import smtplib
import sys
import warnings
from pathlib import Path
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

BEFORE, AFTER = "die-before", "die-after"
"""Files that make it end without an answer: before the mail went on, or after."""


class Relay:
    """Refuses what the mailbox server refuses, for all recipients together."""

    def __init__(self, lmtp_port: int, folder: Path) -> None:
        self._port = lmtp_port
        self._folder = folder

    def _dies(self, when: str) -> None:
        """A test has put a file there: the power fails in exactly this moment, once."""
        trigger = self._folder / when
        if trigger.exists():
            trigger.unlink()
            os._exit(1)

    async def handle_RCPT(  # the library's name
        self, server: Any, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        answer = await asyncio.to_thread(self._asked, envelope.mail_from or "", address)
        if answer is None:
            envelope.rcpt_tos.append(address)
            return "250 OK"
        return answer

    async def handle_DATA(self, server: Any, session: Session, envelope: Envelope) -> str:
        self._dies(BEFORE)
        try:
            await asyncio.to_thread(self._handed_on, envelope)
        except smtplib.SMTPRecipientsRefused as error:
            code, said = next(iter(error.recipients.values()))
            return f"{code} {said.decode(errors='replace')}"
        except (smtplib.SMTPException, OSError):
            return "451 4.3.0 The mailboxes are away"
        self._dies(AFTER)
        return "250 2.0.0 Taken"

    def _asked(self, sender: str, address: str) -> str | None:
        try:
            with smtplib.LMTP("127.0.0.1", self._port) as client:
                client.ehlo_or_helo_if_needed()
                client.mail(sender)
                code, said = client.rcpt(address)
        except (smtplib.SMTPException, OSError):
            return "451 4.3.0 The mailboxes are away"
        return None if code < 300 else f"{code} {said.decode(errors='replace')}"

    def _handed_on(self, envelope: Envelope) -> None:
        content = envelope.content if isinstance(envelope.content, bytes) else b""
        with smtplib.LMTP("127.0.0.1", self._port) as client:
            client.ehlo_or_helo_if_needed()
            client.mail(envelope.mail_from or "")
            for address in envelope.rcpt_tos:
                code, said = client.rcpt(address)
                if code >= 300:
                    client.rset()
                    raise smtplib.SMTPRecipientsRefused({address: (code, said)})
            client.putcmd("data")
            client.getreply()
            lines = content.replace(b"\r\n", b"\n").rstrip(b"\n").split(b"\n")
            dotted = [b"." + line if line.startswith(b".") else line for line in lines]
            client.send(b"\r\n".join([*dotted, b".", b""]))
            answers = [client.getreply() for _ in envelope.rcpt_tos]
        for address, (code, said) in zip(envelope.rcpt_tos, answers, strict=True):
            if code >= 300:
                raise smtplib.SMTPRecipientsRefused({address: (code, said)})


def main(port: int, lmtp_port: int, password: str, folder: Path) -> None:
    """Serve until killed."""

    def authenticate(
        server: SMTP, session: Session, envelope: Envelope, mechanism: str, given: Any
    ) -> AuthResult:
        right = isinstance(given, LoginPassword) and given.password == password.encode()
        return AuthResult(success=right, handled=False)

    warnings.simplefilter("ignore")
    controller = Controller(
        Relay(lmtp_port, folder),
        hostname="127.0.0.1",
        port=port,
        authenticator=authenticate,
        auth_required=True,
        auth_require_tls=False,
    )
    controller.start()
    asyncio.new_event_loop().run_forever()


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]), sys.argv[3], Path(sys.argv[4]))
