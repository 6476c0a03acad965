"""SillyTavern chats (.jsonl) and Replika's backup (.csv)."""

import csv
import json
import re
from collections.abc import Iterator
from datetime import UTC, datetime

from dateutil import parser as dates

from anima.continuity.chats.files import Files, lines_of
from anima.continuity.chats.json_stream import number, text
from anima.continuity.chats.times import from_iso, from_unix, required
from anima.values import ArchiveError, JsonValue, Message

REPLIKA_HEADER = ["Timestamp", "From", "Text", "Reaction", "ID"]
_TAVERN_TIME = re.compile(
    r"(\d{4})-(\d{1,2})-(\d{1,2}) ?@(\d{1,2})h ?(\d{1,2})m ?(\d{1,2})s(?: ?(\d{1,3})ms)?"
)
_FIELD_CHARACTERS = 1 << 20


def read_sillytavern(files: Files, name: str) -> Iterator[Message]:
    """The messages of a chat; its first line names the two."""
    chat = ""
    with files.open(name) as file:
        for place, line in enumerate(lines_of(file, name), start=1):
            if not line.strip():
                continue
            try:
                row: JsonValue = json.loads(line)
            except (ValueError, RecursionError) as error:
                raise ArchiveError(
                    f"Line {place} of {name} is no JSON.",
                    advice="Export it again; nothing was changed.",
                ) from error
            if text(row, "character_name"):
                chat = text(row, "character_name")
            words = text(row, "mes").strip()
            if not words or (isinstance(row, dict) and row.get("is_system") is True):
                continue
            mine = isinstance(row, dict) and row.get("is_user") is True
            author = text(row, "name") or ("You" if mine else chat or "Character")
            yield Message(required(_tavern_time(row), name), author, words, chat, mine)


def _tavern_time(row: JsonValue) -> datetime | None:
    if at := from_unix(number(row, "send_date")):
        return at
    written = text(row, "send_date")
    if found := _TAVERN_TIME.fullmatch(written):
        year, month, day, hour, minute, second = (int(each) for each in found.groups()[:6])
        thousandths = int(found[7] or 0) * 1000
        return _local(datetime(year, month, day, hour, minute, second, thousandths))
    return from_iso(written) or _read(written)


def read_replika(files: Files, name: str) -> Iterator[Message]:
    """The messages of a backup, whose first line is `Timestamp,From,Text,Reaction,ID`."""
    csv.field_size_limit(_FIELD_CHARACTERS)
    with files.open(name) as file:
        # The reader wants the ends of lines, for words that have some in them.
        table = csv.reader(f"{line}\n" for line in lines_of(file, name))
        try:
            next(table)
            for row in table:
                if len(row) >= 3 and row[2].strip():
                    mine = row[1].strip().lower() in ("me", "user", "you")
                    author = "You" if mine else row[1].strip() or "Replika"
                    at = required(from_iso(row[0]) or _read(row[0]), name)
                    yield Message(at, author, row[2].strip(), "Replika", mine)
        except csv.Error as error:
            raise ArchiveError(
                f"Line {table.line_num} of {name} is no row of a table.",
                advice="Export it again; nothing was changed.",
            ) from error


def _read(written: str) -> datetime | None:
    """A time in words ("June 19, 2023 2:20pm")."""
    try:
        return _local(dates.parse(written)) if written.strip() else None
    except (ValueError, OverflowError):
        return None


def _local(at: datetime) -> datetime:
    return at.astimezone(UTC)
