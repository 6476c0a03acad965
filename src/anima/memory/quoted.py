"""What the person brought from other programs: quoted material, with who wrote it, where and when.

It stands beside the log and not in it: a million messages of ten years are one event, and go as one
when they are to be forgotten. They are searched like everything that was said, under negative rows.
"""

import hashlib
import json
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from anima.memory.event_log import EventLog
from anima.memory.plain_text import printable
from anima.memory.quoted_rows import drop_quoted, index_quoted
from anima.memory.quoted_turn import PREFIX
from anima.storage import Connection, Vault
from anima.values import Clock, EventId, JsonValue, Message, PersonId, SessionId, new_id

BATCH = 1000
"""Messages in one transaction: a process that is killed repeats this many at most."""

NAMED_PEOPLE = 200
"""So many people of one import are remembered as people, those who wrote most."""

EDITS = SessionId("memory")

HANDED_OVER = "a handover"
"""The source of what she was told by somebody who gave her to the person."""

OnProgress = Callable[[str, int], None]
"""What is being done, and how many messages are done."""


@dataclass(frozen=True, slots=True)
class Import:
    """One file that was brought along.

    Attributes:
        id: Its id.
        source: The program it comes from.
        file: Its name, without folders.
        digest: SHA-256 of it.
        began: When it was brought.
        finished: Whether all of it is here and can be found.
        messages: How many of its messages are here; those that were here already are not counted.
    """

    id: str
    source: str
    file: str
    digest: str
    began: datetime
    finished: bool
    messages: int


class Imports:
    """Brings messages into one person's vault, and takes them out again."""

    def __init__(self, vault: Vault, person: PersonId, log: EventLog, clock: Clock) -> None:
        self._vault = vault
        self._person = person
        self._log = log
        self._clock = clock

    async def all(self) -> list[Import]:
        """Every import, oldest first."""
        query = (
            "SELECT i.id, i.source, i.file, i.digest, i.began, i.finished, "
            "(SELECT count(*) FROM quoted q WHERE q.person = i.person AND q.import = i.id) "
            "FROM quoted_import i WHERE i.person = ? ORDER BY i.began, i.id"
        )
        rows = await self._vault.read(lambda c: c.execute(query, (self._person,)).fetchall())
        return [
            Import(key, source, file, digest, datetime.fromisoformat(at), bool(done), int(count))
            for key, source, file, digest, at, done, count in rows
        ]

    async def begin(self, source: str, file: str, digest: str) -> str:
        """The id of a new import, or of the same file's that was not finished."""
        for known in await self.all():
            if known.digest == digest and not known.finished:
                return known.id
        row = (self._person, new_id(), source, file, digest, self._clock.now().isoformat())
        await self._vault.write(
            lambda c: c.execute("INSERT INTO quoted_import VALUES (?, ?, ?, ?, ?, ?, 0)", row)
        )
        return row[1]

    async def add(
        self,
        import_id: str,
        messages: Iterator[Message],
        on_progress: OnProgress = lambda what, done: None,
    ) -> int:
        """Take up messages, in any order; says how many were read. What is here stays as it is.

        Nothing of them is found before `finish`. When reading fails, `drop` the import.
        """
        counted, counted_here = Occurrences(), Occurrences()
        done = 0
        # The messages are read in the vault's own thread: its transactions are short all the same.
        while count := await self._vault.write(
            lambda c: self._insert(c, import_id, messages, counted, counted_here)
        ):
            done += count
            on_progress("reading", done)
        return done

    def _insert(
        self,
        connection: Connection,
        import_id: str,
        messages: Iterator[Message],
        counted: "Occurrences",
        counted_here: "Occurrences",
    ) -> int:
        count = 0
        for message in messages:
            text = printable(message.text)
            author, chat = printable(message.author), printable(message.chat)
            at = message.at.astimezone(UTC).isoformat()  # it is compared as text
            mine = None if message.mine is None else int(message.mine)
            row = (self._person, import_id, chat, author, mine, at, text)
            key = here = counted_here.key(chat, author, at, text)
            if message.written:
                # A machine in another zone takes the same words for those of another moment. What
                # was brought before this was known has the key of the moment.
                key = counted.key(chat, author, f"written {message.written}", text)
            connection.execute(
                "INSERT OR IGNORE INTO quoted (person, import, chat, author, mine, at, text, key) "
                "SELECT ?, ?, ?, ?, ?, ?, ?, ? "
                "WHERE NOT EXISTS (SELECT 1 FROM quoted WHERE person = ? AND key = ?)",
                (*row, key, self._person, here),
            )
            count += 1
            if count == BATCH:
                break
        return count

    async def keep_file(self, import_id: str, content: bytes) -> None:
        """Keep the file itself, where it is worth more than its words."""
        row = (self._person, import_id, content)
        await self._vault.write(
            lambda c: c.execute("INSERT OR REPLACE INTO quoted_file VALUES (?, ?, ?)", row)
        )

    async def file(self, import_id: str) -> bytes | None:
        """The file that was kept; None when there is none."""
        row = await self._vault.read(
            lambda c: c.execute(
                "SELECT content FROM quoted_file WHERE person = ? AND import = ?",
                (self._person, import_id),
            ).fetchone()
        )
        return bytes(row[0]) if row else None

    async def authors(self, import_id: str) -> list[tuple[str, int]]:
        """Who wrote how many messages, where the export did not say who the person is."""
        rows = await self._vault.read(
            lambda c: c.execute(
                "SELECT author, count(*) AS n FROM quoted WHERE person = ? AND import = ? "
                "AND mine IS NULL GROUP BY author ORDER BY n DESC, author",
                (self._person, import_id),
            ).fetchall()
        )
        return [(str(row[0]), int(row[1])) for row in rows]

    async def finish(
        self,
        import_id: str,
        *,
        me: str = "",
        on_progress: OnProgress = lambda what, done: None,
    ) -> int:
        """Make everything of an import findable, in its order; says how many messages there are.

        Args:
            import_id: Which one.
            me: The author who is the person, where the export did not say.
            on_progress: Is told how far it is.
        """
        mine = (me, self._person, import_id)
        await self._vault.write(
            lambda c: c.execute(
                "UPDATE quoted SET mine = (author = ?) "
                "WHERE person = ? AND import = ? AND mine IS NULL",
                mine,
            )
        )
        done, after = 0, ("", "", 0)
        while True:
            count, after = await self._vault.write(
                lambda c, after=after: index_quoted(c, self._person, import_id, after, BATCH)
            )
            if not count:
                break
            done += count
            on_progress("indexing", done)
        await self._vault.write(lambda c: self._close(c, import_id))
        return done

    def _close(self, connection: Connection, import_id: str) -> None:
        """The log says once what was brought, and by whom it was written."""
        mark = connection.execute(
            "UPDATE quoted_import SET finished = 1 WHERE person = ? AND id = ? AND finished = 0 "
            "RETURNING source, file",
            (self._person, import_id),
        ).fetchone()
        if mark is None:
            return
        rows = connection.execute(
            "SELECT author, count(*) AS n, min(at), max(at) FROM quoted "
            "WHERE person = ? AND import = ? AND mine = 0 GROUP BY author ORDER BY n DESC, author",
            (self._person, import_id),
        ).fetchall()
        payload: dict[str, JsonValue] = {
            "import": import_id,
            "source": mark[0],
            "file": mark[1],
            "people": [str(row[0]) for row in rows[:NAMED_PEOPLE]],
        }
        self._log.insert(connection, [(EDITS, "imported", payload)])

    async def drop(self, import_id: str) -> int:
        """Take an import out again, with its place in every index; says how many messages went.

        The event that says what was brought is for `Forgetting`.
        """
        gone = 0
        while count := await self._vault.write(lambda c: self._drop_some(c, import_id)):
            gone += count
        await self._vault.write(lambda c: self._drop_rest(c, import_id))
        await self._vault.flush()
        return gone

    def _drop_some(self, connection: Connection, import_id: str) -> int:
        rows = connection.execute(
            "SELECT row FROM quoted WHERE person = ? AND import = ? LIMIT ?",
            (self._person, import_id, BATCH),
        ).fetchall()
        drop_quoted(connection, [int(row[0]) for row in rows])
        return len(rows)

    def _drop_rest(self, connection: Connection, import_id: str) -> None:
        named = (self._person, import_id)
        connection.execute("DELETE FROM quoted_file WHERE person = ? AND import = ?", named)
        connection.execute("DELETE FROM quoted_import WHERE person = ? AND id = ?", named)

    async def ids(self, import_id: str) -> list[EventId]:
        """Its messages, as what was recalled of them names them."""
        rows = await self._vault.read(
            lambda c: c.execute(
                "SELECT ? || row FROM quoted WHERE person = ? AND import = ?",
                (PREFIX, self._person, import_id),
            ).fetchall()
        )
        return [EventId(row[0]) for row in rows]

    async def event_of(self, import_id: str) -> list[str]:
        """The ids of the events that say that it was brought."""
        rows = await self._vault.read(
            lambda c: c.execute(
                "SELECT id, payload FROM event WHERE person = ? AND kind = 'imported'",
                (self._person,),
            ).fetchall()
        )
        return [str(row[0]) for row in rows if json.loads(row[1]).get("import") == import_id]


class Occurrences:
    """Keys by which a message is known when it comes again, in this export or a later one.

    Two that say the same in the same moment are told apart by their count. So many moments are
    held in mind as two phones can differ by; memory does not grow.
    """

    HELD = 20_000

    def __init__(self) -> None:
        self._seen = Counter[bytes]()

    @property
    def held(self) -> int:
        """How many messages are held in mind."""
        return len(self._seen)

    def key(self, *parts: str) -> str:
        """The key of one more message of these words, author, chat and time."""
        whole = "\x00".join(parts).encode()
        digest = hashlib.blake2s(whole, digest_size=12)
        self._seen[digest.digest()] += 1
        if count := self._seen[digest.digest()] - 1:
            digest.update(str(count).encode())
        if len(self._seen) > self.HELD:
            for old in list(self._seen)[: self.HELD // 2]:
                del self._seen[old]
        return digest.hexdigest()


def wrote(authors: Sequence[tuple[str, int]], name: str) -> str:
    """The author who bears the person's name, if there is exactly one; else an empty string."""
    wanted = name.lower().split()
    bearing = [a for a, _ in authors if wanted and a.lower().split()[: len(wanted)] == wanted]
    return bearing[0] if len(bearing) == 1 else ""
