"""Sessions as they are remembered: drawn when they end, again when they change, never half."""

import asyncio
import json
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scripted_model import ScriptedModel

from anima.llm import ModelProfile
from anima.memory import Episode, Episodes, Facts, Forgetting, MemorySearch
from anima.memory.episodes.telling import made_up
from anima.values import EventKind, ModelUnavailableError, SessionId
from tests.memory.conftest import OWNER, Memories, opened

FULL = ModelProfile("large", 32_768, "full", True, True)


class LargeModel(ScriptedModel):
    """A model that is trusted with summaries."""

    @property
    def profile(self) -> ModelProfile:
        return FULL


async def talk(memories: Memories, session: str, *lines: str, close: bool = True) -> None:
    """A session in which the person says these things."""
    name = SessionId(session)
    await memories.log.append(name, "session_opened", {})
    for line in lines:
        await memories.log.append(name, "heard", {"text": line})
        await memories.log.append(name, "spoken", {"text": "Mm."})
    if close:
        await memories.log.append(name, "session_closed", {})


async def drawn(memories: Memories, model: ScriptedModel | None = None) -> Episodes:
    facts = await Facts.open(memories.vault, OWNER, memories.log)
    await facts.catch_up()
    episodes = Episodes(memories.vault, OWNER, facts, model)
    await episodes.catch_up()
    return episodes


async def test_an_episode_tells_who_where_and_how_it_felt(memories: Memories) -> None:
    await talk(
        memories,
        "a",
        "Hello.",
        "My sister Agata is visiting me next week.",
        "Agata lives in Gdansk, and I'm so happy that she comes.",
        "How are you?",
    )
    (episode,) = await (await drawn(memories)).all()
    assert episode.title == "Agata and Gdansk" or episode.title.startswith("Agata, Gdansk")
    assert "Agata lives in Gdansk" in episode.summary
    assert "How are you" not in episode.summary
    assert (episode.people, episode.places, episode.feelings) == (
        ("Agata",),
        ("Gdansk",),
        ("happy",),
    )
    assert (episode.said, episode.made_by) == (4, "rules")
    events = await memories.log.events(kinds=("heard",))
    assert set(episode.sources) <= {event.id for event in events}


async def test_a_session_is_over_when_it_is_closed_or_another_begins(memories: Memories) -> None:
    await talk(memories, "a", "I bought a boat.", close=False)
    episodes = await drawn(memories)
    assert await episodes.all() == []
    await talk(memories, "b", "I sold the boat again.", close=False)
    await episodes.catch_up()
    assert [episode.id for episode in await episodes.all()] == ["a"]
    await memories.log.append(SessionId("b"), "session_closed", {})
    await episodes.catch_up()
    assert [episode.id for episode in await episodes.all()] == ["a", "b"]
    await memories.log.append(SessionId("b"), "heard", {"text": "I kept the oars of the boat."})
    await memories.log.append(SessionId("b"), "session_closed", {})
    await episodes.catch_up()
    assert "oars" in (await episodes.all())[1].summary
    assert await episodes.catch_up() == 0


async def test_episodes_are_found_by_their_time(memories: Memories) -> None:
    start = memories.clock.time
    await talk(memories, "a", "I bought a boat today.")
    memories.clock.time += timedelta(days=2)
    await talk(memories, "b", "I sold the boat again.")
    episodes = await drawn(memories)
    found = await episodes.between(start + timedelta(days=1), start + timedelta(days=3))
    assert [episode.id for episode in found] == ["b"]


async def test_what_is_forgotten_is_in_no_episode(memories: Memories) -> None:
    await talk(memories, "a", "I took a loan from Bo.", "I also bought a blue boat.")
    episodes = await drawn(memories)
    assert "loan" in (await episodes.all())[0].summary
    search = MemorySearch(memories.vault, OWNER)
    forgetting = Forgetting(memories.vault, OWNER, memories.log, search)
    await forgetting.erase([turn.id for turn in await forgetting.about("loan")])
    assert await episodes.all() == []
    await episodes.catch_up()
    (episode,) = await episodes.all()
    assert "loan" not in f"{episode.title} {episode.summary}"
    assert "boat" in episode.summary
    await forgetting.erase([turn.id for turn in await forgetting.about("boat")])
    await forgetting.erase([event.id for event in await memories.log.events(kinds=("spoken",))])
    await episodes.rebuild()
    assert await episodes.all() == []


async def test_a_large_model_tells_it_in_its_words(memories: Memories) -> None:
    await talk(memories, "a", "My sister Agata took a loan of 500 euros.")
    told = {"title": "Agata's loan", "summary": "Your sister Agata took a loan of 500 euros."}
    (episode,) = await (await drawn(memories, LargeModel(json.dumps(told)))).all()
    assert (episode.title, episode.summary) == (told["title"], told["summary"])
    assert episode.made_by == "large"


async def test_what_it_makes_up_does_not_count(memories: Memories) -> None:
    for number, line in enumerate(
        (
            '{"title": "A loan", "summary": "Your sister Marta took a loan."}',
            '{"title": "A loan", "summary": "Agata owes 900 euros."}',
            "No JSON.",
            '{"title": "", "summary": ""}',
            ModelUnavailableError("The model is down."),
        )
    ):
        await talk(memories, f"s{number}", "My sister Agata took a loan of 500 euros.")
        episodes = await drawn(memories, LargeModel(line))
        assert {episode.made_by for episode in await episodes.all()} == {"rules"}


async def test_a_small_model_is_not_asked(memories: Memories) -> None:
    await talk(memories, "a", "My sister Agata took a loan.")
    model = ScriptedModel('{"title": "A", "summary": "B."}')
    (episode,) = await (await drawn(memories, model)).all()
    assert episode.made_by == "rules"
    assert model.requests == []


async def test_rebuilding_gives_the_same_with_progress(memories: Memories) -> None:
    await talk(memories, "a", "I bought a boat.")
    await talk(memories, "b", "Bo lives in Lyon.")
    await talk(memories, "c")
    episodes = await drawn(memories)
    before = await episodes.all()
    steps: list[tuple[int, int]] = []
    await episodes.rebuild(lambda done, total: steps.append((done, total)))
    assert await episodes.all() == before
    assert steps == [(1, 2), (2, 2)]


def test_names_and_numbers_that_were_not_said_are_made_up() -> None:
    assert made_up("You met Ana. She is 30.", "ana is thirty") == ["30"]
    assert made_up("Yesterday you met Marta.", "I met Ana") == ["Marta"]
    assert made_up("A walk: You met Ana.", "I met Ana") == []


STEPS = st.lists(
    st.tuples(
        st.sampled_from(["a", "b", "c"]),
        st.sampled_from(["session_opened", "heard", "spoken", "session_closed", None]),
    ),
    max_size=25,
)


@settings(max_examples=40, deadline=None)
@given(steps=STEPS)
def test_piecewise_or_at_once_the_episodes_are_the_same(
    tmp_path_factory: pytest.TempPathFactory, steps: list[tuple[str, EventKind | None]]
) -> None:
    async def story(folder: Path) -> None:
        memories = await opened(folder)
        try:
            episodes = await drawn(memories)
            for number, (session, kind) in enumerate(steps):
                if kind is None:
                    await episodes.catch_up()
                else:
                    text = f"I bought boat number {number} in Lyon."
                    await memories.log.append(SessionId(session), kind, {"text": text})
            await episodes.catch_up()
            piecewise = await episodes.all()
            await episodes.rebuild()
            at_once: list[Episode] = await episodes.all()
            assert at_once == piecewise
        finally:
            await memories.vault.close()

    asyncio.run(story(tmp_path_factory.mktemp("vault")))
