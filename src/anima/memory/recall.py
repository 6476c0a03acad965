"""The beginning of retrieval: what the person said before that bears on what they say now."""

from collections.abc import Iterable
from datetime import datetime

from anima.memory.event_log import event_of
from anima.memory.search_index import match_any, printable, words
from anima.memory.stop_words import STOP_WORDS
from anima.memory.transcript import Turn, turn_of
from anima.storage import Connection, Vault
from anima.values import Clock, Memory, PersonId, SessionId

RELEVANT = 0.35
"""The least share of the best score that is brought up beside it: below, only a common word is
shared. There is no absolute floor, because BM25 scores are near zero in a small log."""

QUOTED_CHARACTERS = 160
"""A quotation in a prompt is cut here, at a word: about 40 tokens."""

_CANDIDATES = 40
_RECENT_DAYS = 30.0
_RECENT_BONUS = 0.15
_MOST_TERMS = 24


class Recall:
    """Searches one person's own words by BM25 (Robertson & Zaragoza, 2009), newest favoured."""

    def __init__(self, vault: Vault, person: PersonId, clock: Clock) -> None:
        self._vault = vault
        self._person = person
        self._clock = clock

    async def recall(
        self, query: str, *, exclude_session: SessionId | None, limit: int = 3
    ) -> tuple[Memory, ...]:
        """Dated quotations of what the person said in other sessions, oldest of the best first.

        Nothing comes back for small talk: words that everybody uses are not searched for.
        """
        terms = [word for word in words(query) if word not in STOP_WORDS and len(word) > 1]
        if not terms:
            return ()
        found = await self._candidates(terms[:_MOST_TERMS], exclude_session)
        best = sorted(_without_repeats(found, query), key=lambda pair: -pair[0])[:limit]
        turns = sorted((turn for _, turn in best), key=lambda turn: turn.sequence)
        return tuple(Memory(self._line(turn), (turn.id,)) for turn in turns)

    async def last_time(self, *, exclude_session: SessionId) -> list[Turn]:
        """Everything said in the latest earlier session in which the person spoke."""

        def select(connection: Connection) -> list[Turn]:
            row = connection.execute(
                "SELECT session FROM event WHERE person = ? AND kind = 'heard' AND session <> ? "
                "ORDER BY sequence DESC LIMIT 1",
                (self._person, exclude_session),
            ).fetchone()
            rows = connection.execute(
                "SELECT id, person, session, sequence, at, kind, payload FROM event "
                "WHERE person = ? AND session = ? AND kind IN ('heard', 'spoken') "
                "ORDER BY sequence",
                (self._person, row[0] if row else ""),
            )
            return [turn_of(event_of(each)) for each in rows]

        return await self._vault.read(select)

    async def _candidates(
        self, terms: list[str], exclude_session: SessionId | None
    ) -> list[tuple[float, Turn]]:
        now = self._clock.now()

        def select(connection: Connection) -> list[tuple[float, Turn]]:
            rows = connection.execute(
                "SELECT id, person, session, sequence, at, kind, payload, -bm25(said) AS score "
                "FROM said JOIN event ON event.rowid = said.event_row WHERE said MATCH ? "
                "AND event.kind = 'heard' AND event.person = ? AND event.session <> ? "
                "ORDER BY score DESC LIMIT ?",
                (match_any(terms), self._person, exclude_session or "", _CANDIDATES),
            )
            scored = ((float(row[7]), turn_of(event_of(row))) for row in rows)
            return [(score * _recency(turn.at, now), turn) for score, turn in scored]

        found = await self._vault.read(select)
        floor = RELEVANT * max((score for score, _ in found), default=0.0)
        return [(score, turn) for score, turn in found if score >= floor]

    def _line(self, turn: Turn) -> str:
        local = turn.at.astimezone()
        day = f"{local:%A} {local.day} {local:%B}"
        if local.year != self._clock.now().astimezone().year:
            day += f" {local.year}"
        return f'On {day} you told me: "{shortened(turn.text)}"'


def _recency(at: datetime, now: datetime) -> float:
    days = max(0.0, (now - at).total_seconds() / 86_400)
    return 1.0 + _RECENT_BONUS / (1.0 + days / _RECENT_DAYS)


def _without_repeats(
    found: Iterable[tuple[float, Turn]], query: str
) -> Iterable[tuple[float, Turn]]:
    """Each thing said once, and not the question itself when it was asked before."""
    seen = {" ".join(words(query))}
    for score, turn in found:
        said = " ".join(words(turn.text))
        if said not in seen:
            seen.add(said)
            yield score, turn


def shortened(text: str) -> str:
    """One line of at most `QUOTED_CHARACTERS`, cut at a word."""
    line = " ".join(printable(text).split())
    if len(line) <= QUOTED_CHARACTERS:
        return line
    return line[:QUOTED_CHARACTERS].rsplit(" ", 1)[0].rstrip(",;:") + " …"
