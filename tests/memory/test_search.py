"""Search over everything that was said: by words, by meaning, by who spoke and around it."""

import asyncio
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from word_embedder import WordEmbedder

from anima.llm import SentenceEncoder
from anima.memory import (
    Indexing,
    MemorySearch,
    Query,
    VectorIndex,
    bring_up_to_date,
    models_of_vectors,
)
from anima.memory.search import Found
from anima.values import SessionId
from tests.memory.conftest import OWNER, Memories, opened

SAME = {"physician": "doctor", "feline": "cat"}


async def texts(search: MemorySearch, query: Query | str, limit: int = 5) -> list[str]:
    asked = Query(query) if isinstance(query, str) else query
    return [found.turn.text for found in await search.search(asked, limit=limit)]


async def by_meaning(memories: Memories) -> MemorySearch:
    vectors = VectorIndex(memories.vault, OWNER, WordEmbedder(same=SAME))
    await vectors.catch_up()
    return MemorySearch(memories.vault, OWNER, vectors)


async def nearest(vectors: VectorIndex, text: str) -> list[int]:
    query = await vectors.embedder.embed_query(text)
    return await vectors._vault.read(lambda c: vectors.nearest(c, query, 100))  # pyright: ignore[reportPrivateUsage]


async def test_by_words_in_any_form(memories: Memories) -> None:
    await memories.tell("We moved house in May.", "The soup was good.", "I like moving water.")
    found = await texts(MemorySearch(memories.vault, OWNER), "When did we move?")
    assert found[0] == "We moved house in May."
    assert "The soup was good." not in found[:2]


async def test_by_meaning_where_no_word_is_shared(memories: Memories) -> None:
    await memories.tell("The physician was late.", "The bread was late.", "It rained.")
    search = await by_meaning(memories)
    (best,) = await search.search(Query("doctor"), limit=1)
    assert best.turn.text == "The physician was late."
    assert best.words == 0
    assert best.likeness > 0.3


async def test_what_answers_a_question_is_found_by_the_question_before_it(
    memories: Memories,
) -> None:
    await memories.tell("What is your sister's name?", "Ana.")
    await memories.tell("Lovely weather.", "Yes.", session="other")
    assert "Ana." in await texts(MemorySearch(memories.vault, OWNER), "my sister's name", 2)


async def test_a_neighbour_from_another_session_is_none(memories: Memories) -> None:
    await memories.tell("What is your sister's name?", session="one")
    await memories.tell("Ana.", session="two")
    assert await texts(MemorySearch(memories.vault, OWNER), "sister name") == [
        "What is your sister's name?"
    ]


async def test_who_is_named_counts_for_who_spoke(memories: Memories) -> None:
    await memories.log.append(SessionId("s"), "spoken", {"text": "I like the sea."})
    await memories.tell("I like the sea.", session="s")
    names = {"Wren": "companion", "Mara": "person"}
    search = MemorySearch(memories.vault, OWNER)
    for name, speaker in names.items():
        asked = Query(f"What does {name} like? The sea?", names=names)  # pyright: ignore[reportArgumentType]
        assert (await search.search(asked))[0].turn.speaker == speaker


async def test_a_speaker_and_a_session_can_be_left_out(memories: Memories) -> None:
    await memories.log.append(SessionId("s"), "spoken", {"text": "The sea is cold."})
    await memories.tell("The sea is warm.", session="s")
    await memories.tell("The sea is green.", session="now")
    search = MemorySearch(memories.vault, OWNER)
    assert sorted(await texts(search, Query("sea", speaker="person"))) == [
        "The sea is green.",
        "The sea is warm.",
    ]
    assert await texts(
        search, Query("sea", speaker="person", exclude_session=SessionId("now"))
    ) == ["The sea is warm."]


@pytest.mark.parametrize("query", ["", "  ", "…", "\x00", "\ud800", "and the of", '"sea" NEAR( *'])
async def test_any_text_is_a_query(memories: Memories, query: str) -> None:
    await memories.tell("The sea is warm.")
    for search in (MemorySearch(memories.vault, OWNER), await by_meaning(memories)):
        assert isinstance(await search.search(Query(query)), list)


async def test_nothing_is_found_in_an_empty_log(memories: Memories) -> None:
    assert await texts(await by_meaning(memories), "sea") == []


async def test_vectors_are_made_once_and_by_whoever_comes_first(memories: Memories) -> None:
    embedder = WordEmbedder()
    await memories.tell(*(f"Thing number {n}." for n in range(40)))
    one, other = (VectorIndex(memories.vault, OWNER, embedder) for _ in range(2))
    assert await one.catch_up() == 40
    assert await other.catch_up() == 0
    assert embedder.embedded == 40
    assert len(await nearest(other, "thing")) == 40


async def test_another_model_has_vectors_of_its_own(memories: Memories) -> None:
    await memories.tell("The sea.", "The hill.")
    for name in ("old", "new"):
        vectors = VectorIndex(memories.vault, OWNER, WordEmbedder(name))
        assert await vectors.catch_up() == 2
        assert len(await nearest(vectors, "sea")) == 2
    kept = await memories.vault.read(
        lambda c: c.execute("SELECT DISTINCT model FROM turn_vector").fetchall()
    )
    assert kept == [("new",)]


async def test_what_is_said_later_is_found_without_opening_again(memories: Memories) -> None:
    search = await by_meaning(memories)
    assert search.vectors
    await memories.tell("The feline sleeps.")
    indexing = Indexing(search.vectors)
    work = asyncio.create_task(indexing.run())
    indexing.soon()
    found: list[Found] = []
    for _ in range(500):
        await asyncio.sleep(0.01)
        if (found := await search.search(Query("cat"))) and found[0].likeness:
            break
    work.cancel()
    assert found[0].turn.text == "The feline sleeps."


async def test_the_index_is_the_same_when_it_is_rebuilt_from_the_log(tmp_path: Path) -> None:
    memories = await opened(tmp_path)
    await memories.tell("We moved house in May.", "Did we?", "My sister moved as well.")
    search = MemorySearch(memories.vault, OWNER)
    before = [(f.turn.id, f.score) for f in await search.search(Query("moving in May"))]
    await memories.vault.write(lambda c: c.execute("UPDATE projection SET version = 0"))
    assert await bring_up_to_date(memories.vault)
    after = [(f.turn.id, f.score) for f in await search.search(Query("moving in May"))]
    assert before == after
    await memories.vault.close()


@settings(max_examples=30, deadline=None)
@given(
    said=st.lists(st.tuples(st.sampled_from("ab"), st.text(max_size=30)), max_size=12),
    query=st.text(max_size=30),
)
def test_a_search_finds_only_what_was_said_and_each_once(
    tmp_path_factory: pytest.TempPathFactory, said: list[tuple[str, str]], query: str
) -> None:
    async def story() -> list[Found]:
        memories = await opened(tmp_path_factory.mktemp("vault"))
        try:
            for session, text in said:
                await memories.tell(text, session=session)
            return await (await by_meaning(memories)).search(Query(query), limit=50)
        finally:
            await memories.vault.close()

    found = asyncio.run(story())
    ids = [each.turn.id for each in found]
    assert len(ids) == len(set(ids)) <= len(said)
    ranked = [each.score for each in found]
    assert ranked == sorted(ranked, reverse=True)


@pytest.mark.slow
async def test_a_real_model_finds_what_was_said_in_other_words(
    memories: Memories, weights: Path
) -> None:
    await memories.tell(
        "My little brother broke his leg skiing.",
        "We painted the kitchen yellow.",
        "I am allergic to peanuts.",
        "The train to Lyon was packed.",
        "My boss praised the report.",
    )
    encoder = SentenceEncoder(weights / "minilm")
    vectors = VectorIndex(memories.vault, OWNER, encoder)
    await vectors.catch_up()
    search = MemorySearch(memories.vault, OWNER, vectors)
    for query, word in {
        "What food can I not eat?": "peanuts",
        "Who had an accident in the snow?": "skiing",
        "How did I travel to France?": "Lyon",
    }.items():
        (best, *_) = await texts(search, query)
        assert word in best, query
    encoder.close()


async def test_the_model_before_serves_until_the_new_one_has_read_everything(
    memories: Memories,
) -> None:
    await memories.tell(*(f"Thing number {n}." for n in range(20)), "The automobile is red.")
    old = VectorIndex(memories.vault, OWNER, WordEmbedder("old", same={"car": "automobile"}))
    await old.catch_up()
    assert await models_of_vectors(memories.vault) == ["old"]
    new = VectorIndex(memories.vault, OWNER, WordEmbedder("new", same={"car": "number"}), old)
    search = MemorySearch(memories.vault, OWNER, new)

    async def best() -> str:
        return (await search.search(Query("car")))[0].turn.text

    assert "automobile" in await best()
    await new.catch_up(at_most=1)
    assert "automobile" in await best()
    assert await models_of_vectors(memories.vault) == ["new", "old"]
    await new.catch_up()
    assert "automobile" not in await best()
    assert await models_of_vectors(memories.vault) == ["new"]
