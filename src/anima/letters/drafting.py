"""Drafting: the brief told point by point by the model, two alternatives, nothing invented.

A small model that is given ten notes mixes up who did what to whom. So each point of the brief is
told in the person's own words, turned to the recipient, or in the model's where they say the same;
to that the model may add what it means to them, and no fact.
"""

import re
from collections.abc import AsyncGenerator, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from anima.letters.brief import Brief, Correspondent, Tone
from anima.letters.claims import Claim, unfounded
from anima.letters.feelings import feels_more, says_the_same
from anima.letters.passages import sentences, words
from anima.letters.second_person import to_the_recipient
from anima.letters.style import SenderVoice
from anima.letters.style.tuning import tuned
from anima.letters.writing import clean_passage, write
from anima.llm import ChatModel, Message

TRIES = 2
"""So often a sentence is asked for before the passage stays without it."""


@dataclass(frozen=True, slots=True)
class DraftDelta:
    """A piece of an alternative, as it is written."""

    alternative: int
    text: str


@dataclass(frozen=True, slots=True)
class Drafted:
    """A whole alternative.

    Attributes:
        alternative: 1 or 2.
        text: The letter.
        unfounded: Claims that the brief does not bear out.
        distance: How far it is from the sender's voice; None when that is not known.
    """

    alternative: int
    text: str
    unfounded: tuple[Claim, ...]
    distance: float | None


DraftEvent: TypeAlias = DraftDelta | Drafted


async def draft(
    model: ChatModel,
    brief: Brief,
    correspondent: Correspondent,
    voice: SenderVoice | None = None,
    *,
    alternatives: int = 2,
    seed: int = 1,
) -> AsyncGenerator[DraftEvent]:
    """Write a letter to a brief, passage by passage, once for each alternative.

    Raises `ModelError` when the model cannot be reached.
    """
    for number in range(1, alternatives + 1):
        parts = [greeting(brief, correspondent, voice)]
        yield DraftDelta(number, f"{parts[0]}\n\n")
        for place, point in enumerate(brief.points or (brief.occasion,)):
            told = await _told(model, brief, point, parts, number, seed + 31 * place)
            parts.append(told)
            yield DraftDelta(number, f"{told}\n\n")
        end = closing(brief, correspondent, voice)
        text = "\n\n".join((parts[0], *_paragraphs(parts[1:], brief), end))
        if voice is not None:
            text = tuned(text, voice.portrait)
        yield DraftDelta(number, end)
        missing = tuple(unfounded(text, brief.ground))
        yield Drafted(number, text, missing, voice.distance(text) if voice else None)


def greeting(brief: Brief, correspondent: Correspondent, voice: SenderVoice | None) -> str:
    """How the letter begins: as they are addressed, as the sender does, or by the tone."""
    name = brief.recipient
    if correspondent.greeting:
        said = correspondent.greeting
        return said if said.endswith((",", ":", "!", "-", "—", ".")) else f"{said},"
    first = name if brief.tone == "formal" else called(name)
    if voice and voice.portrait.openings and brief.tone != "formal":
        opening = voice.portrait.openings[0]
        if "{name}" in opening:
            filled = opening.replace("{name}", first).rstrip("-—–")
            return filled if filled.endswith((",", "!", ":")) else f"{filled},"
    return f"{_GREETINGS[brief.tone]} {first},"


def called(name: str) -> str:
    """What somebody is called: the first name, or the whole where a title stands before it."""
    return name if _TITLED.match(name) else name.split(" ")[0]


def closing(brief: Brief, correspondent: Correspondent, voice: SenderVoice | None) -> str:
    """How the letter ends, and the name."""
    if correspondent.closing:
        said = correspondent.closing
    elif voice and voice.portrait.closings and brief.tone != "formal":
        said = _fitting(voice.portrait.closings, brief)
    else:
        said = _CLOSINGS[brief.tone]
    return f"{said.rstrip(',')},\n{brief.sender}"


def _fitting(closings: Sequence[str], brief: Brief) -> str:
    """The most frequent close that names no other bond than this one."""
    for said in closings:
        bonds = {word.lower() for word in words(said)} & _BONDS
        whole = sum(len(word) > 2 for word in words(said)) > 1
        if not bonds and (whole or said.lower().rstrip(",.!") in _IN_A_WORD):
            return said
    return _CLOSINGS[brief.tone]


_IN_A_WORD = frozenset(
    "cheers love best yours hugs kisses warmly sincerely fondly affectionately regards".split()
)
"""Closes of one word; any other single word may be a name."""
_BONDS = frozenset(
    "brother sister mother father son daughter cousin friend uncle aunt husband wife".split()
)
_TITLED = re.compile(
    r"^(?:mr|mrs|ms|miss|dr|prof|sir|uncle|aunt|auntie|aunty|grandma|grandpa|granny)\b",
    re.IGNORECASE,
)
_GREETINGS: dict[Tone, str] = {
    "plain": "Dear",
    "warm": "Dear",
    "tender": "My dearest",
    "cheerful": "Dear",
    "formal": "Dear",
    "sorry": "Dear",
}
_CLOSINGS: dict[Tone, str] = {
    "plain": "Best wishes",
    "warm": "With warm wishes",
    "tender": "With all my love",
    "cheerful": "Lots of love",
    "formal": "Yours sincerely",
    "sorry": "Yours",
}
_MANNER: dict[Tone, str] = {
    "plain": "plain and friendly",
    "warm": "warm",
    "tender": "tender",
    "cheerful": "light and cheerful",
    "formal": "polite and formal",
    "sorry": "honest and sorry, without excuses",
}
_FOLLOWING = (
    ("You helped me when I moved house.", "I could not have done it alone."),
    ("I am sorry that I forgot to call.", "You deserved better than that."),
    ("We laughed until we cried.", "I still smile when I think of it."),
)
_REWORDED = (
    ("You helped me when I moved house.", "When I moved house, you helped me."),
    ("I am sorry that I forgot to call.", "I am sorry I forgot to call."),
    ("We laughed until we cried.", "How we laughed, until we cried."),
)


async def _told(
    model: ChatModel, brief: Brief, point: str, before: Sequence[str], alternative: int, seed: int
) -> str:
    """One point as a passage: in the person's own words, or the model's where they say the same,
    and after it, where there is room, a sentence that adds a feeling and no fact."""
    note = to_the_recipient(point, brief)
    said = note
    if alternative > 1:
        raw = await _asked(model, brief, note, _REWORDED, "in other words", alternative, seed)
        reworded = _one(raw)
        if reworded and says_the_same(reworded, note) and _fits(reworded, brief, before):
            said = reworded
    if brief.length == "short" or _is_bare(point):
        return said
    for attempt in range(TRIES):
        raw = await _asked(
            model, brief, note, _FOLLOWING, "with what it means to you", alternative,
            seed + 1000 * (attempt + 1),
        )  # fmt: skip
        added = _one(raw)
        if (
            added
            and feels_more(added, note, brief.occasion)
            and _fits(added, brief, (*before, said))
        ):
            return f"{said} {added}"
    return said


async def _asked(
    model: ChatModel,
    brief: Brief,
    note: str,
    examples: Sequence[tuple[str, str]],
    how: str,
    alternative: int,
    seed: int,
) -> str:
    about = (
        f"You help {brief.sender} to write to {brief.recipient}, who is spoken to as you. Answer a "
        f"sentence with one short sentence {how}. The tone is {_MANNER[brief.tone]}. Add no new "
        "facts, names, places or numbers."
    )
    shown = [
        message
        for told, answer in examples
        for message in (Message("user", told), Message("assistant", answer))
    ]
    return await write(
        model,
        [Message("system", about), *shown, Message("user", note)],
        max_tokens=40,
        temperature=0.3 + 0.3 * alternative,
        seed=seed + 7 * alternative,
    )


def _one(raw: str) -> str:
    """The first sentence of an answer, if it is a whole one."""
    found = sentences(clean_passage(raw))
    return found[0].text if found and found[0].text.endswith((".", "!", "?", "…")) else ""


def _fits(sentence: str, brief: Brief, before: Sequence[str]) -> bool:
    """Whether the brief bears a sentence out, forbids nothing in it, and it was not said yet."""
    lower = sentence.lower()
    said = {each.text.lower() for part in before for each in sentences(part)}
    if lower in said or any(word.strip() and word.lower() in lower for word in brief.avoid):
        return False
    return not unfounded(sentence, brief.ground)


def _is_bare(point: str) -> bool:
    """A thank-you or a farewell stands for itself."""
    return len(words(point)) <= 3


def _paragraphs(told: Sequence[str], brief: Brief) -> list[str]:
    """Passages gathered into paragraphs: what happened, then what must be said."""
    if brief.length == "short":
        return [" ".join(told)] if told else []
    turn = len(told) - len(brief.say)
    groups = [told[:turn], told[turn:]]
    if len(told) >= 5:
        groups = [told[: turn // 2], told[turn // 2 : turn], told[turn:]]
    return [" ".join(group) for group in groups if group]
