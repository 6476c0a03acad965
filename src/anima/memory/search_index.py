"""The search index: a projection of the log, kept in the transaction that appends to it."""

import json

from anima.memory.plain_text import printable
from anima.memory.quoted_rows import index_all_quoted, index_missing_quoted
from anima.memory.shape import INDEX_VERSION
from anima.memory.turn_index import COMPANION, PERSON, Said, clear, index_turn
from anima.storage import Connection, Vault
from anima.values import Event

SAID = ("heard", "spoken")
"""The kinds of event whose words can be searched."""

_NAME = "said"


def index_event(connection: Connection, row: int, event: Event) -> None:
    """Add what was said, if the event is of that kind."""
    if event.kind in SAID and (text := printable(event.text())):
        speaker = PERSON if event.kind == "heard" else COMPANION
        _insert(connection, Said(row, event.person, event.session, speaker, text))


def match_any(terms: list[str]) -> str:
    """An FTS5 query for rows with any of these words. Quoted: no word can be an operator."""
    return " OR ".join(f'"{term}"' for term in terms)


def match_all(terms: list[str], *, unfinished: bool = False) -> str:
    """An FTS5 query for rows with all of these words; the last may be the beginning of one."""
    return " AND ".join(f'"{term}"' for term in terms) + (" *" if unfinished else "")


async def bring_up_to_date(vault: Vault) -> bool:
    """Rebuild the index from the log when it was derived by another version; says if it was."""

    def rebuild(connection: Connection) -> bool:
        known = connection.execute("SELECT version FROM projection WHERE name = ?", (_NAME,))
        row = known.fetchone()
        if row is not None and int(row[0]) == INDEX_VERSION:
            return False
        connection.execute("DELETE FROM said")
        clear(connection)
        # In the order of the log: the neighbours of a turn are those that were said around it.
        for place, person, session, kind, payload in connection.execute(
            "SELECT rowid, person, session, kind, payload FROM event WHERE kind IN (?, ?) "
            "ORDER BY person, sequence",
            SAID,
        ).fetchall():
            if text := printable(str(json.loads(payload).get("text", ""))):
                speaker = PERSON if kind == "heard" else COMPANION
                _insert(connection, Said(int(place), person, session, speaker, text))
        index_all_quoted(connection)
        connection.execute(
            "INSERT INTO projection (name, version) VALUES (?, ?) "
            "ON CONFLICT (name) DO UPDATE SET version = excluded.version",
            (_NAME, INDEX_VERSION),
        )
        return True

    return await vault.write(rebuild)


async def index_missing(vault: Vault) -> int:
    """Index what another process appended to the log without this index; says how much it was."""

    def index(connection: Connection) -> int:
        rows = connection.execute(
            "SELECT row, person, session, kind, payload FROM event WHERE kind IN (?, ?) AND row > "
            "(SELECT coalesce(max(event_row), 0) FROM indexed_turn) ORDER BY row",
            SAID,
        ).fetchall()
        for place, person, session, kind, payload in rows:
            if text := printable(str(json.loads(payload).get("text", ""))):
                speaker = PERSON if kind == "heard" else COMPANION
                _insert(connection, Said(int(place), person, session, speaker, text))
        return len(rows) + index_missing_quoted(connection)

    return await vault.write(index)


def _insert(connection: Connection, said: Said) -> None:
    row = said.event_row
    connection.execute(
        "INSERT INTO said (rowid, text, event_row) VALUES (?, ?, ?)", (row, said.text, row)
    )
    index_turn(connection, said)
