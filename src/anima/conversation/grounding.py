"""An answer about the words of others says no number, day or name that does not stand in them.

A small model takes one from an earlier text, or from nowhere. Then the sentences that are nearest
to the question are read out instead, as they stand.
"""

import re
from collections.abc import AsyncGenerator
from contextlib import aclosing

_NUMBERS = {
    word: str(number)
    for number, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
        "fifteen sixteen seventeen eighteen nineteen twenty".split()
    )
} | {
    word: str(number)
    for number, word in zip(
        range(30, 101, 10),
        "thirty forty fifty sixty seventy eighty ninety hundred".split(),
        strict=True,
    )
}
_TOKEN = re.compile(r"[^\W\d_][\w'’-]*|\d+")
_ENDS = re.compile(r"[.!?…][\"'”’)]*(?:\s|$)")
_SMALL = frozenset({"0", "1", "2"})
"""Small numbers are counted as often as read: "she asks for two things"."""

_NEVER_NAMES = frozenset({"i", "i'm", "i'll", "i'd", "i've", "ai", "ok", "pdf", "english"})

_OPENS = re.compile(r'^\[A [^\]\n]+ by somebody else\] "')
NEAR = "The part about it: "
"""How the sentences that are near to a question stand before it."""


def is_about_others(shown: str) -> bool:
    """Whether this is what a model is shown of the words of others."""
    return _OPENS.match(shown) is not None


def strangers(answer: str, shown: str) -> list[str]:
    """The numbers and names in an answer that do not stand in what was shown."""
    there = set(_known(shown))
    found: list[str] = []
    starts = True
    for token in _TOKEN.finditer(answer):
        word = token[0]
        plain = _plain(word)
        number = _NUMBERS.get(plain, plain if plain.isdigit() else "")
        is_name = word[0].isupper() and not starts and plain not in _NEVER_NAMES
        if (number and number not in _SMALL and number not in there) or (
            is_name and plain not in there
        ):
            found.append(word)
        after = answer[token.end() : token.end() + 2]
        starts = after[:1] in (".", "!", "?", ":", '"', "“") or after[1:] in ('"', "“")
    return found


def read_out(shown: str) -> str:
    """What is read out instead: the sentences near to the question, or the text if it is short."""
    *before, _ = shown.split("\n")
    near = next((line[len(NEAR) :] for line in reversed(before) if line.startswith(NEAR)), "")
    text = near or _OPENS.sub("", "\n".join(before)).strip().removesuffix('"')
    return f"It says: “{' '.join(text.split())}”"


async def grounded(pieces: AsyncGenerator[str], shown: str) -> AsyncGenerator[str]:
    """The pieces of an answer, sentence by sentence, as far as they keep to what was shown."""
    held, said = "", False
    async with aclosing(pieces):
        async for piece in pieces:
            held += piece
            while found := _ENDS.search(held):
                sentence, held = held[: found.end()], held[found.end() :]
                if strangers(sentence, shown):
                    yield "" if said else read_out(shown)
                    return
                said = True
                yield sentence
    if held.strip():
        if not strangers(held, shown):
            yield held
        elif not said:
            yield read_out(shown)


def _known(shown: str) -> list[str]:
    words = [_plain(token[0]) for token in _TOKEN.finditer(shown)]
    return [*words, *(_NUMBERS[word] for word in words if word in _NUMBERS)]


def _plain(word: str) -> str:
    low = word.lower().replace("’", "'").removesuffix("'s")
    return low.lstrip("0") or "0" if low.isdigit() else low
