"""Rows of quoted material and their place in the indexes."""

from collections.abc import Iterator, Sequence

from anima.memory.turn_index import OTHER, PERSON, Said, index_turn
from anima.storage import Connection
from anima.values import PersonId

After = tuple[str, str, int]
"""Chat, time and row of the last message that is indexed."""


def index_quoted(
    connection: Connection, person: PersonId, import_id: str, after: After, limit: int
) -> tuple[int, After]:
    """Index the next messages of an import by chat and time; says how many, and the last one."""
    rows = connection.execute(
        "SELECT row, chat, at, text, mine FROM quoted WHERE person = ? AND import = ? "
        "AND (chat, at, row) > (?, ?, ?) ORDER BY chat, at, row LIMIT ?",
        (person, import_id, *after, limit),
    ).fetchall()
    for row, chat, _, text, mine in rows:
        known = connection.execute("SELECT 1 FROM indexed_turn WHERE event_row = ?", (-row,))
        if text and known.fetchone() is None:
            speaker = PERSON if mine else OTHER
            _index(connection, Said(-int(row), person, session_of(import_id, chat), speaker, text))
    return len(rows), (rows[-1][1], rows[-1][2], int(rows[-1][0])) if rows else after


def index_all_quoted(connection: Connection) -> None:
    """Index every finished import again, after the index was cleared."""
    imports = connection.execute(
        "SELECT person, id FROM quoted_import WHERE finished = 1 ORDER BY began, id"
    ).fetchall()
    for person, import_id in imports:
        _index_whole(connection, PersonId(person), import_id)


def _index_whole(connection: Connection, person: PersonId, import_id: str) -> None:
    count, after = 1, ("", "", 0)
    while count:
        count, after = index_quoted(connection, person, import_id, after, 1000)


def index_missing_quoted(connection: Connection) -> int:
    """Index messages of finished imports that are not, and take out those that are no more."""
    gone = connection.execute(
        "SELECT -event_row FROM indexed_turn WHERE event_row < 0 "
        "AND -event_row NOT IN (SELECT row FROM quoted)"
    ).fetchall()
    drop_quoted(connection, [int(row[0]) for row in gone])
    imports = connection.execute(
        "SELECT i.person, i.id FROM quoted_import i WHERE i.finished = 1 AND EXISTS (SELECT 1 FROM "
        "quoted q WHERE q.person = i.person AND q.import = i.id AND NOT EXISTS "
        "(SELECT 1 FROM indexed_turn t WHERE t.event_row = -q.row))"
    ).fetchall()
    for person, import_id in imports:
        _index_whole(connection, PersonId(person), import_id)
    return len(gone) + len(imports)


def drop_quoted(connection: Connection, rows: Sequence[int]) -> None:
    """Erase messages, with their place in every index, and the file that they stand in."""
    for row in rows:
        connection.execute(
            "DELETE FROM quoted_file WHERE (person, import) IN "
            "(SELECT person, import FROM quoted WHERE row = ?)",
            (row,),
        )
        connection.execute("DELETE FROM quoted WHERE row = ?", (row,))
        connection.execute("DELETE FROM said WHERE rowid = ?", (-row,))
        number = connection.execute(
            "DELETE FROM indexed_turn WHERE event_row = ? RETURNING number", (-row,)
        ).fetchone()
        for table in ("turn_vector", "turn_code") if number else ():
            connection.execute(f"DELETE FROM {table} WHERE number = ?", number)  # noqa: S608  # two fixed names


def naming_rows(connection: Connection, person: PersonId, match: str) -> Iterator[int]:
    """The rows whose words match a full-text query."""
    rows = connection.execute(
        "SELECT q.row FROM said s JOIN quoted q ON q.row = -s.rowid "
        "WHERE said MATCH ? AND q.person = ?",
        (match, person),
    )
    return (int(row[0]) for row in rows.fetchall())


def session_of(import_id: str, chat: str) -> str:
    """The session that a chat of an import is."""
    return f"{import_id}/{chat}"


def _index(connection: Connection, said: Said) -> None:
    connection.execute(
        "INSERT INTO said (rowid, text, event_row) VALUES (?, ?, ?)",
        (said.event_row, said.text, said.event_row),
    )
    index_turn(connection, said)
