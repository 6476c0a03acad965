"""Embedding models behind one protocol: texts in, unit vectors out."""

from collections.abc import Sequence
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

Vectors = NDArray[np.float32]
"""Shape (texts, dimensions), each row of length 1: the product of two is their cosine."""


class Embedder(Protocol):
    """Texts that mean the same come out close to each other."""

    @property
    def name(self) -> str:
        """Which model, and which way of using it: vectors of two names are not comparable."""
        ...

    @property
    def dimensions(self) -> int:
        """The length of a vector; a multiple of 64."""
        ...

    async def embed(self, texts: Sequence[str]) -> Vectors:
        """Vectors of texts that are to be found."""
        ...

    async def embed_query(self, text: str) -> Vectors:
        """The vector of a text to search with; shape (dimensions,)."""
        ...
