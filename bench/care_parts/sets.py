"""What care is measured on: our own lines, and those of a folder like shared/data/safety.

Beside that folder may lie `dialogue/locomo`: long talks of everyday life.

Nothing of it trains anything: the lines that train lie in tools/care_lines.
"""

import random
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from bench.care_parts.found_sets import Found, found_in
from bench.locomo import LongConversation, read_conversations

OWN = Path(__file__).resolve().parent.parent / "data" / "care"

EVERYDAY_TURNS, EARLIER = 1000, 3
"""So many turns of everyday talk are judged, drawn from all, each after so many before it."""

OURS = "own"
"""The source of our own lines."""

_OF_ONESELF = re.compile(r"\b(?:myself|my (?:own )?(?:life|arms?|legs?|wrists?)|to die)\b", re.I)


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
    note: str = ""
    """What stands before the notes of the figures, where the folder brought nothing."""


def read_sets(folder: Path) -> Sets:
    """Our own lines and what the folder holds, in it or in folders below it.

    Where it holds nothing that is known, our own are measured alone, and `note` says so.
    """
    sets = Sets(_own("explicit"), _own("veiled"), _own("benign"))
    sets.veiled_fresh, sets.benign_fresh = _own("veiled_fresh"), _own("benign_fresh")
    found = list(found_in(folder))
    for each in found:
        _take(each, sets)
    if not found:
        sets.note = f"nothing was found in {folder.name or folder}, our own lines alone; "
        print(f"  {sets.note.strip(' ;')}", flush=True)
    sets.everyday = _everyday_of(folder.parent / "dialogue" / "locomo")
    return sets


def _take(each: Found, sets: Sets) -> None:
    """A talk at High or Imminent risk is one case; of one without risk, every turn is one."""
    said = each.said
    match each.kind:
        case "prompts":
            case = Case(said, "XSTest")
            if not each.danger:
                sets.benign.append(case)
            elif _OF_ONESELF.search(case.text):
                sets.explicit.append(case)
        case "comments":
            (sets.explicit if each.danger else sets.benign).append(Case(said, "GoEmotions"))
        case "talks" if each.danger:
            cases = sets.veiled if each.veiled else sets.explicit
            cases.append(Case(said, "VERA-MH conversations", last_only=False))
        case "talks":
            sets.calm_conversations.append(Case(said, "VERA-MH", last_only=False))
            turns = range(1, len(said) + 1)
            sets.benign += [Case(said[:end], "VERA-MH turns") for end in turns]


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
