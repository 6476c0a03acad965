"""Answers to questions about long conversations, by string overlap, and what is not answered."""

import random
import re
import string
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
import snowballstemmer

from anima.llm import ChatModel
from anima.memory import Answers, Query
from anima.memory.told import TOLD, probability, told_signs
from anima.memory.transcript import Turn
from anima.values import EventId, SessionId
from bench.locomo import (
    CATEGORIES,
    NEVER_HAPPENED,
    Line,
    LongConversation,
    Question,
    Remembered,
)
from bench.memory_baselines import Okapi, plain_words
from bench.memory_learn import Askable
from bench.report import Report

CONTEXT_CHARACTERS = 5_000
"""The end of the conversation that the first baseline reads: what fits beside a question into the
2,048 tokens of a small model's usual context."""

BM25_TURNS = 10
_SEED = 7
_stemmer = snowballstemmer.stemmer("english")
_DROPPED = frozenset("a an the and".split())


@dataclass(slots=True)
class Answered:
    """Scores by way of answering."""

    ours: list[float] = field(default_factory=list[float])
    always: list[float] = field(default_factory=list[float])
    bm25: list[float] = field(default_factory=list[float])
    context: list[float] = field(default_factory=list[float])


async def askables(held: Remembered, questions: Sequence[Question]) -> list[Askable]:
    """The signs of every question, those without an answer included."""
    rows: list[Askable] = []
    for question in questions:
        query = Query(question.text, names=held.conversation.names)
        signs = told_signs(await held.search.candidates(query))
        rows.append(Askable(signs, question.category != NEVER_HAPPENED))
    return rows


def abstention_figures(report: Report, rows: Sequence[Askable]) -> None:
    """How often a question is not answered: when there is no answer, and when there is one."""
    for name, told in (("abstain_rate", False), ("abstain_false", True)):
        shares = [probability(row.signs) < TOLD for row in rows if row.told is told]
        if shares:
            what = "that have an answer" if told else "about what never happened"
            report.figure(name, float(np.mean(shares)), "", f"{len(shares)} questions {what}")


def chosen_questions(
    conversations: Sequence[LongConversation], most: int
) -> list[tuple[int, Question]]:
    """A sample of the questions that have an answer, with the place of their conversation."""
    every = [
        (place, question)
        for place, conversation in enumerate(conversations)
        for question in conversation.questions
        if question.category in CATEGORIES
    ]
    chance = random.Random(_SEED)  # noqa: S311  # a fixed choice, nothing secret
    return chance.sample(every, min(most, len(every)))


async def answer_all(
    held: Remembered, questions: Sequence[Question], model: ChatModel, answered: Answered
) -> None:
    """Answer these questions of one conversation in each way."""
    conversation = held.conversation
    answers = Answers(held.search, model, conversation.names)
    turns = [_turn(held, line, place) for place, line in enumerate(conversation.lines)]
    okapi = Okapi([plain_words(line.text) for line in conversation.lines])
    # The recent turns come first and are the same for all: the model reads them once.
    recent = _recent(turns)
    for question in questions:
        read = await answers.read(question.text, recent, dated=False)
        answered.context.append(_score(read, question))
    for question in questions:
        found = await answers.answer(question.text)
        read = found.text or await answers.read(question.text, found.turns)
        answered.always.append(_score(read, question))
        answered.ours.append(_score(found.text, question))
        order = np.argsort(-okapi(plain_words(question.text)), kind="stable")[:BM25_TURNS]
        best = [turns[place] for place in order[::-1]]
        read = await answers.read(question.text, best, dated=False)
        answered.bm25.append(_score(read, question))


def answer_figures(report: Report, answered: Answered) -> None:
    """F1 of each way of answering."""
    note = f"{len(answered.ours)} questions, what is not answered counts as wrong"
    report.figure("f1", float(np.mean(answered.ours)), "", note)
    report.figure("f1_always", float(np.mean(answered.always)), "", "an answer to every question")
    report.baseline("f1_context", float(np.mean(answered.context)), "", "the most recent turns")
    report.baseline("f1_bm25", float(np.mean(answered.bm25)), "", f"BM25's best {BM25_TURNS}")


def _turn(held: Remembered, line: Line, place: int) -> Turn:
    speaker = held.conversation.names[line.speaker]
    return Turn(EventId(line.id), place, SessionId(str(line.session)), line.at, speaker, line.text)


def _recent(turns: Sequence[Turn]) -> list[Turn]:
    chosen: list[Turn] = []
    size = 0
    for turn in reversed(turns):
        size += len(turn.text) + 30
        if size > CONTEXT_CHARACTERS:
            break
        chosen.append(turn)
    return chosen[::-1]


def _score(answer: str, question: Question) -> float:
    """F1 of stemmed words, as LoCoMo scores it: a list by its best parts, an open answer by what
    stands before the reason."""
    right = question.answer.split(";")[0] if question.category == 3 else question.answer
    if question.category != 1:
        return overlap(answer, right)
    parts = [part for part in answer.split(",") if part.strip()] or [""]
    wanted = [part for part in right.split(",") if part.strip()]
    return sum(max(overlap(part, one) for part in parts) for one in wanted) / max(1, len(wanted))


def overlap(answer: str, right: str) -> float:
    """F1 of the words of two phrases, without articles and punctuation, stemmed."""
    one, other = Counter(_plain(answer)), Counter(_plain(right))
    shared = sum((one & other).values())
    return 2 * shared / (one.total() + other.total()) if shared else 0.0


def _plain(text: str) -> list[str]:
    plain = re.sub(f"[{re.escape(string.punctuation)}]", "", text.lower().replace(",", " "))
    return _stemmer.stemWords([word for word in plain.split() if word not in _DROPPED])
