"""A mail is what was written, byte for byte; tables and addresses are read whole or refused."""

from datetime import UTC, datetime
from email import message_from_bytes, policy
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from anima.interfaces.mail import mail_address
from anima.letters import LetterError, claims_unfounded
from anima.letters.sending import Attachment, mail_of, new_message_id, orders_from
from anima.values import SettingsError

AT = datetime(2026, 11, 6, 10, 0, tzinfo=UTC)
WORDS = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Zl", "Zp")), min_size=1
)


def mail(text: str, *, subject: str = "A letter", to: str = "nora@example.org") -> bytes:
    return mail_of(
        text,
        sender=("Theo Sand", "theo@example.org"),
        recipient=("Nora Lind", to),
        subject=subject,
        at=AT,
        message_id=new_message_id("theo@example.org"),
        attachments=(Attachment("letter.pdf", b"%PDF-1.7"),),
    )


@settings(max_examples=30)
@given(st.lists(WORDS, min_size=1, max_size=6).map("\n".join))
def test_the_words_come_as_they_were_written(text: str) -> None:
    came = message_from_bytes(mail(text), policy=policy.default)
    body = came.get_body(("plain",))
    assert body is not None
    assert body.get_content().replace("\r\n", "\n") == text.rstrip() + "\n"


@settings(max_examples=30)
@given(st.text(st.characters(codec="utf-8"), max_size=80))
def test_a_subject_makes_no_header_of_its_own(subject: str) -> None:
    came = message_from_bytes(mail("Come.", subject=f"Hi\r\nBcc: all@example.org {subject}"),
                              policy=policy.default)  # fmt: skip
    assert came["Bcc"] is None
    assert came["To"] == "Nora Lind <nora@example.org>"


@pytest.mark.parametrize("to", ["", "nora", "nora@", "@x", "a@b\r\nBcc: c@d", "a b@c", "a@b,c@d"])
def test_what_is_no_address_is_refused(to: str) -> None:
    with pytest.raises(LetterError, match="no mail address"):
        mail("Come.", to=to)


def test_addresses_of_servers() -> None:
    server = mail_address("smtps://mail.example.org", "mail_smtp")
    assert (server.host, server.port, server.encrypted) == ("mail.example.org", 465, True)
    assert mail_address("imap://[::1]:1143", "mail_imap").is_loopback
    for wrong in ("mail.example.org", "http://x", "smtp://", "smtp://x:port", "imaps://x"):
        with pytest.raises(SettingsError, match="mail_smtp"):
            mail_address(wrong, "mail_smtp")


@given(st.text(st.characters(codec="utf-8"), max_size=200))
def test_any_table_is_read_or_refused(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    path = tmp_path_factory.mktemp("tables") / "orders.csv"
    path.write_text(f"name,address,say\n{text}", encoding="utf-8", newline="")
    try:
        orders = orders_from(path, "Theo")
    except LetterError as error:
        assert "orders.csv" in str(error)
        return
    assert all(order.correspondent.name and order.brief.say for order in orders)


def test_what_a_table_says_is_told(tmp_path: Path) -> None:
    path = tmp_path / "orders.csv"
    path.write_text('name,text\nNora,"Dear {name},\n\nHenrik sends 3 roses from Vienna.\n\nTheo"\n')
    (order,) = orders_from(path, "Theo")
    assert order.text.startswith("Dear Nora,")
    assert claims_unfounded(order.text, order.brief) == []
    path.write_text("name,text\nNora,\n")
    with pytest.raises(LetterError, match="row 1: There is nothing"):
        orders_from(path, "Theo")


def test_a_row_is_the_same_wherever_it_stands(tmp_path: Path) -> None:
    path = tmp_path / "orders.csv"
    path.write_text("name,say\nNora,Come.\nLeo,Come.\nLeo,Come.\n")
    nora, leo, again = (order.key for order in orders_from(path, "Theo"))
    assert len({nora, leo, again}) == 3
    path.write_text("name,say\nLeo,Come.\nRuth,Stay.\nLeo,Come.\nNora,Come.\n")
    keys = [order.key for order in orders_from(path, "Theo")]
    assert (keys[0], keys[2], keys[3]) == (leo, again, nora)
    assert nora not in [order.key for order in orders_from(path, "Theo", "spring")]
    assert nora not in [order.key for order in orders_from(path, "Ruth")]
