"""A piece: one letter that may come into the book, read from a folder."""

import csv
import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from anima.letters.letter_error import LetterError
from anima.letters.passages import GREETING, words

LEAST_WORDS = 40
"""Shorter notes are left out."""


@dataclass(frozen=True, slots=True)
class Piece:
    """One letter for the book.

    Attributes:
        id: The file's name without its ending.
        text: The letter without its dateline.
        writer: Who wrote it; may be empty.
        recipient: To whom; may be empty.
        dateline: Place and date as they stand above the letter.
        day: The date, as far as it can be read; the first of a month or year that is named alone.
    """

    id: str
    text: str
    writer: str
    recipient: str
    dateline: str
    day: date | None

    @property
    def words(self) -> int:
        """How long it is."""
        return len(words(self.text))


def pieces_in(folder: Path) -> list[Piece]:
    """The letters of a folder: one .txt or .md file each, with a manifest.csv if there is one.

    Of the manifest the columns file, writer, recipient and dateline are read, as far as they are
    there. Raises `LetterError` when the folder cannot be read or holds no letters.
    """
    if not folder.is_dir():
        raise LetterError(f"{folder} is no folder.")
    rows = _manifest(folder / "manifest.csv")
    found: list[Piece] = []
    for path in sorted(folder.iterdir()):
        if path.suffix.lower() not in (".txt", ".md") or path.name.lower().startswith("readme"):
            continue
        try:
            text = path.read_text(encoding="utf-8-sig", errors="replace")
        except OSError as error:
            raise LetterError(f"{path.name} cannot be read: {error.strerror}.") from error
        row = rows.get(path.name, {})
        piece = _piece(path.stem, text, row)
        if piece.words >= LEAST_WORDS:
            found.append(piece)
    if not found:
        raise LetterError(
            f"{folder.name} holds no letters.", advice="Put each into a .txt file of its own."
        )
    return found


def _manifest(path: Path) -> dict[str, dict[str, str]]:
    if not path.exists():
        return {}
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            return {
                str(row.get("file") or ""): {k: v or "" for k, v in row.items() if k}
                for row in csv.DictReader(file)
            }
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise LetterError(f"{path.name} cannot be read as a table.") from error


def _piece(name: str, text: str, row: dict[str, str]) -> Piece:
    dateline, body = _dateline(plain(text))
    dateline = plain(row.get("dateline", "")) or dateline
    recipient = row.get("recipient", "") or _addressed(name, body)
    recipient = re.sub(r"(?<=\w )(And|Of|The)(?= \w)", lambda found: found[1].lower(), recipient)
    return Piece(name, body, row.get("writer", ""), recipient, dateline, day_of(dateline))


def plain(text: str) -> str:
    """Line ends, signs and marks of old transcriptions as a book has them."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "").replace("\t", "    ")
    text = re.sub(r"[\x01-\x08\x0b-\x1f\x7f\ufffe\uffff]", "", text)
    text = re.sub(r"\{([^{}\n]{1,6})\}", r"\1", text)
    text = re.sub(r"-{2,}", "—", text)
    return text.strip()


def _dateline(text: str) -> tuple[str, str]:
    """A first paragraph that is a place or date and nothing else."""
    first, _, rest = text.partition("\n\n")
    line = " ".join(first.split())
    dated = re.search(r"\b(?:1[5-9]|20)\d\d\b", line) or _MONTH.search(line) or _DAY.search(line)
    if rest.strip() and len(words(line)) <= 14 and dated and not GREETING.match(line):
        return line, rest.strip()
    return "", text


def _addressed(name: str, body: str) -> str:
    if found := re.search(r"_to_(?P<who>[\w-]+)$", name):
        return found["who"].replace("-", " ").title()
    if found := GREETING.match(body):
        said = re.sub(
            r"^(?:my|our|dear(?:est)?|hi|hello|hey|darling|beloved|sweet|\s)+",
            "",
            found["all"],
            flags=re.I,
        )
        return said.strip()
    return ""


_BEFORE_A_NAME = r"^(?:my|our|dear(?:est)?|hi|hello|hey|darling|beloved|sweet|\s)+"
_MONTHS = (
    "january february march april may june july august september october november december"
).split()
_MONTH = re.compile(
    r"\b(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)"
    r"(?:(?<=jan)uary|(?<=feb)(?:ruar)?y|(?<=mar)ch|(?<=apr)il|(?<=jun)e|(?<=jul)y|(?<=aug)(?:us)?t|"
    r"(?<=sep)(?:t|tember|tr)|(?<=oct)(?:ober|r)|(?<=nov)(?:ember|r)|(?<=dec)(?:ember|r))?\b\.?",
    re.IGNORECASE,
)
_DAY = re.compile(r"\b(?:mon|tues|wednes|thurs|fri|satur|sun)d(?:ay)?\b", re.IGNORECASE)


def day_of(dateline: str) -> date | None:
    """The date in a dateline: the year must be there, month and day may be."""
    years = re.findall(r"\b(1[5-9]\d\d|20\d\d)\b", dateline)
    if not years:
        return None
    year, month, day = int(years[-1]), 1, 1
    if found := _MONTH.search(dateline):
        month = next(n for n, name in enumerate(_MONTHS, 1) if name.startswith(found[1].lower()))
        around = dateline[max(0, found.start() - 8) : found.end() + 8]
        days = [int(n) for n in re.findall(r"(?<!\d)(\d{1,2})(?!\d)", around) if 0 < int(n) <= 31]
        day = days[-1] if days else 1
    try:
        return date(year, month, day)
    except ValueError:
        return date(year, month, 1)
