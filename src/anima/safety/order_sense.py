"""Orders in the words of others that no rule knows: heard by what a sentence means.

A regression over the sentence's vector; its weights are made by `tools/train_orders.py`. Where the
embedding model is another than it was trained for, the rules stand alone.
"""

import json
import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from anima.safety.injection import is_order, without_orders
from anima.values import parted

MOST_PARTS = 80
"""So many sentences are read, the first ones: each costs about 4 ms."""

MOST_KEPT = 2000
"""So many sentences are remembered as read."""


class Embedder(Protocol):
    """An embedding model, as far as it is needed here."""

    @property
    def name(self) -> str: ...

    async def embed(self, texts: Sequence[str]) -> NDArray[np.float32]: ...


@dataclass(frozen=True, slots=True)
class OrderHead:
    """Weights for one embedding model.

    Attributes:
        embedding: The model's name.
        vector: One weight for each number of a sentence's vector.
        bias: What is added.
        threshold: The probability from which a sentence is an order.
    """

    embedding: str
    vector: NDArray[np.float32]
    bias: float
    threshold: float

    def is_order(self, vector: NDArray[np.float32]) -> bool:
        """Whether a sentence of this vector tells its reader what to say or to reveal."""
        score = float(vector @ self.vector) + self.bias
        return 1 / (1 + math.exp(-score)) >= self.threshold


class OrderSense:
    """What is known of the sentences that others wrote: `read` them, then ask `tells`."""

    def __init__(self, embedder: Embedder | None = None, head: OrderHead | None = None) -> None:
        self._head = head or load_order_head()
        fits = embedder is not None and embedder.name == self._head.embedding
        self._embedder = embedder if fits else None
        self._known: dict[str, bool] = {}

    async def read(self, said: str) -> None:
        """Look at the passages of others in what the person says."""
        if self._embedder is None:
            return
        parts = [part for passage in parted(said)[1] for part in parts_of(passage.text)]
        new = [part for part in dict.fromkeys(parts[:MOST_PARTS]) if part not in self._known]
        if not new:
            return
        if len(self._known) > MOST_KEPT:
            self._known.clear()
        vectors = await self._embedder.embed(new)
        for part, vector in zip(new, vectors, strict=True):
            self._known[part] = self._head.is_order(vector)

    def tells(self, part: str) -> bool:
        """Whether a sentence gives orders, by rule or by what it means if it was read."""
        return self._known.get(part, False) or is_order(part)


def parts_of(text: str) -> list[str]:
    """The sentences of a text as they are looked at one by one."""
    seen: list[str] = []

    def note(part: str) -> bool:
        seen.append(part)
        return False

    without_orders(text, note)
    return seen


@cache
def load_order_head() -> OrderHead:
    """The weights that come along."""
    text = files("anima.safety").joinpath("order_head.json").read_text(encoding="utf-8")
    found = json.loads(text)
    vector = np.asarray(found["vector"], np.float32)
    return OrderHead(found["embedding"], vector, float(found["bias"]), float(found["threshold"]))
