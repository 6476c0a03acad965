"""The append-only log of one person: what was said, heard, decided. Everything derives from it."""

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any, cast

from anima.memory.search_index import index_event
from anima.storage import Connection, Vault
from anima.values import (
    ERASED,
    Clock,
    Event,
    EventId,
    EventKind,
    JsonValue,
    PersonId,
    SessionId,
    new_id,
)

Entry = tuple[SessionId, EventKind, Mapping[str, JsonValue]]

_AT_ONCE = 500
_COLUMNS = "id, person, session, sequence, at, kind, payload"


class EventLog:
    """Appends and reads the events of one person in one vault."""

    def __init__(self, vault: Vault, person: PersonId, clock: Clock) -> None:
        self._vault = vault
        self._person = person
        self._clock = clock

    async def append(
        self, session: SessionId, kind: EventKind, payload: Mapping[str, JsonValue]
    ) -> Event:
        """Add one event; on return it is durable. Raises `StorageError` when it could not be."""
        return (await self.append_all([(session, kind, payload)]))[0]

    async def append_all(self, entries: Sequence[Entry]) -> list[Event]:
        """Add several events: all of them or none."""
        return await self._vault.write(lambda connection: self.insert(connection, entries))

    def insert(self, connection: Connection, entries: Sequence[Entry]) -> list[Event]:
        """Add events in a transaction that is under way."""
        at = self._clock.now().astimezone(UTC)
        row = connection.execute(
            "SELECT coalesce(max(sequence), 0) FROM event WHERE person = ?", (self._person,)
        ).fetchone()
        first = int(row[0]) + 1
        return [
            _insert(connection, self._person, first + place, at, entry)
            for place, entry in enumerate(entries)
        ]

    async def events(
        self,
        *,
        after: int = 0,
        kinds: Sequence[EventKind] = (),
        session: SessionId | None = None,
        limit: int | None = None,
    ) -> list[Event]:
        """Events in order, from the one after position `after`; all kinds when none is named."""
        where = ["person = ?", "sequence > ?"]
        values: list[str | int] = [self._person, after]
        if kinds:
            where.append(f"kind IN ({', '.join('?' * len(kinds))})")
            values.extend(kinds)
        if session is not None:
            where.append("session = ?")
            values.append(session)
        # Only fixed words and question marks are put together here; every value is bound.
        chosen = " AND ".join(where)
        query = f"SELECT {_COLUMNS} FROM event WHERE {chosen} ORDER BY sequence LIMIT ?"  # noqa: S608
        values.append(-1 if limit is None else limit)
        return await self._vault.read(
            lambda connection: [event_of(row) for row in connection.execute(query, values)]
        )

    async def of(self, ids: Iterable[EventId]) -> dict[EventId, Event]:
        """The events with these ids, as far as there are any, in order."""
        wanted = list(ids)

        def select(connection: Connection) -> list[Event]:
            found: list[Event] = []
            for start in range(0, len(wanted), _AT_ONCE):
                some = wanted[start : start + _AT_ONCE]
                marks = ", ".join("?" * len(some))
                # Only question marks are put together here; every value is bound.
                query = f"SELECT {_COLUMNS} FROM event WHERE person = ? AND id IN ({marks})"  # noqa: S608
                found += [event_of(row) for row in connection.execute(query, (self._person, *some))]
            return sorted(found, key=lambda event: event.sequence)

        return {event.id: event for event in await self._vault.read(select)}

    async def latest(self, kind: EventKind | None = None) -> Event | None:
        """The newest event of this kind, or of any."""
        # "kind IS NULL OR kind = ?" would read the whole log for a kind that is not in it.
        of_kind, values = ("AND kind = ? ", (self._person, kind)) if kind else ("", (self._person,))
        query = (
            f"SELECT {_COLUMNS} FROM event WHERE person = ? {of_kind}"  # noqa: S608  # fixed words
            "ORDER BY sequence DESC LIMIT 1"
        )
        rows = await self._vault.read(lambda c: c.execute(query, values).fetchall())
        return event_of(rows[0]) if rows else None

    async def between(
        self, start: datetime, end: datetime, *, kinds: Sequence[EventKind]
    ) -> list[Event]:
        """Events of these kinds at `start` or later and before `end`, in order."""
        marks = ", ".join("?" * len(kinds))
        # Only fixed words and question marks are put together here; every value is bound.
        query = (
            f"SELECT {_COLUMNS} FROM event WHERE person = ? AND kind IN ({marks}) "  # noqa: S608
            "AND at >= ? AND at < ? ORDER BY sequence"
        )
        span = (each.astimezone(UTC).isoformat(timespec="seconds") for each in (start, end))
        values = (self._person, *kinds, *span)
        return await self._vault.read(lambda c: [event_of(row) for row in c.execute(query, values)])

    def has(self, connection: Connection, kind: EventKind, key: str, value: str) -> bool:
        """Whether an event of this kind has this text at `key`, in a transaction under way."""
        query = "SELECT 1 FROM event WHERE person = ? AND kind = ? AND payload ->> ? = ? LIMIT 1"
        return connection.execute(query, (self._person, kind, key, value)).fetchone() is not None

    def in_transaction(self, connection: Connection, kind: EventKind, limit: int) -> list[Event]:
        """The newest events of a kind, in a transaction that is under way."""
        query = (
            f"SELECT {_COLUMNS} FROM event WHERE person = ? AND kind = ? "  # noqa: S608  # fixed
            "ORDER BY sequence DESC LIMIT ?"
        )
        rows = connection.execute(query, (self._person, kind, limit))
        return [event_of(row) for row in rows]

    def erased(self, connection: Connection) -> set[str]:
        """The events whose words were forgotten, in a transaction that is under way."""
        query = "SELECT id FROM event WHERE person = ? AND payload = ?"
        return {str(row[0]) for row in connection.execute(query, (self._person, ERASED))}

    async def newest(self, kinds: Sequence[EventKind], limit: int) -> list[Event]:
        """The last `limit` events of these kinds, oldest of them first."""
        marks = ", ".join("?" * len(kinds))
        # Only fixed words and question marks are put together here; every value is bound.
        query = (
            f"SELECT {_COLUMNS} FROM event WHERE person = ? AND kind IN ({marks}) "  # noqa: S608
            "ORDER BY sequence DESC LIMIT ?"
        )
        values = (self._person, *kinds, limit)
        rows = await self._vault.read(lambda c: c.execute(query, values).fetchall())
        return [event_of(row) for row in reversed(rows)]

    async def count(self) -> int:
        """How many events there are."""
        query = "SELECT count(*) FROM event WHERE person = ?"
        return await self._vault.read(
            lambda connection: int(connection.execute(query, (self._person,)).fetchone()[0])
        )


def event_of(row: Sequence[Any]) -> Event:  # the driver's rows have no types
    """An event from a row of the log."""
    return Event(
        EventId(row[0]),
        PersonId(row[1]),
        SessionId(row[2]),
        int(row[3]),
        datetime.fromisoformat(row[4]),
        cast(EventKind, row[5]),
        json.loads(row[6]),
    )


def _insert(
    connection: Connection, person: PersonId, sequence: int, at: datetime, entry: Entry
) -> Event:
    session, kind, payload = entry
    # ASCII escapes keep every string that Python can hold, lone surrogates and NUL included.
    text = json.dumps(payload, ensure_ascii=True, sort_keys=True, separators=(",", ":"))
    event = Event(EventId(new_id()), person, session, sequence, at, kind, json.loads(text))
    cursor = connection.execute(
        "INSERT INTO event (id, person, session, sequence, at, kind, payload) "
        "VALUES (?, ?, ?, ?, ?, ?, ?)",
        (event.id, person, session, sequence, at.isoformat(), kind, text),
    )
    index_event(connection, int(cursor.lastrowid or 0), event)
    return event
