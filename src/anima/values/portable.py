"""A portable: what one part keeps in a vault, so that a life can be moved and erased as a whole."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from anima.values.event import JsonValue

Row = Mapping[str, JsonValue]
"""One row of a table as it stands in an archive: by column, without the person."""


@dataclass(frozen=True, slots=True)
class FileColumn:
    """A column that is a file of its own in an archive.

    Attributes:
        name: The column.
        key: The column that names the file; its values are ids.
        folder: Where the files lie in the archive.
        suffix: How their names end, with the dot.
        to_file: Makes the file's content of the column's.
        from_file: The reverse; raises `ValueError` for what is no such file.
    """

    name: str
    key: str
    folder: str
    suffix: str
    to_file: Callable[[bytes], bytes]
    from_file: Callable[[bytes], bytes]


@dataclass(frozen=True, slots=True)
class Table:
    """A table that travels, row by row. It has a column `person`, which does not travel.

    Attributes:
        name: Its name in the vault; `<name>.jsonl` in the archive.
        columns: Those that travel, in the order in which they are written.
        order: The columns that the rows are sorted by.
        json: Columns that hold JSON text, with what writes that text byte for byte.
        file: The column that is a file of its own, if there is one.
        drawn: Whether what is new in it can be drawn again too, if in other words.
        check: Raises `ValueError` for a row that could not have come from this table.
    """

    name: str
    columns: tuple[str, ...]
    order: tuple[str, ...]
    json: Mapping[str, Callable[[JsonValue], str]] = field(
        default_factory=dict[str, Callable[[JsonValue], str]]
    )
    file: FileColumn | None = None
    drawn: bool = False
    check: Callable[[Row], None] = lambda row: None


@dataclass(frozen=True, slots=True)
class Portable:
    """What one part keeps. Each table of a vault belongs to exactly one portable.

    Attributes:
        name: What it is, in a word or two.
        carried: Tables that travel in an archive.
        derived: Tables that do not travel: drawn again from those where the life arrives.
        local: Tables of this machine only, as that of passwords: they are in no archive, and follow
            into the vault of another version.
    """

    name: str
    carried: tuple[Table, ...] = ()
    derived: tuple[str, ...] = ()
    local: tuple[Table, ...] = ()
