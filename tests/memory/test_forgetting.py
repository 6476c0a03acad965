"""Forgetting: the words are gone from every table, every index, and every byte of the file."""

import asyncio
import json
import time
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from hypothesis import given, settings
from hypothesis import strategies as st
from word_embedder import WordEmbedder

from anima.memory import (
    EventLog,
    Facts,
    Forgetting,
    MemorySearch,
    Query,
    Recall,
    VectorIndex,
    bring_up_to_date,
)
from anima.storage import NEWER, PREVIOUS, VaultKey, open_key
from anima.values import EventId, JsonValue, SessionId, StorageError
from tests.memory.conftest import OWNER, Memories, opened

PAGE, RESERVE, SALT = 4096, 80, 16


def decrypted(file: Path, key: VaultKey) -> bytes:
    """Every page of a vault as SQLCipher 4 lays it out, free pages and unused space included."""
    content = file.read_bytes()
    plain = bytearray()
    for number, begin in enumerate(range(0, len(content), PAGE)):
        page = content[begin : begin + PAGE]
        body = page[SALT if number == 0 else 0 : PAGE - RESERVE]
        vector = page[PAGE - RESERVE : PAGE - RESERVE + 16]
        cipher = Cipher(algorithms.AES(bytes.fromhex(key.hexadecimal())), modes.CBC(vector))
        reading = cipher.decryptor()
        plain += reading.update(body) + reading.finalize()
    return bytes(plain)


def forgetting(memories: Memories) -> Forgetting:
    return Forgetting(memories.vault, OWNER, memories.log, MemorySearch(memories.vault, OWNER))


async def say(log: EventLog, kind: str, **payload: JsonValue) -> EventId:
    event = await log.append(SessionId("s"), kind, payload)  # pyright: ignore[reportArgumentType]
    return event.id


async def a_secret(memories: Memories) -> None:
    """A secret that was told, repeated by her, recalled, summed up, embedded and made a fact."""
    log = memories.log
    told = await say(log, "heard", text="My sister's name is Tangerine.")
    await say(log, "spoken", text="Tangerine, noted.")
    memory: JsonValue = [{"text": 'You told me: "Tangerine"', "sources": [told]}]
    await say(log, "recalled", heard=told, memories=memory)
    await say(log, "summarised", text="The person spoke of Tangerine.", through=2)
    await memories.tell("I live in Lisbon.", session="other")
    facts = await Facts.open(memories.vault, OWNER, log)
    await facts.catch_up()
    await facts.correct(next(facts.book.of("you", "sibling")), "Tangerine Maria")
    await VectorIndex(memories.vault, OWNER, WordEmbedder()).catch_up()


async def test_a_secret_is_in_no_byte_of_the_file(tmp_path: Path) -> None:
    memories = await opened(tmp_path)
    await a_secret(memories)
    for n in range(300):  # pages split and fill: what was moved must not stay behind either
        await memories.tell(f"Tangerine number {n} and some more words to fill the page with.")
    key, file = open_key(tmp_path), tmp_path / "vault.db"
    await memories.vault.flush()
    assert b"angerine" in decrypted(file, key)
    turns = await forgetting(memories).about("Tangerine")
    assert len(turns) == 302
    await forgetting(memories).erase([turn.id for turn in turns])
    assert await forgetting(memories).about("Tangerine") == []
    facts = await Facts.open(memories.vault, OWNER, memories.log)
    await facts.catch_up()
    await memories.vault.flush()
    plain = decrypted(file, key).lower()
    assert b"angerine" not in plain
    assert b"lisbon" in plain
    wal = file.with_name("vault.db-wal")
    assert not wal.exists() or wal.stat().st_size == 0
    await memories.vault.check()
    await memories.vault.close()


async def test_everything_that_repeats_it_goes_and_the_rest_stays(memories: Memories) -> None:
    await a_secret(memories)
    memories.vault.aside.write(b"She knows about Tangerine.", b"")
    turns = await forgetting(memories).about("Tangerine")
    assert [turn.speaker for turn in turns] == ["person", "companion"]
    await forgetting(memories).erase([turn.id for turn in turns])
    assert memories.vault.aside.read(b"") is None
    everything = json.dumps([dict(e.payload) for e in await memories.log.events()])
    assert "Tangerine" not in everything
    assert [turn.text for turn in await memories.transcript.turns()] == ["I live in Lisbon."]
    assert await memories.transcript.search("tangerine") == []
    assert await MemorySearch(memories.vault, OWNER).search(Query("Tangerine")) == []
    facts = await Facts.open(memories.vault, OWNER, memories.log)
    await facts.catch_up()
    assert [fact.claim.object for fact in facts.book.facts.values()] == ["Lisbon"]
    await facts.rebuild()
    assert [fact.claim.object for fact in facts.book.facts.values()] == ["Lisbon"]
    assert facts.book.names == {}
    recall = Recall(memories.vault, OWNER, memories.clock)
    assert len(await recall.last_time(exclude_session=SessionId("other"))) == 0


async def test_a_correction_goes_though_the_fact_went_before_it(memories: Memories) -> None:
    await memories.tell("My sister's name is Tangerine.", "My sister is called Tangerine.")
    facts = await Facts.open(memories.vault, OWNER, memories.log)
    await facts.catch_up()
    (first, second) = await memories.log.events()
    await forgetting(memories).erase([first.id])
    await facts.correct(next(facts.book.of("you", "sibling")), "Tangerine Maria")
    await forgetting(memories).erase([second.id])
    await facts.catch_up()
    assert facts.book.facts == {}
    assert "Tangerine" not in str([dict(e.payload) for e in await memories.log.events()])


async def test_a_topic_takes_corrections_and_first_answers_that_name_it(memories: Memories) -> None:
    log = memories.log
    await say(log, "question_answered", question="days", text="I sell tangerines.", settled=True)
    await say(log, "heard", text="I live in Lisbon.")
    facts = await Facts.open(memories.vault, OWNER, log)
    await facts.catch_up()
    await facts.correct(next(facts.book.of("you", "lives_in")), "Tangerine Street")
    await facts.correct(next(facts.book.of("you", "lives_in")), "Porto")
    turns = await forgetting(memories).about("tangerine")
    assert turns == []
    assert await forgetting(memories).erase([], topic="tangerine") == 3
    assert "angerine" not in str([dict(e.payload) for e in await log.events()])


async def test_an_answer_of_the_first_meeting_goes_with_its_words(memories: Memories) -> None:
    told = await say(memories.log, "heard", text="I sell tangerines.")
    await say(memories.log, "question_answered", question="days", text="I sell tangerines.")
    assert await forgetting(memories).erase([told]) == 2
    assert "tangerine" not in str([dict(e.payload) for e in await memories.log.events()])


async def test_to_forget_what_was_corrected_forgets_what_was_wrong_too(memories: Memories) -> None:
    await memories.tell("I live in Lisbon.")
    facts = await Facts.open(memories.vault, OWNER, memories.log)
    await facts.catch_up()
    await facts.correct(next(facts.book.of("you", "lives_in")), "Porto")
    (porto,) = facts.book.of("you", "lives_in")
    await forgetting(memories).erase(facts.moments(porto))
    await facts.catch_up()
    assert facts.book.facts == {}


async def test_what_had_given_way_to_it_is_so_again(memories: Memories) -> None:
    await memories.tell("I live in Lisbon.", "I live in Porto.")
    facts = await Facts.open(memories.vault, OWNER, memories.log)
    await facts.catch_up()
    (_, porto) = await memories.log.events()
    await forgetting(memories).erase([porto.id])
    await facts.catch_up()
    assert [fact.claim.object for fact in facts.book.current()] == ["Lisbon"]


async def test_the_log_keeps_its_order_and_nothing_else_may_be_changed(memories: Memories) -> None:
    await memories.tell("One.", "Two.", "Three.")
    (_, two, _) = await memories.log.events()
    assert await forgetting(memories).erase([two.id]) == 1
    events = await memories.log.events()
    assert [(e.sequence, e.text()) for e in events][:3] == [(1, "One."), (2, ""), (3, "Three.")]
    assert events[-1].kind == "forgotten"
    for change in (
        "UPDATE event SET payload = '{}' WHERE sequence = 1",
        """UPDATE event SET payload = '{"erased":true}', at = '' WHERE sequence = 1""",
        "DELETE FROM event WHERE sequence = 1",
    ):
        with pytest.raises(StorageError):
            await memories.vault.write(lambda c, change=change: c.execute(change))


async def test_very_much_goes_without_keeping_everybody_waiting(memories: Memories) -> None:
    await memories.tell("The door code is 4711.", *(f"word {n}" for n in range(1_000)))
    (code, *_) = await memories.log.events()
    began = time.process_time()
    many = [EventId(f"of an export {n}") for n in range(100_000)]
    assert await forgetting(memories).erase([code.id, *many]) == 1
    assert time.process_time() - began < 2.0


async def test_what_was_never_said_is_not_there_to_forget(memories: Memories) -> None:
    await memories.tell("I live in Lisbon.")
    assert await forgetting(memories).about("my loan") == []
    assert await forgetting(memories).about("that") == []
    assert await forgetting(memories).erase([]) == 0
    assert len(await memories.log.events()) == 1


@settings(max_examples=25, deadline=None)
@given(
    said=st.lists(st.sampled_from(["plum", "pear", "fig", "lime"]), min_size=1, max_size=10),
    gone=st.sets(st.integers(0, 9)),
)
def test_what_was_erased_is_found_nowhere_and_the_rest_everywhere(
    tmp_path_factory: pytest.TempPathFactory, said: list[str], gone: set[int]
) -> None:
    async def story(folder: Path) -> None:
        memories = await opened(folder)
        try:
            await memories.tell(*(f"{word} {n}" for n, word in enumerate(said)))
            vectors = VectorIndex(memories.vault, OWNER, WordEmbedder())
            await vectors.catch_up()
            events = await memories.log.events()
            chosen = [event.id for n, event in enumerate(events) if n in gone]
            await forgetting(memories).erase(chosen)
            kept = [f"{word} {n}" for n, word in enumerate(said) if n not in gone]
            for _ in range(2):
                search = MemorySearch(memories.vault, OWNER, vectors)
                found = await search.search(Query("plum pear fig lime"), limit=50)
                assert sorted(each.turn.text for each in found) == sorted(kept)
                assert [turn.text for turn in await memories.transcript.turns()] == kept
                await memories.vault.write(lambda c: c.execute("UPDATE projection SET version = 0"))
                await bring_up_to_date(memories.vault)
                vectors = VectorIndex(memories.vault, OWNER, WordEmbedder())
                await vectors.catch_up()
        finally:
            await memories.vault.close()

    asyncio.run(story(tmp_path_factory.mktemp("vault")))


async def test_the_copy_from_before_an_upgrade_goes_with_what_is_forgotten(
    memories: Memories,
) -> None:
    told = await say(memories.log, "heard", text="My sister's name is Tangerine.")
    place = memories.vault.path.parent
    for name in (PREVIOUS, f"{PREVIOUS}-wal", NEWER):
        (place / name).write_bytes(b"what it was")
    await forgetting(memories).erase([told])
    assert not list(place.glob("vault.previous*")) + list(place.glob("vault.newer*"))
    assert (place / "vault.db").exists()


async def test_a_drawing_that_a_turn_gives_up_goes_on(memories: Memories) -> None:
    told = await say(memories.log, "heard", text="I live in Porto.")
    for number in range(400):
        await say(memories.log, "heard", text=f"I love song {number}.")
    facts = await Facts.open(memories.vault, OWNER, memories.log)
    await facts.catch_up()
    await forgetting(memories).erase([told])
    for _ in range(400):
        try:
            async with asyncio.timeout(0.01):
                await facts.catch_up()
                break
        except TimeoutError:
            continue
    else:
        pytest.fail("each turn began to draw the book from its first line again")
    assert not [*facts.book.of("you", "lives_in")]
    assert len([*facts.book.of("you", "likes")]) == 400
