"""Forgetting: what is asked to be gone is gone, from the log and from all that derives from it."""

import json
from collections.abc import Collection, Mapping, Sequence

from anima.memory.event_log import EventLog, event_of
from anima.memory.plain_text import words
from anima.memory.search import MemorySearch, Query
from anima.memory.stems import content_words, term
from anima.memory.transcript import Turn
from anima.storage import Connection, Vault
from anima.values import ERASED, Event, EventId, JsonValue, PersonId, SessionId

ALIKE = 0.6
"""The least cosine at which a turn without any of the words is about the same."""

_MOST = 200
_EDITS = SessionId("memory")


class Forgetting:
    """Finds what is about a thing, and erases it."""

    def __init__(self, vault: Vault, person: PersonId, log: EventLog, search: MemorySearch) -> None:
        self._vault = vault
        self._person = person
        self._log = log
        self._search = search

    async def about(self, topic: str) -> list[Turn]:
        """What was said about a thing, by either, oldest first: by its words, and by its meaning.

        A turn that has all content words of the topic is about it; so is one that is very near to
        it in meaning. Nothing for a topic without content ("that").
        """
        wanted = {term(word) for word in content_words(topic)}
        if not wanted:
            return []
        found = await self._search.search(Query(topic), limit=_MOST)
        turns = {
            each.turn.id: each.turn
            for each in found
            if wanted <= {term(word) for word in words(each.turn.text)} or each.likeness >= ALIKE
        }
        return sorted(turns.values(), key=lambda turn: turn.sequence)

    async def erase(self, events: Collection[EventId]) -> int:
        """Take the words out of these events, and out of everything that repeats them.

        In one transaction: the events, what was recalled of them, the summaries of their sessions
        made since, the corrections of facts that rest on them alone, their place in every index.
        The log keeps that something was said, and when. Returns how many events lost their words.
        """
        erased = await self._vault.write(lambda c: self._erase(c, list(events)))
        await self._vault.flush()
        return erased

    def _erase(self, connection: Connection, events: Sequence[EventId]) -> int:
        chosen = {row: event for row, event in self._rows(connection) if event.id in set(events)}
        first: dict[SessionId, int] = {}
        for event in chosen.values():
            first[event.session] = min(event.sequence, first.get(event.session, event.sequence))
        ids = {event.id for event in chosen.values()}
        corrected = self._corrected(connection, ids)
        for row, event in self._rows(connection):
            quotes = event.kind == "recalled" and _sources(event.payload) & ids
            sums_up = event.kind == "summarised" and event.sequence > first.get(
                event.session, event.sequence
            )
            corrects = (
                event.kind == "fact_corrected"
                and (
                    event.text("subject").lower(),
                    event.text("relation"),
                )
                in corrected
            )
            if quotes or sums_up or corrects:
                chosen[row] = event
        for row in chosen:
            _blank(connection, row)
        payload: dict[str, JsonValue] = {"events": [event.id for event in chosen.values()]}
        if chosen:
            self._log.insert(connection, [(_EDITS, "forgotten", payload)])
        return len(chosen)

    def _rows(self, connection: Connection) -> list[tuple[int, Event]]:
        rows = connection.execute(
            "SELECT id, person, session, sequence, at, kind, payload, rowid FROM event "
            "WHERE person = ? AND payload <> ? AND kind IN "
            "('heard', 'spoken', 'recalled', 'summarised', 'fact_corrected')",
            (self._person, ERASED),
        ).fetchall()
        return [(int(row[7]), event_of(row)) for row in rows]

    def _corrected(self, connection: Connection, ids: set[EventId]) -> set[tuple[str, str]]:
        """Subject and relation of the facts that rest on nothing but these events."""
        rows = connection.execute(
            "SELECT subject, relation, sources FROM fact WHERE person = ?", (self._person,)
        )
        return {
            (str(subject).lower(), str(relation))
            for subject, relation, sources in rows
            if set(json.loads(sources)) <= ids
        }


def _sources(payload: Mapping[str, JsonValue]) -> set[str]:
    memories = payload.get("memories")
    found: set[str] = set()
    for memory in memories if isinstance(memories, list) else []:
        sources = memory.get("sources") if isinstance(memory, dict) else None
        found |= {str(source) for source in sources} if isinstance(sources, list) else set()
    return found


def _blank(connection: Connection, row: int) -> None:
    connection.execute("UPDATE event SET payload = ? WHERE rowid = ?", (ERASED, row))
    connection.execute("DELETE FROM said WHERE rowid = ?", (row,))
    number = connection.execute(
        "SELECT number FROM indexed_turn WHERE event_row = ?", (row,)
    ).fetchone()
    if number:
        for table in ("indexed_turn", "turn_vector", "turn_code"):
            connection.execute(f"DELETE FROM {table} WHERE number = ?", number)  # noqa: S608  # fixed names
