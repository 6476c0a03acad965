"""A door with a real memory behind it: a vault, facts drawn from it, and forgetting."""

from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from scripted_door import Life, ScriptedDoor
from scripted_model import ScriptedModel

from anima.app import OWNER, Anima, open_vault
from anima.initiative.push import Browsers
from anima.letters.letting_go import LettersHold
from anima.memory import (
    Episodes,
    EventLog,
    Facts,
    Forgetting,
    MemorySearch,
    Recall,
    Sounds,
    Transcript,
)
from anima.memory_desk import change_fact, facts_of, found, sound_of
from anima.settings import Settings
from anima.studio_desk import StudioDesk
from anima.values import Clock, JsonValue, SessionId, SystemClock
from anima.who_desk import WhoDesk

SAID = (
    "I live in Lisbon, by the river.",
    "My sister's name is Agata and she works as a nurse.",
    "I'm allergic to nuts.",
    "I moved to Porto in March.",
    "I'm seeing the dentist tomorrow.",
)


class MemoryDoor(ScriptedDoor):
    """Conversation as the script has it; memory is the real one."""

    def __init__(self, anima: Anima) -> None:
        super().__init__(Life(stage="done", name="Freya"))
        self.anima = anima
        self.studio: StudioDesk | None = None

    async def facts(self) -> JsonValue:
        return await facts_of(self.anima)

    async def found(self, words: str) -> JsonValue:
        return await found(self.anima, words)

    async def sound_of(self, event: str) -> bytes | None:
        return await sound_of(self.anima, event)

    async def who(self) -> JsonValue:
        return await self._desk().who()

    async def night(self) -> JsonValue:
        return self.anima.sleeping.told() if self.anima.sleeping else {}

    async def change_who(self, wish: JsonValue) -> JsonValue:
        return await self._desk().change(wish)

    async def letters(self, wish: JsonValue) -> JsonValue:
        return await self._studio().ask(wish)

    async def letters_told(self, wish: JsonValue) -> AsyncIterator[JsonValue]:
        async for told in self._studio().told(wish):
            yield told

    async def letters_file(self, name: str, wish: JsonValue) -> tuple[bytes, str]:
        return await self._studio().file(name, wish)

    def _studio(self) -> StudioDesk:
        self.studio = self.studio or StudioDesk(self.anima)
        return self.studio

    def _desk(self) -> WhoDesk:
        anima = self.anima
        browsers = Browsers(anima.vault, OWNER, anima.log) if anima.vault else None
        return WhoDesk(anima.log, anima.facts, anima.clock, browsers=browsers)

    async def change_fact(self, fact: str, change: JsonValue) -> JsonValue:
        return await change_fact(self.anima, fact, change)


@asynccontextmanager
async def memory_door(home: Path, *said: str) -> AsyncGenerator[MemoryDoor]:
    """A door to the memory of somebody who said these things."""
    async with scripted_anima(home, *(said or SAID)) as anima:
        yield MemoryDoor(anima)


@asynccontextmanager
async def scripted_anima(
    home: Path,
    *said: str,
    model: ScriptedModel | None = None,
    settings: Settings | None = None,
    clock: Clock | None = None,
) -> AsyncGenerator[Anima]:
    """All of her but the language model, with these things said to her."""
    settings, clock = settings or Settings(home=home), clock or SystemClock()
    async with await open_vault(settings) as vault:
        log = EventLog(vault, OWNER, clock)
        for text in said:
            await log.append(SessionId("s"), "heard", {"text": text})
        facts = await Facts.open(vault, OWNER, log)
        search = MemorySearch(vault, OWNER)
        yield Anima(
            settings=settings,
            clock=clock,
            log=log,
            transcript=Transcript(vault, OWNER),
            recall=Recall(vault, OWNER, clock, None, facts),
            facts=facts,
            episodes=Episodes(vault, OWNER, facts),
            forgetting=Forgetting(vault, OWNER, log, search, LettersHold(OWNER, log)),
            search=search,
            sounds=Sounds(vault, OWNER),
            model=model or ScriptedModel(),
            speech=None,
            vault=vault,
        )
