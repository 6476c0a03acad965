"""Claims to be human, or to have what she has not, found before what a model says is spoken.

Text passes at once unless its last words may be the beginning of a claim; those wait for the next
words, which decide it. Where she was just asked about herself, the first sentence is read whole.
"""

from collections.abc import AsyncGenerator, Sequence
from contextlib import aclosing
from functools import cache

import regex

from anima.safety.asked_of_her import Asked, Topic, asked_of_her
from anima.safety.claim_patterns import (
    AGREES,
    CLAIMS_TO_BE_HUMAN,
    CLAIMS_TO_FEEL,
    CLAIMS_TO_HAVE,
    CORRECTION,
    DENIES,
    NO_FEELING,
    NO_PAST,
    NOT_CLAIMED,
    TRUE_OF_HER,
)
from anima.safety.guarding import guarded
from anima.safety.lent import Lent, LentWords, lent_by

_TABLES = (
    (CLAIMS_TO_BE_HUMAN, CORRECTION),
    (CLAIMS_TO_HAVE, NO_PAST),
    (CLAIMS_TO_FEEL, NO_FEELING),
)
_INSTEAD = {
    Topic.NATURE: CORRECTION,
    Topic.LIFE: NO_PAST,
    Topic.FEELING: NO_FEELING,
    Topic.WORDS: CORRECTION,
}
_REST_OF_WORD = regex.compile(r"\S*\s*")
_TOKEN = regex.compile(r"\S+\s*|\s+")
_DECORATION = regex.compile(r"[\"“”()\[\]*_]|\.\.\.|…|(?<!\w)['‘]|['’](?!\w)")


@cache
def _claims() -> tuple[tuple[regex.Pattern[str], str], ...]:
    return tuple((_joined(patterns), instead) for patterns, instead in _TABLES)


@cache
def _joined(patterns: tuple[str, ...]) -> regex.Pattern[str]:
    return regex.compile("|".join(f"(?:{pattern})" for pattern in patterns))


def _plain(text: str) -> str:
    """In lower case, with one space between words and without what is not heard."""
    return " ".join(_DECORATION.sub("", text.replace("’", "'")).lower().split())


def _may_begin(part: str) -> bool:
    """Whether a word that begins like this may begin a claim."""
    return any(claim.match(part, partial=True) is not None for claim, _ in _claims())


def _ends_sentence(token: str) -> bool:
    last = token.rstrip().rstrip("\"'”’)*")
    return last.endswith((".", "!", "?")) and not last.endswith("...")


class ClaimGuard:
    """Lets words through as they come, and a claim never.

    After a claim the sentence says what is true instead, and the reply is over.

    Args:
        asked: What the person has just asked of her, if anything: then "yes" may be a claim.
        lent: What of the reply is words for somebody else; nothing where she was asked of herself.
    """

    def __init__(self, asked: Asked | None = None, lent: Lent = Lent.NOTHING) -> None:
        self._asked = asked
        self._lent = LentWords(Lent.NOTHING if asked else lent)
        self._part = ""
        self._held: list[str] = []
        self._before = ""
        self._inside_word = False
        self.is_over = False

    def feed(self, text: str) -> str:
        """Take a piece; returns what may be said now."""
        if self.is_over:
            return ""
        said = ""
        if self._inside_word:
            # Of a word that begins no claim the rest passes as it comes.
            rest = _REST_OF_WORD.match(text)
            said = rest[0] if rest else ""
            self._inside_word = len(said) == len(text) and not said[-1:].isspace()
            text = text[len(said) :]
            self._note(said)
        self._part += text
        # The last token may go on with the next piece.
        tokens: list[str] = _TOKEN.findall(self._part)
        whole = tokens[:-1] if tokens and not tokens[-1][-1].isspace() else tokens
        self._part = self._part[sum(map(len, whole)) :]
        for token in whole:
            said += self._take(token)
            if self.is_over:
                return said
        return said + self._pass_part()

    def finish(self) -> str:
        """The rest, when there is no more."""
        if self.is_over:
            return ""
        rest = self._take(self._part) if self._part else ""
        self._part = ""
        while self._held and not self.is_over:
            rest += self._decide(ended=True)
        return rest

    def _pass_part(self) -> str:
        """The beginning of a word, where it begins no claim."""
        part = self._part
        if not part or self._held or self._asked or _may_begin(_plain(part)) or not _plain(part):
            return ""
        self._part, self._inside_word = "", True
        self._note(part)
        return part

    def _take(self, token: str) -> str:
        self._held.append(token)
        said = ""
        while self._held and not self.is_over:
            passed = self._decide(ended=_ends_sentence(self._held[-1]))
            if not passed:
                break
            said += passed
        return said

    def _decide(self, *, ended: bool) -> str:
        """What of the held words may be said; nothing while the next word matters."""
        # The space says that the last word is whole.
        text = _plain("".join(self._held)) + ("" if ended else " ")
        if self._asked:
            if not ended:
                return ""
            asked, self._asked = self._asked, None
            if _answers_falsely(text, asked):
                return self._instead(_INSTEAD[asked.topic])
        open_ = False
        for claim, instead in _claims():
            found = claim.match(text, partial=True)
            if found is None:
                continue
            whole = claim.match(text)
            if whole is not None and (ended or whole.end() < len(text) - 1):
                if not self._is_excused():
                    return self._instead(instead)
                continue
            open_ = True
        if open_ and not ended:
            return ""
        token = self._held.pop(0)
        self._note(token)
        return token

    def _is_excused(self) -> bool:
        if self._lent.are_next(self._held[0]):
            return True
        return regex.search(NOT_CLAIMED, self._before) is not None

    def _instead(self, instead: str) -> str:
        self.is_over = True
        first = self._held[0].lstrip("\"'“‘* ")[:1]
        begins = not self._before.strip() or (first.isupper() and first != "I")
        self._held = []
        return instead[0].upper() + instead[1:] if begins else instead

    def _note(self, said: str) -> None:
        """Remember what of this sentence was said, for what it makes of the rest."""
        self._lent.note(said)
        for token in _TOKEN.findall(said):
            self._before = "" if _ends_sentence(token) else f"{self._before}{token}".lower()
        self._before = self._before[-120:].replace("’", "'")


def _answers_falsely(sentence: str, asked: Asked) -> bool:
    """Whether the first sentence of a reply says yes to what is not so, or no to what is."""
    if regex.search(TRUE_OF_HER, sentence):
        return False
    if asked.truth is True:
        return regex.match(DENIES, sentence) is not None
    return asked.truth is False and regex.match(AGREES, sentence) is not None


def claims_to_be_human(text: str, said: str = "") -> bool:
    """Whether a text claims it, or to have what she has not; as an answer to `said`, if any."""
    guard = ClaimGuard(asked_of_her(said) if said else None)
    guard.feed(text)
    guard.finish()
    return guard.is_over


async def honest(
    pieces: AsyncGenerator[str],
    said: str = "",
    earlier: Sequence[str] = (),
    *,
    story: bool = False,
) -> AsyncGenerator[str]:
    """The pieces of a reply to `said`, without a claim; ends early where one was made.

    Args:
        pieces: What the model writes.
        said: What the person said.
        earlier: What they said before, oldest first.
        story: Whether it is a turn of a story, in which others speak.
    """
    asked = asked_of_her(said) if said else None
    guard = ClaimGuard(asked, Lent.QUOTED if story else lent_by(said, earlier))
    async with aclosing(guarded(pieces, guard)) as passing:
        async for piece in passing:
            yield piece
