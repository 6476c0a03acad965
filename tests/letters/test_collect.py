"""What comes to the mailbox in the thread of a letter: whose it is, and what it says."""

import hashlib
from collections.abc import AsyncGenerator, Collection
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import pytest

from anima.app import OWNER, shape
from anima.letters import Brief, Letter, Reply, Studio
from anima.letters.book.permission import permission_key
from anima.letters.sending import Incoming, collect
from anima.memory import EventLog
from anima.storage import Vault, open_key
from anima.values import SystemClock

ME = "theo@example.org"
HOUSE = "post@press.example"


@dataclass
class Box:
    """A mailbox with these mails in it."""

    mails: list[Incoming] = field(default_factory=list[Incoming])

    async def has(self, message_id: str) -> bool:
        return False

    async def file(self, content: bytes, message_id: str) -> None:
        raise NotImplementedError

    async def discard(self, message_id: str) -> None:
        raise NotImplementedError

    async def answers(self, message_ids: Collection[str]) -> list[Incoming]:
        return [mail for mail in self.mails if set(mail.answers) & set(message_ids)]


@pytest.fixture
async def studio(tmp_path: Path) -> AsyncGenerator[Studio]:
    key = open_key(tmp_path, "file")
    async with await Vault.open(tmp_path / "vault.db", key, migrations=shape()) as vault:
        yield Studio(vault, OWNER, EventLog(vault, OWNER, SystemClock()))


async def gone(studio: Studio, message_id: str, batch: str) -> Letter:
    """A letter that went to the house under this id."""
    letter = await studio.begin(Brief("", "Nora Press", "Theo", say=("Come.",)), batch=batch)
    await studio.write(letter.id, "Come.", by="you")
    content = f"{message_id}: Come.".encode()
    await studio.show(letter.id, content, recipients=[HOUSE, ME], subject="", message_id=message_id)
    await studio.approve(letter.id, hashlib.sha256(content).hexdigest())
    await studio.take_to_send(letter.id)
    return await studio.outcome(letter.id, "letter_sent")


def mail(message_id: str, answers: str, sender: str, text: str) -> Incoming:
    return Incoming(message_id, (answers,), sender, "Re:", text, datetime(2026, 5, 1, tzinfo=UTC))


async def taken_in(studio: Studio, *mails: Incoming) -> list[tuple[Letter, Reply]]:
    async def remember(letter: Letter, mail: Incoming) -> None:
        pass

    return await collect(studio, Box(list(mails)), remember, ME)


async def test_a_friendly_yes_to_the_question_for_permission_is_one(studio: Studio) -> None:
    await gone(studio, "<1@x>", permission_key("From the lake", "Nora Press"))
    said = "Yes, of course! Best of luck with the book."
    ((_, reply),) = await taken_in(studio, mail("<2@y>", "<1@x>", HOUSE, said))
    assert reply.verdict == "yes"


async def test_a_follow_up_of_ours_is_not_the_answer_to_the_query(studio: Studio) -> None:
    await gone(studio, "<1@x>", "offer:1")
    await gone(studio, "<2@x>", "again:1")
    again = "I would be happy to send the whole manuscript."
    copy, own = (
        mail("<2@x>", "<1@x>", HOUSE, again),
        mail("<3@x>", "<1@x>", "Theo@example.org", again),
    )
    assert await taken_in(studio, copy, own) == []
    theirs = mail("<4@y>", "<2@x>", HOUSE, "Could you send us the full manuscript?")
    ((letter, reply),) = await taken_in(studio, copy, own, theirs)
    assert (letter.batch, reply.verdict) == ("again:1", "more")
