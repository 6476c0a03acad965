"""A letter as passages: greeting, paragraphs, sentences, closing, each with its place."""

import re
from dataclasses import dataclass

_END = re.compile(
    r"(?<!\b[A-Z])(?<!\b(?:Mr|Ms|Dr|St|No|Jr|Sr|vs))(?<!\b(?:Mrs|Rev|etc))(?<!\bProf)"
    r"(?:[.!?…]+[\"”’')\]]*|:?--?-?(?=[A-Z]))(?=\s|$|--)"
)
GREETING = re.compile(
    r"^\s*(?P<all>(?:(?:My|Our)\s+)?(?:own\s+|very\s+|sweet\s+)*"
    r"(?:dear(?:est)?|darling|beloved|hi|hello|hey|good\s+(?:morning|evening|day))\b"
    r"[^\n.!?;:,—]{0,60}?)(?P<mark>\s*(?:,|:|!|\.{1,3}|—|--|-)(?=\s|\n|$|[A-Z])|\s*\n|$)",
    re.IGNORECASE,
)
_CLOSING = re.compile(
    r"^(?:(?:with|in|all|much|lots|ever|always|most|very|believe|god|i\s+am|i\s+remain|until|till)\b"
    r".{0,60}|(?:yours?|your\b.{0,60}|love|best|kisses|hugs|xx+|x|cheers|warmly|sincerely|take\s+care|"
    r"affectionately|fondly|regards|kind\s+regards|thanks|thank\s+you|see\s+you|goodbye|bye)\b.{0,60})$",
    re.IGNORECASE,
)
WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")


@dataclass(frozen=True, slots=True)
class Span:
    """A part of a text.

    Attributes:
        start: Where it begins.
        end: Where it ends; the character there is no part of it.
        text: What stands there.
    """

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Passages:
    """The parts of one letter.

    Attributes:
        greeting: The line that addresses the recipient; None when there is none.
        body: The paragraphs between greeting and closing.
        closing: The last lines: the complimentary close and the name.
    """

    greeting: Span | None
    body: tuple[Span, ...]
    closing: Span | None


def words(text: str) -> list[str]:
    """The words of a text, without numbers."""
    return WORD.findall(text)


def sentences(text: str, *, offset: int = 0) -> list[Span]:
    """The sentences of a text in order, without the white space around them."""
    found: list[Span] = []
    start = 0
    for match in _END.finditer(text):
        _add(found, text, start, match.end(), offset)
        start = match.end()
    _add(found, text, start, len(text), offset)
    return found


def paragraphs(text: str) -> list[Span]:
    """The paragraphs: what blank lines part, without the white space around them."""
    found: list[Span] = []
    start = 0
    for match in re.finditer(r"\n[ \t]*\n\s*", text):
        _add(found, text, start, match.start(), 0)
        start = match.end()
    _add(found, text, start, len(text), 0)
    return found


def passages(text: str) -> Passages:
    """Part a letter into greeting, body and closing."""
    blocks = paragraphs(text)
    greeting = closing = None
    if blocks and (found := GREETING.match(blocks[0].text)):
        whole = found.end() >= len(blocks[0].text) or found["mark"].endswith("\n")
        line_end = blocks[0].text.find("\n", found.start("all"))
        if whole or line_end in (-1, found.end()) or found.end() <= line_end:
            end = blocks[0].start + found.end("mark")
            greeting = _span(text, blocks[0].start, end)
            rest = _span(text, end, blocks[0].end)
            blocks = [*([rest] if rest.text else []), *blocks[1:]]
    if len(blocks) > 1 or (blocks and greeting):
        closing, blocks = _closing_of(text, blocks)
    return Passages(greeting, tuple(blocks), closing)


def body_sentences(text: str) -> list[Span]:
    """Every sentence between greeting and closing."""
    return [
        sentence
        for paragraph in passages(text).body
        for sentence in sentences(paragraph.text, offset=paragraph.start)
    ]


def _closing_of(text: str, blocks: list[Span]) -> tuple[Span | None, list[Span]]:
    """The closing may be the last lines of the last blocks; a name alone belongs to it."""
    for back in (2, 1):
        tail = blocks[-back:] if len(blocks) >= back else []
        if len(tail) != back:
            continue
        first = tail[0].text.split("\n")[0].strip()
        short = all(len(words(line)) <= 9 for block in tail for line in block.text.split("\n"))
        if short and _closes(first):
            return _span(text, tail[0].start, tail[-1].end), blocks[:-back]
    last = blocks[-1]
    lines = last.text.split("\n")
    for number in range(max(0, len(lines) - 3), len(lines)):
        if number and _closes(lines[number].strip()):
            start = last.start + len("\n".join(lines[:number])) + 1
            body = _span(text, last.start, start)
            return _span(text, start, last.end), [*blocks[:-1], body]
    if len(blocks) > 1 and len(words(last.text)) <= 3 and "\n" not in last.text:
        return last, blocks[:-1]
    return None, blocks


def _closes(line: str) -> bool:
    """Whether a line is a complimentary close; a whole sentence ("I am sorry that …") is none."""
    whole = line.endswith((".", "!", "?")) and len(words(line)) > 4
    return not whole and _CLOSING.match(line.rstrip(",.!")) is not None


def _span(text: str, start: int, end: int) -> Span:
    part = text[start:end]
    left = len(part) - len(part.lstrip())
    part = part.strip()
    return Span(start + left, start + left + len(part), part)


def _add(found: list[Span], text: str, start: int, end: int, offset: int) -> None:
    span = _span(text, start, end)
    if span.text:
        found.append(Span(span.start + offset, span.end + offset, span.text))
