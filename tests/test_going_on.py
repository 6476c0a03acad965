"""A line that comes back goes on with its talk, whatever was decided on a page meanwhile; a page
that is merely open is no talk."""

from contextlib import AsyncExitStack
from datetime import timedelta
from pathlib import Path

from beginning_house import NINE, SetClock
from memory_door import scripted_anima
from word_embedder import WordEmbedder

from anima.app import OWNER, Anima
from anima.initiative import Beginning, Sleeping
from anima.persona import prefer
from anima.persona.night import Night
from anima.shared_models import LanguageModels, SharedModels
from anima.values import Utterance


async def test_a_wish_set_beside_the_talk_does_not_end_it(tmp_path: Path) -> None:
    async with scripted_anima(tmp_path, "Hello.") as anima:
        async with anima.conversation(resume=False) as first:
            session = first.session
        await prefer(anima.log, "quiet_from", "21:00")
        async with anima.conversation() as again:
            assert again.session == session


async def test_a_page_that_was_silent_all_night_is_a_new_arrival_in_the_morning(
    tmp_path: Path,
) -> None:
    clock = SetClock()
    async with scripted_anima(tmp_path, clock=clock) as anima:
        async with anima.conversation(resume=False) as first:
            await first.note(Utterance("Goodnight."))
            clock.time += timedelta(minutes=14)
        async with anima.conversation() as again:
            assert again.session == first.session
            clock.time += timedelta(hours=14)
        async with anima.conversation() as morning:
            assert morning.session != first.session


def parts_of(anima: Anima) -> tuple[Sleeping, Beginning]:
    """What waits until nobody talks with her."""
    assert anima.vault
    shared = SharedModels(LanguageModels(lambda _: AsyncExitStack()), WordEmbedder(), None)  # pyright: ignore[reportArgumentType]  # opens nothing
    shared.lives.append(anima)
    night = Night(anima.vault, OWNER, anima.log, anima.facts, anima.model, anima.clock)
    return (
        Sleeping(night, shared.alone),
        Beginning(anima.vault, anima.log, anima.facts, anima.clock, shared.alone),
    )


async def test_a_page_that_is_merely_open_keeps_her_from_nothing(tmp_path: Path) -> None:
    clock = SetClock(NINE)
    async with scripted_anima(tmp_path, clock=clock) as anima:
        sleeping, beginning = parts_of(anima)
        async with anima.conversation(resume=False) as tablet:
            await anima.log.append(tablet.session, "disclosed", {"text": "I'm an AI."})
            await tablet.note(Utterance("I have my driving test today."))
            clock.time = NINE + timedelta(days=1, hours=9)
            await tablet.note(Utterance("It rains."))
            clock.time += timedelta(minutes=5)
            assert anima.is_talking()
            assert await sleeping.once() == 0
            assert await beginning.once() is None
            clock.time += timedelta(hours=3)
            assert not anima.is_talking()
            assert await sleeping.once() == 1
            assert await beginning.once() is not None
