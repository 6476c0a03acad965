"""Hears danger in what somebody says, in the light of what they said before."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from anima.safety.at_hand import is_now, may_be_now, names_pills
from anima.safety.concern import Concern, Kind
from anima.safety.explicit import said_plainly
from anima.safety.figurative import is_fiction
from anima.safety.head import CLASSES, Head, load_head
from anima.safety.words import sentences

MOST_EARLIER = 3
"""How many earlier utterances bear on what is said now."""

MOST_SENTENCES_BEFORE = 12
"""How many sentences of each, the last ones."""

FADING_TOGETHER = 0.5
"""What is left, an utterance later, of the weight of the one before."""

MOST_KEPT = 200
"""Sentences whose vectors are kept; each takes up to 6 KB."""

SAID_IN_ONE = 3
"""So few sentences are also read as one: what the first leaves open, the second may say."""

FADING = 0.7
"""What is left, a sentence later, of how sad or dangerous the one before was."""

MAY_BE_NOW = 0.7
"""From which probability of a danger she asks about an edge, or a knife in the hand."""

ACT_IN_A_STORY = 0.3
"""From which one an act that is told after a story is none of the story."""

_DANGERS = tuple(Kind(name) for name in CLASSES[2:])


class Embedder(Protocol):
    """An embedding model, as far as the detector needs one."""

    @property
    def name(self) -> str: ...

    async def embed(self, texts: Sequence[str]) -> NDArray[np.float32]: ...


@dataclass(slots=True)
class Mood:
    """What the sentences so far leave behind for the next one."""

    sad: float = 0.0
    danger: float = 0.0
    fiction: float = 0.0
    pills: float = 0.0

    def context(self) -> list[float]:
        """As the head takes it."""
        return [self.sad, self.danger, self.fiction]

    def take(self, sentence: str, probabilities: NDArray[np.float32]) -> None:
        """Go on after this sentence."""
        danger = float(probabilities[2:].sum())
        self.sad = max(self.sad * FADING, float(probabilities[1]) + danger)
        self.danger = max(self.danger * FADING, danger)
        self.fiction = max(self.fiction * FADING, float(is_fiction(sentence)))
        self.pills = max(self.pills * FADING, float(names_pills(sentence)))


@dataclass(frozen=True, slots=True)
class _Reading:
    """A sentence, the probabilities that the head gives it, and what was spoken of before it:
    how much of a story, and of pills.
    """

    sentence: str
    given: NDArray[np.float32]
    fiction: float
    pills: float

    @property
    def danger(self) -> float:
        """The probability of any danger."""
        return float(self.given[2:].sum())


@dataclass(frozen=True, slots=True)
class _Read:
    """The utterances before, the sentences of the last one, and all of it as one if it is short."""

    before: list[list[_Reading]]
    now: list[_Reading]
    whole: _Reading | None


class Detector:
    """Rules for the explicit core, and a trained head for what is said in other words.

    Without an embedder, or with one that the head was not trained for, the head goes by its cues
    alone: it hears less, and never needs a model.
    """

    def __init__(self, embedder: Embedder | None = None, head: Head | None = None) -> None:
        self._head = head or load_head(embedder.name if embedder else "")
        self._embedder = embedder if self._head.embedding else None
        self._vectors: dict[str, NDArray[np.float32]] = {}

    @property
    def embedding(self) -> str:
        """The name of the embedding model that it goes by; empty where there is none."""
        return self._embedder.name if self._embedder else ""

    async def vectors(self, said: Sequence[str]) -> Mapping[str, NDArray[np.float32]] | None:
        """The vectors of plain sentences, which it has anyway; None without an embedding model."""
        return await self._embed(list(said))

    async def assess(self, text: str, earlier: Sequence[str] = ()) -> Concern | None:
        """The danger in `text`, said after `earlier` (oldest first); None when there is none."""
        read = await self._read([*earlier[-MOST_EARLIER:], text])
        found: Concern | None = None
        for reading in read.now:
            found = _graver(found, said_by_rule(reading))
        if read.whole and (as_one := said_by_rule(read.whole)) and as_one.imminent:
            found = _graver(found, as_one)  # "I took the pills. All of them."
        near = max((each.danger for each in read.now if may_be_now(each.sentence)), default=0.0)
        if near >= self._head.threshold:
            found = _graver(found, Concern(Kind.SELF_HARM, explicit=True, imminent=True))
        found = found or self._adds_up(read)
        if found is None and near >= MAY_BE_NOW:
            return Concern(Kind.SELF_HARM, certainty=near, doubtful=True)
        if found and found.kind is Kind.SELF_HARM and not found.doubtful and near > 0.5:
            return replace(found, imminent=True)
        return found

    async def is_heavy(self, text: str, earlier: Sequence[str] = ()) -> bool:
        """Whether any sentence of `text` is sad, or worse."""
        # Without vectors the head goes by what came before more than by what is said.
        before = earlier[-MOST_EARLIER:] if self._embedder else ()
        read = await self._read([*before, text])
        return any(float(reading.given[1:].sum()) > 0.5 for reading in read.now)

    def _adds_up(self, read: "_Read") -> Concern | None:
        """Whether one sentence is clear by itself, or several weigh as much together."""
        now = read.now
        if not now:
            return None
        enough = _log_odds(self._head.threshold)
        clearest = max(now, key=lambda reading: reading.danger)
        # Who says ten times as much is misread ten times as often: one sentence must be clearer.
        clearness = _log_odds(clearest.danger) - math.log(len(now))
        if read.whole is not None and _log_odds(read.whole.danger) > clearness:
            clearest, clearness = read.whole, _log_odds(read.whole.danger)
        clear = clearness >= enough
        together = 0.0
        for utterance in read.before:
            together = FADING_TOGETHER * together + _weight(utterance)
        here = _weight(now)
        sum_enough = _log_odds(self._head.together)
        heard = clear or (here > 0 and FADING_TOGETHER * together + here >= sum_enough)
        if not heard and clearness < _log_odds(self._head.asks):
            return None
        sums = np.sum([reading.given[2:] for reading in now], axis=0)
        kind = int((sums if heard and not clear else clearest.given[2:]).argmax())
        return Concern(_DANGERS[kind], certainty=clearest.danger, doubtful=not heard)

    async def _read(self, utterances: Sequence[str]) -> "_Read":
        """The sentences of each utterance, each read in the light of those before it."""
        cut = [sentences(said) for said in utterances]
        cut = [*(each[-MOST_SENTENCES_BEFORE:] for each in cut[:-1]), cut[-1]]
        short = 1 < len(cut[-1]) <= SAID_IN_ONE
        as_one = [" ".join(cut[-1])] if short else []
        vectors = await self._embed([*(sentence for each in cut for sentence in each), *as_one])
        mood = Mood()
        before = [self._readings(utterance, mood, vectors) for utterance in cut[:-1]]
        whole = self._readings(as_one, replace(mood), vectors)
        now = self._readings(cut[-1], mood, vectors)
        return _Read(before, now, whole[0] if whole else None)

    def _readings(
        self, said: list[str], mood: Mood, vectors: dict[str, NDArray[np.float32]] | None
    ) -> list["_Reading"]:
        """What the head makes of sentences after this mood, which goes on with them."""
        found: list[_Reading] = []
        for sentence in said:
            vector = vectors[sentence] if vectors else None
            given = self._head.probabilities(sentence, vector, mood.context())
            found.append(_Reading(sentence, given, mood.fiction, mood.pills))
            mood.take(sentence, given)
        return found

    async def _embed(self, every: list[str]) -> dict[str, NDArray[np.float32]] | None:
        """The sentences' vectors; those of the last turns are kept, for they are asked again."""
        if self._embedder is None:
            return None
        unknown = [sentence for sentence in dict.fromkeys(every) if sentence not in self._vectors]
        if unknown:
            found = await self._embedder.embed(unknown)
            if len(self._vectors) > MOST_KEPT:
                self._vectors = {s: v for s, v in self._vectors.items() if s in every}
            self._vectors.update(zip(unknown, found, strict=True))
        return self._vectors


def said_by_rule(reading: _Reading) -> Concern | None:
    """The danger that is said plainly, unless a story is being told."""
    pills_before = reading.pills >= 0.3
    if reading.fiction < 0.5:
        return said_plainly(reading.sentence, pills_before=pills_before)
    # Who watched a film may have taken pills after it.
    if reading.danger > ACT_IN_A_STORY and is_now(reading.sentence, pills_before=pills_before):
        return Concern(Kind.SELF_HARM, explicit=True, imminent=True)
    return None


def _weight(readings: Sequence[_Reading]) -> float:
    """How much the sentences of an utterance that are likelier dangerous than not weigh together.

    By the root of how many sentences there are: chance alone grows like that.
    """
    # Saying a thing over and over makes it no more likely.
    different = {reading.sentence: reading for reading in readings}.values()
    odds = [_log_odds(reading.danger) for reading in different if reading.danger > 0.5]
    return sum(odds) / len(readings) ** 0.5 if odds else 0.0


def _log_odds(probability: float) -> float:
    bounded = min(max(probability, 1e-6), 1 - 1e-6)
    return math.log(bounded / (1 - bounded))


def _graver(one: Concern | None, other: Concern | None) -> Concern | None:
    if one is None or other is None:
        return one or other
    graver = max(one, other, key=lambda each: (each.imminent, each.explicit, each.certainty))
    return replace(graver, imminent=one.imminent or other.imminent)
