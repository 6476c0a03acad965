"""Addresses of mail servers, as the settings have them."""

from dataclasses import dataclass
from urllib.parse import urlsplit

from anima.values import SettingsError

_PORTS = {"smtp": 587, "smtps": 465, "imap": 143, "imaps": 993}
_LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})


@dataclass(frozen=True, slots=True)
class MailAddress:
    """Where a mail server is.

    Attributes:
        host: Its name.
        port: Its port.
        encrypted: Whether the connection is encrypted from its first byte (smtps, imaps).
    """

    host: str
    port: int
    encrypted: bool

    @property
    def is_loopback(self) -> bool:
        """Whether it is this machine; only there may a connection stay unencrypted."""
        return self.host in _LOOPBACK


def mail_address(text: str, setting: str) -> MailAddress:
    """Read an address such as smtps://mail.example.org. `SettingsError` names the setting."""
    try:
        parts = urlsplit(text)
        port = parts.port
    except ValueError:
        parts, port = urlsplit(""), None
    kind = "imap" if "imap" in setting else "smtp"
    if parts.scheme not in (kind, f"{kind}s") or not parts.hostname:
        raise SettingsError(
            f"The setting {setting} is not an address.",
            advice=f"Give one such as {kind}s://mail.example.org.",
        )
    encrypted = parts.scheme.endswith("s")
    return MailAddress(parts.hostname, port or _PORTS[parts.scheme], encrypted)
