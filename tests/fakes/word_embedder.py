"""Stands in for an embedding model: a text's vector is the sum of its words' own directions."""

from collections.abc import Mapping, Sequence
from zlib import crc32

import numpy as np

from anima.llm import Vectors
from anima.memory.plain_text import words


class WordEmbedder:
    """Deterministic and fast. Words that `same` maps to one word have one direction."""

    def __init__(
        self, name: str = "words", *, dimensions: int = 64, same: Mapping[str, str] | None = None
    ) -> None:
        self.name = name
        self.dimensions = dimensions
        self.embedded = 0
        self._same = dict(same or {})

    async def embed(self, texts: Sequence[str]) -> Vectors:
        self.embedded += len(texts)
        return np.stack([self._vector(text) for text in texts])

    async def embed_query(self, text: str) -> Vectors:
        return self._vector(text)

    def _vector(self, text: str) -> Vectors:
        total = np.full(self.dimensions, 1e-3)
        for word in words(text):
            seed = crc32(f"{self.name} {self._same.get(word, word)}".encode())
            total += np.random.default_rng(seed).standard_normal(self.dimensions)
        return (total / np.linalg.norm(total)).astype(np.float32)
