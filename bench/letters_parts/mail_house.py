"""Real mail servers for a test: Dovecot (IMAP and LMTP), and an SMTP server that hands on to it."""

import os
import pwd
import re
import shutil
import smtplib
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Generator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from email.message import EmailMessage
from pathlib import Path
from typing import Literal

PASSWORD = "an open secret"  # noqa: S105  # of servers that live as long as a test
DOMAIN = "example.org"
PEOPLE = ("theo", "nora", "agata", "full", *(f"friend{number}" for number in range(8)))


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@dataclass
class MailHouse:
    """Both servers, and the mailboxes behind them."""

    folder: Path
    imap_port: int = field(default_factory=free_port)
    lmtp_port: int = field(default_factory=free_port)
    smtp_port: int = field(default_factory=free_port)
    _dovecot: "subprocess.Popen[bytes] | None" = None
    _relay: "subprocess.Popen[bytes] | None" = None

    @property
    def smtp(self) -> str:
        return f"smtp://127.0.0.1:{self.smtp_port}"

    @property
    def imap(self) -> str:
        return f"imap://127.0.0.1:{self.imap_port}"

    def open(self) -> None:
        self._write_config()
        dovecot = shutil.which("dovecot") or "/usr/sbin/dovecot"
        with (self.folder / "out.log").open("wb") as log:
            self._dovecot = subprocess.Popen(
                [dovecot, "-F", "-c", str(self.folder / "dovecot.conf")], stdout=log, stderr=log
            )
        self._await(self.imap_port)
        self._await(self.lmtp_port)
        self.start_relay()

    def start_relay(self) -> None:
        """Start the SMTP server."""
        relay = Path(__file__).with_name("mail_relay.py")
        words = [str(self.smtp_port), str(self.lmtp_port), PASSWORD, str(self.folder)]
        with (self.folder / "relay.log").open("ab") as log:
            self._relay = subprocess.Popen(
                [sys.executable, str(relay), *words], stdout=log, stderr=log
            )
        self._await(self.smtp_port)

    def kill_relay(self) -> None:
        """End the SMTP server without a warning."""
        if self._relay is not None:
            self._relay.kill()
            self._relay.wait()
            self._relay = None

    def fail_power(self, when: Literal["die-before", "die-after"]) -> None:
        """Let the SMTP server end at the next mail, before or after handing it on, unanswered."""
        (self.folder / when).touch()

    def shut(self) -> None:
        self.kill_relay()
        if self._dovecot is not None:
            self._dovecot.terminate()
            try:
                self._dovecot.wait(10)
            except subprocess.TimeoutExpired:
                self._dovecot.kill()
                self._dovecot.wait()

    def mails(self, who: str, *, folder: str = "INBOX") -> list[bytes]:
        """Every mail in somebody's folder, as it lies there."""
        box = self.folder / "mail" / who
        place = box if folder == "INBOX" else box / f".{folder}"
        return [
            path.read_bytes()
            for part in ("new", "cur")
            for path in sorted((place / part).glob("*"), key=_came_at)
        ]

    def count(self, beginning: str) -> int:
        """How many mails lie in the inboxes of everybody whose name begins so."""
        return sum(len(self.mails(who)) for who in PEOPLE if who.startswith(beginning))

    def empty(self) -> None:
        """Take every mail out of every mailbox."""
        for path in (self.folder / "mail").glob("*"):
            for kept in (*path.glob("*/*:2,*"), *path.glob("new/*"), *path.glob(".*/*/*")):
                if kept.is_file():
                    kept.unlink()

    def serves(self) -> bool:
        """Whether the SMTP server runs."""
        return self._relay is not None and self._relay.poll() is None

    def deliver(self, to: str, mail: EmailMessage) -> None:
        """Put a mail into somebody's inbox, as another server would."""
        with smtplib.LMTP("127.0.0.1", self.lmtp_port) as client:
            client.send_message(mail, to_addrs=[f"{to}@{DOMAIN}"])

    def _await(self, port: int) -> None:
        for _ in range(200):
            with suppress(OSError), socket.create_connection(("127.0.0.1", port), 0.5):
                return
            time.sleep(0.05)
        logs = "\n".join(p.read_text(errors="replace") for p in self.folder.glob("*.log"))
        raise AssertionError(f"nothing listens on {port}:\n{logs}")

    def _write_config(self) -> None:
        root = os.geteuid() == 0
        uid = pwd.getpwnam("mail").pw_uid if root else os.getuid()
        gid = pwd.getpwnam("mail").pw_gid if root else os.getgid()
        me = pwd.getpwuid(os.geteuid()).pw_name
        for name in ("mail", "run", "state"):
            (self.folder / name).mkdir()
        if root:
            os.chown(self.folder / "mail", uid, gid)
        users = "".join(
            f"{who}@{DOMAIN}:{{PLAIN}}{PASSWORD}:{uid}:{gid}::{self.folder}/mail/{who}::"
            f"userdb_quota_rule=*:storage={'1K' if who == 'full' else '100M'}\n"
            for who in PEOPLE
        )
        (self.folder / "users").write_text(users)
        (self.folder / "dovecot.conf").write_text(
            _CONFIG.format(
                folder=self.folder,
                imap=self.imap_port,
                lmtp=self.lmtp_port,
                internal=("dovecot" if root else me),
                login=("dovenull" if root else me),
                uid=uid,
            )
        )


def _came_at(path: Path) -> tuple[int, ...]:
    """When a mail came: seconds and microseconds stand first in its file's name, as numbers."""
    return tuple(int(each) for each in re.findall(r"\d+", path.name)[:2])


_CONFIG = """
protocols = imap lmtp
listen = 127.0.0.1
base_dir = {folder}/run
state_dir = {folder}/state
log_path = {folder}/dovecot.log
ssl = no
disable_plaintext_auth = no
default_internal_user = {internal}
default_login_user = {login}
first_valid_uid = 1
mail_location = maildir:~/
mail_plugins = quota
lmtp_rcpt_check_quota = yes
auth_username_format = %Lu
passdb {{
  driver = passwd-file
  args = scheme=PLAIN username_format=%u {folder}/users
}}
userdb {{
  driver = passwd-file
  args = username_format=%u {folder}/users
}}
plugin {{
  quota = maildir:User quota
  quota_status_overquota = "552 5.2.2 Mailbox is full"
}}
namespace inbox {{
  inbox = yes
  separator = .
  mailbox Sent {{
    auto = create
    special_use = \\Sent
  }}
}}
service imap-login {{
  chroot =
  inet_listener imap {{
    port = {imap}
  }}
  inet_listener imaps {{
    port = 0
  }}
}}
service lmtp {{
  inet_listener lmtp {{
    address = 127.0.0.1
    port = {lmtp}
  }}
}}
service anvil {{
  chroot =
}}
"""


@contextmanager
def mail_house() -> Generator[MailHouse]:
    """Both servers, running while the block does."""
    # Not in pytest's own folder: that one lets nobody else in, and Dovecot gives up its rights.
    folder = Path(tempfile.mkdtemp(prefix="anima-mail-"))
    folder.chmod(0o755)
    house = MailHouse(folder)
    try:
        house.open()
        yield house
    finally:
        house.shut()
        shutil.rmtree(folder, ignore_errors=True)
