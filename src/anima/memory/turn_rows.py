"""Rows of the turn index as columns, with the signs that come of words."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from anima.memory.ranking import AROUND, Column, bm25, idf
from anima.memory.search_index import match_any
from anima.memory.stems import term
from anima.storage import Connection
from anima.values import PersonId

_MANY = 20_000
"""A word is counted up to here; beyond, it tells next to nothing."""

_COMMON = 5_000
"""A word that more turns have is not searched by, when there is a rarer one: going through them
takes 1 ms for every 2,000, and they are still ranked by it."""

_COLUMNS = "number, event_row, session, speaker, marks, terms FROM indexed_turn"


@dataclass(frozen=True, slots=True)
class TurnRows:
    """Indexed turns in the order in which they were said: those near a query, and around them."""

    numbers: NDArray[np.int64]
    event_rows: NDArray[np.int64]
    sessions: NDArray[np.int64]
    session_names: list[str]
    speakers: NDArray[np.int64]
    marks: NDArray[np.int64]
    terms: NDArray[np.uint32]
    lengths: NDArray[np.float64]
    _places: dict[int, tuple[NDArray[np.int64], NDArray[np.bool_]]] = field(
        default_factory=dict[int, tuple[NDArray[np.int64], NDArray[np.bool_]]]
    )

    @classmethod
    def read(cls, connection: Connection, person: PersonId, near: set[int]) -> "TurnRows":
        reach = AROUND + 1  # the exchange around a turn that stands beside a hit
        around = {n + d for n in near for d in range(-reach, reach + 1)}
        marks = ", ".join("?" * len(around))
        # Only question marks are put together here; every value is bound.
        query = f"SELECT {_COLUMNS} WHERE number IN ({marks}) AND person = ? ORDER BY number"
        rows = connection.execute(query, (*around, person)).fetchall()
        names = list(dict.fromkeys(row[2] for row in rows))
        place = {name: i for i, name in enumerate(names)}
        return cls(
            np.array([row[0] for row in rows], np.int64),
            np.array([row[1] for row in rows], np.int64),
            np.array([place[row[2]] for row in rows], np.int64),
            names,
            np.array([row[3] for row in rows], np.int64),
            np.array([row[4] for row in rows], np.int64),
            np.frombuffer(b"".join(row[5] for row in rows), np.uint32),
            np.array([len(row[5]) // 4 for row in rows], np.float64),
        )

    def beside(self, column: NDArray[np.float64], steps: int) -> NDArray[np.float64]:
        """What is so many turns later in the same session; 0 where there is none.

        Args:
            column: One value, or one row of values, for each turn.
            steps: Negative for turns before.
        """
        if steps not in self._places:
            places = np.searchsorted(self.numbers, self.numbers + steps)
            inside = np.minimum(places, self.numbers.size - 1)
            same = (self.numbers[inside] == self.numbers + steps) & (
                self.sessions[inside] == self.sessions
            )
            self._places[steps] = inside, same
        inside, same = self._places[steps]
        return column[inside] * (same if column.ndim == 1 else same[:, None])

    def word_signs(self, words: Sequence[str], rarity: Column) -> dict[str, Column]:
        """BM25 of each turn, of the exchange around it, and of what is here of its session."""
        if not words:
            return {name: np.zeros(self.numbers.size) for name in ("own", "exchange", "session")}
        counts = self._counts(words)
        own = bm25(counts, self.lengths, float(self.lengths.mean()), rarity)
        around, length = counts.copy(), self.lengths.copy()
        for step in (step for step in range(-AROUND, AROUND + 1) if step):
            around += self.beside(counts, step)
            length += self.beside(self.lengths, step)
        exchange = bm25(around, length, float(length.mean()), rarity)
        sums = np.zeros((len(self.session_names), len(words)))
        np.add.at(sums, self.sessions, counts)
        sizes = np.bincount(self.sessions, weights=self.lengths).astype(np.float64)
        session = bm25(sums, sizes, float(sizes.mean()), rarity)[self.sessions]
        return {"own": own, "exchange": exchange, "session": session}

    def _counts(self, words: Sequence[str]) -> NDArray[np.float64]:
        """How often each turn has each word; shape (turns, words)."""
        owner = np.repeat(np.arange(self.numbers.size), self.lengths.astype(np.int64))
        counts = np.zeros((self.numbers.size, len(words)))
        for place, word in enumerate(words):
            np.add.at(counts[:, place], owner[self.terms == term(word)], 1)
        return counts


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The words of a query and how many turns have each."""

    words: list[str]
    holding: NDArray[np.int64]
    rarity: Column

    @classmethod
    def of(cls, connection: Connection, words: list[str]) -> "Vocabulary":
        """Look the words up."""
        row = connection.execute("SELECT coalesce(max(number), 0) FROM indexed_turn").fetchone()
        holding = np.array([_holding(connection, word) for word in words], np.int64)
        turns = max(int(row[0]), int(holding.max(initial=0)))
        return cls(words, holding, idf(turns, holding))

    @property
    def telling(self) -> list[str]:
        """The words that are worth going through all turns that have them."""
        rare = [w for w, n in zip(self.words, self.holding, strict=True) if n <= _COMMON]
        return rare or self.words


def _holding(connection: Connection, word: str) -> int:
    """In how many turns a word stands."""
    row = connection.execute(
        "SELECT count(*) FROM (SELECT 1 FROM said WHERE said MATCH ? LIMIT ?)",
        (match_any([word]), _MANY),
    ).fetchone()
    return int(row[0])
