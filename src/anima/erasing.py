"""Erasing on command or on the page: what is chosen, how it goes, and the proof that it is gone."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from anima.app import OWNER
from anima.continuity.proof import Proof, search_files, telling_words
from anima.letters.erasing import events_naming, whole_letters
from anima.letters.letting_go import LettersHold
from anima.memory import Episodes, EventLog, Facts, Forgetting, MemorySearch
from anima.storage import NEWER, PREVIOUS, REPLACED, Connection, Vault, VaultKey
from anima.values import AnimaError, Event, EventId, SystemClock


class NothingWantedError(AnimaError):
    """It is not said what to erase, or two things at once are."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be erased. Raises `NothingWantedError` unless it is exactly one kind of thing.

    Attributes:
        fact: The beginning of a fact's id.
        topic: Words.
        person: Somebody's name.
        start: The first day of a span of time.
        end: The last day of it.
    """

    fact: str = ""
    topic: str = ""
    person: str = ""
    start: datetime | None = None
    end: datetime | None = None

    def __post_init__(self) -> None:
        given = [self.fact, self.topic, self.person, self.start or self.end]
        if sum(map(bool, given)) != 1:
            raise NothingWantedError(
                "Say one thing to erase.",
                advice="Give --topic, --person, --fact, or --from and --to.",
            )

    @property
    def naming(self) -> str:
        """The words that also corrections and answers go by; empty for a fact or a span."""
        return self.topic or self.person


@dataclass(frozen=True, slots=True)
class Gone:
    """What was erased.

    Attributes:
        count: How many places of the log lost their words.
        words: Beginnings of words that nothing else has, to look for.
        had_copy: Whether a copy from before an upgrade went, too.
        exported: The archives that were made before, as the log has them.
    """

    count: int
    words: list[str]
    had_copy: bool
    exported: Sequence[Event]


class Erasing:
    """Takes things out of one life, in every place where they are.

    Args:
        home: The folder of the vault.
        episodes: Told again of what is left, where somebody waits for it.
    """

    def __init__(
        self,
        home: Path,
        vault: Vault,
        log: EventLog,
        facts: Facts,
        forgetting: Forgetting,
        episodes: Episodes | None = None,
    ) -> None:
        self._home = home
        self._vault = vault
        self._log = log
        self._facts = facts
        self._forgetting = forgetting
        self._episodes = episodes

    @classmethod
    async def of(cls, home: Path, vault: Vault) -> "Erasing":
        """For a vault that nothing else in this program uses."""
        log = EventLog(vault, OWNER, SystemClock())
        facts = await Facts.open(vault, OWNER, log)
        search = MemorySearch(vault, OWNER)
        forgetting = Forgetting(vault, OWNER, log, search, LettersHold(OWNER, log))
        return cls(home, vault, log, facts, forgetting, Episodes(vault, OWNER, facts))

    async def chosen(self, wanted: Wanted) -> list[EventId]:
        """What is wanted, and the letters that name it: no half of one.

        Raises `NoSuchFactError`.
        """
        await self._facts.catch_up()
        found = await self._of_memory(wanted)
        naming = await events_naming(self._log, wanted.naming)
        letters = sorted(await whole_letters(self._log, {*found, *naming}))
        return list(dict.fromkeys([*found, *letters]))

    async def texts(self, chosen: Sequence[EventId]) -> list[str]:
        """The words of what was chosen."""
        return await self._forgetting.texts(chosen)

    async def erase(self, chosen: Sequence[EventId], wanted: Wanted) -> Gone:
        """Take it out. What derives from the log is drawn again from what is left."""
        texts, before = await self.texts(chosen), await self._forgetting.texts()
        had_copy = any((self._home / name).exists() for name in (PREVIOUS, NEWER))
        fact = self._facts.find(wanted.fact) if wanted.fact else None
        names = self._facts.called(fact) if fact else []
        count = await self._forgetting.erase(chosen, topic=wanted.naming, names=names)
        await self._facts.catch_up()
        if self._episodes is not None:
            await self._episodes.catch_up()
        await self._vault.flush()
        after = await self._forgetting.texts()
        own = await self._vault.read(_of_the_vault)
        words = await asyncio.to_thread(_only_in, texts, before, after, own)
        return Gone(count, words, had_copy, await self._log.events(kinds=["exported"]))

    async def proof(self, key: VaultKey, gone: Gone) -> Proof:
        """Look for the words in every page of every vault and in every file of the home."""
        return await asyncio.to_thread(search_files, self._home, key, gone.words)

    def put_aside(self) -> Path | None:
        """A whole life that was put aside here once, and may have it; None when there is none."""
        place = self._home / REPLACED
        return place if place.exists() else None

    async def _of_memory(self, wanted: Wanted) -> list[EventId]:
        if wanted.fact:
            return self._facts.moments(self._facts.find(wanted.fact))
        if wanted.start or wanted.end:
            start = wanted.start or datetime(1970, 1, 2)
            end = (wanted.end or datetime(9998, 12, 30)) + timedelta(days=1)
            return await self._forgetting.between(start.astimezone(), end.astimezone())
        chosen = {turn.id: None for turn in await self._forgetting.about(wanted.naming)}
        if wanted.person:
            chosen |= dict.fromkeys(await self._forgetting.by(wanted.person))
            low = wanted.person.lower()
            for fact in list(self._facts.book.facts.values()):
                if low in (fact.claim.subject.lower(), fact.claim.object.lower()):
                    chosen |= dict.fromkeys(self._facts.moments(fact))
        return [EventId(event) for event in chosen]


def _only_in(texts: list[str], before: list[str], after: list[str], own: list[str]) -> list[str]:
    kept = set(after)
    return telling_words([*texts, *(text for text in before if text not in kept)], [*after, *own])


def _of_the_vault(connection: Connection) -> list[str]:
    """What a vault has of itself, whatever is said in it: "people" is the name of a column."""
    rows = connection.execute(
        "SELECT sql FROM sqlite_master WHERE sql IS NOT NULL "
        "UNION ALL SELECT id || ' ' || session || ' ' || kind FROM event"
    )
    return [str(row[0]) for row in rows]
