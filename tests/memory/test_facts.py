"""Facts: what is drawn from what a person says, what contradicts it, and what they change."""

import asyncio
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from anima.memory import Recall
from anima.memory.facts import RELATIONS, Facts, Reader, sentence
from anima.memory.facts.times import moments
from anima.values import NoSuchFactError, SessionId
from tests.memory.conftest import OWNER, Memories, opened

AT = datetime(2026, 5, 20, 19, 40, tzinfo=UTC)  # a Wednesday


def read(text: str, before: str = "") -> list[str]:
    return [
        f"{claim.subject} {claim.relation} {claim.object}"
        + ("" if claim.polarity == "is" else f" [{claim.polarity}]")
        + (f" {claim.when}" if claim.when else "")
        + (f" until {claim.until}" if claim.until else "")
        for claim in Reader().read(text, AT, before=before)
    ]


@pytest.mark.parametrize(
    ("text", "facts"),
    [
        ("I live in Bristol, in a tiny flat.", ["you lives_in Bristol"]),
        ("My sister Ana is a pilot.", ["you sibling Ana", "Ana works_as pilot"]),
        ("I don't live in Lyon any more.", ["you lives_in Lyon [is_not]"]),
        ("I'm moving to Ghent in September.", ["you lives_in Ghent [planned] 2026-09"]),
        ("I moved to Dublin two years ago.", ["you lives_in Dublin 2024"]),
        ("I broke up with Leo in April.", ["you partner Leo [is_not] until 2026-04"]),
        ("No, I work at the museum, not the library.", ["you works_at museum"]),
        ("Ana told me she is moving to Berlin next month.", ["Ana lives_in Berlin [planned]"]),
        ("Tomorrow I have an interview at the zoo.", ["you event interview at the zoo [planned]"]),
    ],
)
def test_what_is_said_is_read(text: str, facts: list[str]) -> None:
    found = read(text)
    for fact in facts:
        assert any(each.startswith(fact) for each in found), found


@pytest.mark.parametrize(
    "text",
    [
        "If I lived in Rome I'd eat ice cream every day.",
        'He said "I live in Paris" and laughed.',
        "In the book she's a detective and lives in Edinburgh.",
        "I'm dying of boredom.",
        "Do you know where I live?",
        "I might move to Canada.",
        "I'm so tired today.",
        "I wish I had a brother.",
    ],
)
def test_what_is_not_meant_is_no_fact(text: str) -> None:
    assert read(text) == []


def test_a_short_answer_is_read_with_its_question() -> None:
    assert read("Ana.", before="What's your sister's name?") == ["you sibling Ana"]
    assert read("No idea.", before="Where do you live?") == []


@pytest.mark.parametrize(
    ("text", "past", "future"),
    [
        ("on Tuesday", "2026-05-19", "2026-05-26"),
        ("in June", "2025-06", "2026-06"),
        ("the day before yesterday", "2026-05-18", "2026-05-18"),
        ("three weeks ago", "2026-04-27", "2026-04-27"),
        ("next Friday", "2026-05-29", "2026-05-29"),
        ("on the 28th", "2026-04-28", "2026-05-28"),
        ("at Christmas", "2025-12-25", "2026-12-25"),
        ("in 2019", "2019", "2019"),
        ("3 July 2023", "2023-07-03", "2023-07-03"),
    ],
)
def test_times_are_resolved_against_when_they_were_said(text: str, past: str, future: str) -> None:
    assert [moment.iso for moment in moments(text, AT, "past")] == [past]
    assert [moment.iso for moment in moments(text, AT, "future")] == [future]


@pytest.mark.parametrize(
    "text", ["I may march on", "in a minute", "the 31st of February", "second"]
)
def test_words_that_only_look_like_times_are_none(text: str) -> None:
    assert moments(text, AT) == []


@settings(max_examples=200, deadline=None)
@given(text=st.text(max_size=80), before=st.text(max_size=40))
def test_any_text_can_be_read_and_nothing_is_made_up(text: str, before: str) -> None:
    for claim in Reader().read(text, AT, before=before):
        assert claim.relation in RELATIONS
        assert claim.object
        assert claim.object.lower() in f"{text} {before}".lower()


async def known(memories: Memories) -> Facts:
    facts = await Facts.open(memories.vault, OWNER, memories.log)
    await facts.catch_up()
    return facts


def current(facts: Facts) -> list[str]:
    return sorted(sentence(fact) for fact in facts.book.current())


async def test_a_move_ends_the_home_before_and_keeps_its_time(memories: Memories) -> None:
    await memories.tell("I live in Lisbon.", days_ago=300)
    await memories.tell("I moved to Porto in March.", days_ago=2)
    facts = await known(memories)
    assert current(facts) == ["You live in Porto (since March 2026)"]
    (before,) = (f for f in facts.book.facts.values() if f.claim.object == "Lisbon")
    assert (before.state, before.valid_to) == ("superseded", "2026-03")


async def test_a_plan_becomes_so_or_is_called_off(memories: Memories) -> None:
    await memories.tell("I'm moving to Ghent in September.", days_ago=30)
    assert current(await known(memories)) == ["Planned: You live in Ghent (September 2026)"]
    await memories.tell("I live in Ghent now.")
    assert current(await known(memories)) == ["You live in Ghent"]


async def test_somebody_who_got_a_name_later_is_one_person(memories: Memories) -> None:
    await memories.tell("My sister lives in Lyon.", "My sister's name is Ana.")
    assert current(await known(memories)) == ["Ana is your sibling", "Ana lives in Lyon"]


async def test_two_sisters_are_not_mixed_up(memories: Memories) -> None:
    await memories.tell("My sister Ana is a nurse.", "My sister Rosa is a chef.")
    await memories.tell("My sister lives in Lyon.")
    assert "Your sister lives in Lyon" in current(await known(memories))


async def test_a_correction_holds_at_once_and_after_drawing_again(memories: Memories) -> None:
    await memories.tell("My sister's name is Agata.")
    facts = await known(memories)
    (fact,) = facts.book.current()
    await facts.correct(fact, "Agnieszka")
    assert current(facts) == ["Agnieszka is your sibling"]
    await facts.rebuild()
    assert current(facts) == ["Agnieszka is your sibling"]
    assert current(await known(memories)) == ["Agnieszka is your sibling"]


async def test_marks_stay_and_can_be_taken_back(memories: Memories) -> None:
    await memories.tell("I'm allergic to nuts.")
    facts = await known(memories)
    (fact,) = facts.book.current()
    await facts.mark(fact, "private", on=True)
    await facts.rebuild()
    assert facts.find(fact.id[:5]).marks == {"private"}
    await facts.mark(fact, "private", on=False)
    assert facts.find(fact.id[:5]).marks == set()


async def test_every_fact_names_the_events_it_came_from(memories: Memories) -> None:
    await memories.tell("I live in Lisbon.", "As I said, I live in Lisbon.")
    (fact,) = (await known(memories)).book.current()
    assert list(fact.sources) == [event.id for event in await memories.log.events()]
    assert fact.confidence == 0.9


async def test_nothing_that_she_said_becomes_a_fact(memories: Memories) -> None:
    await memories.log.append(SessionId("s"), "spoken", {"text": "I live in your machine."})
    assert current(await known(memories)) == []


async def test_an_unknown_fact_is_an_error_that_says_what_to_do(memories: Memories) -> None:
    facts = await known(memories)
    with pytest.raises(NoSuchFactError, match="anima memory facts"):
        facts.find("abc")


async def test_two_processes_draw_nothing_twice(memories: Memories) -> None:
    await memories.tell("I live in Lisbon.")
    one, other = [await Facts.open(memories.vault, OWNER, memories.log) for _ in range(2)]
    await asyncio.gather(one.catch_up(), other.catch_up())
    await memories.tell("I have two cats, Miso and Tofu.")
    await asyncio.gather(one.catch_up(), other.catch_up())
    await one.catch_up()
    await other.catch_up()
    assert current(one) == current(other) == current(await known(memories))
    assert all(len(fact.sources) == 1 for fact in one.book.facts.values())


async def recalled(memories: Memories, facts: Facts, query: str) -> list[str]:
    recall = Recall(memories.vault, OWNER, memories.clock, None, facts)
    found = await recall.recall(query, exclude_session=SessionId("now"))
    return [memory.text for memory in found]


async def test_what_changed_is_told_with_what_is_so_now(memories: Memories) -> None:
    await memories.tell("I live in Lisbon by the river.", days_ago=300)
    await memories.tell("I moved to Porto in March.", days_ago=2)
    (line,) = await recalled(memories, await known(memories), "How is the river in Lisbon?")
    assert line.endswith("That has changed: you live in Porto, since March 2026.")


async def test_what_is_private_or_was_wrong_is_not_brought_up(memories: Memories) -> None:
    await memories.tell("I'm allergic to nuts.", "My sister's name is Agata.")
    facts = await known(memories)
    nuts, sister = (f for f in facts.book.current())
    assert len(await recalled(memories, facts, "nuts and Agata")) == 2
    await facts.mark(nuts, "private", on=True)
    await facts.correct(sister, "Agnieszka")
    assert await recalled(memories, facts, "nuts and Agata") == []


async def test_what_is_pinned_goes_before_what_is_as_near(memories: Memories) -> None:
    await memories.tell("I love the sea in winter.", days_ago=9)
    await memories.tell("I hate the sea in summer.", days_ago=1)
    facts = await known(memories)
    (loved,) = facts.book.of("you", "likes")
    recall = Recall(memories.vault, OWNER, memories.clock, None, facts)
    for pinned, first in ((False, "hate"), (True, "love")):
        await facts.mark(loved, "pinned", on=pinned)
        (line,) = await recall.recall("the sea", exclude_session=None, limit=1)
        assert first in line.text


@settings(max_examples=25, deadline=None)
@given(
    said=st.lists(
        st.sampled_from(
            [
                "I live in Lisbon.",
                "I live in Porto.",
                "I don't live in Porto any more.",
                "I'm moving to Ghent in September.",
                "My sister Ana is a nurse.",
                "My sister lives in Lyon.",
                "I love jazz.",
                "I don't like jazz.",
                "Hello.",
            ]
        ),
        max_size=12,
    ),
    cuts=st.lists(st.integers(0, 12), max_size=3),
)
def test_drawn_in_pieces_or_at_once_the_book_is_the_same(
    tmp_path_factory: pytest.TempPathFactory, said: list[str], cuts: list[int]
) -> None:
    async def story(folder: Path) -> None:
        memories = await opened(folder)
        try:
            for place, text in enumerate(said):
                await memories.tell(text)
                if place in cuts:
                    await known(memories)
            pieces = await known(memories)
            before = pieces.book.facts
            await pieces.rebuild()
            assert pieces.book.facts == before
            homes = [f for f in pieces.book.of("you", "lives_in")]
            assert len(homes) <= 1
        finally:
            await memories.vault.close()

    asyncio.run(story(tmp_path_factory.mktemp("vault")))
