"""Letters by mail against real servers: a yes, delivery once, replies, and what can go wrong."""

import asyncio
import os
from collections.abc import Iterator
from datetime import timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

import pytest
from four_letters import letters_in
from pypdf import PdfReader
from typer.testing import CliRunner, Result

from anima.app import OWNER, open_vault
from anima.cli import app
from anima.letters.book import submission
from anima.mail_desk import watch_for_replies
from anima.memory import EventLog
from anima.settings import load_settings
from anima.values import AnimaError, SystemClock
from bench.letters_parts.delivery import (
    Restarter,
    batch,
    killed_when,
    letters_found,
    order_table,
)
from bench.letters_parts.mail_house import DOMAIN, PASSWORD, MailHouse, mail_house

pytestmark = pytest.mark.slow
TEXT = "Dear Nora,\n\nYou helped me in March. Come to Porto.\n\nWith love,\nTheo"


@pytest.fixture(scope="module")
def house() -> Iterator[MailHouse]:
    with mail_house() as opened:
        yield opened


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, house: MailHouse) -> Path:
    house.empty()
    settings = {
        "HOME": str(tmp_path / "home"),
        "MAIL_SMTP": house.smtp,
        "MAIL_IMAP": house.imap,
        "MAIL_FROM": f"theo@{DOMAIN}",
        "MAIL_NAME": "Theo Sand",
        "MAIL_WAIT": "2",
    }
    for name, value in settings.items():
        monkeypatch.setenv(f"ANIMA_{name}", value)
    return tmp_path


def raw(*words: str, answer: str = "") -> Result:
    runner = CliRunner(env={"COLUMNS": "200", "NO_COLOR": "1"})
    result = runner.invoke(app, [*words], input=answer)
    assert PASSWORD not in result.output
    return result


def run(*words: str, answer: str = "") -> str:
    result = raw("letters", *words, answer=answer)
    assert result.exit_code == 0, result.output + repr(result.exception)
    return result.output


def trouble(*words: str, answer: str = "") -> str:
    result = raw("letters", *words, answer=answer)
    assert isinstance(result.exception, AnimaError), result.output
    assert PASSWORD not in str(result.exception)
    return str(result.exception)


def written(tmp_path: Path, to: str = "nora", text: str = TEXT) -> str:
    """A letter with words, to somebody with an address; the account is set up."""
    run("mailbox", answer=f"{PASSWORD}\n")
    run("note", "Nora Lind", "--address", f"{to}@{DOMAIN}", "--bond", "sister")
    told = ("--happened", "Nora helped me in March.", "--say", "Come to Porto.")
    letter = run("new", "Nora Lind", "--from", "Theo", *told).strip()
    (tmp_path / "own.txt").write_text(text)
    run("write", letter, str(tmp_path / "own.txt"))
    return letter


def answer_to(mail: bytes, text: str) -> EmailMessage:
    """What Nora's program makes when she answers: her words above what she quotes."""
    came = message_from_bytes(mail, policy=policy.default)
    reply = EmailMessage()
    reply["From"] = f"Nora <nora@{DOMAIN}>"
    reply["To"] = f"theo@{DOMAIN}"
    reply["Subject"] = f"Re: {came['Subject']}"
    reply["Date"] = "Fri, 06 Nov 2026 10:00:00 +0000"
    reply["Message-ID"] = "<answer-1@nora>"
    reply["In-Reply-To"] = came["Message-ID"]
    reply["References"] = came["Message-ID"]
    reply.set_content(f"{text}\n\nOn Thu, Theo wrote:\n> You helped me in March.\n")
    return reply


def test_from_the_yes_to_the_remembered_reply(house: MailHouse, tmp_path: Path) -> None:
    letter = written(tmp_path)
    look = tmp_path / "look.pdf"
    shown = run("send", letter, "--hand", "typed", "--look", str(look), answer="n\n")
    assert f"To: Nora Lind <nora@{DOMAIN}>" in shown
    assert f"Goes to nora@{DOMAIN}, and a copy to you, theo@{DOMAIN}." in shown
    assert "You helped me in March." in shown
    assert "Not sent." in shown
    assert house.mails("nora") == []
    sent = run("send", letter, "--hand", "typed", answer="y\n")
    assert "and filed among your sent mails" in sent
    (mail,) = house.mails("nora")
    came = message_from_bytes(mail, policy=policy.default)
    plain = came.get_body(("plain",))
    assert plain is not None
    assert plain.get_content().strip() == TEXT
    (page,) = came.iter_attachments()
    (tmp_path / "came.pdf").write_bytes(page.get_content())
    text = " ".join(each.extract_text() for each in PdfReader(tmp_path / "came.pdf").pages)
    assert text.split() == TEXT.split()
    assert look.read_bytes()[:5] == b"%PDF-"
    assert [len(house.mails("theo", folder=each)) for each in ("INBOX", "Sent")] == [0, 1]
    assert f"Sent to nora@{DOMAIN}" in run("send", letter, answer="y\n")
    assert len(house.mails("nora")) == 1

    house.deliver("theo", answer_to(mail, "How lovely! I will come to Porto in April by train."))
    assert "I will come to Porto in April by train." in run("replies")
    assert "Nothing new" in run("replies")
    assert "How lovely!" in run("show", letter)
    assert "wrote:" not in run("show", letter)
    of_nora = run("people", "Nora Lind")
    assert "Bond: sister" in of_nora
    assert "April by train" in of_nora
    found = raw("memory", "search", "April train").output
    assert "Nora Lind" in found
    assert "April by train" in found


def test_while_she_is_awake_replies_are_taken_in(
    house: MailHouse, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    letter = written(tmp_path)
    run("send", letter, "--words-only", answer="y\n")
    house.deliver("theo", answer_to(house.mails("nora")[0], "I will come."))

    async def awake() -> None:
        async with await open_vault(load_settings()) as vault:
            log = EventLog(vault, OWNER, SystemClock())
            watching = asyncio.create_task(watch_for_replies(load_settings(), vault, log))
            while not await log.events(kinds=["reply_received"]):
                assert not watching.done()
                await asyncio.sleep(0.05)
            watching.cancel()
            monkeypatch.setenv("ANIMA_MAIL_PASSWORD", "guess")
            await watch_for_replies(load_settings(), vault, log)

    asyncio.run(awake())
    assert "I will come." in run("show", letter)


def test_a_wrong_password_is_said_and_nothing_is_lost(
    house: MailHouse, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "does not accept the name or the password" in trouble("mailbox", answer="guess\n")
    letter = written(tmp_path)
    monkeypatch.setenv("ANIMA_MAIL_PASSWORD", "guess")
    said = trouble("send", letter, "--words-only", answer="y\n")
    assert "does not accept the name or the password" in said
    assert "failed" in run("list")
    monkeypatch.delenv("ANIMA_MAIL_PASSWORD")
    sent = run("send", letter)
    assert "still holds" in sent
    assert "Sent to" in sent
    assert len(house.mails("nora")) == 1
    assert "gone from the vault" in run("mailbox", "--forget")


def test_a_refused_recipient_and_a_new_address(house: MailHouse, tmp_path: Path) -> None:
    letter = written(tmp_path, to="nobody")
    said = trouble("send", letter, "--words-only", answer="y\n")
    assert f"refuses the address nobody@{DOMAIN}" in said
    assert house.mails("theo") == []
    run("note", "Nora Lind", "--address", f"nora@{DOMAIN}")
    assert "Send exactly this?" in run("send", letter, "--words-only", answer="y\n")
    assert len(house.mails("nora")) == 1


def test_a_full_mailbox_keeps_the_yes(house: MailHouse, tmp_path: Path) -> None:
    letter = written(tmp_path, to="full", text=TEXT + "\n\n" + "Come to Porto. " * 200)
    said = trouble("send", letter, "--words-only", answer="y\n")
    assert "mailbox is full" in said
    assert house.mails("full") == []
    assert house.mails("theo") == [], "the copy that went before the refusal would tell a lie"
    assert "still holds" in raw("letters", "send", letter).output


def test_where_the_line_broke_the_copy_tells(house: MailHouse, tmp_path: Path) -> None:
    letter = written(tmp_path)
    house.fail_power("die-after")
    with Restarter(house):
        assert "Sent to" in run("send", letter, "--words-only", answer="y\n")
    assert len(house.mails("nora")) == 1
    other = written(tmp_path)
    house.fail_power("die-before")
    with Restarter(house):
        assert "Sent to" in run("send", other, "--words-only", answer="y\n")
    assert len(house.mails("nora")) == 2
    assert len(house.mails("theo", folder="Sent")) == 2


def test_without_a_mailbox_the_person_says_what_became_of_it(
    house: MailHouse, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    letter = written(tmp_path)
    monkeypatch.setenv("ANIMA_MAIL_IMAP", "")
    house.fail_power("die-after")
    with Restarter(house):
        said = run("send", letter, "--words-only", answer="y\n")
    assert "not sent again before that is known" in said
    assert "unclear" in run("list")
    assert "not sent again" in run("send", letter, answer="y\n")
    assert "Sent to" in run("settle", letter, "--went")
    assert "is known" in trouble("settle", letter, "--did-not-go")
    assert len(house.mails("nora")) == 1
    assert "mail_imap is empty" in trouble("replies")


def test_a_batch_goes_out_once_whatever_is_killed(house: MailHouse, tmp_path: Path) -> None:
    run("mailbox", answer=f"{PASSWORD}\n")
    orders = order_table(tmp_path / "orders.csv", 24)
    words = ["batch", str(orders), "--from", "Theo", "--words-only"]
    house.fail_power("die-after")
    with Restarter(house, (5, 17)) as restarter:
        killed_when(batch(orders, dict(os.environ)), house, 10)
        said = run(*words, answer="y\n")
        assert restarter.left == 0
    assert "had gone before" in said
    assert letters_found(house) == {number: 1 for number in range(24)}
    again = run(*words, answer="y\n")
    assert "0 sent. 24 had gone before." in again
    assert len(house.mails("theo", folder="Sent")) == 24
    assert house.mails("theo") == []


def test_a_table_is_read_whole_before_anything_begins(tmp_path: Path) -> None:
    bad = tmp_path / "bad.csv"
    bad.write_text("name,address,say\nNora,nora@example.org,Come.\nLeo,no address,Come.\n")
    run("mailbox", answer=f"{PASSWORD}\n")
    assert "row 2" in trouble("batch", str(bad), "--from", "Theo")
    bad.write_text("name,shoe\nNora,7\n")
    assert "not known: shoe" in trouble("batch", str(bad), "--from", "Theo")
    assert "No letters yet" in run("list")
    assert run("people") == ""


def test_a_no_to_a_batch_sends_nothing(house: MailHouse, tmp_path: Path) -> None:
    run("mailbox", answer=f"{PASSWORD}\n")
    orders = order_table(tmp_path / "orders.csv", 3)
    said = run("batch", str(orders), "--from", "Theo", "--words-only", answer="n\n")
    assert "Number 2." in said
    assert "3 did not go" in said
    words = ("batch", str(orders), "--from", "Theo", "--words-only", "--one-by-one")
    assert "1 sent." in run(*words, answer="n\ny\nn\n")
    assert letters_found(house) == {1: 1}


def test_a_book_is_offered_once_asked_about_in_time_and_the_answer_is_seen(
    house: MailHouse, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run("mailbox", answer=f"{PASSWORD}\n")
    folder = letters_in(tmp_path / "letters")
    houses = tmp_path / "houses.csv"
    houses.write_text(f"name,address\nNora Press,nora@{DOMAIN}\nAgata Books,agata@{DOMAIN}\n")
    words = ("offer", str(folder), str(houses), "--from", "Theo", "--title", "Grey Harbours")
    assert "2 did not go" in run(*words, answer="n\n")
    said = run(*words, answer="y\n")
    assert "I offer you “Grey Harbours”" in said
    assert "2 sent." in said
    assert "0 sent. 2 had gone before." in run(*words, answer="y\n")
    (mail,) = house.mails("nora")
    came = message_from_bytes(mail, policy=policy.default)
    (sample,) = came.iter_attachments()
    assert sample.get_filename() == "first-part.pdf"
    assert sample.get_content()[:5] == b"%PDF-"

    house.deliver("theo", answer_to(mail, "Could you send us the full manuscript?"))
    run("replies")
    told = run("offers", "--follow-up")
    assert "wants more" in told
    assert "silent" not in told
    monkeypatch.setattr(submission, "FOLLOW_UP", timedelta(0))
    told = run("offers", "--follow-up", answer="y\n")
    assert "silent for six weeks" in told
    assert "1 sent." in told
    assert len(house.mails("nora")) == 1
    first, again = (
        message_from_bytes(each, policy=policy.default) for each in house.mails("agata")
    )
    assert again["In-Reply-To"] == first["Message-ID"]
    assert again["Subject"] == "Re: A book of letters: Grey Harbours"


def test_the_people_of_a_book_are_asked_and_a_no_keeps_their_letters_out(
    house: MailHouse, tmp_path: Path
) -> None:
    run("mailbox", answer=f"{PASSWORD}\n")
    folder = str(letters_in(tmp_path / "letters"))
    asking = ("permission", folder, "--title", "Grey Harbours")
    assert "not asked" in run(*asking)
    assert "Nobody in the book" in trouble(*asking, "--person", "Henrik", "--from", "Theo")
    to = ("--person", "Ruth", "--from", "Theo", "--address", f"nora@{DOMAIN}")
    said = run(*asking, *to)
    assert "“Grey Harbours”" in said
    assert said == run(*asking, *to), "nobody is asked twice"
    run("send", said.split("letters send ")[1].split()[0], "--words-only", answer="y\n")
    assert "asked" in run(*asking).replace("not asked", "")
    book = ("book", folder, "--title", "Grey Harbours", "--why")
    assert "Ruth was asked and has not answered yet." in run(*book)
    (mail,) = house.mails("nora")
    house.deliver("theo", answer_to(mail, "No, please leave mine out."))
    run("replies")
    assert "Ruth said no." in run(*book, "--pin", "0")
    assert "Ruth said no." not in run("book", folder, "--title", "Another", "--why")
