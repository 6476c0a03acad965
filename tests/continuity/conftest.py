"""A life with everything in it that can be in one: words, sounds, readings, corrections, gaps."""

from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from anima.app import OWNER, everything_kept, shape
from anima.continuity import Destination, Export
from anima.memory import (
    EventLog,
    Facts,
    Forgetting,
    Imports,
    MemorySearch,
    Sounds,
    bring_up_to_date,
)
from anima.moving_app import drawn_again
from anima.storage import Vault, open_key
from anima.values import JsonValue, Message, SessionId

MET: tuple[tuple[str, dict[str, JsonValue]], ...] = (
    ("session_opened", {}),
    ("voice_chosen", {"voice": "af_heart"}),
    ("question_answered", {"question": "name", "text": "Theo", "name": "Theo", "settled": True}),
    ("question_answered", {"question": "days", "text": "I write.", "settled": True}),
    ("question_answered", {"question": "manner", "text": "B.", "manner": "both", "settled": True}),
    ("name_accepted", {"name": "Wren"}),
    ("disclosed", {"text": "I'm an AI."}),
    ("session_closed", {}),
)
TOLD = (
    "I live in Lisbon.",
    "My sister's name is Agata.",
    "I'm allergic to nuts.",
    "My old flat was in Xanadu Street.",
    "odd \ud800 and \x00 and 🙂",
)


@dataclass
class SteppingClock:
    """A second later at every look."""

    time: datetime = field(default_factory=lambda: datetime(2026, 5, 4, 9, 0, tzinfo=UTC))

    def now(self) -> datetime:
        self.time += timedelta(seconds=1)
        return self.time


async def live(folder: Path) -> None:
    """Fill the vault in this folder with a life."""
    async with await opened(folder) as vault:
        log = EventLog(vault, OWNER, SteppingClock())
        for kind, payload in MET:
            await log.append(SessionId("met"), kind, payload)  # pyright: ignore[reportArgumentType]
        heard = [await log.append(SessionId("a"), "heard", {"text": text}) for text in TOLD]
        await log.append(SessionId("a"), "spoken", {"text": "I see.", "n": 1.5, "m": None})
        await log.append(SessionId("a"), "session_closed", {})
        await Sounds(vault, OWNER).keep(heard[0].id, bytes(range(256)) * 40)
        claims = '[{"subject": "you", "relation": "likes", "object": "rain", "polarity": "is"}]'
        row = (OWNER, heard[0].id, "some-model", claims)
        await vault.write(lambda c: c.execute("INSERT INTO reading VALUES (?, ?, ?, ?)", row))
        imports = Imports(vault, OWNER, log, SteppingClock())
        brought = await imports.begin("a character card", "aqua.json", "d")
        await imports.keep_file(brought, bytes(range(256)))
        await imports.add(brought, iter([Message(SteppingClock().now(), "Aqua", "Hi.", "card")]))
        await imports.finish(brought)
        facts = await Facts.open(vault, OWNER, log)
        await facts.rebuild()
        await facts.correct(next(facts.book.of("you", "sibling")), "Agnieszka")
        forgetting = Forgetting(vault, OWNER, log, MemorySearch(vault, OWNER))
        turns = await forgetting.about("Xanadu Street")
        await forgetting.erase([turn.id for turn in turns])
        await drawn_again(vault)


async def opened(folder: Path) -> Vault:
    """The vault in this folder."""
    vault = await Vault.open(folder / "vault.db", open_key(folder), migrations=shape())
    await bring_up_to_date(vault)
    return vault


async def contents(vault: Vault) -> dict[str, list[tuple[object, ...]]]:
    """Every row but those of the full-text index and vectors; turns are numbered anew."""
    tables = "event sound reading episode episode_progress fact fact_progress projection".split()
    tables += ["quoted", "quoted_file"]
    queries = {table: f"SELECT * FROM {table} ORDER BY 1, 2" for table in tables}  # noqa: S608
    queries["indexed_turn"] = (
        "SELECT event_row, person, session, speaker, marks, terms FROM indexed_turn ORDER BY 1"
    )
    return {
        table: await vault.read(lambda c, query=query: c.execute(query).fetchall())
        for table, query in queries.items()
    }


def destination(folder: Path) -> Destination:
    """A place for a life in this folder."""
    key, vault = open_key(folder), folder / "vault.db"
    return Destination(vault, key, shape(), everything_kept(), OWNER, drawn_again)


def everything() -> Export:
    """All there is in a vault."""
    return Export(everything_kept(), OWNER, made_by="0.1.0", made_at="2026-05-04T10:00:00+00:00")


def nobody_asks() -> str:
    """For an archive that is not sealed."""
    raise AssertionError("no passphrase is needed")


@pytest.fixture
async def home(tmp_path: Path) -> Path:
    """A folder with a life in it."""
    folder = tmp_path / "home"
    folder.mkdir()
    await live(folder)
    return folder


@pytest.fixture
async def vault(home: Path) -> AsyncIterator[Vault]:
    """That life, open."""
    async with await opened(home) as found:
        yield found
