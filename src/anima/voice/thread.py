"""Thread: what she was saying, when she was stopped and nobody wanted the turn.

    she was only held, for a moment              she goes on at the word that she was in
    held for `LONG_SECONDS` or more              "As I was saying," and the phrase from the start
    stopped, and there were words                the turn is the person's; the rest is forgotten
    stopped, and there were none, or "mm-hm"     "As I was saying," and the rest, as a turn of hers
    the same, when she had just asked something  it is an answer

Where little of a sentence has sounded she begins it again. A thread that is `STALE_SECONDS` old, or
has hardly any words left, is let go.
"""

import re

from anima.voice.overlap import is_listening

LEAD = "As I was saying,"

LONG_SECONDS = 2.0
"""A break after which the listener has lost the beginning of what she was saying."""

READY_SECONDS = 1.0
"""A break that may become a long one: the lead is made now, so that it is there then."""

STALE_SECONDS = 8.0
"""In seconds of audio."""

LEAST_WORDS = 3

_AGAIN_WORDS = 8
"""Words of a sentence that are worth saying again; of a longer one only the phrase is."""

_SENTENCE_END = re.compile(r"[.!?…][\"”’')\]]*\s+")
_PHRASE_END = re.compile(r"[,;:—–][\"”’')\]]*\s+")
_COMMON = frozenset(
    "a an the this that these those there here it he she they we you and but or so then now once "
    "one in on at by for from with about if when while as my your his her its our their some most "
    "not no what which who how why where because after before".split()
)
"""First words that are no names, and are written small in mid-sentence."""


class Thread:
    """What was broken off on one line, until it is said, stale or of no interest any more."""

    def __init__(self, *, wanted: bool) -> None:
        self._wanted = wanted
        self.let_go()

    def let_go(self) -> None:
        """The person has the turn."""
        self._rest, self._asked, self._age = "", False, 0.0

    def broken_off(self, rest: str, *, asked: bool) -> None:
        """A voice has stopped her; `rest` is what she had still to say, after a question or not."""
        self._rest, self._asked, self._age = rest if self._wanted else "", asked, 0.0

    def heard_for(self, seconds: float) -> None:
        """So much more audio came."""
        self._age += seconds

    def taken_up(self, heard: str = "") -> str | None:
        """What she says after `heard`, if that wanted nothing; None when nothing is to be said."""
        rest, stale = self._rest, self._age > STALE_SECONDS
        nothing = not heard or (is_listening(heard) and not self._asked)
        self.let_go()
        if not nothing or stale or len(rest.split()) < LEAST_WORDS:
            return None
        return f"{LEAD} {_small(rest)}"


def rest_of(text: str, heard: int, *, complete: bool) -> str:
    """What she has still to say, from a place where one can begin.

    Args:
        text: Her reply, as far as it is written.
        heard: Characters of it that have sounded.
        complete: Whether it is written to the end; if not, its last sentence is left out.
    """
    if not complete:
        ends = [match.end() for match in _SENTENCE_END.finditer(text)]
        text = text[: ends[-1]] if ends else ""
    if heard >= len(text.rstrip()):
        return ""
    text = text.rstrip()
    begins = _last_end(_SENTENCE_END, text, heard)
    if len(text[begins:heard].split()) > _AGAIN_WORDS:
        begins = max(begins, _last_end(_PHRASE_END, text, heard))
    rest = text[begins:].strip()
    return rest.removeprefix(LEAD).strip()


def _last_end(mark: re.Pattern[str], text: str, until: int) -> int:
    return max((match.end() for match in mark.finditer(text) if match.end() <= until), default=0)


def _small(rest: str) -> str:
    first = rest.split(maxsplit=1)[0]
    return rest[0].lower() + rest[1:] if first.lower().strip(",.") in _COMMON else rest
