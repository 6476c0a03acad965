"""A letter's text as blocks of a book: prose that flows, verse that keeps its lines."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from anima.letters.passages import GREETING, words

BlockKind = Literal["greeting", "prose", "verse", "closing"]

_EMPHASIS = re.compile(r"_([^_\n]{1,400}?)_", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Run:
    """Words that are set alike."""

    text: str
    emphasis: bool = False


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, a stanza, or the lines of a greeting or closing.

    Attributes:
        kind: What it is.
        lines: Its lines; prose has one.
    """

    kind: BlockKind
    lines: tuple[tuple[Run, ...], ...]


def blocks_of(text: str) -> list[Block]:
    """The blocks of a letter in order."""
    parts = [part for part in re.split(r"\n[ \t]*\n\s*?(?=\S|[ \t]+\S)", text) if part.strip()]
    found: list[Block] = []
    for number, part in enumerate(parts):
        lines = [line.rstrip() for line in part.split("\n") if line.strip()]
        last = number >= len(parts) - 3
        if (
            number == 0
            and (greeting := GREETING.match(part))
            and len(lines) == 1
            and len(words(part)) <= len(words(greeting[0])) + 1
        ):
            found.append(Block("greeting", (runs(lines[0].strip()),)))
        elif last and all(len(words(line)) <= 8 for line in lines) and len(lines) <= 4:
            found.append(Block("closing", tuple(runs(line.strip()) for line in lines)))
        elif _is_verse(lines):
            found.append(Block("verse", tuple(runs(_indented(line)) for line in lines)))
        else:
            flowing = " ".join(line.strip() for line in lines)
            found.append(Block("prose", (runs(re.sub(r"\s+", " ", flowing)),)))
    return found


def runs(line: str) -> tuple[Run, ...]:
    """A line with its _emphasis_ taken apart."""
    return tuple(_runs(line))


def _runs(line: str) -> Iterator[Run]:
    at = 0
    for match in _EMPHASIS.finditer(line):
        if match.start() > at:
            yield Run(curled(line[at : match.start()]))
        yield Run(curled(match[1]), emphasis=True)
        at = match.end()
    if at < len(line):
        yield Run(curled(line[at:]))


def curled(text: str) -> str:
    """Typewriter quotation marks as a book has them, and no lone underscores."""
    text = re.sub(r"(^|[\s(\[—])\"", r"\1“", text)
    text = text.replace('"', "”")
    text = re.sub(r"(^|[\s(\[—“])'(?=\w)", r"\1‘", text)
    return text.replace("'", "’").replace("_", "")


def _is_verse(lines: Sequence[str]) -> bool:
    """Several lines, all clearly shorter than a line of prose, most of them with a capital."""
    if len(lines) < 3:
        return False
    longest = max(len(line.strip()) for line in lines)
    capitals = sum(line.strip().lstrip("“\"'‘—_")[:1].isupper() for line in lines)
    return longest <= 58 and capitals >= 0.7 * len(lines)


def _indented(line: str) -> str:
    """Verse that was set in keeps one step of it."""
    bare = line.lstrip()
    return ("\u2003" if len(line) - len(bare) >= 6 else "") + bare
