"""Recall: what the person said before that bears on what they say now."""

import re
from collections.abc import Iterable, Sequence
from datetime import datetime

from anima.memory.change import takes_back
from anima.memory.episodes import Episodes
from anima.memory.event_log import event_of
from anima.memory.facts import Fact, Facts, spoken
from anima.memory.facts.fact import ONE_AT_A_TIME
from anima.memory.knowledge import Knowledge
from anima.memory.left_alone import load_left_alone
from anima.memory.plain_text import words
from anima.memory.quotation import remembered
from anima.memory.search import Found, MemorySearch, Query
from anima.memory.stems import content_words
from anima.memory.stop_words import STOP_WORDS
from anima.memory.transcript import Turn, turn_of
from anima.memory.vector_index import VectorIndex
from anima.memory.worth_quoting import is_worth_quoting
from anima.storage import Connection, Vault
from anima.values import ERASED, Clock, Memory, PersonId, SessionId

RELEVANT = 0.35
"""The least share of the best turn's words that is brought up beside it: below, only a common word
is shared. There is no absolute floor: in a small log a rare word and a common one look alike."""

ALIKE = 0.45
"""The least cosine at which a turn is brought up that shares no word with what is said."""

ALIKE_IF_ASKED = 0.2
"""The same when the person asks for something of their own life: there, less is worth a look."""

CHANGED = " That has changed since."
_QUESTION = re.compile(r"(?:what|when|where|who|whom|whose|which|why|how|did|do|am|have|was)\b")
_OF_ONESELF = re.compile(r"\b(?:i|my|we|our|me|us|mine)\b")
_FOR_ADVICE = re.compile(
    r"\b(?:should|shall|can|could|may|might|would|will|must) (?:i|we)\b"
    r"|\byou(?!(?: still| ever)? (?:remember|recall|know))\b"
)
_OF_STORIES = re.compile(r"\b(?:story|stories|adventures?|games?|tale|play(?:ed)?|made up)\b", re.I)
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

    async def drop_forgotten(self) -> None:
        """Know nothing more of what was forgotten, before there is time to draw facts again."""
        if self._facts is not None:
            await self._facts.drop_forgotten()

    async def recall(
        self, query: str, *, exclude_session: SessionId | None, limit: int = 3
    ) -> tuple[Memory, ...]:
        """Dated quotations of what the person said in other sessions, oldest of the best first.

        Nothing comes back for small talk: words that everybody uses are not searched for. What the
        person corrected or wants left alone is not brought up, unless they speak of it themselves;
        of what has changed since, it is said what is so now. A question that facts answer is
        answered by them first. What was played is brought up for nothing but a word about stories.
        """
        fact_line = self._fact_line(query)
        about_self = self._asks_about_self(query)
        if not about_self and not any(w not in STOP_WORDS and len(w) > 1 for w in words(query)):
            return fact_line
        text = self.knowledge.with_names(query)
        asked = Query(text, speaker="person", others=True, exclude_session=exclude_session)
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
            for each in _bearing(ranked, wide=about_self)
            if _mentionable(known.get(each.turn.id))
            and is_worth_quoting(each.turn.text)
            and (not each.turn.play or _speaks_of_play(query, each.turn.play))
            and alone.spares(each.turn.text, query)
            and (each.turn.speaker != "other" or _speaks_of(query, each.turn.author))
        )
        turns = [turn for turn in _without_repeats(mentionable, query) if _adds(turn, fact_line)]
        best = _with_what_changed(turns, limit - len(fact_line))
        lines = (
            remembered(turn, now, self._note(turn, known, changed))
            for turn, changed in sorted(best.items(), key=lambda each: each[0].sequence)
        )
        return (*fact_line, *lines)[:limit]

    def _asks_about_self(self, query: str) -> bool:
        """Whether it is a question about the person or theirs: then the best there is may help."""
        spoken = query.strip().lower().replace("’", "'")
        if not (spoken.endswith("?") or _QUESTION.match(spoken)):
            return False
        if _FOR_ADVICE.search(spoken):
            return False
        return bool(_OF_ONESELF.search(spoken)) or bool(self.knowledge.known_in(query))

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

    def _note(self, turn: Turn, known: dict[str, list[Fact]], changed: bool) -> str:
        """What must be said with a quotation: what is so now, where it is no longer so."""
        if self._facts is None:
            return CHANGED if changed else ""
        book = self._facts.book
        now = [
            spoken(newer, book.names)
            for fact in known.get(turn.id, [])
            if fact.state == "superseded" and fact.claim.relation in ONE_AT_A_TIME
            for newer in book.of(fact.claim.subject, fact.claim.relation)
            if "private" not in newer.marks
        ]
        if now:
            return f" That has changed: {now[0][:1].lower()}{now[0][1:]}."
        if right := next((r for was, r in book.corrections() if _has_word(turn.text, was)), None):
            return f" You corrected that: it is {right}."
        return CHANGED if changed else ""

    async def last_time(self, *, exclude_session: SessionId) -> list[Turn]:
        """What was said in the latest earlier session in which the person spoke.

        Without what is private or left alone: her first words are made of this. Nor is anything
        in it that was played, and a session in which they only played is passed over.
        """

        def select(connection: Connection) -> list[Turn]:
            row = connection.execute(
                "SELECT session FROM event WHERE person = ? AND kind = 'heard' AND session <> ? "
                "AND payload <> ? AND payload ->> 'play' IS NULL ORDER BY sequence DESC LIMIT 1",
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
        return [
            turn
            for turn in turns
            if not turn.play and not self._private(turn) and not alone.touches(turn.text)
        ]

    def _private(self, turn: Turn) -> bool:
        facts = self._facts.book.facts.values() if self._facts else ()
        return any(turn.id in fact.sources and "private" in fact.marks for fact in facts)


def _speaks_of(query: str, author: str) -> bool:
    """Whether the person speaks of somebody, by any of their names: what others wrote in another
    program is brought up for nothing else."""
    named = {word for word in words(author) if word not in STOP_WORDS}
    return not named.isdisjoint(words(query))


def _speaks_of_play(query: str, play: str) -> bool:
    """Whether it is about a story, so that what was said in one is wanted; a move never is."""
    return play == "story" and _OF_STORIES.search(query) is not None


def _recency(at: datetime, now: datetime) -> float:
    days = max(0.0, (now - at).total_seconds() / 86_400)
    return _RECENT_BONUS / (1.0 + days / _RECENT_DAYS)


def _bearing(found: list[Found], *, wide: bool) -> Iterable[Found]:
    """Those that have something to do with what is said: the rest is only the best of nothing."""
    alike = ALIKE_IF_ASKED if wide else ALIKE
    floor = RELEVANT * max((each.words for each in found), default=0.0)
    return (
        each for each in found if (each.words and each.words >= floor) or each.likeness >= alike
    )


def _mentionable(facts: list[Fact] | None) -> bool:
    """Whether a turn may be brought up: nothing in it is private, and not all of it was wrong."""
    if not facts:
        return True
    if any("private" in fact.marks for fact in facts):
        return False
    return any(fact.state != "corrected" for fact in facts)


def _adds(turn: Turn, told: Sequence[Memory]) -> bool:
    """Whether a turn says more than the lines that were drawn from it."""
    drawn = " ".join(line.text for line in told if turn.id in line.sources)
    return not drawn or len(set(content_words(turn.text)) - set(words(drawn))) > 1


def _has_word(text: str, word: str) -> bool:
    return re.search(rf"\b{re.escape(word)}\b", text) is not None


def _with_what_changed(turns: Sequence[Turn], most: int) -> dict[Turn, bool]:
    """The first of these turns, each with whether a later one of them took it back.

    What took it back comes with it, for that is what is so now.
    """
    best: dict[Turn, bool] = {}
    for turn in turns:
        later = [t for t in turns if t.sequence > turn.sequence and takes_back(t.text, turn.text)]
        now = max(later, key=lambda t: t.sequence, default=None)
        if len(best) + (now is not None and now not in best) >= most and best:
            break
        if now is not None:
            best.setdefault(now, False)
        best[turn] = now is not None
    return best


def _without_repeats(found: Iterable[Found], query: str) -> Iterable[Turn]:
    """Each thing said once, and not the question itself when it was asked before."""
    seen = {" ".join(words(query))}
    for each in found:
        said = " ".join(words(each.turn.text))
        if said not in seen:
            seen.add(said)
            yield each.turn
