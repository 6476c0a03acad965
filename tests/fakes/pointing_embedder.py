"""Stands in for the embedding model that hears orders: what has a "parrot" in it is one."""

import asyncio
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from anima.safety.order_sense import load_order_head


class PointingEmbedder:
    """Every sentence with the word points one way, every other the other way.

    Args:
        seconds: How long each look takes.
    """

    name = load_order_head().embedding

    def __init__(self, seconds: float = 0) -> None:
        self.asked: list[str] = []
        self._seconds = seconds

    async def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        await asyncio.sleep(self._seconds)
        self.asked += texts
        way = load_order_head().vector / np.linalg.norm(load_order_head().vector)
        rows = [way if "parrot" in text else -way for text in texts]
        return np.asarray(rows, np.float32)
