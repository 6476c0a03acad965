"""What she is reminded of: what bears on the words, from other days, in few lines."""

from datetime import UTC, datetime

import pytest

from anima.values import SessionId
from tests.memory.conftest import Memories

NOW = SessionId("now")


async def recalled(memories: Memories, query: str, limit: int = 3) -> list[str]:
    found = await memories.recall.recall(query, exclude_session=NOW, limit=limit)
    return [memory.text for memory in found]


async def test_a_dated_quotation_with_its_source(memories: Memories) -> None:
    await memories.tell("My sister is moving to Lisbon.", days_ago=3)
    (memory,) = await memories.recall.recall("How is my sister?", exclude_session=NOW)
    assert memory.text == 'On Friday 1 May you told me: "My sister is moving to Lisbon."'
    (event,) = await memories.log.events()
    assert memory.sources == (event.id,)


async def test_another_year_is_named(memories: Memories) -> None:
    await memories.tell("My sister is moving to Lisbon.", days_ago=400)
    (line,) = await recalled(memories, "my sister")
    assert line.startswith("On Sunday 30 March 2025 you told me")


@pytest.mark.parametrize("query", ["", "How are you?", "And what about that?", "…", "hm"])
async def test_small_talk_reminds_her_of_nothing(memories: Memories, query: str) -> None:
    await memories.tell("How are you today? And what about that thing, hm?")
    assert await recalled(memories, query) == []


async def test_what_was_said_in_this_very_conversation_is_not_repeated(memories: Memories) -> None:
    await memories.tell("My sister is moving to Lisbon.", session="now")
    assert await recalled(memories, "my sister") == []


async def test_a_question_asked_before_is_no_answer_to_itself(memories: Memories) -> None:
    await memories.tell("Where is my sister moving?", "My sister is moving to Lisbon.")
    assert len(await recalled(memories, "Where is my sister moving?")) == 1


async def test_what_was_said_twice_comes_once(memories: Memories) -> None:
    await memories.tell("I hate leeks.", "I hate leeks!", "I grow leeks in the garden.")
    assert len(await recalled(memories, "leeks")) == 2


async def test_what_shares_only_a_common_word_stays_away(memories: Memories) -> None:
    await memories.tell(*(f"I went to the market on day {n}." for n in range(20)))
    await memories.tell("Ottavia plays the accordion at the market.")
    lines = await recalled(memories, "Does Ottavia still play the accordion at the market?")
    assert len(lines) == 1
    assert "accordion" in lines[0]


async def test_the_newer_of_two_alike_wins(memories: Memories) -> None:
    await memories.tell("Now I live in Porto with Ana.", days_ago=300)
    await memories.tell("Now I live in Braga with Ana.", days_ago=2)
    (line,) = await recalled(memories, "Where does Ana live with me?", limit=1)
    assert "Braga" in line


async def test_a_long_story_is_cut_at_a_word(memories: Memories) -> None:
    await memories.tell("The accordion " + "and so on " * 60)
    (line,) = await recalled(memories, "accordion")
    assert len(line) < 200
    assert line.endswith('on …"') or line.endswith('so …"') or line.endswith('and …"')


async def test_last_time_is_the_latest_other_session_in_which_they_spoke(
    memories: Memories,
) -> None:
    await memories.tell("Long ago.", session="first")
    await memories.tell("Good night.", session="second")
    await memories.log.append(SessionId("third"), "spoken", {"text": "Hello?"})
    await memories.tell("Hi.", session="now")
    assert [turn.text for turn in await memories.recall.last_time(exclude_session=NOW)] == [
        "Good night."
    ]


async def test_days_are_those_of_the_person(
    memories: Memories, monkeypatch: pytest.MonkeyPatch
) -> None:
    memories.clock.time = datetime(2026, 5, 4, 23, 30, tzinfo=UTC)
    await memories.tell("The accordion is mended.")
    (line,) = await recalled(memories, "accordion")
    local = memories.clock.time.astimezone()
    assert line.startswith(f"On {local:%A} {local.day} {local:%B} ")
