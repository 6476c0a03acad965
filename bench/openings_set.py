"""The fixed set of everyday openings: what is said to her, and what a good reply must respect."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from anima.values import JsonValue

OWN_SET = Path(__file__).parent / "data" / "openings.json"


@dataclass(frozen=True, slots=True)
class Remembered:
    """Something the person said on an earlier day, given to her with the opening."""

    on: date
    text: str

    @property
    def line(self) -> str:
        """The line as retrieval writes it."""
        return f'On {self.on:%A} {self.on.day} {self.on:%B} you told me: "{self.text}"'


@dataclass(frozen=True, slots=True)
class Opening:
    """One thing a person says, and what can be checked about an answer to it.

    Attributes:
        id: Unique in the set.
        kind: The group it is counted in, such as `greeting` or `unknown`.
        text: What the person says.
        before: What was said just before, the person first, then she, in turn.
        remembered: What she is given to remember for this turn.
        says: A good reply contains at least one of these words or word beginnings.
        avoids: A good reply contains none of these.
        admits: She was not told: a good reply says so.
        ai: She is asked what she is: a good reply says that she is an AI.
        second_person: A good reply speaks of the person as "you".
    """

    id: str
    kind: str
    text: str
    before: tuple[str, ...] = ()
    remembered: tuple[Remembered, ...] = ()
    says: tuple[str, ...] = ()
    avoids: tuple[str, ...] = ()
    admits: bool = False
    ai: bool = False
    second_person: bool = False


@dataclass(frozen=True, slots=True)
class OpeningSet:
    """Openings, and whom they are said by, to whom, and when."""

    person: str
    her: str
    today: datetime
    known: tuple[str, ...]
    openings: tuple[Opening, ...]


def read_openings(path: Path = OWN_SET) -> OpeningSet:
    """Read a set; raises `ValueError` or `KeyError` when the file is not of this form."""
    content: dict[str, JsonValue] = json.loads(path.read_text(encoding="utf-8"))
    return OpeningSet(
        person=str(content["person"]),
        her=str(content["her"]),
        today=datetime.fromisoformat(str(content["today"])),
        known=_strings(content["known"]),
        openings=tuple(_opening(_mapping(row)) for row in _sequence(content["openings"])),
    )


def _opening(row: Mapping[str, JsonValue]) -> Opening:
    remembered = (_mapping(item) for item in _sequence(row.get("remembered", [])))
    return Opening(
        id=str(row["id"]),
        kind=str(row["kind"]),
        text=str(row["text"]),
        before=_strings(row.get("before", [])),
        remembered=tuple(
            Remembered(date.fromisoformat(str(item["when"])), str(item["text"]))
            for item in remembered
        ),
        says=_strings(row.get("says", [])),
        avoids=_strings(row.get("avoids", [])),
        admits=row.get("admits") is True,
        ai=row.get("ai") is True,
        second_person=row.get("second_person") is True,
    )


def _sequence(value: JsonValue) -> Sequence[JsonValue]:
    if not isinstance(value, list):
        raise ValueError("a list was expected in the set of openings")
    return value


def _mapping(value: JsonValue) -> Mapping[str, JsonValue]:
    if not isinstance(value, dict):
        raise ValueError("an object was expected in the set of openings")
    return value


def _strings(value: JsonValue) -> tuple[str, ...]:
    return tuple(str(item) for item in _sequence(value))
