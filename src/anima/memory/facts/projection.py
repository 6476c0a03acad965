"""The projection of facts: kept beside the log, brought up to date from it, rebuilt at will."""

import asyncio
import json
from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import Any, cast

from anima.memory.event_log import EventLog
from anima.memory.facts.book import CERTAIN, FactBook, name_of
from anima.memory.facts.deaths import is_of_death
from anima.memory.facts.fact import YOU, Claim, Fact, Mark, Polarity, Relation, State
from anima.memory.facts.model_reader import ModelReader, added
from anima.memory.facts.notes import to_remember
from anima.memory.facts.people import is_name, people
from anima.memory.facts.reader import Reader
from anima.memory.facts.readings import Readings
from anima.storage import Connection, Vault
from anima.values import (
    Event,
    EventId,
    EventKind,
    JsonValue,
    NoSuchFactError,
    PersonId,
    SessionId,
    own_words,
)

VERSION = 8
"""Raised when facts are drawn differently; the book is then drawn again from the log."""

BATCH = 200
"""Events in one transaction: a process that is killed repeats this many at most."""

EDITS = SessionId("memory")
"""The session of what a person changes in their memory outside any conversation."""

OnProgress = Callable[[int, int], None]
"""Position in the log that is reached, and its end."""

_KINDS: tuple[EventKind, ...] = (
    "heard",
    "spoken",
    "fact_corrected",
    "fact_marked",
    "people_merged",
    "care_raised",
    "forgotten",
    "imported",
)
_UNREAD: Mapping[str, list[Claim]] = MappingProxyType({})
_COLUMNS = (
    "id, subject, relation, object, polarity, valid_from, valid_to, learned_at, confidence, state, "
    "marks, sources"
)


class Facts:
    """What is known of one person's life, drawn from their own words by rules.

    Make one with `Facts.open`. Everything but the person's corrections and marks, which are events
    of the log themselves, can be thrown away and drawn again.
    """

    def __init__(
        self, vault: Vault, person: PersonId, log: EventLog, reader: ModelReader | None = None
    ) -> None:
        self._vault = vault
        self.readings = Readings(vault, person, reader)
        self._person = person
        self._log = log
        self._sequence = 0
        self._outdated = False
        self._catching_up = asyncio.Lock()
        self._redrawing: asyncio.Task[None] | None = None
        self.book = FactBook()

    @classmethod
    async def open(
        cls, vault: Vault, person: PersonId, log: EventLog, reader: ModelReader | None = None
    ) -> "Facts":
        """Read the book as it was left; `catch_up` brings it up to date.

        With a reader, `readings` has a model read what the rules did, for `rebuild` to take up.
        """
        facts = cls(vault, person, log, reader)
        await facts._load()
        return facts

    async def catch_up(self) -> int:
        """Take up what was said since; says how many events that were.

        Each batch is one transaction with the position reached: after a kill nothing is missing and
        nothing is there twice. When another process was faster, its book is read instead.
        """
        async with self._catching_up:
            if self._outdated:
                await self._redraw()
            return await self._catch_up()

    async def drop_forgotten(self) -> None:
        """Tell nothing more of what was forgotten; `catch_up` draws the book anew."""
        for event in await self._log.events(after=self._sequence, kinds=("forgotten",)):
            self.book.forget(_gone_by(event))

    async def _catch_up(self) -> int:
        done = 0
        while events := await self._log.events(after=self._sequence, kinds=_KINDS, limit=BATCH):
            if any(event.kind == "forgotten" for event in events):
                # What had given way to what is forgotten now is so again: only the log can tell.
                await self._redraw()
                done += len(events)
                continue
            before = await self._line_before(self._sequence)
            draw(self.book, events, before, await self._read(events))
            if await self._vault.write(
                lambda c: self._keep(c, self._sequence, events[-1].sequence)
            ):
                self._sequence = events[-1].sequence
                done += len(events)
            else:
                await self._load()
                if self._outdated:
                    await self._redraw()
        return done

    async def _redraw(self) -> None:
        """Draw the book anew. Who waits may give up: it goes on, and who asks next waits for it.

        A turn has less time than a long life takes, and would begin at its first event each time.
        """
        if self._redrawing is None:
            self._redrawing = asyncio.create_task(self.rebuild())
            # Where nobody waits any more, as when the vault was closed, its end is nobody's news.
            self._redrawing.add_done_callback(lambda task: task.cancelled() or task.exception())
        try:
            await asyncio.shield(self._redrawing)
        finally:
            if self._redrawing.done():
                self._redrawing = None

    async def rebuild(self, on_progress: OnProgress = lambda done, total: None) -> None:
        """Draw the whole book again from the log; the old one serves until the new one is ready."""
        book, sequence = FactBook(), 0
        last = await self._log.latest()
        end = last.sequence if last else 0
        before: Event | None = None
        while events := await self._log.events(after=sequence, kinds=_KINDS, limit=BATCH):
            draw(book, events, before, await self._read(events))
            before, sequence = events[-1], events[-1].sequence
            on_progress(sequence, end)

        def swap(connection: Connection) -> None:
            connection.execute("DELETE FROM fact WHERE person = ?", (self._person,))
            book.changed = set(book.facts)
            self._write(connection, book, sequence)

        await self._vault.write(swap)
        self.book, self._sequence, self._outdated = book, sequence, False

    def find(self, beginning: str) -> Fact:
        """The fact whose id begins so. Raises `NoSuchFactError` when none or several do."""
        found = [fact for key, fact in self.book.facts.items() if key.startswith(beginning.lower())]
        if len(found) != 1 or not beginning:
            several = "Several facts have" if found else "No fact has"
            raise NoSuchFactError(
                f"{several} an id that begins with {beginning!r}.",
                advice="Run: anima memory facts",
            )
        return found[0]

    def moments(self, fact: Fact) -> list[EventId]:
        """The events that a fact came from; of a correction also those of what it corrected."""
        replaced = [
            other
            for other in (self.book.facts.values() if fact.confidence == CERTAIN else ())
            if other.state == "corrected"
            and other.claim.subject == fact.claim.subject
            and other.claim.relation == fact.claim.relation
        ]
        sources = (source for each in (fact, *replaced) for source in each.sources)
        return [EventId(source) for source in dict.fromkeys(sources)]

    def called(self, fact: Fact) -> list[str]:
        """Every name of whom a fact speaks of, also one that was merged into another."""
        name = fact.claim.object
        return [name, *(other for other, now in self.book.names.items() if now == name)]

    async def correct(self, fact: Fact, object_: str) -> None:
        """Put the person's own words in the place of a fact's object; empty: it was never so."""
        claim = fact.claim
        payload: dict[str, JsonValue] = {
            "subject": claim.subject,
            "relation": claim.relation,
            "was": claim.object,
            "object": object_,
        }
        await self._log.append(EDITS, "fact_corrected", payload)
        await self.catch_up()

    async def mark(self, fact: Fact, mark: Mark, *, on: bool) -> None:
        """Pin a fact, ask that it is never brought up, or take that back."""
        await self._log.append(EDITS, "fact_marked", {"fact": fact.id, "mark": mark, "on": on})
        await self.catch_up()

    async def merge(self, person: str, into: str) -> None:
        """Take two names for one person from now on: what is known of one is known of the other.

        Raises `NoSuchFactError` when nothing is known of one of them.
        """
        known = {name.lower(): name for name in people(self.book.facts.values())}
        for name in (person, into):
            if name.lower() not in known and name.lower() not in self.book.names:
                raise NoSuchFactError(f"Nobody called {name!r} is known.")
        if person.lower() == into.lower():
            raise NoSuchFactError(f"{person} and {into} are one name already.")
        await self._log.append(EDITS, "people_merged", {"person": person, "into": into})
        await self.catch_up()

    async def _read(self, events: Sequence[Event]) -> Mapping[str, list[Claim]]:
        return await self.readings.of(event.id for event in events if event.kind == "heard")

    async def _line_before(self, sequence: int) -> Event | None:
        found = await self._log.events(after=sequence - 1, limit=1) if sequence else []
        return found[0] if found else None

    async def _load(self) -> None:
        def read(connection: Connection) -> tuple[list[Any], Any]:
            rows = connection.execute(
                f"SELECT {_COLUMNS} FROM fact WHERE person = ?",  # noqa: S608  # fixed words
                (self._person,),
            ).fetchall()
            progress = connection.execute(
                "SELECT version, sequence, names FROM fact_progress WHERE person = ?",
                (self._person,),
            ).fetchone()
            return rows, progress

        rows, progress = await self._vault.read(read)
        self.book, self._sequence = FactBook(), 0
        if progress is None:
            return
        # What another version drew serves until this one has drawn it again.
        self._outdated = int(progress[0]) != VERSION
        self._sequence = int(progress[1])
        self.book.names = json.loads(progress[2])
        self.book.facts = {row[0]: _fact(row) for row in rows}

    def _keep(self, connection: Connection, was: int, now: int) -> bool:
        row = connection.execute(
            "SELECT version, sequence FROM fact_progress WHERE person = ?", (self._person,)
        ).fetchone()
        if row is not None and int(row[0]) != VERSION:
            return False
        if (int(row[1]) if row else 0) != was:
            return False
        self._write(connection, self.book, now)
        return True

    def _write(self, connection: Connection, book: FactBook, sequence: int) -> None:
        for key in book.changed:
            fact = book.facts.get(key)
            if fact is None:
                connection.execute(
                    "DELETE FROM fact WHERE person = ? AND id = ?", (self._person, key)
                )
            else:
                connection.execute(
                    f"INSERT OR REPLACE INTO fact (person, {_COLUMNS}) "  # noqa: S608  # fixed words
                    "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                    (self._person, *_row(fact)),
                )
        connection.execute(
            "INSERT OR REPLACE INTO fact_progress (person, version, sequence, names) "
            "VALUES (?, ?, ?, ?)",
            (self._person, VERSION, sequence, json.dumps(book.names)),
        )
        book.changed.clear()


def draw(
    book: FactBook,
    events: Sequence[Event],
    before: Event | None = None,
    readings: Mapping[str, list[Claim]] = _UNREAD,
) -> None:
    """Fold events into the book.

    Args:
        book: The book, as of the event before these.
        events: In order; only what the person said, and what they changed, becomes a fact.
        before: The event before these: her question may be needed to read an answer.
        readings: What a model has read of each, by the event's id.
    """
    last = before
    for event in events:
        match event.kind:
            case "heard" if event.text("play"):
                pass  # It was said in a story.
            case "heard":
                asked = last.text() if last and last.kind == "spoken" else ""
                same = last is not None and last.session == event.session
                _hear(book, event, asked if same else "", readings.get(event.id, []))
            case "fact_corrected":
                book.correct(
                    event.text("subject"),
                    cast(Relation, event.text("relation")),
                    event.text("was"),
                    event.text("object"),
                    event.id,
                    event.at.astimezone(),
                )
            case "fact_marked":
                on = event.payload.get("on") is True
                book.mark(event.text("fact"), cast(Mark, event.text("mark")), on=on)
            case "imported":
                book.hear(_people_of(event), event.id, event.at.astimezone())
            case "people_merged":
                book.merge(event.text("person"), event.text("into"))
            case "care_raised":
                book.let_go(event.text("heard"))
            case "forgotten":
                book.forget(_gone_by(event))
            case _:
                pass
        last = event


def _gone_by(event: Event) -> list[str]:
    """What was forgotten."""
    ids = event.payload.get("events")
    return [str(each) for each in ids] if isinstance(ids, list) else []


def _hear(book: FactBook, event: Event, before: str, read: Sequence[Claim]) -> None:
    at = event.at.astimezone()
    names = {kin: name for kin, name in book.names.items() if name}
    # What somebody else wrote is no fact of this life until the person says it themselves.
    said = own_words(event.text())
    asked = to_remember(said)
    claims = added(Reader(names).read(asked or said, at, before=before), read)
    if asked and not claims:
        claims = [Claim(YOU, "note", asked)]
    book.hear(filter(is_of_death, claims), event.id, at)  # the dead take no name from the living
    for claim in claims:
        if named := name_of(claim, f"{said} {before}"):
            book.name(*named)
    book.hear(claims, event.id, at)
    if asked:
        book.pin(event.id)


def _people_of(event: Event) -> list[Claim]:
    """Whoever wrote in what was imported is somebody the person knows; nothing else is believed."""
    people = event.payload.get("people")
    names = (each for each in people if isinstance(each, str)) if isinstance(people, list) else ()
    return [Claim(YOU, "contact", name) for name in names if is_name(name)]


def _row(fact: Fact) -> tuple[str | float, ...]:
    claim = fact.claim
    return (
        fact.id,
        claim.subject,
        claim.relation,
        claim.object,
        claim.polarity,
        fact.valid_from,
        fact.valid_to,
        fact.learned_at,
        fact.confidence,
        fact.state,
        json.dumps(sorted(fact.marks)),
        json.dumps(fact.sources),
    )


def _fact(row: Sequence[Any]) -> Fact:  # the driver's rows have no types
    claim = Claim(row[1], cast(Relation, row[2]), row[3], cast(Polarity, row[4]), row[5])
    marks = frozenset(cast("list[Mark]", json.loads(row[10])))
    sources = tuple(json.loads(row[11]))
    return Fact(row[0], claim, row[5], row[6], row[7], row[8], cast(State, row[9]), marks, sources)
