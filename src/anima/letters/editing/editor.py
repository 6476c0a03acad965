"""Carrying out wishes: rules where rules suffice, the model for single sentences, and the diff
before anything is kept: what changed outside the asked place, or claims something new, is not
applied but shown.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

from anima.letters.brief import Brief
from anima.letters.claims import unfounded
from anima.letters.editing.changes import changes, units
from anima.letters.editing.sentence_writer import SentenceWriter
from anima.letters.editing.steps import Attempt, attempt_by_rule
from anima.letters.editing.wish import Wish, wishes
from anima.llm import ChatModel

TRIES = 3
"""So often the model is asked before a wish is given up."""


@dataclass(frozen=True, slots=True)
class Done:
    """A wish that was carried out."""

    wish: Wish


@dataclass(frozen=True, slots=True)
class Refused:
    """A wish that was not applied.

    Attributes:
        wish: Which one.
        reason: Why not.
        proposal: The whole letter as it would have become; may be empty.
        offered: Whether nothing is wrong with the proposal but that no rule understood the wish:
            the person may take it.
    """

    wish: Wish
    reason: str
    proposal: str = ""
    offered: bool = False


Outcome: TypeAlias = Done | Refused


@dataclass(frozen=True, slots=True)
class Edited:
    """What became of a request.

    Attributes:
        text: The letter with every wish that could be carried out.
        outcomes: What became of each wish, in order.
    """

    text: str
    outcomes: tuple[Outcome, ...]


async def edit(model: ChatModel, text: str, request: str, brief: Brief) -> Edited:
    """Change a letter as asked. Raises `ModelError` when the model is needed and cannot be had."""
    outcomes: list[Outcome] = []
    asked = wishes(request)
    for number, wish in enumerate(asked):
        changed, outcome = await _carry_out(model, text, wish, brief, asked[:number])
        outcomes.append(outcome)
        text = changed
    return Edited(text, tuple(outcomes))


async def _carry_out(
    model: ChatModel, text: str, wish: Wish, brief: Brief, before: Sequence[Wish]
) -> tuple[str, Outcome]:
    ruled = attempt_by_rule(text, wish, brief)
    if isinstance(ruled, str):
        return text, Refused(wish, ruled)
    if ruled is not None:
        trouble = objection(text, ruled, wish, brief)
        return (text, Refused(wish, trouble, ruled.text)) if trouble else (ruled.text, Done(wish))
    writer = SentenceWriter(model, brief, [each.what for each in before if each.kind == "without"])
    trouble, proposal = "It is not clear what is to change.", ""
    for number in range(TRIES):
        attempt = await writer.attempt(text, wish, seed=11 + 97 * number)
        if isinstance(attempt, str):
            trouble = attempt
            continue
        trouble, proposal = objection(text, attempt, wish, brief), attempt.text
        if not trouble and wish.kind == "unclear":
            asked = "It is not certain that just this was meant."
            return text, Refused(wish, asked, proposal, offered=True)
        if not trouble:
            return attempt.text, Done(wish)
    return text, Refused(wish, trouble, proposal)


def objection(before: str, attempt: Attempt, wish: Wish, brief: Brief) -> str:
    """Why an attempt may not be applied; empty when it may.

    Looks at the two wordings only, not at how the newer came about.
    """
    found = changes(before, attempt.text)
    if not found:
        return "Nothing in the letter would change."
    old = units(before)
    allowed = {old[place] for place in attempt.scope if place < len(old)}
    for change in found:
        if any(unit not in allowed for unit in change.before):
            return "More would change than was asked."
    came = [unit for change in found for unit in change.after]
    gone = sum(len(change.before) for change in found)
    if len(came) > gone + attempt.additions:
        return "More would be added than was asked."
    ground = "\n".join((brief.ground, wish.said, before))
    if invented := unfounded(" ".join(came), ground):
        return f"It would claim what nobody said: {', '.join(claim.text for claim in invented)}."
    for avoided in brief.avoid:
        if avoided.strip() and avoided.lower() in " ".join(came).lower():
            return "It would bring up what is to be left out."
    return attempt.check(attempt.text)
