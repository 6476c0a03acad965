"""A real vault with memory's tables, and a clock that a test moves."""

from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from anima.memory import EventLog, Recall, Transcript, bring_up_to_date, migrations
from anima.storage import Vault, open_key
from anima.values import PersonId, SessionId

OWNER = PersonId("owner")


@dataclass
class SetClock:
    """Stands still until a test moves it."""

    time: datetime = field(default_factory=lambda: datetime(2026, 5, 4, 9, 0, tzinfo=UTC))

    def now(self) -> datetime:
        return self.time


@dataclass
class Memories:
    """One person's memory."""

    vault: Vault
    clock: SetClock
    log: EventLog
    transcript: Transcript
    recall: Recall

    async def tell(self, *texts: str, session: str = "earlier", days_ago: float = 0) -> None:
        """Have the person say these things."""
        now = self.clock.time
        self.clock.time = now - timedelta(days=days_ago)
        for text in texts:
            await self.log.append(SessionId(session), "heard", {"text": text})
        self.clock.time = now


async def opened(folder: Path) -> Memories:
    """The memory in this folder."""
    vault = await Vault.open(folder / "vault.db", open_key(folder), migrations=migrations())
    await bring_up_to_date(vault)
    clock = SetClock()
    return Memories(
        vault,
        clock,
        EventLog(vault, OWNER, clock),
        Transcript(vault, OWNER),
        Recall(vault, OWNER, clock),
    )


@pytest.fixture
async def memories(tmp_path: Path) -> AsyncIterator[Memories]:
    found = await opened(tmp_path)
    yield found
    await found.vault.close()
