"""A vault in which she may begin, with a clock that the test moves."""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from meeting_world import PERSON

from anima.initiative import Beginning
from anima.memory import EventLog, Facts, migrations
from anima.storage import Vault, open_key
from anima.values import SessionId

TALK = SessionId("talk")
NINE = datetime(2026, 11, 2, 9, 0).astimezone()


class SetClock:
    """A clock that the test moves."""

    def __init__(self, time: datetime = NINE) -> None:
        self.time = time

    def now(self) -> datetime:
        return self.time.astimezone(UTC)


@dataclass
class House:
    vault: Vault
    log: EventLog
    clock: SetClock
    beginning: Beginning
    facts: Facts

    async def hear(self, text: str) -> None:
        await self.log.append(TALK, "heard", {"text": text})


@asynccontextmanager
async def living(home: Path, clock: SetClock | None = None) -> AsyncGenerator[House]:
    clock = clock or SetClock()
    vault = await Vault.open(home / "vault.db", open_key(home), migrations=migrations())
    async with vault:
        log = EventLog(vault, PERSON, clock)
        facts = await Facts.open(vault, PERSON, log)
        if not await log.latest("disclosed"):
            await log.append(TALK, "disclosed", {"text": "I'm an AI."})
        yield House(vault, log, clock, Beginning(vault, log, facts, clock), facts)
