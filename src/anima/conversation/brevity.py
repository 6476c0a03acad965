"""She is brief when they are brief: who says little twice running is answered with one sentence.

Not where more is asked for, and not where it hurts: there a single sentence would be cold.
"""

import re
from collections.abc import AsyncGenerator
from contextlib import aclosing

from anima.conversation.opening import asks, hurts

FEW_WORDS = 4
"""So many words are said in passing."""

LEAST_WORDS = 3
"""Of fewer a sentence is not an answer yet: "Oh, good." is followed by another."""

_WANTS_MORE = re.compile(
    r"\?|^(?:and|then|go on|carry on|continue|keep|more|again|another|explain|read|sing|say|give"
    r"|help|surprise|talk|write|show|play|let'?s|remind|remember|please|next|really|such as"
    r"|because|i (?:want|need|feel|think))\b",
    re.IGNORECASE,
)
_SENTENCE_END = re.compile(r"(?<!\bDr)(?<!\bMr)(?<!\bMs)(?<!\bMrs)(?<!\bSt)[.!?…][\"'”’)]*(?=\s)")


def is_brief(said: str, before: str) -> bool:
    """Whether somebody who said this, and that `before` it, wants no more than a word back."""
    few = all(0 < len(each.split()) <= FEW_WORDS for each in (said, before))
    return few and not (_WANTS_MORE.search(said) or asks(said) or hurts(said) or hurts(before))


async def one_sentence(pieces: AsyncGenerator[str]) -> AsyncGenerator[str]:
    """The pieces of a reply as far as its first sentence goes, or the next where that is a word."""
    given = ""
    async with aclosing(pieces):
        async for piece in pieces:
            whole = given + piece
            for end in _SENTENCE_END.finditer(whole):
                if end.end() >= len(given) and len(whole[: end.end()].split()) >= LEAST_WORDS:
                    if rest := whole[len(given) : end.end()]:
                        yield rest
                    return
            given = whole
            yield piece
