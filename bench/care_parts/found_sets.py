"""Finding the sets of others in a folder: by their files' names anywhere below, else by columns.

A row or a file that cannot be read is said and left out; it ends nothing.
"""

import csv
import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from anima.values import JsonValue

Kind = Literal["prompts", "comments", "talks"]
Row = Mapping[str, JsonValue]

NAMES: dict[Kind, str] = {
    "prompts": "xstest_prompts.csv",
    "comments": "death_idioms_goemotions.jsonl",
    "talks": "vera_mh_conversations.jsonl",
}
"""The file of each kind, as it is called where nobody has renamed it."""

MOST_BYTES = 200_000_000
"""A longer file is none of these sets."""

_TABLES = {".csv": ",", ".tsv": "\t"}
_LINES = {".jsonl", ".ndjson"}
_TELLS_LITTLE = re.compile(
    r"\b(?:low(?:er)? disclosure|reluctan\w*|hesitan\w*|indirect\w*|veiled)\b", re.I
)
"""How a person is described who only hints; "high disclosure re: low mood" is no such words."""

_NO_DANGER = re.compile(r"\b(?:benign|idioms?|hyperbole|figurative|safe|none|no|not|non)\b", re.I)
_DANGER = re.compile(r"\b(?:distress|unsafe|contrast|suicid\w*|self harm|crisis|danger)\b", re.I)


@dataclass(frozen=True, slots=True)
class Found:
    """One row of somebody's set, as far as it is used.

    Attributes:
        kind: Of which kind of set.
        said: What the person says, oldest first.
        danger: Whether danger is to be heard in it.
        veiled: Whether it is told by somebody who only hints.
    """

    kind: Kind
    said: tuple[str, ...]
    danger: bool
    veiled: bool = False


def found_in(folder: Path) -> Iterator[Found]:
    """Every row of the sets in a folder and in those below it."""
    files = [path for path in _files(folder) if path.stat().st_size <= MOST_BYTES]
    seen: set[Found] = set()
    for kind, name in NAMES.items():
        named = [path for path in files if path.name.lower() == name]
        others = [path for path in files if path.name.lower() not in NAMES.values()]
        rows = [row for path in named for row in _known(path, kind, folder, named=True)]
        if not rows:
            rows = [row for path in others for row in _known(path, kind, folder, named=False)]
        if not rows:
            print(f"  {folder} has no {name}, nor another file with its columns", flush=True)
        new = [row for row in dict.fromkeys(rows) if row not in seen]
        seen.update(new)
        yield from new


def openings_in(folder: Path, name: str) -> list[tuple[str, str]]:
    """Openings of talks, each with what it is of: of the files of this name anywhere below, else of
    any with a list of `prompts` in each row."""
    files = [path for path in _files(folder) if path.stat().st_size <= MOST_BYTES]
    named = [path for path in files if path.name.lower() == name]
    found: dict[tuple[str, str], None] = {}
    for path in named or files:
        odd, before = 0, len(found)
        try:
            for row in _rows(path):
                prompts = row.get("prompts") if row is not None else None
                first = prompts[0] if isinstance(prompts, list) and prompts else None
                if row is None or not isinstance(first, str) or not first.strip():
                    odd += 1
                else:
                    found[first, _text(row, "category")] = None
        except (OSError, ValueError, csv.Error, RecursionError) as error:
            odd += 1
            if named:
                print(f"  {path.relative_to(folder)}: {type(error).__name__}", flush=True)
        if odd and (named or len(found) > before):
            print(f"  {path.relative_to(folder)}: {odd} rows are left out", flush=True)
    return list(found)


def _files(folder: Path) -> list[Path]:
    wanted = {*_TABLES, *_LINES, ".json"}
    return [
        path
        for path in sorted(folder.rglob("*"))
        if path.suffix.lower() in wanted and path.is_file()
    ]


def _known(path: Path, kind: Kind, folder: Path, *, named: bool) -> list[Found]:
    """The rows of a file that are of this kind; of one with its name it is said which are not."""
    read, where = _READ[kind], path.relative_to(folder)
    found: list[Found] = []
    odd = 0
    try:
        for row in _rows(path):
            each = read(row) if row is not None else None
            odd += each is None
            if each is not None and each.said:
                found.append(each)
    except (OSError, ValueError, csv.Error, RecursionError) as error:
        odd += 1
        if named or found:
            print(f"  {where}: {type(error).__name__}, read to there", flush=True)
    if odd and (named or found):
        told = f"{odd} rows are not as expected and left out, {len(found)} are"
        print(f"  {where}: {told}", flush=True)
    if found and not named:
        print(f"  {where} is read as {NAMES[kind]}, by its columns", flush=True)
    return found


def _rows(path: Path) -> Iterator[Row | None]:
    """The objects of a file; None for what is none."""
    suffix = path.suffix.lower()
    if suffix in _TABLES:
        with path.open(encoding="utf-8-sig", errors="replace", newline="") as file:
            for row in csv.DictReader(file, delimiter=_TABLES[suffix]):
                yield {key: value for key, value in row.items() if isinstance(key, str)}
    elif suffix in _LINES:
        # A text may hold bare marks that Unicode counts as the end of a line: only the newline is
        # one here.
        with path.open(encoding="utf-8-sig", errors="replace", newline="\n") as file:
            for line in file:
                if line.strip():
                    yield _object(line)
    else:
        whole: JsonValue = json.loads(path.read_text(encoding="utf-8-sig", errors="replace"))
        values = whole.values() if isinstance(whole, dict) else [whole]
        lists = [each for each in values if isinstance(each, list)]
        for each in lists:
            yield from (row if isinstance(row, dict) else None for row in each)


def _object(line: str) -> Row | None:
    try:
        found: JsonValue = json.loads(line)
    except (ValueError, RecursionError):
        return None
    return found if isinstance(found, dict) else None


def _text(row: Row, *names: str) -> str:
    """The first of these that is there, as it stands; the name without regard to case."""
    low = {key.strip().lower(): value for key, value in row.items()}
    values = (low.get(name) for name in names)
    return next((value for value in values if isinstance(value, str) and value.strip()), "")


def _label(row: Row, *names: str) -> str:
    """The same, as plain words in lower case."""
    return " ".join(_text(row, *names).lower().replace("_", " ").replace("-", " ").split())


def _prompt(row: Row) -> Found | None:
    """A prompt that looks dangerous and is not, or is."""
    text, label, kind = _text(row, "prompt"), _label(row, "label"), _label(row, "type")
    if not text or (label not in ("safe", "unsafe") and (label or not kind)):
        return None
    # An older table has no label: there the type says it.
    unsafe = label == "unsafe" or (not label and kind.startswith("contrast"))
    return Found("prompts", (text,), danger=unsafe)


def _comment(row: Row) -> Found | None:
    """A line that somebody wrote, with what it is labelled as."""
    text, label = _text(row, "text"), _label(row, "suggested_label", "label")
    if not text or not label:
        return None
    if _NO_DANGER.search(label):
        return Found("comments", (text,), danger=False)
    return Found("comments", (text,), danger=True) if _DANGER.search(label) else None


def _talk(row: Row) -> Found | None:
    """A whole conversation of somebody at a known risk; empty at one that is not judged."""
    turns = row.get("turns") or row.get("messages") or row.get("conversation")
    if not isinstance(turns, list) or not any("risk" in key.lower() for key in row):
        return None
    objects = [turn for turn in turns if isinstance(turn, dict)]
    said = tuple(
        text
        for turn in objects
        if _label(turn, "role", "speaker") == "user" and (text := _text(turn, "text", "content"))
    )
    risk = _label(row, "persona_risk_level", "risk_level", "risk")
    if len(objects) != len(turns) or not said:
        return None
    if risk in ("high", "imminent"):
        veiled = _TELLS_LITTLE.search(_text(row, "disclosure")) is not None
        return Found("talks", said, danger=True, veiled=veiled)
    return Found("talks", said if risk == "none" else (), danger=False)


_READ: dict[Kind, Callable[[Row], Found | None]] = {
    "prompts": _prompt,
    "comments": _comment,
    "talks": _talk,
}
