"""Reports of mail servers: only one that gives up says that a letter came back."""

import pytest
from imap_tools import MailMessage

from anima.interfaces.mail.imap import incoming_of

LETTER = "<letter@example.org>"


def report(kind: str, status: str, part: str = "delivery-status") -> MailMessage:
    lines = (
        "From: MAILER-DAEMON@mail.example.org",
        "To: theo@example.org",
        "Message-ID: <report@mail.example.org>",
        "Date: Fri, 01 May 2026 10:00:00 +0000",
        "MIME-Version: 1.0",
        f'Content-Type: multipart/report; report-type={kind}; boundary="b"',
        "",
        "--b",
        "Content-Type: text/plain",
        "",
        "About your mail.",
        "--b",
        f"Content-Type: message/{part}",
        "",
        "Reporting-MTA: dns; mail.example.org",
        "",
        "Final-Recipient: rfc822; nora@example.net",
        status,
        "",
        "--b",
        "Content-Type: text/rfc822-headers",
        "",
        f"Message-ID: {LETTER}",
        "",
        "--b--",
        "",
    )
    return MailMessage.from_bytes("\r\n".join(lines).encode())


@pytest.mark.parametrize("action", ["failed", "Failed "])
def test_a_report_of_failure_is_of_the_letter(action: str) -> None:
    came = incoming_of(report("delivery-status", f"Action: {action}"), {LETTER})
    assert came is not None and came.bounced


@pytest.mark.parametrize("action", ["delayed", "relayed", "delivered", "expanded"])
def test_a_server_that_tries_on_has_said_nothing(action: str) -> None:
    assert incoming_of(report("delivery-status", f"Action: {action}"), {LETTER}) is None


def test_that_somebody_read_it_is_no_answer() -> None:
    part = "disposition-notification"
    assert incoming_of(report(part, f"Original-Message-ID: {LETTER}", part), {LETTER}) is None
