"""A real vault, encrypted on disk, and everything above it up to the language model."""

from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from scripted_model import ScriptedModel

from anima.conversation import Conversation, Safeguards
from anima.conversation.errand import Errand
from anima.memory import (
    Episodes,
    EventLog,
    Facts,
    Forgetting,
    MemorySearch,
    Recall,
    Sounds,
    Transcript,
    bring_up_to_date,
    migrations,
)
from anima.storage import Vault, open_key
from anima.values import PersonId, SessionId

OWNER = PersonId("owner")


class SetClock:
    """A clock that a test moves."""

    def __init__(self) -> None:
        self.time = datetime(2026, 3, 2, 19, 0, tzinfo=UTC)

    def now(self) -> datetime:
        return self.time

    def pass_time(self, **units: float) -> None:
        self.time += timedelta(**units)


@dataclass
class House:
    """One person's vault and a scripted model."""

    vault: Vault
    clock: SetClock
    log: EventLog
    transcript: Transcript
    recall: Recall
    facts: Facts
    episodes: Episodes
    model: ScriptedModel
    opened: list[Conversation] = field(default_factory=list[Conversation])

    async def conversation(
        self,
        *,
        resume: SessionId | None = None,
        sounds: Sounds | None = None,
        safeguards: Safeguards | None = None,
        errand: Errand | None = None,
    ) -> Conversation:
        search = MemorySearch(self.vault, OWNER)
        conversation = await Conversation.open(
            log=self.log,
            recall=self.recall,
            forgetting=Forgetting(self.vault, OWNER, self.log, search),
            model=self.model,
            clock=self.clock,
            resume=resume,
            sounds=sounds,
            safeguards=safeguards,
            errand=errand,
        )
        self.opened.append(conversation)
        return conversation

    async def have_met(self) -> None:
        """Bring the first meeting behind them, as its events in the log."""
        session = SessionId("first")
        await self.log.append(session, "voice_chosen", {"voice": "af_heart"})
        for question, found in (
            ("name", {"text": "Theo", "name": "Theo"}),
            ("days", {"text": "I write letters."}),
            ("manner", {"text": "Both.", "manner": "both"}),
        ):
            await self.log.append(
                session, "question_answered", {"question": question, "settled": True, **found}
            )
        await self.log.append(session, "name_accepted", {"name": "Wren"})
        await self.log.append(session, "disclosed", {"text": "I'm an AI."})


@pytest.fixture
async def house(tmp_path: Path) -> AsyncIterator[House]:
    vault = await Vault.open(tmp_path / "vault.db", open_key(tmp_path), migrations=migrations())
    await bring_up_to_date(vault)
    clock = SetClock()
    log = EventLog(vault, OWNER, clock)
    facts = await Facts.open(vault, OWNER, log)
    episodes = Episodes(vault, OWNER, facts)
    house = House(
        vault,
        clock,
        log,
        Transcript(vault, OWNER),
        Recall(vault, OWNER, clock, None, facts, episodes),
        facts,
        episodes,
        ScriptedModel(),
    )
    yield house
    for conversation in house.opened:
        await conversation.close()  # what it does between turns would find the vault closed
    await vault.close()
