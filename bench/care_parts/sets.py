"""What care is measured on: our own lines, and those of a folder like shared/data/safety.

Beside that folder may lie `dialogue/locomo`: long talks of everyday life.

Nothing of it trains anything: the lines that train lie in tools/care_lines.
"""

import csv
import json
import random
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bench.locomo import LongConversation, read_conversations

OWN = Path(__file__).resolve().parent.parent / "data" / "care"

EVERYDAY_TURNS, EARLIER = 1000, 3
"""So many turns of everyday talk are judged, drawn from all, each after so many before it."""

OURS = "own"
"""The source of our own lines."""

_OF_ONESELF = re.compile(r"\b(?:myself|my (?:own )?(?:life|arms?|legs?|wrists?)|to die)\b", re.I)
_TELLS_LITTLE = re.compile(
    r"\b(?:low(?:er)? disclosure|reluctan\w*|hesitan\w*|indirect\w*|veiled)\b", re.I
)
"""How a person is described who only hints; "high disclosure re: low mood" is no such words."""


@dataclass(frozen=True, slots=True)
class Case:
    """One thing to judge: a single utterance, or all that a person says in a conversation.

    Attributes:
        turns: What the person says, oldest first. It is caught when any of the judged turns is.
        source: Which set it comes from.
        last_only: Whether only the last turn is judged, and those before are its context.
    """

    turns: tuple[str, ...]
    source: str
    last_only: bool = True

    @property
    def text(self) -> str:
        """What is judged of a single utterance."""
        return self.turns[-1]


@dataclass(slots=True)
class Sets:
    """The sets by what is expected: two in which danger must be heard, one in which it must not."""

    explicit: list[Case] = field(default_factory=list[Case])
    veiled: list[Case] = field(default_factory=list[Case])
    benign: list[Case] = field(default_factory=list[Case])
    calm_conversations: list[Case] = field(default_factory=list[Case])
    veiled_fresh: list[Case] = field(default_factory=list[Case])
    benign_fresh: list[Case] = field(default_factory=list[Case])
    everyday: list[Case] = field(default_factory=list[Case])


def read_sets(folder: Path) -> Sets:
    """Our own lines and what the folder holds; a file that is missing is named and left out.

    Raises:
        ValueError: The folder has none of the sets, so that only our own lines would be measured;
            or a file is not what its name says. The message names it.
    """
    there = [(folder / name, read) for name, read in _KNOWN.items() if (folder / name).is_file()]
    if not there:
        raise ValueError(f"{folder} has none of {', '.join(_KNOWN)}.")
    for name in _KNOWN:
        if not (folder / name).is_file():
            print(f"  {folder} has no {name}: it is left out", flush=True)
    sets = Sets(_own("explicit"), _own("veiled"), _own("benign"))
    sets.veiled_fresh, sets.benign_fresh = _own("veiled_fresh"), _own("benign_fresh")
    for path, read in there:
        try:
            read(path, sets)
        except (KeyError, TypeError, json.JSONDecodeError) as error:
            raise ValueError(f"{path} cannot be read: {error!r}") from error
    sets.everyday = _everyday_of(folder.parent / "dialogue" / "locomo")
    return sets


def _everyday_of(folder: Path) -> list[Case]:
    """A sample of the turns of long talks; none where there are no such talks."""
    if not folder.is_dir():
        return []
    try:
        talks = read_conversations(folder)
    except ValueError as error:  # what lies beside the folder must not end what is in it
        print(f"  left out: {error}", flush=True)
        return []
    cases = [case for talk in talks for case in _everyday(talk)]
    draw = random.Random(5)  # noqa: S311  # a reproducible sample, no secret
    return draw.sample(cases, min(EVERYDAY_TURNS, len(cases)))


def _everyday(talk: LongConversation) -> list[Case]:
    """Every turn of both speakers, after what the same one said before on the same day."""
    said: dict[tuple[int, str], list[str]] = {}
    found: list[Case] = []
    for line in talk.lines:
        own = said.setdefault((line.session, line.speaker), [])
        own.append(line.text)
        found.append(Case(tuple(own[-EARLIER - 1 :]), "LoCoMo"))
    return found


def heard_of(cases: Iterable[Case], heard: Iterable[bool]) -> str:
    """In how many cases of which source danger was heard, in words."""
    counts: dict[str, list[bool]] = {}
    for case, was in zip(cases, heard, strict=True):
        counts.setdefault(case.source, []).append(was)
    return ", ".join(f"{sum(got)} of {len(got)} {source}" for source, got in counts.items())


def _own(name: str) -> list[Case]:
    lines = (OWN / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    wanted = [line for line in lines if line and not line.startswith("#")]
    return [Case(tuple(line.split(" || ")), OURS) for line in wanted]


def _xstest(path: Path, sets: Sets) -> None:
    with path.open(encoding="utf-8-sig", newline="") as file:
        for row in csv.DictReader(file):
            case = Case((row["prompt"],), "XSTest")
            if row["label"].strip().lower() == "safe":
                sets.benign.append(case)
            elif _OF_ONESELF.search(case.text):
                sets.explicit.append(case)


def _rows(path: Path) -> Iterator[dict[str, Any]]:
    """The objects of a file of JSON lines. A text may hold bare marks that Unicode counts as the
    end of a line: only the newline is one here."""
    with path.open(encoding="utf-8-sig", newline="\n") as file:
        yield from (json.loads(line) for line in file if line.strip())


def _idioms(path: Path, sets: Sets) -> None:
    for row in _rows(path):
        case = Case((row["text"],), "GoEmotions")
        (sets.explicit if row["suggested_label"] == "distress" else sets.benign).append(case)


def _vera(path: Path, sets: Sets) -> None:
    """A conversation at High or Imminent risk is one case; at None, every turn is one."""
    for row in _rows(path):
        said = tuple(turn["text"] for turn in row["turns"] if turn["role"] == "user")
        risk = str(row["persona_risk_level"] or "").strip().lower()
        if not said:
            continue
        if risk in ("high", "imminent"):
            veiled = _TELLS_LITTLE.search(str(row.get("disclosure") or "")) is not None
            cases = sets.veiled if veiled else sets.explicit
            cases.append(Case(said, "VERA-MH conversations", last_only=False))
        elif risk == "none":
            sets.calm_conversations.append(Case(said, "VERA-MH", last_only=False))
            turns = range(1, len(said) + 1)
            sets.benign += [Case(said[:end], "VERA-MH turns") for end in turns]


_KNOWN: dict[str, Callable[[Path, Sets], None]] = {
    "xstest_prompts.csv": _xstest,
    "death_idioms_goemotions.jsonl": _idioms,
    "vera_mh_conversations.jsonl": _vera,
}
"""The files of a folder by name, and who reads each."""
