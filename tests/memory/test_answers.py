"""Answers to questions about the past, and questions that have none."""

import numpy as np
from scripted_model import ScriptedModel

from anima.memory import Answers, MemorySearch
from anima.memory.answers import in_time, with_dates
from anima.memory.search import Candidates, Speaker
from anima.memory.told import TOLD, ToldWeights, probability, told_signs
from anima.memory.transcript import Turn
from anima.values import EventId, SessionId
from tests.memory.conftest import OWNER, Memories

NAMES: dict[str, Speaker] = {"Nora": "person", "Wren": "companion"}


async def test_an_answer_is_read_from_dated_notes(memories: Memories) -> None:
    await memories.tell("I bought a red bicycle yesterday.", "It rained all day.")
    model = ScriptedModel("3 May 2026")
    answers = Answers(MemorySearch(memories.vault, OWNER), model, NAMES)
    found = await answers.answer("When did Nora buy a bicycle?")
    assert found.text == "3 May 2026"
    assert found.told >= TOLD
    assert found.turns[-1].text == "I bought a red bicycle yesterday."
    (request,) = model.requests
    notes = request.messages[-1].text
    assert "[4 May 2026] Nora: I bought a red bicycle yesterday [3 May 2026]." in notes
    assert notes.endswith("When did Nora buy a bicycle?")


async def test_what_the_other_did_is_not_told_of_this_one(memories: Memories) -> None:
    log = memories.log
    await memories.tell("I like it here.", "It rained all day.", "Good night.")
    said = "I bought a red bicycle in the big shop on Friday."
    await log.append(SessionId("s"), "spoken", {"text": said})
    model = ScriptedModel("never asked")
    answers = Answers(MemorySearch(memories.vault, OWNER), model, NAMES)
    found = await answers.answer("Which red bicycle did Nora buy in the big shop on Friday?")
    assert (found.text, model.requests) == ("", [])
    assert found.told < TOLD


async def test_an_empty_log_has_no_answers(memories: Memories) -> None:
    answers = Answers(MemorySearch(memories.vault, OWNER), ScriptedModel(), NAMES)
    found = await answers.answer("When did Nora buy a bicycle?")
    assert (found.text, found.told, found.turns) == ("", 0.0, ())


def test_days_are_written_beside_the_words_that_mean_them(memories: Memories) -> None:
    def turn(text: str) -> Turn:
        return Turn(EventId("e"), 1, SessionId("s"), memories.clock.time, "person", text)

    assert with_dates(turn("We met last week.")) == (
        "We met last week [the week before 4 May 2026]."
    )
    assert with_dates(turn("It was two weeks ago.")).endswith("[two weeks before 4 May 2026].")
    assert with_dates(turn("See you next weekend.")).endswith("[the weekend after 4 May 2026].")
    assert with_dates(turn("I feel fine today.")) == "I feel fine today."
    assert with_dates(turn("No times.")) == "No times."


def test_more_for_the_one_who_is_asked_about_makes_an_answer_likelier() -> None:
    weights = ToldWeights(1, 1, 1, 1, 0, 0, 0, 0)

    def signs(named: int) -> float:
        table = np.zeros((2, 11))
        table[0, 0] = 1.0
        found = Candidates(
            np.array([1, 2]),
            table,
            np.array([0.9, 0.1]),
            np.array([0.8, 0.2]),
            np.array([0, 1]),
            named,
        )
        return probability(told_signs(found), weights)

    assert signs(0) > 0.5 > signs(1)
    assert signs(-1) == 0.5


def test_an_answer_has_no_year_that_nobody_spoke_of(memories: Memories) -> None:
    at = memories.clock.time
    turns = [Turn(EventId("e"), 1, SessionId("s"), at, "person", "We met in 1999, and last week.")]
    assert in_time("3 May 2022", turns) == "3 May 2026"
    assert in_time("in 1999", turns) == "in 1999"
    assert in_time("last week", turns) == "the week before 4 May 2026"
    assert in_time("a boat", []) == "a boat"
