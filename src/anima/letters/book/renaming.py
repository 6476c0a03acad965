"""Names changed everywhere in the same way: in letters, headings, files and metadata."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from unicodedata import normalize

from anima.letters.book.piece import Piece
from anima.letters.common_words import is_common
from anima.letters.letter_error import LetterError

_SMALL = frozenset("and of the de la van von mr mrs ms miss dr messrs sir lady".split())


@dataclass(frozen=True, slots=True)
class Renaming:
    """Which name stands for which: whole names, and each part of them by itself."""

    _names: tuple[tuple[str, str], ...]

    def __bool__(self) -> bool:
        return bool(self._names)

    @property
    def originals(self) -> tuple[str, ...]:
        """Every name and part of a name that must not be left anywhere."""
        return tuple(old for old, _ in self._names)

    def text(self, text: str) -> str:
        """A text with the names changed, in whatever case, split by a line end or not.

        A name by itself that is an ordinary word, as Will and May are, is that word in small
        letters.
        """
        return self._changed(text, words_stay=True)

    def _changed(self, text: str, *, words_stay: bool) -> str:
        text = normalize("NFC", text) if self else text
        for old, new in self._names:
            text = _pattern(old, words_stay=words_stay).sub(
                lambda found, new=new: _cased(found[0], new), text
            )
        return text

    def piece(self, piece: Piece) -> Piece:
        """A letter with the names changed, its id too."""
        return replace(
            piece,
            id=self._changed(re.sub("[_-]", " ", piece.id), words_stay=False)
            .replace(" ", "-")
            .lower()
            if self
            else piece.id,
            text=self.text(piece.text),
            writer=self.text(piece.writer),
            recipient=self.text(piece.recipient),
            dateline=self.text(piece.dateline),
        )

    def left_in(self, text: str) -> list[str]:
        """The original names that are still in a text."""
        text = normalize("NFC", text)
        return [old for old in self.originals if _pattern(old, words_stay=True).search(text)]


def renaming_of(pairs: Mapping[str, str]) -> Renaming:
    """A renaming from names to names.

    Raises `LetterError` when one is empty, when two become one, or when a new name is itself an
    original one: the book could then not be read.
    """
    whole = {_plain(old): _plain(new) for old, new in pairs.items()}
    if not all(old and new for old, new in whole.items()):
        raise LetterError("A name to be changed is empty.", advice='Write "Old Name=New Name".')
    parts: dict[str, str] = {}
    for old, new in whole.items():
        _add(parts, old, new)
    for old, new in whole.items():
        for one, other in _aligned(old.split(), new.split()):
            if one.lower() not in _SMALL:
                _add(parts, one, other)
    taken = {part.lower() for old in whole for part in old.split() if part.lower() not in _SMALL}
    for new in whole.values():
        if {part.lower() for part in new.split()} & taken:
            raise LetterError("A new name is one of the old ones.", advice="Choose another.")
    if len({new.lower() for new in whole.values()}) < len(whole):
        raise LetterError("Two people would get the same name.", advice="Choose another.")
    return Renaming(tuple(sorted(parts.items(), key=lambda pair: -len(pair[0]))))


def pairs_from(given: Sequence[str]) -> dict[str, str]:
    """Pairs as they are typed: "Old Name=New Name". Raises `LetterError`."""
    found: dict[str, str] = {}
    for each in given:
        old, equals, new = each.partition("=")
        if not equals:
            raise LetterError("That is no change of a name.", advice='Write "Old Name=New Name".')
        found[old.strip()] = new.strip()
    return found


def _aligned(old: Sequence[str], new: Sequence[str]) -> list[tuple[str, str]]:
    """First with first and last with last; what is over goes with the last."""
    if len(old) == 1:
        return [(old[0], " ".join(new))]
    if len(new) == 1:
        return [(part, new[0]) for part in old]
    middle = [(part, new[min(n, len(new) - 2)]) for n, part in enumerate(old[:-1])]
    return [*middle, (old[-1], new[-1])]


def _plain(name: str) -> str:
    return normalize("NFC", " ".join(name.split()))


def _pattern(old: str, *, words_stay: bool) -> re.Pattern[str]:
    """Where a name stands; one that is an ordinary word only where it has a capital."""
    name = r"[\s_-]+".join(re.escape(part) for part in old.split())
    flags = re.IGNORECASE
    if words_stay and " " not in old and is_common(old):
        name = f"(?:{re.escape(old[:1].upper() + old[1:])}|{re.escape(old.upper())})"
        flags = re.NOFLAG
    return re.compile(rf"(?<![^\W\d_]){name}(?![^\W\d_])", flags)


def _add(parts: dict[str, str], old: str, new: str) -> None:
    if parts.setdefault(old, new) != new and len(old.split()) > 1:
        raise LetterError("The same name is to become two different ones.", advice="Choose one.")


def _cased(found: str, new: str) -> str:
    if found.isupper() and len(found) > 1:
        return new.upper()
    return new.lower() if found.islower() else new
