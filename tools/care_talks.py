"""Talks without danger, made of lines that a head has not seen: how seldom they may alarm it."""

import random
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from anima.safety import Detector
from anima.safety.detector import Embedder
from anima.safety.head import Head

TALKS = 500
TURNS = 4
LEAST_LINES, MOST_LINES = 6, 16
"""So many lines make a turn: who talks at length has the most chances to be misread."""

SAD = 0.4
"""The share of sad lines among them: a talk that needs no help can be a heavy one."""

ALARMS = 0.02
"""Of so many of the talks' last turns a single sentence may alarm."""

IN_VAIN = 0.002
"""So many more of the talks may alarm for what adds up in the last turn.

A conversation has many turns, and each may alarm: of fifteen, at this rate, three in a hundred.
"""

_NEVER, _STEPS = 1 - 1e-6, 7


@dataclass(frozen=True, slots=True)
class Spoken:
    """A line without danger.

    Attributes:
        text: What is said.
        sad: Whether it is sad.
        of: Whose it is: the lines of one talk are one person's.
    """

    text: str
    sad: bool
    of: str


class Remembering:
    """An embedding model that embeds each sentence once: talks are judged again."""

    def __init__(self, embedder: Embedder) -> None:
        self.name = embedder.name
        self._embedder = embedder
        self._known: dict[str, NDArray[np.float32]] = {}

    async def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """As the model itself would."""
        if new := [text for text in dict.fromkeys(texts) if text not in self._known]:
            self._known.update(zip(new, await self._embedder.embed(new), strict=True))
        return np.asarray([self._known[text] for text in texts])


def talks(lines: Sequence[Spoken], seed: int) -> list[list[str]]:
    """Talks of several turns each, in which every turn is a few lines of one kind of person."""
    rng = random.Random(seed)  # noqa: S311  # a reproducible draw, no secret
    people = sorted({line.of for line in lines})
    by_kind = {
        (person, sad): [line.text for line in lines if (line.of, line.sad) == (person, sad)]
        for person in people
        for sad in (False, True)
    }
    whole = [person for person in people if by_kind[person, True] and by_kind[person, False]]

    def turn(person: str) -> str:
        count = rng.randint(LEAST_LINES, MOST_LINES)
        return " ".join(rng.choice(by_kind[person, rng.random() < SAD]) for _ in range(count))

    return [[turn(person) for _ in range(TURNS)] for person in rng.choices(whole, k=TALKS)]


async def settled(head: Head, lines: Sequence[Spoken], embedder: Embedder | None) -> Head:
    """The head with a threshold, and one for what adds up, that such talks bear.

    Its threshold is the least, from what it has on, at which at most `ALARMS` of the talks' last
    turns alarm by a single sentence; `together` the least at which `IN_VAIN` more do.
    """
    remembering = Remembering(embedder) if embedder else None
    made = talks(lines, seed=3)

    async def alarming(threshold: float, together: float) -> float:
        changed = replace(head, threshold=threshold, together=together)
        detector = Detector(remembering, changed)
        found = [await detector.assess(turns[-1], turns[:-1]) for turns in made]
        return sum(each is not None and not each.doubtful for each in found) / len(made)

    async def clear(threshold: float) -> bool:
        return await alarming(threshold, _NEVER) <= ALARMS

    threshold = await _least(head.threshold, clear)
    alone = await alarming(threshold, _NEVER)

    async def added(together: float) -> bool:
        return await alarming(threshold, together) <= alone + IN_VAIN

    together = await _least(threshold, added)
    print(f"  in talks: threshold {threshold:.3f}, together {together:.5f}, alarms {alone:.3f}")
    return replace(head, threshold=threshold, together=together)


async def _least(low: float, is_enough: Callable[[float], Awaitable[bool]]) -> float:
    """The least probability that is enough, from `low` on, by halving the odds against it."""
    if await is_enough(low):
        return low
    high = _NEVER
    for _ in range(_STEPS):
        middle = 1 - ((1 - low) * (1 - high)) ** 0.5
        if await is_enough(middle):
            high = middle
        else:
            low = middle
    return high
