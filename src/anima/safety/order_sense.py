"""Orders in the words of others that no rule knows: heard by what a sentence means.

A regression over the sentence's vector; its weights are made by `tools/train_orders.py`. Where the
embedding model is another than it was trained for, the rules stand alone.
"""

import json
import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from anima.safety.injection import is_order, without_orders
from anima.values import parted, question_of

MOST_PARTS = 80
"""So many sentences are read, the first ones: each costs about 4 ms."""

MOST_KEPT = 2000
"""So many sentences are remembered as read."""

NEAREST = 2
"""So many sentences are put before the question again."""


_ASKS_WHO = re.compile(
    r"\bwho (?:wrote|sent|signed|writes|sends)\b|"
    r"\bwho(?:'s| is) (?:it|this|that|the \w+) (?:from|by)\b|"
    r"\bfrom whom\b|\b(?:sender|author)\b",
    re.IGNORECASE,
)


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
        self._vectors: dict[str, NDArray[np.float32]] = {}

    async def read(self, said: str) -> None:
        """Look at the passages of others in what the person says, and at what is asked of them."""
        passages = parted(said)[1]
        if self._embedder is None or not passages:
            return
        self._make_room()
        parts = [part for passage in passages for part in parts_of(passage.text)]
        await self._embed([*parts[:MOST_PARTS], question_of(said)])
        # What a tool gave is read out with its names, as other lines than it has.
        shown = [without_orders(passage.text, self.tells).text for passage in passages]
        await self._embed([part for text in shown for part in parts_of(text)][:MOST_PARTS])

    async def read_quoted(self, texts: Sequence[str]) -> None:
        """Look at what came from elsewhere and is remembered. It is short, and looked at once."""
        self._make_room()
        await self._embed([part for text in texts for part in parts_of(text)][:MOST_PARTS])

    def _make_room(self) -> None:
        if len(self._vectors) > MOST_KEPT:
            self._vectors.clear()
            self._known.clear()

    async def _embed(self, parts: Sequence[str]) -> None:
        wanted = dict.fromkeys(part.strip() for part in parts)
        new = [part for part in wanted if part not in self._vectors]
        if self._embedder is None or not new:
            return
        for part, vector in zip(new, await self._embedder.embed(new), strict=True):
            self._vectors[part] = vector
            self._known[part] = self._head.is_order(vector)

    def tells(self, part: str) -> bool:
        """Whether a sentence gives orders, by rule or by what it means if it was read."""
        return self._known.get(part.strip(), False) or is_order(part)

    def nearest(self, question: str, texts: Sequence[str]) -> list[str]:
        """The sentences that mean most of what is asked, in the order of the texts.

        None where nothing was read, or there are hardly more.
        """
        asked = self._vectors.get(question)
        parts = [part.strip() for text in texts for part in parts_of(text)]
        if _ASKS_WHO.search(question) and len(parts) > NEAREST:
            # Who wrote it stands above it or below it, and sounds like nothing of the question.
            return [part for part in parts if part.lower().startswith("from:")] or parts[-1:]
        known = [part for part in dict.fromkeys(parts) if part in self._vectors]
        if asked is None or len(known) <= NEAREST + 1:
            return []
        best = sorted(known, key=lambda part: float(self._vectors[part] @ asked), reverse=True)
        return [part for part in known if part in best[:NEAREST]]


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
