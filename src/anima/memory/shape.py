"""The tables of memory: the log, which is the life, and the search index derived from it."""

from anima.storage import Connection, Migration
from anima.values import ERASED

INDEX_VERSION = 2
"""Raised when the index is derived differently; an older one is then rebuilt from the log."""


def migrations() -> tuple[Migration, ...]:
    """Every step of memory's tables, oldest first. Never edit one: add another."""
    return (
        Migration("0001 log", _log),
        Migration("0002 search index", _search_index),
        Migration("0003 turn index", _turn_index),
        Migration("0005 facts", _facts),
        Migration("0006 erasure", _erasure),
        Migration("0007 episodes", _episodes),
        Migration("0008 readings", _readings),
        Migration("0009 sounds", _sounds),
        Migration("0010 quoted", _quoted),
        Migration("0020 nights", _nights),
        Migration("0021 quoted files", _quoted_files),
    )


def _log(connection: Connection) -> None:
    connection.execute(
        """
        CREATE TABLE event (
            row INTEGER PRIMARY KEY,
            sequence INTEGER NOT NULL,
            person TEXT NOT NULL,
            id TEXT NOT NULL UNIQUE,
            session TEXT NOT NULL,
            at TEXT NOT NULL,
            kind TEXT NOT NULL,
            payload TEXT NOT NULL,
            UNIQUE (person, sequence)
        ) STRICT
        """
    )
    connection.execute("CREATE INDEX event_by_kind ON event (person, kind, sequence)")
    connection.execute("CREATE INDEX event_by_session ON event (person, session, sequence)")
    for change in ("UPDATE", "DELETE"):
        connection.execute(
            f"CREATE TRIGGER no_{change.lower()} BEFORE {change} ON event "
            "BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END"
        )


def _search_index(connection: Connection) -> None:
    connection.execute(
        "CREATE VIRTUAL TABLE said USING fts5("
        "text, event_row UNINDEXED, tokenize = 'porter unicode61 remove_diacritics 2')"
    )
    connection.execute("CREATE TABLE projection (name TEXT PRIMARY KEY, version INTEGER) STRICT")


def _turn_index(connection: Connection) -> None:
    connection.execute(
        """
        CREATE TABLE indexed_turn (
            number INTEGER PRIMARY KEY,
            event_row INTEGER NOT NULL UNIQUE,
            person TEXT NOT NULL,
            session TEXT NOT NULL,
            speaker INTEGER NOT NULL,
            marks INTEGER NOT NULL,
            terms BLOB NOT NULL
        ) STRICT
        """
    )
    # Codes lie apart from vectors: all of them are read at the start, of vectors only a few.
    for table in ("turn_vector", "turn_code"):
        connection.execute(
            f"CREATE TABLE {table} (model TEXT NOT NULL, number INTEGER NOT NULL, "
            "bits BLOB NOT NULL, PRIMARY KEY (model, number)) STRICT, WITHOUT ROWID"
        )


def _facts(connection: Connection) -> None:
    connection.execute(
        """
        CREATE TABLE fact (
            person TEXT NOT NULL,
            id TEXT NOT NULL,
            subject TEXT NOT NULL,
            relation TEXT NOT NULL,
            object TEXT NOT NULL,
            polarity TEXT NOT NULL,
            valid_from TEXT NOT NULL,
            valid_to TEXT NOT NULL,
            learned_at TEXT NOT NULL,
            confidence REAL NOT NULL,
            state TEXT NOT NULL,
            marks TEXT NOT NULL,
            sources TEXT NOT NULL,
            PRIMARY KEY (person, id)
        ) STRICT
        """
    )
    connection.execute(
        "CREATE TABLE fact_progress (person TEXT PRIMARY KEY, version INTEGER NOT NULL, "
        "sequence INTEGER NOT NULL, names TEXT NOT NULL) STRICT"
    )


def _erasure(connection: Connection) -> None:
    """An event may lose its words and nothing else; what was indexed leaves no trace."""
    kept = ("row", "id", "person", "session", "sequence", "at", "kind")
    same = " AND ".join(f"NEW.{column} = OLD.{column}" for column in kept)
    connection.execute("DROP TRIGGER no_update")
    connection.execute(
        f"CREATE TRIGGER no_update BEFORE UPDATE ON event WHEN NOT (NEW.payload = '{ERASED}' "
        f"AND {same}) BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END"
    )
    connection.execute("INSERT INTO said (said, rank) VALUES ('secure-delete', 1)")


def _episodes(connection: Connection) -> None:
    connection.execute(
        """
        CREATE TABLE episode (
            person TEXT NOT NULL,
            session TEXT NOT NULL,
            title TEXT NOT NULL,
            summary TEXT NOT NULL,
            people TEXT NOT NULL,
            places TEXT NOT NULL,
            feelings TEXT NOT NULL,
            began TEXT NOT NULL,
            ended TEXT NOT NULL,
            said INTEGER NOT NULL,
            sources TEXT NOT NULL,
            made_by TEXT NOT NULL,
            PRIMARY KEY (person, session)
        ) STRICT
        """
    )
    connection.execute("CREATE INDEX episode_by_time ON episode (person, began)")
    connection.execute(
        "CREATE TABLE episode_progress (person TEXT PRIMARY KEY, version INTEGER NOT NULL, "
        "sequence INTEGER NOT NULL, going_on TEXT NOT NULL) STRICT"
    )


def _readings(connection: Connection) -> None:
    connection.execute(
        "CREATE TABLE reading (person TEXT NOT NULL, event TEXT NOT NULL, model TEXT NOT NULL, "
        "claims TEXT NOT NULL, PRIMARY KEY (person, event)) STRICT"
    )


def _sounds(connection: Connection) -> None:
    connection.execute(
        "CREATE TABLE sound (person TEXT NOT NULL, event TEXT NOT NULL, mu_law BLOB NOT NULL, "
        "PRIMARY KEY (person, event)) STRICT"
    )


def _quoted(connection: Connection) -> None:
    connection.execute(
        "CREATE TABLE quoted_import (person TEXT NOT NULL, id TEXT NOT NULL, source TEXT NOT NULL, "
        "file TEXT NOT NULL, digest TEXT NOT NULL, began TEXT NOT NULL, finished INTEGER NOT NULL, "
        "PRIMARY KEY (person, id)) STRICT"
    )
    connection.execute(
        """
        CREATE TABLE quoted (
            row INTEGER PRIMARY KEY,
            person TEXT NOT NULL,
            import TEXT NOT NULL,
            chat TEXT NOT NULL,
            author TEXT NOT NULL,
            mine INTEGER,
            at TEXT NOT NULL,
            text TEXT NOT NULL,
            key TEXT NOT NULL,
            UNIQUE (person, key)
        ) STRICT
        """
    )
    connection.execute("CREATE INDEX quoted_by_chat ON quoted (person, import, chat, at, row)")


def _nights(connection: Connection) -> None:
    connection.execute(
        "CREATE TABLE night_step (person TEXT NOT NULL, night TEXT NOT NULL, step TEXT NOT NULL, "
        "result TEXT NOT NULL, PRIMARY KEY (person, night, step)) STRICT"
    )


def _quoted_files(connection: Connection) -> None:
    connection.execute(
        "CREATE TABLE quoted_file (person TEXT NOT NULL, import TEXT NOT NULL, "
        "content BLOB NOT NULL, PRIMARY KEY (person, import)) STRICT"
    )
