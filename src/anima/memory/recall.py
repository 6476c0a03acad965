"""Recall: what the person said before that bears on what they say now."""

from collections.abc import Iterable
from datetime import datetime

from anima.memory.episodes import Episodes
from anima.memory.event_log import event_of
from anima.memory.facts import Fact, Facts, spoken
from anima.memory.facts.fact import ONE_AT_A_TIME
from anima.memory.knowledge import Knowledge
from anima.memory.left_alone import load_left_alone
from anima.memory.plain_text import words
from anima.memory.quotation import quotation
from anima.memory.search import Found, MemorySearch, Query
from anima.memory.stop_words import STOP_WORDS
from anima.memory.transcript import Turn, turn_of
from anima.memory.vector_index import VectorIndex
from anima.storage import Connection, Vault
from anima.values import ERASED, Clock, Memory, PersonId, SessionId

RELEVANT = 0.35
"""The least share of the best turn's words that is brought up beside it: below, only a common word
is shared. There is no absolute floor: in a small log a rare word and a common one look alike."""

ALIKE = 0.45
"""The least cosine at which a turn is brought up that shares no word with what is said."""

_CANDIDATES = 40
_RECENT_DAYS = 30.0
_RECENT_BONUS = 0.5
_PINNED_BONUS = 2.0


class Recall:
    """Finds one person's own words by words and by meaning, newest favoured."""

    def __init__(
        self,
        vault: Vault,
        person: PersonId,
        clock: Clock,
        vectors: VectorIndex | None = None,
        facts: Facts | None = None,
        episodes: Episodes | None = None,
    ) -> None:
        self._vault = vault
        self._person = person
        self._clock = clock
        self._search = MemorySearch(vault, person, vectors)
        self._facts = facts
        self.knowledge = Knowledge(vault, person, clock, facts, episodes)

    async def take_up(self) -> None:
        """Draw facts from what was said since; between turns, never in the way of one."""
        if self._facts is not None:
            await self._facts.catch_up()

    async def recall(
        self, query: str, *, exclude_session: SessionId | None, limit: int = 3
    ) -> tuple[Memory, ...]:
        """Dated quotations of what the person said in other sessions, oldest of the best first.

        Nothing comes back for small talk: words that everybody uses are not searched for. What the
        person corrected or wants left alone is not brought up, unless they speak of it themselves;
        of what has changed since, it is said what is so now. A question that facts answer is
        answered by them first.
        """
        if not any(word not in STOP_WORDS and len(word) > 1 for word in words(query)):
            return ()
        asked = Query(query, speaker="person", exclude_session=exclude_session)
        found = await self._search.search(asked, limit=_CANDIDATES)
        alone = await load_left_alone(self._vault, self._person)
        now = self._clock.now()
        known = self._known()

        def worth(each: Found) -> float:
            facts = known.get(each.turn.id, ())
            pinned = any("pinned" in fact.marks for fact in facts)
            return each.score + _recency(each.turn.at, now) + (_PINNED_BONUS if pinned else 0.0)

        ranked = sorted(found, key=worth, reverse=True)
        mentionable = (
            each
            for each in _bearing(ranked)
            if _mentionable(known.get(each.turn.id)) and alone.spares(each.turn.text, query)
        )
        best = list(_without_repeats(mentionable, query))[:limit]
        fact_line = self._fact_line(query)
        told = {source for line in fact_line for source in line.sources}
        turns = sorted((t for t in best if t.id not in told), key=lambda turn: turn.sequence)
        lines = (
            Memory(
                quotation(turn, self._clock.now()) + self._since(known.get(turn.id, [])), (turn.id,)
            )
            for turn in turns
        )
        return (*fact_line, *lines)[:limit]

    def _fact_line(self, query: str) -> tuple[Memory, ...]:
        found = self.knowledge.answer(query)
        if not found or not found.facts:
            return ()
        sources = dict.fromkeys(source for fact in found.facts for source in fact.sources)
        return (Memory(found.text, tuple(sources)),)

    def _known(self) -> dict[str, list[Fact]]:
        """The facts by the events they came from."""
        by_source: dict[str, list[Fact]] = {}
        for fact in self._facts.book.facts.values() if self._facts else ():
            for source in fact.sources:
                by_source.setdefault(source, []).append(fact)
        return by_source

    def _since(self, facts: list[Fact]) -> str:
        """What is so now, where something of this is no longer so."""
        if self._facts is None:
            return ""
        now = [
            spoken(newer, self._facts.book.names)
            for fact in facts
            if fact.state == "superseded" and fact.claim.relation in ONE_AT_A_TIME
            for newer in self._facts.book.of(fact.claim.subject, fact.claim.relation)
            if "private" not in newer.marks
        ]
        return f" That has changed: {now[0][:1].lower()}{now[0][1:]}." if now else ""

    async def last_time(self, *, exclude_session: SessionId) -> list[Turn]:
        """What was said in the latest earlier session in which the person spoke.

        Without what is private or left alone: her first words are made of this.
        """

        def select(connection: Connection) -> list[Turn]:
            row = connection.execute(
                "SELECT session FROM event WHERE person = ? AND kind = 'heard' AND session <> ? "
                "AND payload <> ? ORDER BY sequence DESC LIMIT 1",
                (self._person, exclude_session, ERASED),
            ).fetchone()
            rows = connection.execute(
                "SELECT id, person, session, sequence, at, kind, payload FROM event "
                "WHERE person = ? AND session = ? AND kind IN ('heard', 'spoken') AND payload <> ? "
                "ORDER BY sequence",
                (self._person, row[0] if row else "", ERASED),
            )
            return [turn_of(event_of(each)) for each in rows]

        turns = await self._vault.read(select)
        alone = await load_left_alone(self._vault, self._person)
        return [turn for turn in turns if not self._private(turn) and not alone.touches(turn.text)]

    def _private(self, turn: Turn) -> bool:
        facts = self._facts.book.facts.values() if self._facts else ()
        return any(turn.id in fact.sources and "private" in fact.marks for fact in facts)


def _recency(at: datetime, now: datetime) -> float:
    days = max(0.0, (now - at).total_seconds() / 86_400)
    return _RECENT_BONUS / (1.0 + days / _RECENT_DAYS)


def _bearing(found: list[Found]) -> Iterable[Found]:
    """Those that have something to do with what is said: the rest is only the best of nothing."""
    floor = RELEVANT * max((each.words for each in found), default=0.0)
    return (
        each for each in found if (each.words and each.words >= floor) or each.likeness >= ALIKE
    )


def _mentionable(facts: list[Fact] | None) -> bool:
    """Whether a turn may be brought up: nothing in it is private, and not all of it was wrong."""
    if not facts:
        return True
    if any("private" in fact.marks for fact in facts):
        return False
    return any(fact.state != "corrected" for fact in facts)


def _without_repeats(found: Iterable[Found], query: str) -> Iterable[Turn]:
    """Each thing said once, and not the question itself when it was asked before."""
    seen = {" ".join(words(query))}
    for each in found:
        said = " ".join(words(each.turn.text))
        if said not in seen:
            seen.add(said)
            yield each.turn
