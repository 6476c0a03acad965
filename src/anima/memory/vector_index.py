"""The vector index: what each turn means, to find it by other words than its own."""

import asyncio
import json
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from anima.llm import Embedder, Vectors
from anima.memory.plain_text import printable
from anima.memory.turn_index import packed, unpacked
from anima.storage import Connection, Vault
from anima.values import PersonId

BATCH = 16
"""Turns embedded at a time: about 60 ms on one core, after which others may go first."""

_Numbers = NDArray[np.int64]
_Codes = NDArray[np.uint64]


class VectorIndex:
    """The vectors of one person's turns by one model.

    Each turn's code, one bit a dimension, stays in memory (48 bytes a turn with MiniLM): a query is
    compared with all of them by Hamming distance (Charikar, 2002), and only what is near is read
    from the vault in full. A turn without a vector is found by its words. Vectors of another model
    go when this one's are complete: a change that is taken back before costs nothing.

    Args:
        before: The index by the model that was used before; it serves until this one is complete.
    """

    def __init__(
        self,
        vault: Vault,
        person: PersonId,
        embedder: Embedder,
        before: "VectorIndex | None" = None,
    ) -> None:
        self._vault = vault
        self._before = before
        self._person = person
        self.embedder = embedder
        self._numbers: _Numbers = np.zeros(0, np.int64)
        self._codes: _Codes = np.zeros((embedder.dimensions // 64, 0), np.uint64)
        self._catching_up = asyncio.Lock()

    @property
    def serving(self) -> "VectorIndex":
        """The index to search in: this one, or the one before until this one is complete."""
        return self._before.serving if self._before is not None else self

    async def catch_up(self, *, at_most: int | None = None) -> int:
        """Embed the turns that have no vector yet, oldest first; says how many there were.

        Interrupted at any point it loses nothing but the batch in hand.
        """
        done = 0
        async with self._catching_up:
            while at_most is None or done < at_most:
                turns = await self._vault.read(self._without_vector)
                if not turns:
                    if await self._vault.read(self._has_others):
                        await self._vault.write(self._drop_others)
                    self._before = None
                    break
                vectors = await self.embedder.embed([text for _, text in turns])
                await self._keep([number for number, _ in turns], vectors)
                done += len(turns)
        return done

    def nearest(self, connection: Connection, query: Vectors, count: int) -> list[int]:
        """The numbers of the turns whose codes are nearest to the query's, nearest first."""
        self._load_new(connection)
        distances = self._distances(query)
        if distances.size <= count:
            places = np.arange(distances.size)
        else:
            places = np.argpartition(distances, count)[:count]
        order = places[np.argsort(distances[places], kind="stable")]
        return self._numbers[order].tolist()

    def likeness(
        self,
        connection: Connection,
        numbers: NDArray[np.int64],
        exactly: NDArray[np.bool_],
        query: Vectors,
    ) -> NDArray[np.float64]:
        """The cosine of each turn with the query; 0 for a turn without a vector.

        Where `exactly` is false it is estimated from the codes, which needs no reading: the angle
        is near the share of bits that differ (Charikar, 2002).
        """
        cosines = np.zeros(numbers.size)
        if not self._numbers.size:
            return cosines
        places = np.minimum(np.searchsorted(self._numbers, numbers), self._numbers.size - 1)
        known = self._numbers[places] == numbers
        differing = self._distances(query, places)
        cosines[known] = np.cos(np.pi * differing[known] / self.embedder.dimensions)
        found = self._exact(connection, numbers[known & exactly].tolist(), query)
        for place in np.flatnonzero(known & exactly):
            cosines[place] = found.get(int(numbers[place]), cosines[place])
        return cosines

    def _distances(self, query: Vectors, places: _Numbers | None = None) -> NDArray[np.uint16]:
        """How many bits of each code differ from the query's; of these places, or of all."""
        codes = self._codes if places is None else self._codes[:, places]
        distances = np.zeros(codes.shape[1], np.uint16)
        # By columns: a million codes fit no cache, and so each is read once.
        for column, bits in zip(codes, np.packbits(query > 0).view(np.uint64), strict=True):
            distances += np.bitwise_count(column ^ bits)
        return distances

    def _exact(
        self, connection: Connection, numbers: list[int], query: Vectors
    ) -> dict[int, float]:
        # Only question marks are put together here; every value is bound.
        marks = ", ".join("?" * len(numbers))
        rows = connection.execute(
            f"SELECT number, bits FROM turn_vector WHERE model = ? AND number IN ({marks})",  # noqa: S608
            (self.embedder.name, *numbers),
        ).fetchall()
        if not rows:
            return {}
        vectors = unpacked(b"".join(row[1] for row in rows), self.embedder.dimensions)
        return {int(row[0]): float(value) for row, value in zip(rows, vectors @ query, strict=True)}

    def forget(self, numbers: Sequence[int]) -> None:
        """Drop turns that were erased from the vault."""
        kept = ~np.isin(self._numbers, np.array(numbers, np.int64))
        self._numbers, self._codes = self._numbers[kept], self._codes[:, kept]

    def _without_vector(self, connection: Connection) -> list[tuple[int, str]]:
        rows = connection.execute(
            "SELECT t.number, q.text, e.payload FROM indexed_turn t "
            "LEFT JOIN event e ON e.rowid = t.event_row LEFT JOIN quoted q ON q.row = -t.event_row "
            "WHERE t.person = ?1 AND t.number > "
            "(SELECT coalesce(max(number), 0) FROM turn_code WHERE model = ?2) "
            "ORDER BY t.number LIMIT ?3",
            (self._person, self.embedder.name, BATCH),
        )
        return [
            (int(number), quoted or printable(str(json.loads(payload).get("text", ""))))
            for number, quoted, payload in rows
        ]

    def _has_others(self, connection: Connection) -> bool:
        row = connection.execute(
            "SELECT EXISTS (SELECT 1 FROM turn_code WHERE model < ?1) "
            "OR EXISTS (SELECT 1 FROM turn_code WHERE model > ?1)",
            (self.embedder.name,),
        ).fetchone()
        return bool(row[0])

    def _drop_others(self, connection: Connection) -> None:
        for table in ("turn_vector", "turn_code"):
            connection.execute(
                f"DELETE FROM {table} WHERE model <> ? AND number IN "  # noqa: S608  # two fixed names
                "(SELECT number FROM indexed_turn WHERE person = ?)",
                (self.embedder.name, self._person),
            )

    async def _keep(self, numbers: list[int], vectors: Vectors) -> None:
        whole, codes = packed(vectors)
        model = self.embedder.name

        def keep(connection: Connection) -> None:
            for table, bits in (("turn_vector", whole), ("turn_code", codes)):
                connection.executemany(
                    f"INSERT OR IGNORE INTO {table} (model, number, bits) "  # noqa: S608  # two fixed names
                    # A turn that was erased while it was embedded must not leave its vector.
                    "SELECT ?1, ?2, ?3 WHERE EXISTS (SELECT 1 FROM indexed_turn WHERE number = ?2)",
                    [(model, number, row) for number, row in zip(numbers, bits, strict=True)],
                )

        await self._vault.write(keep)

    def _load_new(self, connection: Connection) -> None:
        """Read the codes that came since the last time, from this process or another."""
        last = int(self._numbers[-1]) if self._numbers.size else 0
        rows = connection.execute(
            "SELECT c.number, c.bits FROM turn_code c JOIN indexed_turn t ON t.number = c.number "
            "WHERE c.model = ? AND c.number > ? AND t.person = ? ORDER BY c.number",
            (self.embedder.name, last, self._person),
        ).fetchall()
        if rows:
            numbers = np.array([row[0] for row in rows], np.int64)
            codes = np.frombuffer(b"".join(row[1] for row in rows), np.uint64)
            self._numbers = np.concatenate([self._numbers, numbers])
            self._codes = np.hstack([self._codes, codes.reshape(len(rows), -1).T])


async def models_of_vectors(vault: Vault) -> list[str]:
    """The names of the models whose vectors are in a vault."""

    def select(connection: Connection) -> list[str]:
        names: list[str] = []
        # By leaps along the index: a life has a million vectors and one model or two.
        while row := connection.execute(
            "SELECT min(model) FROM turn_code WHERE model > ?", (names[-1] if names else "",)
        ).fetchone():
            if row[0] is None:
                break
            names.append(str(row[0]))
        return names

    return await vault.read(select)
