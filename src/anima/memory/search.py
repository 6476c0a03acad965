"""Search by words and by meaning over everything that one person and she have said."""

import asyncio
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from anima.llm import Vectors
from anima.memory.event_log import event_of
from anima.memory.quoted_turn import quoted_turn
from anima.memory.ranking import SIGNS, scores
from anima.memory.search_index import match_any
from anima.memory.stems import content_words
from anima.memory.transcript import Turn, turn_of
from anima.memory.turn_index import COMPANION, OTHER, PERSON, QUESTION, TELLS_A_TIME
from anima.memory.turn_rows import TurnRows, Vocabulary
from anima.memory.vector_index import VectorIndex
from anima.storage import Connection, Vault
from anima.values import PersonId, SessionId

Speaker = Literal["person", "companion"]

_BY_WORDS = 200
_BY_MEANING = 150
_MOST_WORDS = 24
_ASKS_WHEN = re.compile(r"^when\b|\bwhat (?:day|date|month|year|time)\b|\bhow long\b", re.I)
_IN_FIRST_PERSON = re.compile(r"\b(?:I|my|me|mine|we|our)\b", re.I)
_SPEAKERS = {"person": PERSON, "companion": COMPANION}


@dataclass(frozen=True, slots=True)
class Query:
    """What to look for.

    Attributes:
        text: Words, a question, or what is being talked about.
        names: What the two are called, so that a query may speak of them by name.
        speaker: Only what this one said.
        others: With a speaker, also what others wrote in other programs.
        exclude_session: Not what was said in this session.
    """

    text: str
    names: Mapping[str, Speaker] = field(default_factory=dict[str, Speaker])
    speaker: Speaker | None = None
    others: bool = False
    exclude_session: SessionId | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """A turn and why it was found.

    Attributes:
        turn: What was said.
        score: Comparable within one search only.
        words: The share, 0 to 1, of the query's words that the turn has, weighed by how rare they
            are.
        likeness: The cosine of its meaning and the query's; 0 without vectors.
    """

    turn: Turn
    score: float
    words: float
    likeness: float


@dataclass(frozen=True, slots=True)
class Candidates:
    """Turns that may be meant, and the signs of each.

    Attributes:
        event_rows: Their rows in the log.
        signs: In the order of `SIGNS`; shape (turns, signs).
        words: The share of the query's words that each has.
        likeness: The cosine of each one's meaning and the query's.
        speakers: Who said each, as the turn index has it.
        named: The only one of the two whom the query names; -1 when it names none or both.
    """

    event_rows: NDArray[np.int64]
    signs: NDArray[np.float64]
    words: NDArray[np.float64]
    likeness: NDArray[np.float64]
    speakers: NDArray[np.int64]
    named: int


class MemorySearch:
    """Searches one person's log. Without a vector index, by words alone."""

    def __init__(self, vault: Vault, person: PersonId, vectors: VectorIndex | None = None) -> None:
        self._vault = vault
        self._person = person
        self.vectors = vectors

    async def search(self, query: Query, *, limit: int = 10) -> list[Found]:
        """The turns that bear most on the query, best first."""
        return await self.best(await self.candidates(query), limit=limit)

    async def best(self, found: Candidates, *, limit: int = 10) -> list[Found]:
        """The best of these candidates, best first."""
        if not found.event_rows.size:
            return []
        ranked = scores(found.signs)
        best = np.argsort(-ranked, kind="stable")[:limit]
        turns = await self._vault.read(lambda c: _turns(c, found.event_rows[best].tolist()))
        return [
            Found(turn, float(ranked[i]), float(found.words[i]), float(found.likeness[i]))
            for i, turn in zip(best, turns, strict=True)
            if turn is not None
        ]

    async def candidates(self, query: Query) -> Candidates:
        """The turns that share words or meaning with the query, and those beside them."""
        asked = _Asked.of(query)
        # The same index for meaning and search: another may take over at any moment.
        vectors = self.vectors.serving if self.vectors is not None else None

        def by_words(connection: Connection) -> tuple[Vocabulary, list[int]]:
            vocabulary = Vocabulary.of(connection, asked.words)
            return vocabulary, _by_words(connection, self._person, vocabulary.telling)

        # The vault is busy with the words while the embedder is with the meaning.
        (vocabulary, hits), meaning = await asyncio.gather(
            self._vault.read(by_words), _meaning(vectors, asked)
        )
        return await self._vault.read(
            lambda connection: self._ranked(
                connection, query, asked, vocabulary, hits, vectors, meaning
            )
        )

    def _ranked(
        self,
        connection: Connection,
        query: Query,
        asked: "_Asked",
        vocabulary: Vocabulary,
        hits: Sequence[int],
        vectors: VectorIndex | None,
        meaning: Vectors | None,
    ) -> Candidates:
        nearest: Sequence[int] = ()
        if vectors is not None and meaning is not None:
            nearest = vectors.nearest(connection, meaning, _BY_MEANING)
        near = {*hits, *nearest}
        rows = TurnRows.read(connection, self._person, near)
        if not rows.numbers.size:
            nothing = np.zeros(0)
            none = np.zeros((0, len(SIGNS)))
            return Candidates(rows.numbers, none, nothing, nothing, rows.speakers, asked.speaker)
        hit = np.isin(rows.numbers, np.fromiter(near, np.int64))
        signs = rows.word_signs(vocabulary.words, vocabulary.rarity)
        likeness = np.zeros(rows.numbers.size)
        if vectors is not None and meaning is not None:
            exactly = np.isin(rows.numbers, np.array(nearest, np.int64))
            likeness = vectors.likeness(connection, rows.numbers, exactly, meaning)
        signs["likeness"] = likeness
        signs["likeness_before"] = rows.beside(likeness, -1)
        signs["likeness_after"] = rows.beside(likeness, 1)
        signs["named_speaker"] = (rows.speakers == asked.speaker).astype(float)
        signs["question"] = ((rows.marks & QUESTION) > 0).astype(float)
        signs["length"] = np.log1p(rows.lengths)
        signs["tells_time"] = ((rows.marks & TELLS_A_TIME) > 0).astype(float)
        signs["tells_time_when_asked"] = signs["tells_time"] * asked.when
        # What stands beside a hit may be the answer to it, and need not share a word.
        beside = rows.beside(hit.astype(float), -1) + rows.beside(hit.astype(float), 1)
        kept = (hit | (beside > 0)) & _allowed(rows, query)
        table = np.stack([signs[name] for name in SIGNS], axis=1)
        return Candidates(
            rows.event_rows[kept],
            table[kept],
            signs["own"][kept],
            likeness[kept],
            rows.speakers[kept],
            asked.speaker,
        )


@dataclass(frozen=True, slots=True)
class _Asked:
    """A query taken apart: its content words, whom it names, whether it asks for a time."""

    words: list[str]
    in_first_person: str
    speaker: int
    when: bool

    @classmethod
    def of(cls, query: Query) -> "_Asked":
        text = query.text
        named: set[int] = set()
        for name, speaker in query.names.items():
            spelled = re.escape(name)
            if re.search(rf"\b{spelled}\b", text, re.I):
                named.add(_SPEAKERS[speaker])
            # What was said says "I": a name would only pull the meaning away.
            text = re.sub(rf"\b{spelled}['’]s\b", "my", text, flags=re.I)
            text = re.sub(rf"\b{spelled}\b", "I", text, flags=re.I)
        if not named and _IN_FIRST_PERSON.search(query.text):
            named.add(PERSON)
        return cls(
            content_words(text)[:_MOST_WORDS],
            text,
            named.pop() if len(named) == 1 else -1,
            _ASKS_WHEN.search(query.text.strip()) is not None,
        )


async def _meaning(vectors: VectorIndex | None, asked: _Asked) -> Vectors | None:
    if vectors is None or not asked.in_first_person.strip():
        return None
    return await vectors.embedder.embed_query(asked.in_first_person)


def _allowed(rows: TurnRows, query: Query) -> NDArray[np.bool_]:
    """Which turns the query is about at all."""
    allowed = np.ones(rows.numbers.size, np.bool_)
    if query.speaker is not None:
        allowed &= (rows.speakers == _SPEAKERS[query.speaker]) | (
            query.others & (rows.speakers == OTHER)
        )
    if query.exclude_session in rows.session_names:
        allowed &= rows.sessions != rows.session_names.index(query.exclude_session)
    return allowed


def _by_words(connection: Connection, person: PersonId, words: list[str]) -> list[int]:
    if not words:
        return []
    rows = connection.execute(
        "SELECT t.number FROM (SELECT rowid AS place, bm25(said) AS worse FROM said "
        "WHERE said MATCH ? ORDER BY worse LIMIT ?) JOIN indexed_turn t ON t.event_row = place "
        "WHERE t.person = ?",
        (match_any(words), _BY_WORDS, person),
    )
    return [int(row[0]) for row in rows]


def _turns(connection: Connection, event_rows: list[int]) -> list[Turn | None]:
    def one(place: int) -> Turn | None:
        if place < 0:
            return quoted_turn(connection, -place)
        row = connection.execute(
            "SELECT id, person, session, sequence, at, kind, payload FROM event WHERE rowid = ?",
            (place,),
        ).fetchone()
        return turn_of(event_of(row)) if row else None

    return [one(place) for place in event_rows]
