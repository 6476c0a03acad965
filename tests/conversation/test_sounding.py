"""In a conversation her voice comes nearer to how the person speaks, reply by reply, if wanted."""

import asyncio
from itertools import pairwise

import pytest

from anima.persona import prefer
from anima.values import EVEN, Delivery, Utterance
from tests.conversation.conftest import House

QUICKLY = Utterance("So then we went up there and it was all quite far away", "spoken", 3.0, 2.2)


async def ways(house: House, turns: int) -> list[Delivery]:
    """How she speaks before, and after each turn of somebody who speaks quickly."""
    conversation = await house.conversation()
    found = [conversation.delivery]
    for _ in range(turns):
        async for _ in conversation.reply(QUICKLY):
            pass
        await asyncio.sleep(0.05)  # between two turns she finds how she sounds next
        found.append(conversation.delivery)
    await conversation.close()
    return found


async def test_she_comes_nearer_to_somebody_who_speaks_quickly(house: House) -> None:
    await house.have_met()
    said = await ways(house, 6)
    assert said[0] == EVEN
    assert said[-1].pace > EVEN.pace
    assert said[-1].pauses < EVEN.pauses
    assert all(abs(b.pace - a.pace) <= 0.041 for a, b in pairwise(said))
    heard = await house.log.newest(("heard",), 1)
    assert heard[0].payload["voiced_seconds"] == pytest.approx(2.2)
    assert (await ways(house, 0))[0] == said[-1]


async def test_she_keeps_her_own_pace_for_who_wants_it(house: House) -> None:
    await house.have_met()
    await prefer(house.log, "voice_follows", "nothing")
    assert set(await ways(house, 6)) == {EVEN}
