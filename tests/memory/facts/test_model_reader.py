"""A second reader: what a model draws is checked, kept, and never in the rules' way."""

import asyncio
import json
from datetime import UTC, datetime

import pytest
from scripted_model import ScriptedModel
from word_embedder import WordEmbedder

from anima.memory import (
    Facts,
    Forgetting,
    Indexing,
    MemorySearch,
    ModelReader,
    VectorIndex,
    models_of_vectors,
)
from anima.memory.facts import Claim
from anima.memory.facts.model_reader import added, checked
from anima.values import ModelUnavailableError
from tests.memory.conftest import OWNER, Memories

AT = datetime(2026, 5, 4, 9, tzinfo=UTC)


def reply(*facts: tuple[str, str, str, str]) -> str:
    names = ("subject", "relation", "object", "polarity")
    return json.dumps({"facts": [dict(zip(names, fact, strict=True)) for fact in facts]})


async def test_claims_come_with_the_time_that_was_told() -> None:
    model = ScriptedModel(reply(("you", "lives_in", "Graz", "is")))
    claims = await ModelReader(model).read("Since March it's Graz for me.", AT)
    assert claims == [Claim("you", "lives_in", "Graz", "is", "2026-03")]
    (request,) = model.requests
    assert request.schema is not None


@pytest.mark.parametrize(
    "line",
    [
        "No JSON.",
        '{"facts": 3}',
        reply(("you", "lives_on", "Graz", "is")),
        reply(("you", "lives_in", "Vienna", "is")),
        reply(("Bo", "lives_in", "Graz", "is")),
        reply(("your sister", "lives_in", "Graz", "is")),
        reply(("you", "lives_in", "the", "is")),
    ],
)
async def test_what_was_not_said_is_dropped(line: str) -> None:
    assert await ModelReader(ScriptedModel(line)).read("It's Graz for me.", AT) == []


async def test_questions_are_not_read() -> None:
    model = ScriptedModel()
    assert await ModelReader(model).read("Do I live in Graz?", AT) == []
    assert await ModelReader(model).read("...", AT) == []
    assert model.requests == []


def test_a_subject_is_the_person_somebody_named_or_somebody_of_theirs() -> None:
    text = "Lena and my sister both ended up in Graz."
    for subject, right in (("I", "you"), ("Lena", "Lena"), ("my sister", "your sister")):
        claim = checked(subject, "lives_in", "Graz", text, "")
        assert claim
        assert claim.subject == right


def test_where_both_speak_of_the_same_the_rules_count() -> None:
    rules = [Claim("you", "works_as", "nurse")]
    model = [Claim("you", "is", "a nurse"), Claim("you", "lives_in", "Graz")]
    assert added(rules, model) == [rules[0], model[1]]


async def opened(memories: Memories, *lines: str | Exception) -> Facts:
    reader = ModelReader(ScriptedModel(*lines))
    return await Facts.open(memories.vault, OWNER, memories.log, reader)


async def test_each_utterance_is_read_once_and_a_rebuild_takes_it_up(memories: Memories) -> None:
    await memories.tell("It's Graz for me.", "Hello.", "I love jazz.")
    nothing = reply()
    facts = await opened(memories, nothing, nothing, reply(("you", "lives_in", "Graz", "is")))
    await facts.catch_up()
    assert [fact.claim.object for fact in facts.book.current()] == ["jazz"]
    assert await facts.readings.left() == 3
    while await facts.readings.read_one():
        pass
    assert await facts.readings.left() == 0
    await facts.rebuild()
    assert [fact.claim.object for fact in facts.book.current()] == ["Graz", "jazz"]
    again = await Facts.open(memories.vault, OWNER, memories.log)
    await again.rebuild()
    assert [fact.claim.object for fact in again.book.current()] == ["Graz", "jazz"]


async def test_corrections_hold_when_another_model_reads_it_all_again(memories: Memories) -> None:
    await memories.tell("I live in Lisbon.")
    facts = await opened(memories)
    await facts.catch_up()
    await facts.correct(next(facts.book.of("you", "lives_in")), "Porto")
    other = await opened(memories, reply(("you", "lives_in", "Lisbon", "is")))
    assert await other.readings.read_one()
    await other.rebuild()
    assert [fact.claim.object for fact in other.book.of("you", "lives_in")] == ["Porto"]


async def test_what_is_forgotten_is_in_no_reading(memories: Memories) -> None:
    await memories.tell("It's Graz for me.")
    facts = await opened(memories, reply(("you", "lives_in", "Graz", "is")))
    await facts.readings.read_one()
    search = MemorySearch(memories.vault, OWNER)
    forgetting = Forgetting(memories.vault, OWNER, memories.log, search)
    await forgetting.erase([turn.id for turn in await forgetting.about("Graz")])
    await facts.catch_up()
    assert facts.book.facts == {}
    rows = await memories.vault.read(lambda c: c.execute("SELECT * FROM reading").fetchall())
    assert rows == []


async def test_a_model_that_is_down_leaves_the_rest_for_later(memories: Memories) -> None:
    await memories.tell("It's Graz for me.")
    facts = await opened(memories, ModelUnavailableError("down"))
    with pytest.raises(ModelUnavailableError):
        await facts.readings.read_one()
    assert await facts.readings.left() == 1


async def test_an_older_versions_facts_serve_until_they_are_drawn_again(memories: Memories) -> None:
    await memories.tell("I live in Lisbon.")
    facts = await Facts.open(memories.vault, OWNER, memories.log)
    await facts.catch_up()
    await memories.vault.write(
        lambda c: c.execute("UPDATE fact_progress SET version = 0, sequence = 0")
    )
    later = await Facts.open(memories.vault, OWNER, memories.log)
    assert [fact.claim.object for fact in later.book.current()] == ["Lisbon"]
    await later.catch_up()
    assert [fact.claim.object for fact in later.book.current()] == ["Lisbon"]
    third = await Facts.open(memories.vault, OWNER, memories.log)
    assert await third.catch_up() == 0


async def test_a_reader_that_is_down_is_not_in_the_way_of_the_index(memories: Memories) -> None:
    await memories.tell("It's Graz for me.")
    facts = await opened(memories, ModelUnavailableError("down"))
    vectors = VectorIndex(memories.vault, OWNER, WordEmbedder())
    indexing = Indexing(vectors, facts)
    indexing.soon()
    task = asyncio.create_task(indexing.run())
    async with asyncio.timeout(10):
        while not await models_of_vectors(memories.vault):  # noqa: ASYNC110  # another's work
            await asyncio.sleep(0.02)
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
