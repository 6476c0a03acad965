"""Openings: the one word that people begin with while they still think of the rest.

A spoken reply of a slow model may begin with one, chosen by rule, because its sound is ready while
the model still reads. It is said only where it is true of what was said: "Oh," to news, "Hm," to a
question that must be thought about, "Mm," to something told, "Okay," to a goodbye. The model goes
on from it, so that the reply is one piece. A quick model needs none, and gets none.
"""

import re
from collections.abc import AsyncGenerator, Sequence
from contextlib import aclosing
from dataclasses import dataclass

from anima.persona import is_goodbye, is_in_earnest

SLOW_SECONDS = 0.25
"""An opening helps where her first words take longer than this: their sound has still to be made,
which takes a small machine another half a second, and the opening's is there."""

FIRST_WORDS = 3
"""How many words are about a clause that can be spoken."""

SHORTEST_WORDS = 2
"""A single word is an answer, a greeting or thanks, and wants none."""

MOST_RUNNING = 8
"""So many replies in a row may begin with one: people begin most of theirs so."""

APART = 2
"""So many replies lie between two that begin with the same one: a habit is heard by its word."""

_QUESTION = ("Hm,", "Well,", "Oh,")
_HARD = ("Oh,", "Mm,", "I see,")
_NEWS = ("Oh,", "Ah,", "Oh wow,")
_TOLD = ("Mm,", "Ah,", "I see,")
_LEAVES = ("Okay,", "Well,")

OPENINGS = tuple(dict.fromkeys((*_QUESTION, *_HARD, *_NEWS, *_TOLD, *_LEAVES)))
"""All of them, so that a voice can have them ready."""

_BY_LENGTH = sorted(OPENINGS, key=len, reverse=True)

_GREETS = re.compile(
    r"(?:hi|hello|hey|good (?:morning|evening|afternoon|night)|good-?bye|bye|see you|thank"
    r"|thanks|yes|no|yeah|okay|ok|sure|please|sorry|stop|wait)\b",
    re.IGNORECASE,
)
_ASKS = re.compile(
    r"(?:what|when|where|who|whom|whose|why|how|which|do|does|did|can|could|would|will|should|is"
    r"|are|was|were|have|has|shall|tell me|may i)\b",
    re.IGNORECASE,
)
_HURTS = re.compile(
    r"\b(?:died?|dead|death|dying|funeral|hospital|ill|sick|cancer|hurts?|lost|lonely|alone|sad"
    r"|cry|crying|cried|afraid|scared|nervous|worried|anxious|tired|exhausted|awful|terrible|badly"
    r"|broke|broken|fired|divorced?|miss(?:ed|ing)?|angry|hate|fight|fought|argued|failed|sorry"
    r"|hard|difficult|never called|forgot)\b",
    re.IGNORECASE,
)
_IS_NEWS = re.compile(
    r"!|\b(?:finally|finished|got|won|passed|found|born|married|engaged|moving|bought|new|first"
    r"|guess what|called|visited|invited)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Readiness:
    """How she gets ready to answer aloud.

    Attributes:
        ahead: Whether a reply is begun before it is certain that the person has finished.
        openings: Whether a reply may begin with a word such as "Hm," while the model still reads.
    """

    ahead: bool = True
    openings: bool = True


class Openings:
    """Chooses the opening of each reply, and learns whether the model needs one at all.

    `wanted` is False for who does not like them.
    """

    def __init__(self, *, wanted: bool) -> None:
        self._wanted = wanted
        self._last: tuple[str, str] = ("", "")
        self._pace: float | None = None

    def choose(self, text: str, replies: Sequence[str]) -> str:
        """The opening of her reply to `text`, after these replies; empty for none.

        The same words get the same opening until something else is asked about.
        """
        if self._last[0] != text:
            self._last = (text, self._chosen(text, replies))
        return self._last[1]

    def are_worn(self, replies: Sequence[str]) -> bool:
        """Whether the next reply is to begin plainly, after so many that began with one."""
        running = replies[-MOST_RUNNING:]
        often = len(running) == MOST_RUNNING and all(map(opening_of, running))
        return self._wanted and often

    def forget_last(self) -> None:
        """The turn is over: the same words may be answered otherwise."""
        self._last = ("", "")

    def took(self, seconds: float) -> None:
        """Her first few words were there after so long."""
        self._pace = seconds if self._pace is None else 0.6 * self._pace + 0.4 * seconds

    def _chosen(self, text: str, replies: Sequence[str]) -> str:
        quick = self._pace is not None and self._pace < SLOW_SECONDS
        if not self._wanted or quick or self.are_worn(replies):
            return ""
        lately = [word for word in map(opening_of, replies) if word][-APART:]
        return next((word for word in fitting(text) if word not in lately), "")


def fitting(text: str) -> tuple[str, ...]:
    """The openings that are true of what was said, the better first; none where none is."""
    said = text.strip()
    if len(said.split()) < SHORTEST_WORDS:
        return ()
    if is_goodbye(said):
        return () if is_in_earnest(said) else _LEAVES
    if _GREETS.match(said):
        return ()
    if asks(said):
        return _QUESTION
    if hurts(said):
        return _HARD
    return _NEWS if _IS_NEWS.search(said) else _TOLD


def asks(said: str) -> bool:
    """Whether this is a question, or "tell me"."""
    return said.rstrip().endswith("?") or _ASKS.match(said.lstrip()) is not None


def hurts(said: str) -> bool:
    """Whether this tells of something hard."""
    return _HURTS.search(said) is not None


def opening_of(reply: str) -> str:
    """The opening that a reply begins with, or nothing.

    Of one that was cut off aloud whole words are kept, and the comma may be missing.
    """
    words = reply.strip()
    begun = (each for each in _BY_LENGTH if f"{words} ".startswith(f"{each} "))
    return next(begun, f"{words}," if f"{words}," in OPENINGS else "")


def is_opening_alone(heard: str) -> bool:
    """Whether no more was heard of a reply than its opening, or the first word of that."""
    words = heard.strip().removesuffix(",")
    return any(f"{each.removesuffix(',')} ".startswith(f"{words} ") for each in OPENINGS)


async def opened(opening: str, pieces: AsyncGenerator[str]) -> AsyncGenerator[str]:
    """The opening, then what follows; a model that did not know of it may begin with it too.

    The space after it comes with it, so that it is a clause at once and need not wait for a word.
    """
    yield f"{opening} "
    held: str | None = ""
    async with aclosing(pieces):
        async for piece in pieces:
            if held is None:
                yield piece
                continue
            held += piece
            if not opening.lower().startswith(held.strip().lower()):
                yield _without(opening, held)
                held = None
    if held and (rest := _without(opening, held)):
        yield rest


async def plain(pieces: AsyncGenerator[str]) -> AsyncGenerator[str]:
    """What follows an opening that the model begins with of itself.

    It does so by the example of her last replies. Left to it, no reply would ever be without one,
    and none would be ready: a small model takes a third of a second to write "Ah," and a word.
    """
    held: str | None = ""
    async with aclosing(pieces):
        async for piece in pieces:
            if held is None:
                yield piece
                continue
            held += piece
            words = held.strip().lower()
            if not any(each.lower().startswith(words) for each in OPENINGS):
                opening = opening_of(words.capitalize())
                rest = _without(opening, held) if opening else held
                yield rest[:1].upper() + rest[1:] if opening else rest
                held = None
    if held:
        yield held


def _without(opening: str, text: str) -> str:
    words = text.lstrip()
    if words.lower().startswith(opening.lower()):
        words = words[len(opening) :].lstrip()
    return words
