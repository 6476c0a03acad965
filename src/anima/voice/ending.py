"""When a silence ends the person's turn: the whole policy, as one function of the evidence.

Two witnesses are heard. The end-of-turn model judges the melody, twice, because its first answer is
often changed by 0.15 s more of silence. The recogniser has written a sentence, and knows how likely
it is to end there: a full stop after "on the side of the lower" is one that it hardly believes in.
Their evidence is added up as log odds, and the silence that is asked for falls with it:

    evidence   she waits   for example
    9          0.2 s      nobody could be surer; the first answer is rarely there so soon
    7.5        0.25 s      "How was your day?", said with a fall at the end
    6.2        0.35 s      both are sure
    5.2        1.0 s       one of them has a doubt
    2 to -1    1.3 s       they disagree
    -4         2.2 s       both think that more is to come
               2.4 s       whatever they say: the words break off at "the", "because", "um"

The melody alone takes a third of the pauses of people who go on for ends of turns; where the
figures come from, and what they were tuned on, is in docs/turns.md.
"""

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass

ASKED_SECONDS = (0.2, 0.34)
"""Silence after which the end-of-turn model is asked; its answer takes about 0.08 s."""

WAITS = ((-4.0, 2.2), (-1.0, 1.3), (2.0, 1.3), (5.2, 1.0), (6.2, 0.35), (7.5, 0.25), (9.0, 0.2))
"""Evidence, and the seconds of silence that are enough with it; between two, in proportion."""

USUAL_SECONDS = 1.3
"""While nothing is known of the words."""

DANGLING_SECONDS = 2.4

SURE = 7.5
"""Evidence with which the second answer of the end-of-turn model need not be waited for."""

_SECOND_ANSWER_SECONDS = 0.45

_TEXT_WEIGHT = 1.3
_HALF_SENTENCE = 2.0
"""Taken off for "when I was a child.": the first half of something, whatever mark it got."""

_NO_OPINION = (0.9, 0.3)
"""For a recogniser that gives no probabilities: with a mark at the end, and without."""

_MOST_ODDS = 0.9995
_MOST_LIKELY = 0.997
"""Bounds, so that no single judgement decides."""

_NEVER_LAST = frozenset(
    "the a an and or but if because that which who whose when while where whether although though "
    "unless until since than to of in on at by for from with about into behind between my your "
    "his her its our their every um uh er i've i'd would could should".split()
)
"""Words that a person who has finished rarely ends with."""

_SUBORDINATING = frozenset(
    "if when although though because while since unless until before after whenever once".split()
)

_SHORT_CLAUSE = 8
_WORD = re.compile(r"[a-z']+")
_ENDED = re.compile(r"(?<!\.)[.?!][\"”')\]]*$")
_SENTENCE_END = re.compile(r"[.?!]\s+")


@dataclass(frozen=True, slots=True)
class Patience:
    """How long she waits in a pause. A `factor` of 1 is the usual; 2 waits twice as long."""

    factor: float = 1.0

    def seconds(
        self, probabilities: Sequence[float], words: str | None, ends: float | None = None
    ) -> float:
        """Seconds of silence after which this pause is taken for the end of the turn.

        Args:
            probabilities: What the end-of-turn model answered so far in this pause, 0 to 1 each.
            words: What was said, as it was understood; None while that is not known.
            ends: The recogniser's probability that the sentence ends after these words, 0 to 1.
        """
        return self.factor * _seconds(probabilities, words, ends)


def _seconds(probabilities: Sequence[float], words: str | None, ends: float | None) -> float:
    if words is None or not probabilities:
        return USUAL_SECONDS
    if dangles(words):
        return DANGLING_SECONDS
    known = evidence(probabilities, words, ends)
    enough = _enough(known)
    if len(probabilities) < len(ASKED_SECONDS) and known < SURE:
        return max(enough, _SECOND_ANSWER_SECONDS)
    return enough


def evidence(probabilities: Sequence[float], words: str, ends: float | None) -> float:
    """For the end of the turn, above zero, or against it: log odds of both witnesses."""
    melody = sum(_odds(each, _MOST_ODDS) for each in probabilities) / max(1, len(probabilities))
    if ends is None:
        ends = _NO_OPINION[0] if _ENDED.search(words.strip()) else _NO_OPINION[1]
    halved = _HALF_SENTENCE if is_half(words) else 0.0
    return melody + _TEXT_WEIGHT * _odds(ends, _MOST_LIKELY) - halved


def is_half(words: str) -> bool:
    """Whether the last sentence is a short clause that another one has to follow."""
    sentence = _SENTENCE_END.split(words.strip())[-1].lower()
    first = _WORD.match(sentence)
    begun = bool(first and first.group() in _SUBORDINATING)
    return begun and "," not in sentence and len(sentence.split()) < _SHORT_CLAUSE


def dangles(words: str) -> bool:
    """Whether the transcript breaks off at a word that cannot be the last."""
    text = words.strip()
    found = _WORD.findall(text.lower())
    return not _ENDED.search(text) and bool(found) and found[-1] in _NEVER_LAST


def _enough(known: float) -> float:
    (least, longest), *_ = WAITS
    if known <= least:
        return longest
    for (low, slow), (high, quick) in zip(WAITS, WAITS[1:], strict=False):
        if known <= high:
            return slow + (quick - slow) * (known - low) / (high - low)
    return WAITS[-1][1]


def _odds(probability: float, most: float) -> float:
    bounded = min(max(probability, 1 - most), most)
    return math.log(bounded / (1 - bounded))
