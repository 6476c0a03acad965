"""The proof of an erasure: words that nothing else has are looked for in every file."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from anima.storage import VaultKey, plain_pages

MOST_WORDS = 500
"""So many words are looked for: each of them stands for all that was said with it."""

_LEAST = 5
_WORD = re.compile(rf"[a-z0-9]{{{_LEAST},}}")
_CHUNK = 1 << 20


@dataclass(frozen=True, slots=True)
class Proof:
    """What was looked at, and where something was left.

    Attributes:
        words: How many words were looked for.
        pages: How many pages of vaults were opened and searched.
        files: How many files were searched.
        left: The names of files that still have one of the words.
    """

    words: int
    pages: int
    files: int
    left: tuple[str, ...]


def telling_words(erased: Iterable[str], kept: Iterable[str]) -> list[str]:
    """Beginnings of words that stand in what is erased and nowhere else.

    Beginnings, because an index keeps words without their endings.
    """
    found: dict[str, None] = {}
    for text in erased:
        for word in _WORD.findall(text.lower()):
            found[word[: max(_LEAST, len(word) - 3)]] = None
    for text in kept:
        low = text.lower()
        for word in [word for word in found if word in low]:
            del found[word]
    return list(found)[:MOST_WORDS]


def search_files(folder: Path, key: VaultKey, words: list[str]) -> Proof:
    """Look for the words in every file of a folder; vaults are opened by the key, page by page."""
    wanted = re.compile(b"|".join(re.escape(word.encode()) for word in words)) if words else None
    pages, files, left = 0, 0, list[str]()
    for path in sorted(folder.rglob("*")):
        if not path.is_file() or path.is_symlink():
            continue
        files += 1
        found = _has(_chunks(path), wanted)
        if path.suffix == ".db":
            opened = list(_counted(plain_pages(path, key), wanted))
            pages += len(opened)
            found = found or any(opened)
        if found:
            left.append(path.relative_to(folder).as_posix())
    return Proof(len(words), pages, files, tuple(left))


def _counted(pages: Iterator[bytes], wanted: re.Pattern[bytes] | None) -> Iterator[bool]:
    for page in pages:
        yield _has((page,), wanted)


def _has(contents: Iterable[bytes], wanted: re.Pattern[bytes] | None) -> bool:
    return wanted is not None and any(wanted.search(content.lower()) for content in contents)


def _chunks(path: Path) -> Iterator[bytes]:
    """The file in pieces that overlap, so that no word is cut."""
    with path.open("rb") as file:
        end = b""
        while piece := file.read(_CHUNK):
            yield end + piece
            end = piece[-64:]
