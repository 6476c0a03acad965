"""Answers to questions about the past: a short phrase, from what was said, or none at all."""

import re
from collections.abc import Mapping, Sequence
from contextlib import aclosing
from dataclasses import dataclass
from datetime import datetime

from anima.llm import ChatModel, ChatRequest, Message, TextDelta
from anima.memory.facts.sentence import readable
from anima.memory.facts.times import Moment, moments
from anima.memory.search import MemorySearch, Query, Speaker
from anima.memory.told import TOLD, probability, told_signs
from anima.memory.transcript import Turn

NOTES = 10
"""Turns that a model reads for an answer; with five it finds a tenth less."""

_NOTE_CHARACTERS = 240
_ANSWER_TOKENS = 32
_COUNTED = re.compile(
    r"(?:over |during |on )?(?:the )?"
    r"(?:(?P<which>last|past|this|next|coming) (?P<what>week|weekend)"
    r"|(?P<ago>(?:a|an|one|two|three|four|five|six|a few|few|a couple of|\d+) weeks?) ago)",
    re.I,
)
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_SAME_DAY = re.compile(
    r"(?:to(?:day|night)|this (?:morning|afternoon|evening)|(?:in )?\d{4})", re.I
)
_TASK = (
    "Answer each question from the notes with the shortest phrase that answers it: a name, a list "
    "of things, a date. No sentence."
)
_EXAMPLES = (
    (
        "[3 May 2009] Ana: I started at the bakery yesterday [2 May 2009], and I love it!\n"
        "[9 June 2011] Tom: Still at the garage?\n"
        "When did Ana start at the bakery?",
        "2 May 2009",
    ),
    (
        "[1 March 1987] Ivo: We went to Tirana and ate so well.\n"
        "[4 April 1994] Ivo: Back from Cork, what a city.\n"
        "Which cities has Ivo been to?",
        "Tirana, Cork",
    ),
    (
        "[7 July 1998] Eva: The choir keeps me sane after a long day with the kids.\n"
        "[2 July 2003] Bo: My knee hurts.\n"
        "How does Eva relax?",
        "singing in a choir",
    ),
    (
        "[8 August 2016] Una: I could never leave the sea, and my brother lives here too.\n"
        "Would Una move to the mountains?",
        "Likely no",
    ),
)
"""No year and no name twice: a small model puts what the examples repeat into its answers."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What was found.

    Attributes:
        text: The answer; empty when it was not told.
        told: How probable it is that it was told at all, 0 to 1.
        turns: What was read for it, the most telling last.
    """

    text: str
    told: float
    turns: tuple[Turn, ...]


class Answers:
    """Answers from the log of one person, read by a language model.

    Args:
        search: Finds what bears on a question.
        model: Reads it; any will do, for the notes carry the dates that "yesterday" means.
        names: What the two are called, for questions that speak of them by name.
    """

    def __init__(
        self, search: MemorySearch, model: ChatModel, names: Mapping[str, Speaker] | None = None
    ) -> None:
        self._search = search
        self._model = model
        self._names: dict[str, Speaker] = {**(names or {})}

    async def answer(self, question: str) -> Answer:
        """A phrase, or none when the signs say that it was never told. Raises `ModelError`."""
        found = await self._search.candidates(Query(question, names=self._names))
        told = probability(told_signs(found)) if found.event_rows.size else 0.0
        best = await self._search.best(found, limit=NOTES)
        turns = tuple(each.turn for each in reversed(best))
        if told < TOLD:
            return Answer("", told, turns)
        return Answer(await self.read(question, turns), told, turns)

    async def read(self, question: str, turns: Sequence[Turn], *, dated: bool = True) -> str:
        """The model's answer from these turns, whatever the signs say.

        Args:
            question: What is asked.
            turns: What was said, the most telling last.
            dated: Whether the days that "yesterday" means stand in the notes and the answer.
        """
        called = {speaker: name for name, speaker in self._names.items()}
        notes = "\n".join(
            note(
                turn,
                turn.author or called.get(turn.speaker, _CALLED[turn.speaker]),
                dated=dated,
            )
            for turn in turns
        )
        request = ChatRequest(
            [*_HEAD, Message("user", f"{notes}\n{question}")],
            max_tokens=_ANSWER_TOKENS,
            temperature=0.0,
        )
        parts: list[str] = []
        async with aclosing(self._model.stream(request)) as events:
            async for event in events:
                if isinstance(event, TextDelta):
                    parts.append(event.text)
        answer = " ".join("".join(parts).split())
        return in_time(answer, turns) if dated else answer


_CALLED = {"person": "I", "companion": "you", "other": "Somebody"}
_HEAD = (
    Message("system", _TASK),
    *(
        message
        for asked, answered in _EXAMPLES
        for message in (Message("user", asked), Message("assistant", answered))
    ),
)


def note(turn: Turn, name: str, *, dated: bool = True) -> str:
    """One line for a model to read: the day, who, what, and the dates of the times in it."""
    at = turn.at.astimezone()
    text = with_dates(turn) if dated else " ".join(turn.text.split())
    if len(text) > _NOTE_CHARACTERS:
        text = text[:_NOTE_CHARACTERS].rsplit(" ", 1)[0] + " …"
    return f"[{at.day} {at:%B %Y}] {name}: {text}"


def with_dates(turn: Turn) -> str:
    """The words, each "yesterday" followed by the day it was."""
    text, parts, last = " ".join(turn.text.split()), list[str](), 0
    for moment in moments(text, turn.at.astimezone()):
        if _SAME_DAY.fullmatch(moment.text.strip()):
            continue
        parts += [text[last : moment.span[1]], f" [{dated(moment, turn.at.astimezone())}]"]
        last = moment.span[1]
    return "".join([*parts, text[last:]])


def dated(moment: Moment, at: datetime) -> str:
    """A time as it can be told later: a day, or a week by the day that it was counted from."""
    said = _COUNTED.fullmatch(moment.text.strip())
    if said is None:
        return readable(moment.iso)
    day = f"{at.day} {at:%B %Y}"
    if said["ago"]:
        return f"{said['ago']} before {day}"
    which = {"last": "before", "past": "before", "this": "of"}.get(said["which"].lower(), "after")
    return f"the {said['what']} {which} {day}"


def in_time(answer: str, turns: Sequence[Turn]) -> str:
    """The answer with the days that its "last week" means, and no year that nobody spoke of."""
    for turn in reversed(turns):
        at = turn.at.astimezone()
        for moment in moments(turn.text, at):
            plain = moment.text.strip()
            if _SAME_DAY.fullmatch(plain) is None and answer.lower() == plain.lower():
                return dated(moment, at)
    years = [str(turn.at.year) for turn in turns]
    there = f"{' '.join(with_dates(turn) for turn in turns)} {' '.join(years)}"
    if turns:
        likely = max(years, key=years.count)
        answer = _YEAR.sub(lambda m: m[0] if m[0] in there else likely, answer)
    return answer
