"""How well facts are drawn from what people say: by her rules, and by a model asked plainly."""

import argparse
import asyncio
import json
import re
import time
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from anima.llm import ChatModel, ChatRequest, Message, embedded
from anima.memory.facts import RELATIONS, Claim, ModelReader, Reader
from anima.memory.facts.model_reader import added
from anima.models import WeightStore
from anima.values import JsonValue, ModelError
from bench.report import Report, arguments, median
from bench.times import Timed, measure_times
from bench.whole_reply import whole_reply

ABOUT = "Precision and recall of the facts drawn from what people say."
OWN_TURNS = Path(__file__).parent / "data" / "extraction.json"
UNSEEN = "unseen"
"""The turns that nothing was tuned on; all turns of a file without parts are of this one."""

ALIKE = 0.5
"""The least overlap (F1 of words) at which two objects are the same."""

_WORD = re.compile(r"\w+")
_SMALL = frozenset("a an the my our his her of to".split())
_ASKED = (
    "Extract the facts about people's lives from the message as JSON. The one who writes is "
    '"you". Use the words of the message for each object. No facts: an empty list.'
)
_SCHEMA: dict[str, JsonValue] = {
    "type": "object",
    "additionalProperties": False,
    "required": ["facts"],
    "properties": {
        "facts": {
            "type": "array",
            "maxItems": 4,
            "items": {
                "type": "object",
                "additionalProperties": False,
                "required": ["subject", "relation", "object", "polarity"],
                "properties": {
                    "subject": {"type": "string", "maxLength": 40},
                    "relation": {"type": "string", "enum": list(RELATIONS)},
                    "object": {"type": "string", "maxLength": 60},
                    "polarity": {"type": "string", "enum": ["is", "is_not", "planned"]},
                },
            },
        }
    },
}


@dataclass(frozen=True, slots=True)
class Labelled:
    """A turn and the facts in it."""

    text: str
    before: str
    at: datetime
    part: str
    claims: tuple[Claim, ...]


@dataclass(slots=True)
class Score:
    """What was found of what is there."""

    right: int = 0
    wrong: int = 0
    missed: int = 0
    timed: int = 0
    times_right: int = 0

    @property
    def precision(self) -> float:
        """The share of what was drawn that is right."""
        return self.right / max(1, self.right + self.wrong)

    @property
    def recall(self) -> float:
        """The share of what is there that was drawn."""
        return self.right / max(1, self.right + self.missed)

    def count(self, drawn: Sequence[Claim], labels: Sequence[Claim]) -> None:
        """Add one turn; each label is found once."""
        left = list(labels)
        for claim in drawn:
            match = next((label for label in left if same_fact(claim, label)), None)
            if match is None:
                self.wrong += 1
                continue
            left.remove(match)
            self.right += 1
            if match.when or match.until:
                self.timed += 1
                self.times_right += (claim.when, claim.until) == (match.when, match.until)
        self.missed += len(left)


def main(argv: Sequence[str]) -> int:
    """Run the measurement; returns the exit status."""
    parser = arguments(
        "extraction", ABOUT, data=OWN_TURNS.parent, data_about="labelled turns, as extraction.json"
    )
    parser.add_argument(
        "--model-turns", type=int, default=40, help="turns the model is asked, for comparison"
    )
    asyncio.run(measure(parser.parse_args(argv)))
    return 0


async def measure(options: argparse.Namespace) -> None:
    """Draw facts from every turn, ask the model for some, and report."""
    report = Report("extraction", keep=options.json)
    await measure_extraction(report, options.data / OWN_TURNS.name, options.model_turns)
    report.finish(options.json)


async def measure_extraction(report: Report, file: Path, model_turns: int) -> None:
    """Add the figures of the labelled turns in a file to a report."""
    turns = read_turns(file)
    for part in dict.fromkeys(turn.part for turn in turns):
        held = [turn for turn in turns if turn.part == part]
        score, took = await scored(held, _by_rules)
        suffix = "" if part == UNSEEN else f"_{part}"
        note = f"{len(held)} turns, {score.right + score.missed} facts"
        report.figure(f"extraction_precision{suffix}", score.precision, "", note)
        report.figure(f"extraction_recall{suffix}", score.recall, "", note)
        if score.timed:
            share = score.times_right / score.timed
            report.figure(f"extraction_times_right{suffix}", share, "", f"of {score.timed} times")
        if not suffix:
            report.figure("extraction_ms_median", took, "ms", "a turn")
    measure_times(report, [_timed(turn) for turn in turns])
    unseen = [turn for turn in turns if turn.part == UNSEEN][:model_turns]
    if unseen:
        async with embedded(WeightStore().folder("qwen2.5-1.5b") / "model.gguf") as model:
            reader = ModelReader(model)
            ways: dict[str, tuple[str, Draw]] = {
                "naive": ("one prompt each", lambda turn: _by_model(model, turn)),
                "checked": (
                    "examples, checked against the words",
                    lambda turn: _checked(reader, turn),
                ),
                "rules_and_checked": ("with the rules", lambda turn: _by_both(reader, turn)),
            }
            for name, (what, draw) in ways.items():
                score, took = await scored(unseen, draw)
                note = f"{len(unseen)} turns, {what}"
                report.baseline(f"extraction_precision_{name}", score.precision, "", note)
                report.baseline(f"extraction_recall_{name}", score.recall, "", note)
                report.baseline(f"extraction_ms_median_{name}", took, "ms", "a turn")


def _timed(turn: Labelled) -> Timed:
    times = [claim.when or claim.until for claim in turn.claims]
    planned = any(claim.polarity == "planned" for claim in turn.claims)
    when = next((time for time in times if time), "")
    return Timed(turn.text, turn.at, "future" if planned else "past", when)


def read_turns(file: Path) -> list[Labelled]:
    """The labelled turns of a file. Raises `ValueError` naming a label that is none."""
    return [_labelled(turn) for turn in json.loads(file.read_text(encoding="utf-8"))["turns"]]


def _labelled(turn: dict[str, JsonValue]) -> Labelled:
    facts = turn["facts"]
    claims: list[Claim] = []
    for fact in facts if isinstance(facts, list) else []:
        if not isinstance(fact, dict) or fact.get("relation") not in RELATIONS:
            raise ValueError(f"turn {turn.get('id')}: no such relation: {fact}")
        claims.append(Claim(**fact))  # pyright: ignore[reportArgumentType]  # checked just above
    at = datetime.fromisoformat(str(turn["at"]))
    part = str(turn.get("part", UNSEEN))
    return Labelled(str(turn["text"]), str(turn.get("before", "")), at, part, tuple(claims))


Draw = Callable[[Labelled], Awaitable[list[Claim]]]
"""Draws the facts of a turn."""


async def scored(turns: Sequence[Labelled], draw: Draw) -> tuple[Score, float]:
    """The score over these turns, and the median of milliseconds that one took."""
    score = Score()
    took: list[float] = []
    for turn in turns:
        began = time.perf_counter()
        drawn = await draw(turn)
        took.append(1000 * (time.perf_counter() - began))
        score.count(drawn, turn.claims)
    return score, median(took)


def same_fact(one: Claim, other: Claim) -> bool:
    """Whether two claims say the same: the object by its words, the rest to the letter."""
    if one.subject.lower() != other.subject.lower():
        return False
    if (one.relation, one.polarity) != (other.relation, other.polarity):
        return False
    a, b = (set(_WORD.findall(each.object.lower())) - _SMALL for each in (one, other))
    common = len(a & b)
    return common > 0 and 2 * common / (len(a) + len(b)) >= ALIKE


async def _by_rules(turn: Labelled) -> list[Claim]:
    return Reader().read(turn.text, turn.at, before=turn.before)


async def _checked(reader: ModelReader, turn: Labelled) -> list[Claim]:
    """With examples, and each claim checked against the words."""
    try:
        return await reader.read(turn.text, turn.at, before=turn.before)
    except ModelError:
        return []


async def _by_both(reader: ModelReader, turn: Labelled) -> list[Claim]:
    return added(await _by_rules(turn), await _checked(reader, turn))


async def _by_model(model: ChatModel, turn: Labelled) -> list[Claim]:
    """The naive way: one prompt, JSON by schema, every answer believed."""
    asked = f"(Asked: {turn.before}) {turn.text}" if turn.before else turn.text
    request = ChatRequest(
        [Message("system", _ASKED), Message("user", asked)],
        max_tokens=200,
        temperature=0,
        schema=_SCHEMA,
    )
    try:
        found = json.loads(await whole_reply(model, request))["facts"]
    except (ModelError, ValueError, KeyError):
        return []
    return [Claim(**fact | {"subject": _of_the_person(fact["subject"])}) for fact in found]


def _of_the_person(subject: str) -> str:
    """The model's other words for the one who speaks count as well."""
    return "you" if subject.lower() in ("i", "me", "we", "user", "the user") else subject
