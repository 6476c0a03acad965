"""A batch of letters against real servers that are killed meanwhile: whether each came once."""

import csv
import os
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from email import message_from_bytes, policy
from pathlib import Path
from typing import Self

from bench.letters_parts.mail_house import DOMAIN, PASSWORD, MailHouse, mail_house
from bench.report import Report

FRIENDS = 8
LIMIT_SECONDS = 300
"""A batch that takes longer counts as not delivered."""


class Restarter:
    """Ends the SMTP server when so many letters came, and starts it again whenever it has ended.

    Args:
        house: The servers.
        kill_at: After how many delivered letters it is killed, in order.
    """

    def __init__(self, house: MailHouse, kill_at: tuple[int, ...] = ()) -> None:
        self._house = house
        self._left = list(kill_at)
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._watch)

    def _watch(self) -> None:
        while not self._over.wait(0.05):
            if self._left and self._house.count("friend") >= self._left[0]:
                self._left.pop(0)
                self._house.kill_relay()
            if not self._house.serves():
                time.sleep(0.3)
                self._house.start_relay()

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._thread.join()
        if not self._house.serves():
            self._house.start_relay()

    @property
    def left(self) -> int:
        """How many kills are still to come."""
        return len(self._left)


def order_table(path: Path, count: int) -> Path:
    """A table of so many orders to the friends of the mail house."""
    with path.open("w", newline="", encoding="utf-8") as file:
        out = csv.writer(file)
        out.writerow(["name", "address", "say", "text"])
        for number in range(count):
            to = f"friend{number % FRIENDS}@{DOMAIN}"
            out.writerow([f"Friend {number}", to, "", f"Dear friend,\n\nNumber {number}.\n\nTheo"])
    return path


def letters_found(house: MailHouse) -> Counter[int]:
    """How often each letter of the table lies in a friend's mailbox, by its number."""
    found = Counter[int]()
    for who in range(FRIENDS):
        for mail in house.mails(f"friend{who}"):
            body = message_from_bytes(mail, policy=policy.default).get_body(("plain",))
            text = body.get_content() if body else ""
            found[int(text.partition("Number ")[2].partition(".")[0] or -1)] += 1
    return found


def account(house: MailHouse, home: Path) -> dict[str, str]:
    """The environment in which `anima letters` sends by this house."""
    return {
        "ANIMA_HOME": str(home),
        "ANIMA_MAIL_SMTP": house.smtp,
        "ANIMA_MAIL_IMAP": house.imap,
        "ANIMA_MAIL_FROM": f"theo@{DOMAIN}",
        "ANIMA_MAIL_PASSWORD": PASSWORD,
        "ANIMA_MAIL_WAIT": "3",
    }


def batch(table: Path, environment: dict[str, str]) -> "subprocess.Popen[bytes]":
    """`anima letters batch` in a process of its own, with the yes to it typed."""
    words = ["letters", "batch", str(table), "--from", "Theo", "--words-only"]
    process = subprocess.Popen(
        [sys.executable, "-m", "anima.cli", *words],
        env={**os.environ, **environment},
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    if process.stdin is not None:
        process.stdin.write(b"y\n")
        process.stdin.close()
    return process


def killed_when(process: "subprocess.Popen[bytes]", house: MailHouse, count: int) -> None:
    """Kill a batch as soon as so many letters came."""
    ends = time.monotonic() + LIMIT_SECONDS
    while house.count("friend") < count and process.poll() is None and time.monotonic() < ends:
        time.sleep(0.02)
    process.kill()
    process.wait()


def measure_delivery(report: Report, count: int) -> None:
    """Send a table; kill the server twice, once in the moment of its answer, and Anima once."""
    with tempfile.TemporaryDirectory() as place, mail_house() as house:
        home = Path(place)
        table = order_table(home / "orders.csv", count)
        environment = account(house, home / "home")
        began = time.perf_counter()
        house.fail_power("die-after")
        with Restarter(house, (count // 4, 3 * count // 4)) as restarter:
            killed_when(batch(table, environment), house, count // 2)
            code = batch(table, environment).wait(LIMIT_SECONDS)
            kills = 2 - restarter.left
        took = time.perf_counter() - began
        found = letters_found(house)
        once = code == 0 and found == {number: 1 for number in range(count)}
    report.figure("delivered_once", int(once), "", f"{count} letters; the server killed {kills + 1}"
                  " times, Anima once")  # fmt: skip
    report.figure("delivered_twice", sum(n > 1 for n in found.values()), "", "letters")
    report.figure("delivered_never", count - len(found), "", "letters")
    report.figure("delivery_s", took, "s", "from the table to the last mailbox, restarts included")
