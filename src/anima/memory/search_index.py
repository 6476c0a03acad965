"""The search index: a projection of the log, kept in the transaction that appends to it."""

import json
import re

from anima.memory.shape import INDEX_VERSION
from anima.storage import Connection, Vault
from anima.values import Event

SAID = ("heard", "spoken")
"""The kinds of event whose words can be searched."""

_WORD = re.compile(r"\w+")
_NAME = "said"


def index_event(connection: Connection, row: int, event: Event) -> None:
    """Add what was said, if the event is of that kind."""
    if event.kind in SAID and (text := printable(event.text())):
        _insert(connection, row, text)


def printable(text: str) -> str:
    """The text without what a database cannot hold as text: lone surrogates and NUL."""
    return text.encode("utf-8", "ignore").decode("utf-8").replace("\x00", " ").strip()


def words(text: str) -> list[str]:
    """The words of a text in lower case, in order."""
    return _WORD.findall(printable(text).lower())


def match_any(terms: list[str]) -> str:
    """An FTS5 query for rows with any of these words. Quoted: no word can be an operator."""
    return " OR ".join(f'"{term}"' for term in terms)


def match_all(terms: list[str]) -> str:
    """An FTS5 query for rows with all of these words, the last of which may be unfinished."""
    quoted = [f'"{term}"' for term in terms]
    return " AND ".join([*quoted[:-1], f"{quoted[-1]} *"])


async def bring_up_to_date(vault: Vault) -> bool:
    """Rebuild the index from the log when it was derived by another version; says if it was."""

    def rebuild(connection: Connection) -> bool:
        known = connection.execute("SELECT version FROM projection WHERE name = ?", (_NAME,))
        row = known.fetchone()
        if row is not None and int(row[0]) == INDEX_VERSION:
            return False
        connection.execute("DELETE FROM said")
        for place, payload in connection.execute(
            "SELECT rowid, payload FROM event WHERE kind IN (?, ?)", SAID
        ).fetchall():
            if text := printable(str(json.loads(payload).get("text", ""))):
                _insert(connection, int(place), text)
        connection.execute(
            "INSERT INTO projection (name, version) VALUES (?, ?) "
            "ON CONFLICT (name) DO UPDATE SET version = excluded.version",
            (_NAME, INDEX_VERSION),
        )
        return True

    return await vault.write(rebuild)


def _insert(connection: Connection, row: int, text: str) -> None:
    connection.execute(
        "INSERT INTO said (rowid, text, event_row) VALUES (?, ?, ?)", (row, text, row)
    )
