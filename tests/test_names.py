"""The names that the recogniser is told are those of this life, at this moment."""

from pathlib import Path

from anima.app import OWNER, open_vault
from anima.memory import EventLog, Facts
from anima.names import NamesOfALife
from anima.persona import Identity
from anima.settings import Settings
from anima.values import SessionId, SystemClock


async def test_a_name_is_known_from_the_moment_it_is_learned(tmp_path: Path) -> None:
    async with await open_vault(Settings(home=tmp_path)) as vault:
        log = EventLog(vault, OWNER, SystemClock())
        facts = await Facts.open(vault, OWNER, log)
        names = NamesOfALife(facts)
        who = Identity()
        names.meet(lambda: who)
        assert names() == []
        await log.append(SessionId("s"), "heard", {"text": "My sister Siobhan lives in Szeged."})
        await facts.catch_up()
        who = Identity(name="Wren", person_name="Theo")
        assert names()[:2] == ["Wren", "Theo"]
        assert {"Siobhan", "Szeged"} <= set(names())
