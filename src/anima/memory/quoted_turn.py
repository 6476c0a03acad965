"""Quoted material as turns that can be found."""

from datetime import datetime

from anima.memory.quoted_rows import session_of
from anima.memory.transcript import Turn
from anima.storage import Connection
from anima.values import EventId, SessionId

PREFIX = "quoted-"
"""An id that begins so names a row of quoted material and no event."""

_SELECT = (
    "SELECT q.row, q.import, q.chat, q.author, q.mine, q.at, q.text, i.source "
    "FROM quoted q JOIN quoted_import i ON i.person = q.person AND i.id = q.import"
)


def row_of(event: str) -> int | None:
    """The row that an id names; None when it is that of an event."""
    number = event.removeprefix(PREFIX)
    return int(number) if number != event and number.isdecimal() else None


def quoted_turn(connection: Connection, row: int) -> Turn | None:
    """A message as a turn; None when there is none any more."""
    found = connection.execute(f"{_SELECT} WHERE q.row = ?", (row,)).fetchone()
    if found is None:
        return None
    return Turn(
        EventId(f"{PREFIX}{row}"),
        0,
        SessionId(session_of(found[1], found[2])),
        datetime.fromisoformat(found[5]),
        "person" if found[4] else "other",
        str(found[6]),
        author=str(found[3]),
        source=str(found[7]),
        chat=str(found[2]),
    )
