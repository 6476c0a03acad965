"""Whether anything particular stands in a letter that nobody said, and is not marked.

The judge here is not the one inside the letters: it takes every number, every word with a capital
that is no beginning, and every name, place and month of its own lists.
"""

import re
from collections.abc import Sequence

from anima.letters import Correspondent, Drafted, claims_unfounded, draft
from anima.letters.brief import Brief
from anima.llm import ChatModel
from bench.letters_parts.briefs import briefs
from bench.report import Report

_PLANTS = (
    ("Margaret sends her love.", "Margaret"),
    ("I still think of that evening in Lisbon.", "Lisbon"),
    ("It was on 3 August that I understood it.", "August"),
    ("There were 17 of us around the table.", "17"),
    ("Your cousin Edward asked after you.", "Edward"),
    ("We will meet in Vienna in October.", "Vienna"),
    ("You gave me five good reasons to stay.", "five"),
    ("Last Tuesday I walked past the old house of Henrik.", "Henrik"),
    ("Sofia told me how well you are doing.", "Sofia"),
    ("Do you remember the twelve swans on the Danube?", "Danube"),
    ("Rose said that you were ill.", "Rose"),
    ("It has been twenty-two years.", "twenty-two"),
)
"""Sentences that no brief bears out, each with its invention."""

_NAMES = frozenset(
    "margaret edward henrik sofia rose anna peter maria john james mary david emma oliver sophia "
    "lucas mia paul laura lisa tom ben kate jane alice robert".split()
)
_MONTHS = frozenset(
    "january february april june july august september october november december monday tuesday "
    "wednesday thursday friday saturday sunday christmas easter".split()
)
_NUMBERS = frozenset(
    "two three four five six seven eight nine ten eleven twelve thirteen fifteen twenty thirty "
    "forty fifty hundred thousand".split()
)
_PLACES = frozenset(
    "london paris lisbon vienna rome berlin danube porto ghent oslo madrid spain france italy "
    "england".split()
)
_TOKEN = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")


async def measure_faithfulness(report: Report, model: ChatModel, count: int) -> None:
    """Draft to each brief, look for inventions, then plant some and look again."""
    letters: list[tuple[Brief, str]] = []
    invented = marked = 0
    for number, brief in enumerate(briefs(count)):
        correspondent = Correspondent("x", brief.recipient, bond=brief.bond)
        async for event in draft(model, brief, correspondent, alternatives=1, seed=number + 1):
            if isinstance(event, Drafted):
                letters.append((brief, event.text))
                marked += len(event.unfounded)
                invented += len(unmarked(event.text, brief))
    planted = missed = 0
    for number, (brief, text) in enumerate(letters):
        for turn in range(3):
            sentence, invention = _PLANTS[(3 * number + turn) % len(_PLANTS)]
            if invention.lower() in brief.ground.lower():
                continue
            planted += 1
            found = " ".join(each.text for each in claims_unfounded(_with(text, sentence), brief))
            missed += invention.lower() not in found.lower()
    told = sum(_tells(text, brief) for brief, text in letters)
    points = sum(len(brief.points) for brief, _ in letters)
    report.figure(
        "unmarked_inventions",
        invented + missed,
        "",
        f"{len(letters)} letters by the model, and {planted} planted inventions in them",
    )
    report.figure("marked_inventions", marked, "", "of the model's own, before anybody looked")
    report.figure("points_told", told / points, "", f"of {points} points of the briefs")


def unmarked(text: str, brief: Brief) -> list[str]:
    """What is particular, not of the brief, and not marked."""
    ground = {token.lower().removesuffix("'s") for token in _TOKEN.findall(brief.ground)}
    marked = {
        token.lower()
        for each in claims_unfounded(text, brief)
        for token in _TOKEN.findall(each.text)
    }
    found: list[str] = []
    for match in _TOKEN.finditer(text):
        token = match[0].lower().replace("’", "'").removesuffix("'s")
        before = text[: match.start()].rstrip(" \"“'")
        begins = not before or before[-1] in ".!?:\n," or text[: match.start()].endswith("\n")
        listed = token in _NAMES | _MONTHS | _NUMBERS | _PLACES or token.isdigit()
        capital = match[0][0].isupper() and not begins and token.split("'")[0] != "i"
        if (listed or capital) and token not in ground | marked:
            found.append(match[0])
    return found


def _with(text: str, sentence: str) -> str:
    """The letter with a sentence at the end of its first paragraph after the greeting."""
    parts = text.split("\n\n")
    place = 1 if len(parts) > 1 else 0
    parts[place] = f"{parts[place]} {sentence}"
    return "\n\n".join(parts)


def _tells(text: str, brief: Brief) -> int:
    """How many points of the brief have most of their long words in the letter."""
    there = {token.lower() for token in _TOKEN.findall(text)}
    told = 0
    for point in brief.points:
        wanted: Sequence[str] = [t.lower() for t in _TOKEN.findall(point) if len(t) > 4]
        told += sum(word in there for word in wanted) * 2 >= len(wanted)
    return told
