"""With how many she can talk at once, and who waits; in virtual time."""

import asyncio
from contextlib import AsyncExitStack

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from virtual_time import tell

from anima.voice.places import IDLE_SECONDS, Place, Places


async def never(_before: int) -> None:
    raise AssertionError("nobody has to wait here")


def places(most: int) -> Places:
    return Places(most, now=asyncio.get_running_loop().time)


def test_who_comes_when_all_places_are_taken_is_told_and_gets_the_next_one() -> None:
    async def story() -> None:
        house = places(2)
        told: dict[str, list[int]] = {"third": [], "fourth": []}
        talked: list[str] = []

        async def calls(name: str, seconds: float) -> None:
            async def waits(before: int) -> None:
                told[name].append(before)

            async with house.taken(waits) as place:
                talked.append(name)
                place.touch()
                await asyncio.sleep(seconds)

        async with AsyncExitStack() as first, asyncio.TaskGroup() as tasks:
            await first.enter_async_context(house.taken(never))
            async with house.taken(never):
                tasks.create_task(calls("third", 3))
                await asyncio.sleep(0.1)
                tasks.create_task(calls("fourth", 3))
                await asyncio.sleep(1)
                assert talked == []
                assert told == {"third": [0], "fourth": [1]}
            await asyncio.sleep(1)
            assert talked == ["third"]
            assert told["fourth"] == [1, 0]
            await asyncio.sleep(10)
            assert talked == ["third", "fourth"]

    tell(story())


def test_a_page_that_is_only_open_makes_room_and_one_where_somebody_talks_does_not() -> None:
    async def story() -> None:
        house = places(1)
        came: list[float] = []

        async def waits(_before: int) -> None:
            pass

        async def calls() -> None:
            async with house.taken(waits):
                came.append(asyncio.get_running_loop().time())

        async with house.taken(never) as talking, asyncio.TaskGroup() as tasks:
            tasks.create_task(calls())
            for _ in range(10):
                await asyncio.sleep(IDLE_SECONDS / 2)
                talking.touch()
            assert came == []
            await asyncio.sleep(IDLE_SECONDS + 1)
            assert len(came) == 1

    tell(story())


def test_a_caller_who_hangs_up_while_waiting_leaves_the_queue() -> None:
    async def story() -> None:
        house = places(1)
        told = 0

        async def is_gone(_before: int) -> None:
            nonlocal told
            told += 1
            if told > 1:
                raise ConnectionError("the client is gone")

        async with house.taken(never) as place:
            with pytest.raises(ConnectionError):
                async with house.taken(is_gone):
                    raise AssertionError("there is no place")
            place.touch()
        async with house.taken(never):
            assert house.live == 1

    tell(story())


@given(
    st.integers(1, 3),
    st.lists(st.tuples(st.floats(0, 20), st.floats(0.1, 30)), min_size=1, max_size=12),
)
@settings(deadline=None)
def test_never_more_than_there_are_places_and_everybody_comes_in_order(
    most: int, visits: list[tuple[float, float]]
) -> None:
    async def story() -> None:
        house = places(most)
        came: list[int] = []
        order: list[int] = []
        inside: set[Place] = set()

        async def waits(_before: int) -> None:
            pass

        async def calls(number: int, begins: float, seconds: float) -> None:
            await asyncio.sleep(begins)
            came.append(number)
            async with house.taken(waits) as place:
                order.append(number)
                inside.add(place)
                assert len(inside) <= most
                await asyncio.sleep(seconds)
                inside.discard(place)

        async with asyncio.TaskGroup() as tasks:
            for number, (begins, seconds) in enumerate(sorted(visits)):
                tasks.create_task(calls(number, begins, seconds))
        assert order == came
        assert not house.live

    tell(story())
