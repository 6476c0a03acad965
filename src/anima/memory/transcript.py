"""The transcript: what was said, by whom and when, for reading, scrolling back and searching."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from anima.memory.event_log import event_of
from anima.memory.plain_text import words
from anima.memory.search_index import match_all
from anima.storage import Connection, Vault
from anima.values import ERASED, Event, EventId, PersonId, SessionId

_COLUMNS = (
    "event.id, event.person, event.session, event.sequence, event.at, event.kind, event.payload"
)


@dataclass(frozen=True, slots=True)
class Turn:
    """One thing that was said, or written in another program.

    Attributes:
        id: The event's; of quoted material, that of its row.
        sequence: Its position in the log; 0 for quoted material.
        session: The conversation.
        at: When.
        speaker: By whom; `other` for somebody else in another program.
        text: The words.
        author: Who wrote it, as that program names them.
        source: That program; empty for what was said here.
        chat: The conversation's name there.
        play: The game in which it was said; empty for what is of their life.
    """

    id: EventId
    sequence: int
    session: SessionId
    at: datetime
    speaker: Literal["person", "companion", "other"]
    text: str
    author: str = ""
    source: str = ""
    chat: str = ""
    play: str = ""

    @property
    def who(self) -> str:
        """By whom, as it is shown: "you", "she", or a name with the program."""
        if self.source:
            return f"{'you' if self.speaker == 'person' else self.author}, in {self.source}"
        return "you" if self.speaker == "person" else "she"


class Transcript:
    """Reads one person's log as turns."""

    def __init__(self, vault: Vault, person: PersonId) -> None:
        self._vault = vault
        self._person = person

    async def turns(self, *, before: int | None = None, limit: int = 50) -> list[Turn]:
        """The newest turns before a position in the log, oldest of them first."""
        found = await self._select("event.sequence < ?", [before or 2**62], "DESC", limit)
        return found[::-1]

    async def turns_after(self, sequence: int, *, limit: int = 500) -> list[Turn]:
        """The turns after a position in the log, in order."""
        return await self._select("event.sequence > ?", [sequence], "ASC", limit)

    async def around(self, sequence: int, *, limit: int = 40) -> list[Turn]:
        """The turns on both sides of a position in the log, in order."""
        before = await self.turns(before=sequence + 1, limit=limit // 2)
        return before + await self.turns_after(sequence, limit=limit // 2)

    async def search(self, query: str, *, limit: int = 30) -> list[Turn]:
        """Turns that hold all the words of the query, best first; any text is a query."""
        terms = words(query)
        if not terms:
            return []
        sql = (
            f"SELECT {_COLUMNS} FROM said JOIN event ON event.rowid = said.event_row "  # noqa: S608  # only fixed words
            "WHERE said MATCH ? AND event.person = ? ORDER BY bm25(said), sequence DESC LIMIT ?"
        )
        return await self._read(sql, [match_all(terms, unfinished=True), self._person, limit])

    async def _select(
        self, condition: str, values: list[int], order: str, limit: int
    ) -> list[Turn]:
        sql = (
            f"SELECT {_COLUMNS} FROM event WHERE person = ? AND kind IN ('heard', 'spoken') "  # noqa: S608  # only fixed words
            f"AND payload <> ? AND {condition} ORDER BY sequence {order} LIMIT ?"
        )
        return await self._read(sql, [self._person, ERASED, *values, limit])

    async def _read(self, sql: str, values: list[str | int]) -> list[Turn]:
        def select(connection: Connection) -> list[Turn]:
            return [turn_of(event_of(row)) for row in connection.execute(sql, values)]

        return await self._vault.read(select)


def turn_of(event: Event) -> Turn:
    """A `heard` or `spoken` event as a turn."""
    speaker = "person" if event.kind == "heard" else "companion"
    return Turn(
        event.id,
        event.sequence,
        event.session,
        event.at,
        speaker,
        event.text(),
        play=event.text("play"),
    )
