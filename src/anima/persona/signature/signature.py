"""A signature: means and spreads of what is counted in her replies, and their place in meaning."""

import statistics
from collections.abc import Callable, Mapping, Sequence
from contextlib import aclosing
from dataclasses import dataclass

import numpy as np

from anima.llm import ChatModel, ChatRequest, Embedder, Message, TextDelta
from anima.persona.signature.features import FEATURES, features
from anima.persona.signature.probes import PROBES
from anima.values import JsonValue

REPLY_TOKENS = 48
TEMPERATURE = 0.7

OnProgress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Signature:
    """How one model is her, in numbers.

    Attributes:
        model: The model's name.
        count: Replies that it was taken from.
        means: Of each feature.
        spreads: Standard deviations over the replies.
        centroid: The mean of the replies' vectors, of length 1; shape (dimensions,).
        retest: How far two takes of it lie apart, by feature; empty while it was taken once.
        retest_cosine: The cosine of the two centroids; 1 while it was taken once.
    """

    model: str
    count: int
    means: Mapping[str, float]
    spreads: Mapping[str, float]
    centroid: tuple[float, ...]
    retest: Mapping[str, float]
    retest_cosine: float = 1.0

    def as_json(self) -> dict[str, JsonValue]:
        """The signature as it is kept in the log; it holds no words."""
        return {
            "model": self.model,
            "count": self.count,
            "means": {key: round(value, 4) for key, value in self.means.items()},
            "spreads": {key: round(value, 4) for key, value in self.spreads.items()},
            "centroid": [round(value, 4) for value in self.centroid],
            "retest": {key: round(value, 4) for key, value in self.retest.items()},
            "retest_cosine": round(self.retest_cosine, 4),
        }

    @classmethod
    def from_json(cls, payload: Mapping[str, JsonValue]) -> "Signature | None":
        """The signature that was kept; None when it is damaged."""
        count, cosine, centroid = (payload.get(k) for k in ("count", "retest_cosine", "centroid"))
        means, spreads, retest = (_numbers(payload.get(k)) for k in ("means", "spreads", "retest"))
        if not isinstance(count, int) or set(means) != set(FEATURES) or set(spreads) != set(means):
            return None
        vector = centroid if isinstance(centroid, list) else []
        numbers = tuple(float(x) for x in vector if isinstance(x, int | float))
        near = float(cosine) if isinstance(cosine, int | float) else 1.0
        return cls(str(payload.get("model")), count, means, spreads, numbers, retest, near)


async def replies_to_probes(
    model: ChatModel,
    head: Sequence[Message],
    *,
    seed: int,
    probes: Sequence[str] = PROBES,
    on_progress: OnProgress = lambda done, total: None,
) -> list[str]:
    """Her replies to the probes, each on its own after the head of her prompt.

    Raises `ModelError` when the model cannot answer.
    """
    replies: list[str] = []
    for number, probe in enumerate(probes):
        request = ChatRequest(
            [*head, Message("user", probe)],
            max_tokens=REPLY_TOKENS,
            temperature=TEMPERATURE,
            seed=1000 * seed + number,
        )
        parts: list[str] = []
        async with aclosing(model.stream(request)) as events:
            async for event in events:
                if isinstance(event, TextDelta):
                    parts.append(event.text)
        replies.append(" ".join("".join(parts).split()))
        on_progress(number + 1, len(probes))
    return replies


async def signature_of(model: str, takes: Sequence[Sequence[str]], embedder: Embedder) -> Signature:
    """The signature of replies that were taken once or, for its band, twice with other seeds."""
    counted = [[features(reply) for reply in take] for take in takes]
    everything = [each for take in counted for each in take]
    means = {key: statistics.fmean(each[key] for each in everything) for key in FEATURES}
    spreads = {key: statistics.pstdev([each[key] for each in everything]) for key in FEATURES}
    centroids = [await _centroid(take, embedder) for take in takes]
    whole = np.mean(centroids, axis=0)
    whole = whole / max(float(np.linalg.norm(whole)), 1e-9)
    retest: dict[str, float] = {}
    cosine = 1.0
    if len(takes) == 2:
        by_take = [{k: statistics.fmean(e[k] for e in t) for k in FEATURES} for t in counted]
        retest = {key: abs(by_take[0][key] - by_take[1][key]) for key in FEATURES}
        cosine = float(centroids[0] @ centroids[1])
    vector = tuple(float(x) for x in whole)
    return Signature(model, len(everything), means, spreads, vector, retest, cosine)


async def _centroid(replies: Sequence[str], embedder: Embedder) -> np.ndarray:
    mean = np.mean(await embedder.embed(list(replies)), axis=0)
    return mean / max(float(np.linalg.norm(mean)), 1e-9)


def _numbers(value: JsonValue) -> dict[str, float]:
    if not isinstance(value, dict):
        return {}
    return {key: float(each) for key, each in value.items() if isinstance(each, int | float)}
