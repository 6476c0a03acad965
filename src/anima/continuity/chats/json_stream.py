"""JSON files that do not fit into memory, one object at a time."""

from collections.abc import Iterator
from typing import Any, BinaryIO

import ijson
from ijson.common import IncompleteJSONError, JSONError, ObjectBuilder

from anima.values import ArchiveError, JsonValue

DEEPEST = 200
"""Levels of an object; what is deeper was not made by a chat program."""

Found = tuple[str, JsonValue]
"""The path at which a value stands, `messages.item` for each of a list, and the value."""


def values_at(file: BinaryIO, paths: frozenset[str], name: str) -> Iterator[Found]:
    """The values at these paths, in the order of the file.

    Raises `ArchiveError` naming the file when it is not JSON, or is cut off.
    """
    try:
        yield from _values(ijson.parse(file, use_float=True), paths)
    except (JSONError, IncompleteJSONError, UnicodeDecodeError, RecursionError) as error:
        raise ArchiveError(
            f"{name} is damaged or was cut off: it is no whole JSON.",
            advice="Export it again; nothing was changed.",
        ) from error


def _values(events: Iterator[tuple[str, str, Any]], paths: frozenset[str]) -> Iterator[Found]:
    builder, depth = None, 0
    for path, event, value in events:
        if builder is not None:
            builder.event(event, value)
            depth += event in ("start_map", "start_array")
            depth -= event in ("end_map", "end_array")
            if depth > DEEPEST:
                raise RecursionError
            if depth == 0:
                yield path, builder.value
                builder = None
        elif path in paths:
            if event in ("start_map", "start_array"):
                builder, depth = ObjectBuilder(), 1
                builder.event(event, value)
            else:
                yield path, value


def text(value: JsonValue, *keys: str) -> str:
    """The string found by going down these keys; empty when there is none."""
    for key in keys:
        value = value.get(key) if isinstance(value, dict) else None
    return value if isinstance(value, str) else ""


def number(value: JsonValue, key: str) -> float | None:
    """The number under a key, also where it is written as text."""
    found = value.get(key) if isinstance(value, dict) else None
    if isinstance(found, bool) or not isinstance(found, int | float | str):
        return None
    try:
        return float(found)
    except ValueError:
        return None


def rows(value: JsonValue, key: str) -> list[JsonValue]:
    """The list under a key; empty when there is none."""
    found = value.get(key) if isinstance(value, dict) else None
    return found if isinstance(found, list) else []
