"""Exports that others made, where they lie beside the checkout: right people, times and order.

What is expected was read off the files themselves, by eye and by counting lines, and not taken from
what the importer makes of them.
"""

from collections import Counter
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest

from anima.continuity.cards import card_in, card_messages, world_in, world_messages
from anima.continuity.chats import history_in, opened

FOLDER = Path(__file__).resolve().parents[4] / "shared" / "data" / "chat_exports"

pytestmark = pytest.mark.skipif(not FOLDER.is_dir(), reason="no exports lie beside the checkout")


@dataclass(frozen=True)
class Expected:
    """What stands in a file.

    Attributes:
        source: The program.
        people: Who wrote how much, without what the program wrote itself and without pictures.
        first: When the first message was written, and by whom.
        last: The same of the last.
        local: Whether the file's times are those of the place, and not of a zone.
        mine: Who is the person, where the file says so.
    """

    source: str
    people: dict[str, int]
    first: tuple[str, str]
    last: tuple[str, str]
    local: bool = False
    mine: str = ""


FILES = {
    "chat-analytics/discord/DM_2A_2M.json": Expected(
        "Discord",
        {"mlomb": 1, "Someones nickname": 1},
        ("2019-01-04 17:52:39", "mlomb"),
        ("2019-01-25 00:11:04", "Someones nickname"),
    ),
    "chat-analytics/telegram/DM_2A_7M.json": Expected(
        "Telegram",
        {"Bob": 2, "Alice": 2},
        ("2019-07-12 16:55:32", "Bob"),
        ("2022-05-09 23:26:09", "Alice"),
    ),
    "chat-analytics/whatsapp/2A_5M.txt": Expected(
        "WhatsApp",
        {"A": 3, "B": 1},
        ("2021-01-01 12:00:00", "A"),
        ("2021-01-01 12:02:00", "A"),
        local=True,
    ),
    "chat-miner/facebook_testlog.json": Expected(
        "Messenger",
        {"Allan Smith": 1, "John Doe": 1},
        ("2022-11-16 19:50:03", "Allan Smith"),
        ("2022-11-16 19:50:03", "John Doe"),  # in the same thousandth: as they stand there
    ),
    "chatgpt-explorer/conversations.json": Expected(
        "ChatGPT",
        {"You": 5, "ChatGPT": 5},
        ("2023-11-14 22:13:20", "You"),
        ("2023-12-31 05:20:00", "ChatGPT"),
        mine="You",
    ),
    "sillytavern/Aqua/1673181146000.jsonl": Expected(
        "SillyTavern",
        {"Aqua": 1},
        ("2023-01-24 12:29:31", "Aqua"),
        ("2023-01-24 12:29:31", "Aqua"),
    ),
    "whatsapp-chat-analyzer/ios_en.txt": Expected(
        "WhatsApp",
        {"John": 1, "Jane": 1},
        ("2024-06-12 21:34:05", "John"),
        ("2024-06-12 21:35:10", "Jane"),
        local=True,
    ),
    "whatstk/lorem.txt": Expected(
        "WhatsApp",
        {"+1 123 456 789": 145, "John": 124, "Giuseppe": 118, "Mary": 113},
        ("2020-01-15 02:22:56", "Mary"),
        ("2020-05-11 22:32:48", "Mary"),
        local=True,
    ),
    "whatstk/pokemon.txt": Expected(
        "WhatsApp",
        {
            "Ash Ketchum": 4,
            "Misty": 4,
            "Brock": 3,
            "Prof. Oak": 2,
            "Raichu": 2,
            "Jessie & James": 1,
            "Meowth": 1,
            "Wobbuffet": 1,
        },
        ("2016-08-06 13:23:00", "Ash Ketchum"),
        ("2016-10-31 12:23:00", "Wobbuffet"),
        local=True,
    ),
}


@pytest.mark.parametrize("name", FILES)
def test_a_real_export_has_its_people_times_and_order(name: str) -> None:
    expected = FILES[name]
    with opened(FOLDER / name) as files:
        history = history_in(files)
        messages = list(history.messages())
    assert history.source == expected.source
    assert dict(Counter(message.author for message in messages)) == expected.people
    assert [m.at for m in messages] == sorted(m.at for m in messages)

    def stood(at: datetime) -> str:
        """As it stands in the file."""
        return f"{at.astimezone(None if expected.local else UTC):%Y-%m-%d %H:%M:%S}"

    assert (stood(messages[0].at), messages[0].author) == expected.first
    assert (stood(messages[-1].at), messages[-1].author) == expected.last
    if expected.mine:
        assert {m.author for m in messages if m.mine} == {expected.mine}
    assert not any(m.mine for m in messages if m.author != expected.mine)


def test_a_message_that_came_late_stands_where_it_was_written() -> None:
    with opened(FOLDER / "chat-analytics" / "whatsapp" / "2A_5M.txt") as files:
        messages = list(history_in(files).messages())
    assert [(f"{m.at.astimezone():%H:%M}", m.author) for m in messages] == [
        ("12:00", "A"),
        ("12:01", "B"),
        ("12:02", "A"),
        ("12:02", "A"),
    ]
    assert "reordered" in messages[-1].text


def test_a_real_card_and_real_world_info_are_quoted_with_their_source() -> None:
    tavern = FOLDER / "sillytavern"
    card = card_in((tavern / "default_Seraphina.png").read_bytes())
    assert card is not None
    assert (card.name, card.version) == ("Seraphina", "V2")
    now = datetime(2026, 3, 2, tzinfo=UTC)
    assert {m.author for m in card_messages(card, now)} == {"the card of Seraphina"}
    content = (tavern / "Eldoria_worldinfo.json").read_bytes()
    world = world_in(content, "Eldoria_worldinfo")
    assert world is not None
    messages = list(world_messages(world, now))
    assert {m.author for m in messages} == {"the world info of Eldoria"}
    assert [m.chat for m in messages] == [
        "eldoria, wood, forest, magical forest",
        "shadowfang, beast, monster, monsters, beasts",
        "glade, safe haven, refuge",
        "power, magic, ability",
    ]
    assert card_in(content) is None


def test_no_file_of_the_folder_is_forgotten_here() -> None:
    there = {
        path.relative_to(FOLDER).as_posix()
        for path in FOLDER.rglob("*")
        if path.is_file() and path.suffix not in (".md", ".png", ".zip", ".mbox")
    }
    assert there - set(FILES) <= {"sillytavern/Eldoria_worldinfo.json"}
