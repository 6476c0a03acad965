"""What letters do when she is asked to forget: what was picked leaves the briefs.

A wording that was made with a forgotten memory stays the person's; as its brief does not bear the
claim out any more, it is marked as told by nobody.
"""

from collections.abc import Collection
from dataclasses import replace

from anima.letters.brief import brief_payload
from anima.letters.erasing import events_naming
from anima.letters.letter import SESSION, Letter, after
from anima.memory import Alongside, EventLog, Held
from anima.memory.event_log import event_of
from anima.storage import Connection
from anima.values import ERASED, JsonValue, PersonId, SessionId

__all__ = ["LettersHold"]


class LettersHold(Alongside):
    """The letters of one person, as the part that forgets sees them."""

    def __init__(self, person: PersonId, log: EventLog) -> None:
        self._person = person
        self._log = log

    async def naming(self, topic: str) -> Held:
        """Whole letters that name a topic, and correspondents, replies and samples that do."""
        events = await events_naming(self._log, topic)
        known = await self._log.of(events)
        letters = {event.session for event in known.values() if event.session.startswith(SESSION)}
        apart = any(not event.session.startswith(SESSION) for event in known.values())
        said = [f"{len(letters)} letters" if len(letters) > 1 else "a letter"] if letters else []
        said += ["notes for letters"] if apart else []
        return Held(frozenset(events), " and ".join(said))

    def let_go(self, connection: Connection, facts: Collection[str]) -> None:
        """Take picked memories out of every brief that has them."""
        gone = set(facts)
        query = (
            "SELECT id, person, session, sequence, at, kind, payload, rowid FROM event "
            "WHERE person = ? AND kind = 'brief_written' AND payload <> ? ORDER BY sequence"
        )
        told = connection.execute(query, (self._person, ERASED)).fetchall()
        newest: dict[SessionId, Letter | None] = {}
        touched: set[SessionId] = set()
        for row in told:
            event = event_of(row)
            letter = newest[event.session] = after(newest.get(event.session), event)
            if letter and any(each.source in gone for each in letter.brief.memories):
                touched.add(event.session)
                connection.execute("UPDATE event SET payload = ? WHERE rowid = ?", (ERASED, row[7]))
        for session in sorted(touched):
            letter = newest[session]
            if letter is not None:
                left = tuple(m for m in letter.brief.memories if m.source not in gone)
                brief = brief_payload(replace(letter.brief, memories=left))
                payload: dict[str, JsonValue] = {"brief": brief, "batch": letter.batch}
                self._log.insert(connection, [(session, "brief_written", payload)])
