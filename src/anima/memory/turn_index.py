"""The turn index: what retrieval needs of each turn, kept in the transaction that appends it."""

import re
from dataclasses import dataclass

import numpy as np

from anima.memory.stems import terms_of
from anima.storage import Connection

PERSON, COMPANION, OTHER = 0, 1, 2
"""Speakers, as they are stored; others wrote in another program."""

QUESTION, TELLS_A_TIME = 1, 2
"""Marks of a turn, as bits."""

_TIME = re.compile(
    r"\b(?:yesterday|today|tonight|tomorrow|last|next|ago|weeks?|weekend|months?|years?|monday"
    r"|tuesday|wednesday|thursday|friday|saturday|sunday|january|february|march|april|may|june|july"
    r"|august|september|october|november|december|\d{4}|since|recently|just)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Said:
    """One turn as it is indexed; `event_row` is its row in the log."""

    event_row: int
    person: str
    session: str
    speaker: int
    text: str


def index_turn(connection: Connection, said: Said) -> None:
    """Add a turn. Its number follows that of the turn before it, whoever spoke."""
    terms = terms_of(said.text)
    marks = (QUESTION if said.text.rstrip().endswith("?") else 0) | (
        TELLS_A_TIME if _TIME.search(said.text) else 0
    )
    connection.execute(
        "INSERT INTO indexed_turn (event_row, person, session, speaker, marks, terms) "
        "VALUES (?, ?, ?, ?, ?, ?)",
        (said.event_row, said.person, said.session, said.speaker, marks, terms.tobytes()),
    )


def clear(connection: Connection) -> None:
    """Forget every turn and vector; the log is untouched."""
    for table in ("indexed_turn", "turn_vector", "turn_code"):
        connection.execute(f"DELETE FROM {table}")  # noqa: S608  # three fixed names


def packed(vectors: np.ndarray) -> tuple[list[bytes], list[bytes]]:
    """Unit vectors as one byte a dimension, and as one bit a dimension (its sign)."""
    scaled = np.clip(np.rint(vectors * 127 / _peaks(vectors)), -127, 127).astype(np.int8)
    codes = np.packbits(vectors > 0, axis=1)
    return [row.tobytes() for row in scaled], [row.tobytes() for row in codes]


def _peaks(vectors: np.ndarray) -> np.ndarray:
    """The greatest value of each row: scaled by it, a byte holds all the precision it can."""
    return np.maximum(np.abs(vectors).max(axis=1, keepdims=True), 1e-9)


def unpacked(vectors: bytes, dimensions: int) -> np.ndarray:
    """Unit vectors again, from rows of bytes put together."""
    rows = np.frombuffer(vectors, np.int8).reshape(-1, dimensions).astype(np.float32)
    return rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-9)
