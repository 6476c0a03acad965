"""What a language model has read out of each utterance, kept so that no utterance is read twice."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from datetime import datetime

from anima.memory.facts.fact import Claim
from anima.memory.facts.model_reader import ModelReader
from anima.storage import Connection, Vault
from anima.values import ERASED, EventId, PersonId


class Readings:
    """The claims of each utterance by the model that read it last; another reads it anew."""

    def __init__(self, vault: Vault, person: PersonId, reader: ModelReader | None = None) -> None:
        self._vault = vault
        self._person = person
        self._reader = reader

    async def of(self, events: Iterable[EventId]) -> Mapping[str, list[Claim]]:
        """What was read of these events, whichever model it was."""
        wanted = list(events)
        marks = ", ".join("?" * len(wanted))
        query = f"SELECT event, claims FROM reading WHERE person = ? AND event IN ({marks})"  # noqa: S608  # marks
        rows = await self._vault.read(
            lambda c: c.execute(query, (self._person, *wanted)).fetchall()
        )
        return {row[0]: [Claim(**claim) for claim in json.loads(row[1])] for row in rows}

    async def left(self) -> int:
        """How many utterances the model has yet to read."""
        if self._reader is None:
            return 0
        rows = await self._vault.read(
            lambda c: c.execute(f"SELECT count(*) {_UNREAD}", self._unread()).fetchone()  # ours
        )
        return int(rows[0])

    async def read_one(self) -> bool:
        """Have the model read the newest utterance that it has not; False when there is none.

        One transaction: a process that is killed asks for that one again. Raises `ModelError`.
        """
        if self._reader is None:
            return False
        row = await self._vault.read(
            lambda c: c.execute(
                "SELECT id, session, sequence, at, payload "
                f"{_UNREAD} ORDER BY sequence DESC LIMIT 1",
                self._unread(),
            ).fetchone()
        )
        if row is None:
            return False
        event, session, sequence, at, payload = row
        before = await self._vault.read(lambda c: self._said_before(c, session, int(sequence)))
        text = str(json.loads(payload).get("text", ""))
        in_story = json.loads(payload).get("play")
        when = datetime.fromisoformat(at).astimezone()
        claims = [] if in_story else await self._reader.read(text, when, before=before)
        await self._vault.write(lambda c: self._put(c, event, claims))
        return True

    def _unread(self) -> tuple[str, str, str, str]:
        name = self._reader.name if self._reader else ""
        return self._person, ERASED, self._person, name

    def _said_before(self, connection: Connection, session: str, sequence: int) -> str:
        row = connection.execute(
            "SELECT kind, payload FROM event WHERE person = ? AND session = ? AND sequence < ? "
            "AND kind IN ('heard', 'spoken') ORDER BY sequence DESC LIMIT 1",
            (self._person, session, sequence),
        ).fetchone()
        if row is None or row[0] != "spoken":
            return ""
        return str(json.loads(row[1]).get("text", ""))

    def _put(self, connection: Connection, event: str, claims: list[Claim]) -> None:
        # It may have been forgotten while the model read it.
        kept = connection.execute(
            "SELECT 1 FROM event WHERE id = ? AND payload <> ?", (event, ERASED)
        ).fetchone()
        if kept and self._reader:
            rows = [asdict(claim) for claim in claims]
            connection.execute(
                "INSERT OR REPLACE INTO reading (person, event, model, claims) VALUES (?, ?, ?, ?)",
                (self._person, event, self._reader.name, json.dumps(rows)),
            )


_UNREAD = (
    "FROM event WHERE person = ? AND kind = 'heard' AND payload <> ? AND NOT EXISTS "
    "(SELECT 1 FROM reading r WHERE r.person = ? AND r.event = event.id AND r.model = ?)"
)
