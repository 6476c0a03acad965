"""A story in turns and the five questions, all of it spoken to the microphone of a real browser."""

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
from page_visit import Visit, visiting

from anima.models import WeightStore
from anima.voice import Kokoro

pytestmark = [pytest.mark.slow, pytest.mark.timeout(500)]


@pytest.fixture(scope="module")
def mouth() -> Iterator[Kokoro]:
    store = WeightStore()
    mouth = Kokoro(store.folder("kokoro") / "model.onnx", store.folder("kokoro-voices"))
    yield mouth
    mouth.close()


@pytest.fixture
async def visit(tmp_path: Path) -> AsyncIterator[Visit]:
    async with visiting(tmp_path) as visit:
        yield visit


async def test_a_story_is_told_in_turns_aloud(visit: Visit, mouth: Kokoro) -> None:
    begun = await visit.speaks("Let's make up a story.", mouth)
    assert begun.endswith("What do you do?"), await visit.last("person")
    told = await visit.speaks("I open the door and look outside.", mouth)
    assert told
    ended = await visit.speaks("The end.", mouth)
    assert ended.startswith("The end, then."), await visit.last("person")


async def test_the_five_questions_are_answered_aloud(visit: Visit, mouth: Kokoro) -> None:
    told = await visit.speaks("Ask me your questions.", mouth)
    assert "What would you like from me?" in told, await visit.last("person")
    for said, done in (
        ("Company, mostly.", "I'll keep that in mind."),
        ("Straight out, please.", "Straight out, then"),
        ("My divorce.", "I won't bring up your divorce by myself."),
        (
            "From eleven at night until seven in the morning.",
            "Then I'm quiet from 23:00 until 07:00.",
        ),
        ("My sister Agatha.", "I'll remember them."),
    ):
        told = await visit.speaks(said, mouth)
        assert told.startswith(done), (said, await visit.last("person"), told)
    assert told.endswith("set it on the page about me.")
