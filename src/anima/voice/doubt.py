"""Doubt: she says when she did not understand, and asks again about the one word she missed.

    the recogniser believes hardly any of it       "Sorry, I didn't catch that."; once, then silence
    it believes all but one word                   "Sorry, what came after "my name is"?"
    anything else                                  she answers

She asks once, and never twice about the same word. A short answer to her question is put in the
place of the word that was missed, and the sentence is taken as if it had been said so. A longer one
stands for itself, and so does what is no answer ("never mind", "what?", "good morning"), what says
something of its own ("I want to go"), and what is said long after.

On the recordings beside the checkout and forty sentences in her voices, words below `MISSED` were
wrong without exception, and those of 0.1 to 0.2 as often right as wrong.
"""

import re
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from statistics import mean, median

from anima.values import Utterance
from anima.voice.speech import HeardWord

MISSED = 0.08
"""Confidence below which a word was not understood."""

UNDERSTOOD = 0.7
"""Median confidence of the words around it: the rest is worth asking about."""

LOST = 0.35
"""Mean confidence below which nothing was understood."""

MOST_WORDS = 20
"""In a longer story one word less does not matter."""

FIRST_WORD = "Sorry,"
"""What she begins with whenever she did not understand."""

SORRY = f"{FIRST_WORD} I didn't catch that. Could you say it again?"

OPEN_SECONDS = 30.0
"""From when she asks until the answer is complete. What comes later answers something else."""

_SHORT_ANSWER = 4
_QUOTED = 3
_LEAD = re.compile(
    r"^(?:(?:i said|it was|it's|that was|the word was|it is|i meant|oh|sorry|no|yes|um)[,:]? +)+",
    re.I,
)
_NO_ANSWER = re.compile(
    r"(?:never ?mind|forget|skip|nothing|no(?:pe)?|yes|yeah|ok|okay|sure|what|who|why|how|which"
    r"|pardon|sorry|excuse|wait|stop|hold on|leave|let'?s|hello|hi|hey|bye|goodbye|goodnight"
    r"|thanks?|good (?:morning|afternoon|evening|night|bye)|(?:do(?:es)?n'?t|do(?:es)? not)"
    r"|(?:that|it) (?:do(?:es)?n'?t|do(?:es)? not)|no idea|not sure)\b",
    re.I,
)
_OWN_SENTENCE = re.compile(r"\b(?:i|you|he|she|we|they|it|me|us)\b(?!-)", re.I)
_MARK = re.compile(r"[.,;:?!]+$")


@dataclass(frozen=True, slots=True)
class Answered:
    """What she makes of an utterance.

    Attributes:
        utterance: What the person said, mended where her question was answered; None when nothing
            of it was understood.
        instead: What she says to it without thinking further; empty when she answers as usual.
    """

    utterance: Utterance | None
    instead: str = ""


class Doubt:
    """What is doubtful on one line, from one utterance to the next."""

    def __init__(self, now: Callable[[], float] = time.monotonic) -> None:
        self._now = now
        self._asked_at = 0.0
        self._open: tuple[str, int] | None = None
        self._apologised = False
        self._asked_about: set[str] = set()

    def consider(self, utterance: Utterance, words: Sequence[HeardWord]) -> Answered | None:
        """What to make of it; None when it is not even worth an apology."""
        question, self._open = self._open, None
        if question is not None and self._now() - self._asked_at <= OPEN_SECONDS:
            return Answered(replace(utterance, text=mended(*question, utterance.text)))
        if is_lost(words):
            if self._apologised:
                return None
            self._apologised = True
            return Answered(None, SORRY)
        self._apologised = False
        missed = missed_word(words)
        if missed is None or _bare(words[missed].text) in self._asked_about:
            return Answered(utterance)
        self._asked_about.add(_bare(words[missed].text))
        # A word may be written as two, such as "Well -".
        place = len(" ".join(word.text for word in words[:missed]).split())
        self._open, self._asked_at = (utterance.text, place), self._now()
        return Answered(utterance, question_about(words, missed))

    def let_go(self) -> None:
        """Something typed has come in between: an open question is left open."""
        self._open = None


def _bare(word: str) -> str:
    return _MARK.sub("", word).lower()


def is_lost(words: Sequence[HeardWord]) -> bool:
    """Whether next to nothing was understood; of a single word one cannot tell."""
    return len(words) > 1 and mean(word.confidence for word in words) < LOST


def missed_word(words: Sequence[HeardWord]) -> int | None:
    """The place of the only word that was not understood, if all around it was."""
    missed = [place for place, word in enumerate(words) if word.confidence < MISSED]
    rest = [word.confidence for word in words if word.confidence >= MISSED]
    if len(missed) != 1 or not 3 <= len(words) <= MOST_WORDS or median(rest) < UNDERSTOOD:
        return None
    return missed[0]


def question_about(words: Sequence[HeardWord], place: int) -> str:
    """Her question about the word at this place."""
    before = " ".join(word.text for word in words[max(0, place - _QUOTED) : place])
    if not before:
        return f"{FIRST_WORD} I missed your first word. What was it?"
    return f'{FIRST_WORD} I missed a word. What came after "{_MARK.sub("", before)}"?'


def mended(sentence: str, place: int, answer: str) -> str:
    """The sentence with the answer in the place of the missed word, or what is none by itself."""
    words = sentence.split()
    given = _LEAD.sub("", answer.strip())
    if not _is_answer(given) or place >= len(words):
        return answer
    mark = _MARK.search(words[place])
    return " ".join(
        [*words[:place], _MARK.sub("", given) + (mark.group() if mark else ""), *words[place + 1 :]]
    )


def _is_answer(given: str) -> bool:
    """Whether this can be the word that was missed, and is nothing that is said for itself."""
    length = len(given.split())
    if not 0 < length <= _SHORT_ANSWER or _NO_ANSWER.match(given.replace("’", "'")):
        return False
    return length == 1 or _OWN_SENTENCE.search(given) is None
