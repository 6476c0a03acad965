"""Everything that was said can be read, scrolled back and searched, whatever was said."""

import asyncio

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from anima.memory import bring_up_to_date
from anima.storage import Connection
from anima.values import SessionId
from tests.memory.conftest import Memories, opened

TALK = SessionId("talk")


async def have_talked(memories: Memories, count: int) -> None:
    for number in range(count):
        kind = "spoken" if number % 2 else "heard"
        await memories.log.append(TALK, kind, {"text": f"line {number}"})
        await memories.log.append(TALK, "recalled", {"text": "not said"})


async def test_the_newest_come_first_and_older_ones_when_asked_for(memories: Memories) -> None:
    await have_talked(memories, 10)
    newest = await memories.transcript.turns(limit=4)
    assert [turn.text for turn in newest] == ["line 6", "line 7", "line 8", "line 9"]
    older = await memories.transcript.turns(before=newest[0].sequence, limit=4)
    assert [turn.text for turn in older] == ["line 2", "line 3", "line 4", "line 5"]
    assert [turn.speaker for turn in older] == ["person", "companion", "person", "companion"]


async def test_what_came_after_and_around_a_moment(memories: Memories) -> None:
    await have_talked(memories, 10)
    middle = (await memories.transcript.turns(limit=5))[0]
    after = await memories.transcript.turns_after(middle.sequence)
    assert [turn.text for turn in after] == [f"line {n}" for n in range(6, 10)]
    around = await memories.transcript.around(middle.sequence, limit=4)
    assert [turn.text for turn in around] == ["line 4", "line 5", "line 6", "line 7"]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("lisbon", ["My sister moves to Lisbon."]),
        ("SISTER moves", ["My sister moves to Lisbon."]),
        ("sis", ["My sister moves to Lisbon."]),
        ("moving", ["My sister moves to Lisbon."]),
        ("cafe", ["We met in the café."]),
        ('"', []),
        ("NEAR( AND *", []),
        ("Lisbon café", []),
        ("", []),
    ],
)
async def test_searching(memories: Memories, query: str, found: list[str]) -> None:
    await memories.tell("My sister moves to Lisbon.", "We met in the café.")
    assert [turn.text for turn in await memories.transcript.search(query)] == found


@settings(max_examples=60, deadline=None)
@given(said=st.lists(st.text(max_size=30), max_size=4), query=st.text(max_size=20))
def test_any_text_can_be_said_and_searched_for(
    tmp_path_factory: pytest.TempPathFactory, said: list[str], query: str
) -> None:
    async def story() -> None:
        memories = await opened(tmp_path_factory.mktemp("memory"))
        await memories.tell(*said)
        assert [turn.text for turn in await memories.transcript.turns()] == said
        assert {turn.text for turn in await memories.transcript.search(query)} <= set(said)
        await memories.vault.close()

    asyncio.run(story())


async def test_an_index_of_another_version_is_made_anew_from_the_log(memories: Memories) -> None:
    await memories.tell("My sister moves to Lisbon.", "\ud800 alone", "\x00")
    assert not await bring_up_to_date(memories.vault), "it is up to date"

    def spoil(connection: Connection) -> None:
        connection.execute("DELETE FROM said")
        connection.execute("UPDATE projection SET version = 0")

    await memories.vault.write(spoil)
    assert await memories.transcript.search("Lisbon") == []
    assert await bring_up_to_date(memories.vault)
    assert [turn.text for turn in await memories.transcript.search("Lisbon")]
