"""Text out of byte-level BPE tokens, as GPT-2 and Whisper write them."""

from collections.abc import Iterable

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
