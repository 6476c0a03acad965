"""Orders of many letters: each is begun once, to the right person, and nothing noted is lost."""

from collections.abc import AsyncGenerator
from pathlib import Path

import pytest

from anima.app import OWNER, shape
from anima.batch_desk import begun
from anima.letters import Correspondent, Studio
from anima.letters.sending import Order, orders_from
from anima.memory import EventLog
from anima.storage import Vault, open_key
from anima.values import SystemClock


@pytest.fixture
async def studio(tmp_path: Path) -> AsyncGenerator[Studio]:
    key = open_key(tmp_path, "file")
    async with await Vault.open(tmp_path / "vault.db", key, migrations=shape()) as vault:
        yield Studio(vault, OWNER, EventLog(vault, OWNER, SystemClock()))


def ordered(table: Path, rows: str) -> list[Order]:
    table.write_text(rows)
    return orders_from(table, "Theo")


async def begin(studio: Studio, table: Path, rows: str) -> list[Correspondent]:
    """To whom the letters of a table are, in its order."""
    orders = ordered(table, rows)
    letters = await begun(studio, orders)
    return [await studio.correspondent(letters[order.key].brief.to) for order in orders]


async def test_a_table_takes_nothing_from_what_was_noted(studio: Studio, tmp_path: Path) -> None:
    friend = Correspondent(
        "", "Nora Lind", bond="sister", greeting="My dear Nora", closing="Your brother",
        notes="The summers by the lake.", lines=("Nora Lind", "Lakeside 4"),
    )  # fmt: skip
    await studio.note(friend)
    rows = "name,address,text\nNora Lind,nora@example.org,Come.\n"
    (nora,) = await begin(studio, tmp_path / "a.csv", rows)
    assert nora.address == "nora@example.org"
    assert (nora.bond, nora.greeting, nora.closing) == ("sister", "My dear Nora", "Your brother")
    assert (nora.notes, nora.lines) == (friend.notes, friend.lines)
    shouted = rows.replace("nora@", "Nora@").replace("Come.", "Stay.")
    (again,) = await begin(studio, tmp_path / "a.csv", shouted)
    assert (again.id, again.notes, again.lines) == (nora.id, friend.notes, friend.lines)
    assert len(await studio.correspondents()) == 1


async def test_two_people_at_one_address_stay_two(studio: Studio, tmp_path: Path) -> None:
    rows = (
        "name,address,greeting,text\n"
        "Anna,family@example.org,My dear Anna,Come.\n"
        "Ben,family@example.org,Dear Ben,Come.\n"
    )
    anna, ben = await begin(studio, tmp_path / "a.csv", rows)
    assert (anna.name, anna.greeting) == ("Anna", "My dear Anna")
    assert (ben.name, ben.greeting) == ("Ben", "Dear Ben")
    assert anna.address == ben.address == "family@example.org"


async def test_nobody_is_noted_twice_for_a_second_letter(studio: Studio, tmp_path: Path) -> None:
    rows = "name,address,text\nNora,nora@example.org,Come.\nNora,,Stay.\n"
    first, second = await begin(studio, tmp_path / "a.csv", rows)
    assert first == second


async def test_an_added_column_begins_no_letter_again(studio: Studio, tmp_path: Path) -> None:
    table = tmp_path / "a.csv"
    await begin(studio, table, "name,address,text\nNora,n@example.org,Come.\nLeo,,Come.\n")
    rows = "Nora,n@example.org,,Come.\nLeo,,,Come.\nRuth,,Hello Ruth,Come.\n"
    await begin(studio, table, f"name,address,greeting,text\n{rows}")
    letters = await studio.letters()
    assert [letter.brief.recipient for letter in letters] == ["Nora", "Leo", "Ruth"]


async def test_rows_of_an_earlier_version_are_known(studio: Studio, tmp_path: Path) -> None:
    (order,) = ordered(tmp_path / "a.csv", "name,greeting,text\nNora,,Come.\n")
    before = await studio.begin(order.brief, batch="f23c27742f570d36.1")
    assert (await begun(studio, [order]))[order.key].id == before.id
    assert len(await studio.letters()) == 1
