"""Text out of byte-level BPE tokens and back, as GPT-2 and Whisper write them."""

import re
from collections.abc import Iterable, Iterator, Mapping

_PRINTABLE = (*range(0x21, 0x7F), *range(0xA1, 0xAD), *range(0xAE, 0x100))
_OTHERS = tuple(byte for byte in range(256) if byte not in _PRINTABLE)
_BYTES = {chr(byte): byte for byte in _PRINTABLE} | {
    chr(256 + place): byte for place, byte in enumerate(_OTHERS)
}
"""Each byte is one printable character: itself, or one above 255 for those that cannot print."""


def text_of(tokens: Iterable[str]) -> str:
    """What these tokens say; special tokens such as `<|endoftext|>` say nothing."""
    characters = "".join(t for t in tokens if not (t.startswith("<|") and t.endswith("|>")))
    return bytes(_BYTES[each] for each in characters).decode("utf-8", errors="replace")


_CHARACTERS = {byte: character for character, byte in _BYTES.items()}
_PIECE = re.compile(r" ?[^\W\d_]+| ?\d+| ?[^\s\w]+|\s|_")


def tokens_of(text: str, ids: Mapping[str, int]) -> Iterator[str]:
    """The tokens that write this text.

    The pair of neighbours that makes the token with the lowest id is joined first: in these
    vocabularies the ids are in the order in which the pairs were found.
    """
    for piece in _PIECE.findall(text):
        parts = [_CHARACTERS[byte] for byte in piece.encode()]
        while True:
            ranks = [
                ids.get(one + other, len(ids)) for one, other in zip(parts, parts[1:], strict=False)
            ]
            at = min(range(len(ranks)), key=ranks.__getitem__, default=0)
            if not ranks or ranks[at] == len(ids):
                break
            parts[at : at + 2] = [parts[at] + parts[at + 1]]
        yield from parts
