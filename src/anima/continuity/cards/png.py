"""PNG files as the chunks that they consist of (W3C PNG, third edition), without their pixels."""

import struct
import zlib
from collections.abc import Collection, Iterator

from anima.values import ArchiveError

SIGNATURE = b"\x89PNG\r\n\x1a\n"
TEXT_BYTES = 32 << 20
"""The longest text of a chunk, unpacked."""


def chunks(png: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Kind and content of each chunk. Raises `ArchiveError` for a file that is damaged."""
    if not png.startswith(SIGNATURE):
        raise damaged()
    place = len(SIGNATURE)
    while place < len(png):
        head = png[place : place + 8]
        if len(head) < 8:
            raise damaged()
        length, kind = struct.unpack(">I4s", head)
        content = png[place + 8 : place + 8 + length]
        check = png[place + 8 + length : place + 12 + length]
        if len(check) < 4 or struct.unpack(">I", check)[0] != zlib.crc32(kind + content):
            raise damaged()
        yield kind, content
        place += 12 + length


def texts(png: bytes) -> dict[str, bytes]:
    """The texts in a PNG by their keywords; of two with one keyword, the first."""
    found: dict[str, bytes] = {}
    for kind, content in chunks(png):
        keyword, _, rest = content.partition(b"\0")
        if kind == b"tEXt":
            found.setdefault(keyword.decode("latin-1"), rest)
        elif kind == b"zTXt":
            found.setdefault(keyword.decode("latin-1"), _inflated(rest[1:]))
    return found


def with_texts(png: bytes, wanted: dict[str, bytes]) -> bytes:
    """The same picture with these texts, before its end, in the place of those it had."""
    out = bytearray(SIGNATURE)
    for kind, content in chunks(without_texts(png, wanted)):
        if kind == b"IEND":
            for keyword, text in wanted.items():
                out += _chunk(b"tEXt", keyword.encode("latin-1") + b"\0" + text)
        out += _chunk(kind, content)
    return bytes(out)


def without_texts(png: bytes, unwanted: Collection[str]) -> bytes:
    """The same picture without the texts of these keywords."""
    out = bytearray(SIGNATURE)
    for kind, content in chunks(png):
        keyword = content.partition(b"\0")[0].decode("latin-1")
        if kind not in (b"tEXt", b"zTXt", b"iTXt") or keyword not in unwanted:
            out += _chunk(kind, content)
    return bytes(out)


def _chunk(kind: bytes, content: bytes) -> bytes:
    check = struct.pack(">I", zlib.crc32(kind + content))
    return struct.pack(">I", len(content)) + kind + content + check


def _inflated(content: bytes) -> bytes:
    unpacking = zlib.decompressobj()
    try:
        text = unpacking.decompress(content, TEXT_BYTES)
    except zlib.error as error:
        raise damaged() from error
    if unpacking.unconsumed_tail:
        raise damaged()
    return text


def damaged() -> ArchiveError:
    """What is said of a picture that cannot be read."""
    return ArchiveError(
        "The picture is damaged or was cut off.", advice="Get it again; nothing was changed."
    )
