"""Mail: SMTP to send, IMAP to file what went and to find what came back."""

from anima.interfaces.mail.address import MailAddress, mail_address
from anima.interfaces.mail.imap import ImapMailbox
from anima.interfaces.mail.smtp import SmtpPostman

__all__ = ["ImapMailbox", "MailAddress", "SmtpPostman", "mail_address"]
