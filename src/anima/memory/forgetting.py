"""Forgetting: what is asked to be gone is gone, from the log and from all that derives from it."""

import json
from collections.abc import Callable, Collection, Generator, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime

from anima.memory.alongside import Alongside, Held
from anima.memory.event_log import EventLog, event_of
from anima.memory.plain_text import words
from anima.memory.quoted_rows import drop_quoted, naming_rows
from anima.memory.quoted_turn import PREFIX, quoted_turn, row_of
from anima.memory.search import MemorySearch, Query
from anima.memory.search_index import match_all
from anima.memory.stems import content_words, term
from anima.memory.transcript import Turn, turn_of
from anima.storage import REPLACED, Connection, Vault
from anima.values import ERASED, Event, EventId, EventKind, JsonValue, PersonId, SessionId

ALIKE = 0.6
"""The least cosine at which a turn without any of the words is about the same."""

_NEAREST = 200
_NAMED: tuple[EventKind, ...] = (
    "fact_corrected",
    "people_merged",
    "question_answered",
    "left_alone",
    "imported",
    "preference_set",
    "stop_word_set",
    "handover_shown",
    "handed_over",
)
_DERIVED: tuple[EventKind, ...] = ("journal_line", "grew", "began")
"""Made of what was said, with its events in `sources`; they go when one of these does."""

_LETTERS: tuple[EventKind, ...] = (
    "correspondent_noted",
    "writing_sampled",
    "brief_written",
    "letter_written",
    "claim_confirmed",
    "parcel_kept",
    "letter_shown",
    "reply_received",
)

_WORDED: tuple[EventKind, ...] = (
    "heard",
    "spoken",
    "recalled",
    "summarised",
    *_NAMED,
    *_DERIVED,
    *_LETTERS,
    "name_taught",
)
"""The kinds of event that hold words of the person, or about them; and how they say her name."""

_OF_THE_PROGRAM = frozenset(
    {"relation", "question", "mark", "fact", "sources", "heard", "events", "import", "source"}
    | {"content", "digest", "parcel", "message_id", "batch", "to"}
    | {"night", "what", "trait", "causes", "part", "by", "change", "decision", "began", "key"}
)
"""Keys of payloads under which no words of the person stand."""

_EDITS = SessionId("memory")


class Forgetting:
    """Finds what is about a thing, and erases it."""

    def __init__(
        self,
        vault: Vault,
        person: PersonId,
        log: EventLog,
        search: MemorySearch,
        alongside: Alongside | None = None,
    ) -> None:
        self._alongside = alongside
        self._vault = vault
        self._person = person
        self._log = log
        self._search = search
        self._telling: list[Callable[[Collection[EventId]], None]] = []

    @contextmanager
    def telling(self, tell: Callable[[Collection[EventId]], None]) -> Generator[None]:
        """While the block runs, `tell` hears which events have lost their words, once they have."""
        self._telling.append(tell)
        try:
            yield
        finally:
            self._telling.remove(tell)

    async def about(self, topic: str) -> list[Turn]:
        """Everything that was said about a thing, by either, oldest first.

        A turn that has all content words of the topic is about it; so is one of the 200 nearest in
        meaning, if it is very near. Nothing for a topic without content ("that").
        """
        wanted = content_words(topic)
        if not wanted:
            return []
        naming = await self._vault.read(lambda c: self._naming(c, wanted))
        found = await self._search.search(Query(topic), limit=_NEAREST)
        near = (each.turn for each in found if each.likeness >= ALIKE)
        turns = {turn.id: turn for turn in (*near, *naming)}
        return sorted(turns.values(), key=lambda turn: (turn.at, turn.sequence))

    @property
    def has_put_aside(self) -> bool:
        """Whether a life lies beside that an import put aside: nothing is erased from that one."""
        return self._vault.path.with_name(REPLACED).exists()

    async def elsewhere(self, topic: str) -> Held:
        """What other parts hold that names a thing."""
        return await self._alongside.naming(topic) if self._alongside else Held()

    def _naming(self, connection: Connection, wanted: list[str]) -> list[Turn]:
        rows = connection.execute(
            "SELECT e.id, e.person, e.session, e.sequence, e.at, e.kind, e.payload "
            "FROM said s JOIN event e ON e.row = s.rowid WHERE said MATCH ? AND e.person = ?",
            (match_all(wanted), self._person),
        )
        turns = [turn_of(event_of(row)) for row in rows]
        quoted = naming_rows(connection, self._person, match_all(wanted))
        found = (quoted_turn(connection, row) for row in quoted)
        return turns + [turn for turn in found if turn is not None]

    async def between(self, start: datetime, end: datetime) -> list[EventId]:
        """Everything with words in it from `start` on and before `end`, quoted material too."""
        span = (self._person, start.astimezone(UTC).isoformat(), end.astimezone(UTC).isoformat())
        marks = ", ".join("?" * len(_WORDED))
        # Only question marks are put together here; every value is bound.
        events = (
            "SELECT id FROM event WHERE person = ? AND at >= ? AND at < ? "  # noqa: S608
            f"AND payload <> ? AND kind IN ({marks})"
        )
        quoted = "SELECT ? || row FROM quoted WHERE person = ? AND at >= ? AND at < ?"
        rows = await self._vault.read(
            lambda c: (
                c.execute(events, (*span, ERASED, *_WORDED)).fetchall()
                + c.execute(quoted, (PREFIX, *span)).fetchall()
            )
        )
        return [EventId(row[0]) for row in rows]

    async def by(self, author: str) -> list[EventId]:
        """What somebody wrote in other programs."""
        rows = await self._vault.read(
            lambda c: c.execute(
                "SELECT row FROM quoted WHERE person = ? AND lower(author) = lower(?)",
                (self._person, author),
            ).fetchall()
        )
        return [EventId(f"{PREFIX}{row[0]}") for row in rows]

    async def texts(self, events: Collection[EventId] | None = None) -> list[str]:
        """The stored words of these events and messages, or of everything there is."""
        chosen = None if events is None else set(events)

        def select(connection: Connection) -> list[str]:
            rows = connection.execute(
                "SELECT id, payload FROM event WHERE person = ?1 UNION ALL "
                "SELECT ?2 || row, author || ' ' || text FROM quoted WHERE person = ?1",
                (self._person, PREFIX),
            )
            wanted = (row for row in rows if chosen is None or row[0] in chosen)
            return [text for row in wanted if (text := _words_of(str(row[0]), str(row[1])))]

        return await self._vault.read(select)

    async def erase(
        self, events: Collection[EventId], *, topic: str = "", names: Collection[str] = ()
    ) -> int:
        """Take the words out of these events, and out of everything that repeats them.

        In one transaction: the events, what was recalled of them, the summaries of their sessions
        made since and their episodes, the first meeting's answers made of them, the corrections of
        facts that rest on them alone, their place in every index. Facts are to be drawn again. With
        a topic, also the corrections and answers that name it. With a topic or names, an import
        that is among them lets only those people go. The log keeps that something was said, and
        when. The copy from before an upgrade goes too. Returns how many events lost their words.
        """
        gone = await self._vault.write(lambda c: self._erase(c, list(events), topic, names))
        await self._vault.drop_aside()
        await self._vault.drop_copies()
        await self._vault.flush()
        for tell in tuple(self._telling):
            tell(gone)
        return len(gone)

    def _erase(
        self,
        connection: Connection,
        events: Sequence[EventId],
        topic: str,
        names: Collection[str],
    ) -> list[EventId]:
        quoted = [row for event in events if (row := row_of(event)) is not None]
        drop_quoted(connection, quoted)
        rows, wanted = self._rows(connection), set(events)
        chosen = {row: event for row, event in rows if event.id in wanted}
        first: dict[SessionId, int] = {}
        for event in chosen.values():
            first[event.session] = min(event.sequence, first.get(event.session, event.sequence))
        ids = {*(event.id for event in chosen.values()), *events}
        said = {(event.session, event.text()) for event in chosen.values()}
        corrected = self._corrected(connection, ids)
        named = {term(word) for word in content_words(topic)}
        for row, event in rows:
            quotes = event.kind == "recalled" and _sources(event.payload) & ids
            sums_up = event.kind == "summarised" and event.sequence > first.get(
                event.session, event.sequence
            )
            corrects = event.kind == "fact_corrected" and _about(event) in corrected
            answers = event.kind == "question_answered" and (event.session, event.text()) in said
            repeats = quotes or sums_up or corrects or answers or _derives(event, ids)
            if repeats or (named and _names(event, named)):
                chosen[row] = event
        for row, event in chosen.items():
            _blank(connection, row)
            for table in ("reading", "sound"):
                connection.execute(
                    f"DELETE FROM {table} WHERE person = ? AND event = ?",  # noqa: S608  # fixed names
                    (self._person, event.id),
                )
            connection.execute(
                "DELETE FROM episode WHERE person = ? AND session = ?",
                (self._person, event.session),
            )
        payload: dict[str, JsonValue] = {"events": [event.id for event in chosen.values()]}
        if chosen:
            self._let_go(connection, ids)
            # Facts are drawn again from what is left: what had given way may be so again.
            for table in ("fact", "fact_progress", "night_step"):
                connection.execute(
                    f"DELETE FROM {table} WHERE person = ?",  # noqa: S608  # fixed names
                    (self._person,),
                )
            self._log.insert(connection, [(_EDITS, "forgotten", payload)])
            for event in chosen.values():
                if event.kind == "imported" and (named or names):
                    left = _without(event, named, names)
                    self._log.insert(connection, [(_EDITS, "imported", left)])
        erased = [event.id for event in chosen.values()]
        return [*erased, *(EventId(f"{PREFIX}{row}") for row in quoted)]

    def _rows(self, connection: Connection) -> list[tuple[int, Event]]:
        marks = ", ".join("?" * len(_WORDED))
        # Only question marks are put together here; every value is bound.
        query = (
            "SELECT id, person, session, sequence, at, kind, payload, rowid FROM event "  # noqa: S608
            f"WHERE person = ? AND payload <> ? AND kind IN ({marks})"
        )
        rows = connection.execute(query, (self._person, ERASED, *_WORDED)).fetchall()
        return [(int(row[7]), event_of(row)) for row in rows]

    def _corrected(self, connection: Connection, ids: set[EventId]) -> set[tuple[str, str]]:
        """Subject and relation of the facts that rest on nothing but these, or on what is gone."""
        bare = self._without_ground(connection, ids)
        return {(subject.lower(), relation) for _, subject, relation in bare}

    def _let_go(self, connection: Connection, ids: set[EventId]) -> None:
        """Have the facts that rest on nothing else leave what other parts hold."""
        if self._alongside is not None:
            facts = {fact for fact, _, _ in self._without_ground(connection, ids)}
            self._alongside.let_go(connection, facts)

    def _without_ground(
        self, connection: Connection, ids: set[EventId]
    ) -> list[tuple[str, str, str]]:
        rows = connection.execute(
            "SELECT id FROM event WHERE person = ? AND payload = ?", (self._person, ERASED)
        )
        gone = {*ids, *(str(row[0]) for row in rows)}
        facts = connection.execute(
            "SELECT id, subject, relation, sources FROM fact WHERE person = ?", (self._person,)
        )
        return [
            (str(fact), str(subject), str(relation))
            for fact, subject, relation, sources in facts
            if set(json.loads(sources)) <= gone
        ]


def _about(correction: Event) -> tuple[str, str]:
    return correction.text("subject").lower(), correction.text("relation")


def _names(event: Event, topic: Collection[int]) -> bool:
    """Whether a correction, a first answer or a wish has all words of the topic."""
    if event.kind not in _NAMED:
        return False
    text = json.dumps(event.payload, ensure_ascii=False)
    return set(topic) <= {term(word) for word in words(text)}


def _words_of(event: str, stored: str) -> str:
    """The words in a stored event or message, without what only the program has put there."""
    if row_of(event) is not None:
        return stored
    return " ".join(_strings(json.loads(stored)))


def _strings(value: JsonValue) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for each in value:
            yield from _strings(each)
    elif isinstance(value, dict):
        for key, each in value.items():
            if key not in _OF_THE_PROGRAM:
                yield from _strings(each)


def _without(event: Event, topic: Collection[int], names: Collection[str]) -> dict[str, JsonValue]:
    """What an import's event says, without these names and those that have the whole topic."""
    gone = [set(topic), *({term(word) for word in words(name)} for name in names)]

    def spared(value: JsonValue) -> bool:
        has = {term(word) for word in words(str(value))}
        return not any(each and each <= has for each in gone)

    people = event.payload.get("people")
    left = [each for each in people if spared(each)] if isinstance(people, list) else []
    file = event.payload.get("file")
    return {**event.payload, "people": left, "file": file if spared(file) else ""}


def _derives(event: Event, ids: Collection[str]) -> bool:
    """Whether an event is made of one of these; how far a trait moved holds no words."""
    if event.kind not in _DERIVED:
        return False
    sources = event.payload.get("sources")
    named = {str(each) for each in sources} if isinstance(sources, list) else set[str]()
    return event.text("what") != "trait" and not named.isdisjoint(ids)


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
