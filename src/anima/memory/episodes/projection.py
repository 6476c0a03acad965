"""The projection of episodes: one row for each session that is over, derived from the log."""

import json
import logging
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from typing import Any

from anima.llm import ChatModel
from anima.memory.episodes.episode import Episode
from anima.memory.episodes.outline import outline
from anima.memory.episodes.telling import told
from anima.memory.event_log import event_of
from anima.memory.facts import Facts
from anima.memory.transcript import turn_of
from anima.storage import Connection, Vault
from anima.values import ERASED, ModelError, PersonId, SessionId

VERSION = 1
"""Raised when episodes are drawn differently; they are then drawn again from the log."""

OnProgress = Callable[[int, int], None]
"""Sessions that are done, and all of them."""

_COLUMNS = "session, title, summary, people, places, feelings, began, ended, said, sources, made_by"
_log = logging.getLogger(__name__)


class Episodes:
    """The sessions of one person as they are remembered.

    A session is over when it was closed, or when a later one was opened; one that is taken up
    again is drawn again when it ends. Everything here can be thrown away and drawn anew.

    Args:
        model: Writes titles and summaries if it can be trusted with them; without one, rules do.
    """

    def __init__(
        self, vault: Vault, person: PersonId, facts: Facts, model: ChatModel | None = None
    ) -> None:
        self._vault = vault
        self._person = person
        self._facts = facts
        self._model = model

    async def all(self) -> list[Episode]:
        """Every episode, oldest first."""
        return await self._select("ORDER BY began, session")

    async def between(self, start: datetime, end: datetime) -> list[Episode]:
        """The episodes that began at `start` or later and before `end`, oldest first."""
        return await self._select(
            "AND julianday(began) >= julianday(?) AND julianday(began) < julianday(?) "
            "ORDER BY began, session",
            start.isoformat(),
            end.isoformat(),
        )

    async def catch_up(self) -> int:
        """Draw what ended or changed since; says how many sessions that were.

        Each session is one transaction with all of its row, so that a process that is killed
        repeats one at most.
        """
        sessions, reached = await self._vault.read(self._touched)
        going_on = [session for session in sessions if not await self._draw(session)]
        await self._vault.write(lambda connection: self._reached(connection, reached, going_on))
        return len(sessions) - len(going_on)

    async def rebuild(self, on_progress: OnProgress = lambda done, total: None) -> None:
        """Draw every episode again; the old ones serve until the new ones are ready."""
        rows, reached = await self._vault.read(
            lambda c: (
                c.execute(
                    "SELECT session FROM event WHERE person = ? AND kind = 'heard' "
                    "GROUP BY session ORDER BY min(sequence)",
                    (self._person,),
                ).fetchall(),
                self._end(c),
            )
        )
        drawn: list[Episode] = []
        going_on: list[SessionId] = []
        for number, row in enumerate(rows, 1):
            over, episode = await self._drawn(SessionId(row[0]))
            if episode:
                drawn.append(episode)
            elif not over:
                going_on.append(SessionId(row[0]))
            on_progress(number, len(rows))

        def swap(connection: Connection) -> None:
            connection.execute("DELETE FROM episode WHERE person = ?", (self._person,))
            for episode in drawn:
                # What was asked to be forgotten meanwhile must not come back with this.
                if self._whole(connection, episode):
                    self._put(connection, episode)
            self._reached(connection, reached, going_on)

        await self._vault.write(swap)

    async def _draw(self, session: SessionId) -> bool:
        """Draw one session again; False when it goes on, and so is no episode yet."""
        over, episode = await self._drawn(session)

        def write(connection: Connection) -> None:
            connection.execute(
                "DELETE FROM episode WHERE person = ? AND session = ?", (self._person, session)
            )
            if episode and self._whole(connection, episode):
                self._put(connection, episode)

        await self._vault.write(write)
        return over

    async def _drawn(self, session: SessionId) -> tuple[bool, Episode | None]:
        """Whether the session is over, and the episode that it makes, if it makes one."""
        rows, over = await self._vault.read(
            lambda c: (
                c.execute(
                    "SELECT id, person, session, sequence, at, kind, payload FROM event "
                    "WHERE person = ? AND session = ? AND kind IN ('heard', 'spoken') "
                    "AND payload <> ? ORDER BY sequence",
                    (self._person, session, ERASED),
                ).fetchall(),
                self._over(c, session),
            )
        )
        turns = [turn for turn in (turn_of(event_of(row)) for row in rows) if not turn.play]
        episode = outline(turns, self._facts.book.facts.values()) if over else None
        if episode is None or self._model is None:
            return over, episode
        try:
            return over, await told(self._model, turns, episode)
        except ModelError as error:
            _log.info("an episode was told by rules: %s", type(error).__name__)
            return over, episode

    def _over(self, connection: Connection, session: SessionId) -> bool:
        """Whether a session was closed since its last words, or another was opened after it."""
        row = connection.execute(
            "SELECT max(sequence), max(CASE WHEN kind = 'session_closed' THEN sequence END) "
            "FROM event WHERE person = ? AND session = ? "
            "AND kind IN ('heard', 'spoken', 'session_closed')",
            (self._person, session),
        ).fetchone()
        if row[0] is None or row[0] == row[1]:
            return True
        later = connection.execute(
            "SELECT 1 FROM event WHERE person = ? AND kind = 'session_opened' AND sequence > ?",
            (self._person, row[0]),
        ).fetchone()
        return later is not None

    def _touched(self, connection: Connection) -> tuple[list[SessionId], int]:
        """The sessions with something new, and those that were going on."""
        row = connection.execute(
            "SELECT version, sequence, going_on FROM episode_progress WHERE person = ?",
            (self._person,),
        ).fetchone()
        after, going_on = 0, []
        if row is not None and int(row[0]) == VERSION:
            after, going_on = int(row[1]), json.loads(row[2])
        rows = connection.execute(
            "SELECT session, kind, payload FROM event WHERE person = ? AND sequence > ? "
            "AND kind IN ('session_opened', 'heard', 'spoken', 'session_closed', 'forgotten') "
            "ORDER BY sequence",
            (self._person, after),
        ).fetchall()
        touched = dict.fromkeys(SessionId(session) for session in going_on)
        for session, kind, payload in rows:
            if kind == "forgotten":
                touched |= dict.fromkeys(self._of(connection, json.loads(payload).get("events")))
                continue
            touched[SessionId(session)] = None
        return list(touched), self._end(connection)

    def _of(self, connection: Connection, events: object) -> Iterable[SessionId]:
        for event in events if isinstance(events, list) else []:
            row = connection.execute(
                "SELECT session FROM event WHERE id = ? AND kind IN ('heard', 'spoken')", (event,)
            ).fetchone()
            if row:
                yield SessionId(row[0])

    def _whole(self, connection: Connection, episode: Episode) -> bool:
        """Whether nothing that the episode is made of was forgotten."""
        return all(
            connection.execute(
                "SELECT 1 FROM event WHERE id = ? AND payload <> ?", (source, ERASED)
            ).fetchone()
            for source in episode.sources
        )

    def _end(self, connection: Connection) -> int:
        row = connection.execute(
            "SELECT coalesce(max(sequence), 0) FROM event WHERE person = ?", (self._person,)
        ).fetchone()
        return int(row[0])

    def _reached(
        self, connection: Connection, sequence: int, going_on: Sequence[SessionId]
    ) -> None:
        connection.execute(
            "INSERT OR REPLACE INTO episode_progress (person, version, sequence, going_on) "
            "VALUES (?, ?, ?, ?)",
            (self._person, VERSION, sequence, json.dumps(going_on)),
        )

    def _put(self, connection: Connection, episode: Episode) -> None:
        connection.execute(
            f"INSERT OR REPLACE INTO episode (person, {_COLUMNS}) "  # noqa: S608  # fixed words
            "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (self._person, *_row(episode)),
        )

    async def _select(self, where: str, *values: str) -> list[Episode]:
        query = f"SELECT {_COLUMNS} FROM episode WHERE person = ? {where}"  # noqa: S608  # ours
        rows = await self._vault.read(
            lambda c: c.execute(query, (self._person, *values)).fetchall()
        )
        return [_episode(row) for row in rows]


def _row(episode: Episode) -> tuple[str | int, ...]:
    return (
        episode.id,
        episode.title,
        episode.summary,
        json.dumps(episode.people),
        json.dumps(episode.places),
        json.dumps(episode.feelings),
        episode.began.isoformat(),
        episode.ended.isoformat(),
        episode.said,
        json.dumps(episode.sources),
        episode.made_by,
    )


def _episode(row: Sequence[Any]) -> Episode:  # the driver's rows have no types
    return Episode(
        SessionId(row[0]),
        row[1],
        row[2],
        tuple(json.loads(row[3])),
        tuple(json.loads(row[4])),
        tuple(json.loads(row[5])),
        datetime.fromisoformat(row[6]),
        datetime.fromisoformat(row[7]),
        int(row[8]),
        tuple(json.loads(row[9])),
        row[10],
    )
