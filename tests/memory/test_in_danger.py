"""What was said in danger is nothing to come back to, and nothing to hand to anybody."""

import pytest

from anima.memory import Facts, Giving
from anima.values import EventKind, SessionId
from tests.memory.conftest import OWNER, Memories

FRIDAY = "I'm going to kill myself on Friday."
WISH = "I want to kill myself."
AFRAID = "I'm afraid of my husband."


async def in_danger(memories: Memories, text: str, kind: EventKind = "care_raised") -> None:
    """Have the person say this, and her hear what it means."""
    heard = await memories.log.append(SessionId("dark"), "heard", {"text": text})
    await memories.log.append(SessionId("dark"), kind, {"heard": heard.id})


async def known(memories: Memories) -> list[str]:
    facts = await Facts.open(memories.vault, OWNER, memories.log)
    await facts.catch_up()
    return [facts.book.say(fact) for fact in facts.book.current()]


@pytest.mark.parametrize("text", [FRIDAY, WISH])
async def test_words_of_danger_are_no_plan_and_no_hope(memories: Memories, text: str) -> None:
    await memories.tell(text, "I hope to sail to Corsica.")
    assert any("kill myself" in each.lower() for each in await known(memories))
    heard = (await memories.log.events(kinds=("heard",)))[0]
    await memories.log.append(SessionId("dark"), "care_raised", {"heard": heard.id})
    left = await known(memories)
    assert len(left) == 1 and "Corsica" in left[0]


async def test_what_was_also_said_in_another_hour_stays(memories: Memories) -> None:
    await memories.tell("I hope to sail to Corsica.")
    await in_danger(memories, "I hope to sail to Corsica. I want to die there.")
    assert any("Corsica" in each for each in await known(memories))


async def test_drawn_anew_it_is_the_same(memories: Memories) -> None:
    await in_danger(memories, WISH)
    await in_danger(memories, FRIDAY)
    await in_danger(memories, AFRAID)
    step_by_step = await known(memories)
    facts = await Facts.open(memories.vault, OWNER, memories.log)
    await facts.rebuild()
    assert [facts.book.say(fact) for fact in facts.book.current()] == step_by_step


@pytest.mark.parametrize("kind", ["care_asked", "care_raised", "care_stayed"])
async def test_no_fact_of_it_is_given_away(memories: Memories, kind: EventKind) -> None:
    for text in (FRIDAY, WISH, AFRAID):
        await in_danger(memories, text, kind)
    await memories.tell("I live in Lisbon.", "I'm afraid of spiders.")
    await in_danger(memories, "I'm afraid of spiders. I want to die.", kind)
    facts = await Facts.open(memories.vault, OWNER, memories.log)
    await facts.catch_up()
    grave = [f for f in facts.book.current() if f.claim.object in ("kill myself", "husband")]
    assert grave
    giving = await Giving.open(memories.vault, OWNER, memories.log, facts)
    everything = await giving.all("Ana")
    chosen = await giving.chosen([fact.id for fact in grave], [], "Ana")
    about = await giving.about("Friday", "Ana")
    for given in (everything, chosen, about):
        texts = [memory.text for memory in given.memories]
        assert not any("kill" in text or "husband" in text for text in texts), texts
    assert {fact.id for fact in grave} <= everything.kept_back & chosen.kept_back
    assert {m.text for m in everything.memories if m.kind == "fact"} == {
        "Ana lives in Lisbon",
        "Ana is afraid of spiders",
    }
