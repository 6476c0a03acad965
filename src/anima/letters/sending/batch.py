"""Orders of many letters from a table: one row, one letter, read before anything is begun."""

import csv
import hashlib
import io
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from anima.letters.brief import Brief, Correspondent, brief_of
from anima.letters.letter_error import LetterError
from anima.letters.sending.parcel import require_address

COLUMNS = (
    "name",
    "address",
    "bond",
    "greeting",
    "occasion",
    "happened",
    "say",
    "avoid",
    "tone",
    "length",
    "subject",
    "text",
)
"""The columns that a table may have; only `name` must be there. In `happened`, `say` and `avoid`
several things are parted by a bar (|). With `text` the letter is that, and nothing is drafted."""

MOST = 5000


@dataclass(frozen=True, slots=True)
class Order:
    """One row of a table.

    Attributes:
        key: The same for the same row in a table of the same name, wherever in it the row stands:
            so a table can be mended and given again, and no order is begun twice.
        old_key: What the key was when empty columns counted; letters begun then have it.
        correspondent: To whom.
        brief: What is to be written.
        subject: The subject line; empty for one made of the brief.
        text: The letter itself, if the table has it.
    """

    key: str
    correspondent: Correspondent
    brief: Brief
    subject: str
    text: str
    old_key: str = ""


def orders_from(path: Path, sender: str, name: str = "") -> list[Order]:
    """Read a table; its name is that of the file, where none is given.

    Raises `LetterError` naming the row and what is wrong with it.
    """
    try:
        content = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise LetterError(
            f"{path.name} cannot be read as UTF-8 text.", advice="Save the table as CSV, in UTF-8."
        ) from error
    reader = csv.DictReader(io.StringIO(content, newline=""))
    try:
        names = [str(column).strip().lower() for column in reader.fieldnames or ()]
    except csv.Error as error:
        raise LetterError(f"{path.name} is no table: {error}.") from error
    if "name" not in names:
        raise LetterError(
            f"{path.name} has no column called name.",
            advice=f"The columns are: {', '.join(COLUMNS)}.",
        )
    if unknown := sorted(set(names) - set(COLUMNS)):
        raise LetterError(
            f"{path.name} has columns that are not known: {', '.join(unknown)}.",
            advice=f"Known are: {', '.join(COLUMNS)}.",
        )
    reader.fieldnames = names
    try:
        orders = list(_orders(reader, path.name, name or path.stem, sender))
    except csv.Error as error:
        raise LetterError(f"{path.name} is no table: {error}.") from error
    if not orders:
        raise LetterError(f"{path.name} has no rows.")
    return orders


def _orders(reader: "csv.DictReader[str]", file: str, name: str, sender: str) -> Iterator[Order]:
    seen = Counter[str]()
    for number, row in enumerate(reader, 1):
        if number > MOST:
            raise LetterError(f"{file} has more than {MOST} rows.", advice="Part it.")
        values = {column: (value or "").strip() for column, value in row.items() if column}
        where = f"{file}, row {number}"
        if None in row or not values["name"]:
            raise LetterError(f"{where}: the name is missing, or there are too many columns.")
        try:
            filled = {column: value for column, value in values.items() if value}
            key = _key(name, sender, filled)
            seen[key] += 1
            order = _order(values, f"{key}.{seen[key]}", sender)
            yield replace(order, old_key=f"{_key(name, sender, values)}.{seen[key]}")
        except LetterError as error:
            raise LetterError(f"{where}: {error}") from error


def _key(name: str, sender: str, values: dict[str, str]) -> str:
    told = [name, sender, *(f"{column}={values[column]}" for column in sorted(values))]
    return hashlib.sha256("\x00".join(told).encode()).hexdigest()[:16]


def _order(values: dict[str, str], key: str, sender: str) -> Order:
    correspondent = Correspondent(
        id="",
        name=values["name"],
        address=require_address(values["address"]) if values.get("address") else "",
        bond=values.get("bond", ""),
        greeting=values.get("greeting", ""),
    )
    text = values.get("text", "").replace("\\n", "\n").replace("{name}", values["name"])
    brief = brief_of(
        {
            "to": "",
            "recipient": values["name"],
            "sender": sender,
            "bond": values.get("bond", ""),
            "occasion": values.get("occasion", ""),
            "happened": _several(values.get("happened", "")),
            # What the table itself says is told by the person, as a brief is.
            "say": [*_several(values.get("say", "")), *([text] if text else [])],
            "avoid": _several(values.get("avoid", "")),
            "tone": values.get("tone") or "warm",
            "length": values.get("length") or "medium",
        }
    )
    if not brief.points and not brief.occasion:
        raise LetterError("There is nothing to write about: happened, say or text is needed.")
    return Order(key, correspondent, brief, values.get("subject", ""), text)


def _several(value: str) -> list[str]:
    return [part.strip() for part in value.split("|") if part.strip()]
