"""Which day it is for her: that of where she runs, also when a page stays open over night."""

import os
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Protocol

import pytest
from scripted_model import ScriptedModel

from anima.conversation import Conversation
from anima.values import Utterance


class Clock(Protocol):
    """The clock of the fixture: see conftest.py."""

    time: datetime


class House(Protocol):
    """What the fixture gives: see conftest.py."""

    clock: Clock
    model: ScriptedModel

    async def conversation(self) -> Conversation: ...
    async def have_met(self) -> None: ...


@pytest.fixture
def new_york() -> Iterator[None]:
    before = os.environ.get("TZ")
    os.environ["TZ"] = "America/New_York"
    time.tzset()
    yield
    if before is None:
        del os.environ["TZ"]
    else:
        os.environ["TZ"] = before
    time.tzset()


async def shown(house: House, conversation: Conversation) -> str:
    async for _ in conversation.reply(Utterance("What day is it?")):
        pass
    return " ".join(message.text for message in house.model.requests[-1].messages)


@pytest.mark.usefixtures("new_york")
async def test_she_knows_the_day_of_where_she_runs_and_the_next_one_when_it_comes(
    house: House,
) -> None:
    await house.have_met()
    house.clock.time = datetime(2026, 11, 28, 1, 30, tzinfo=UTC)
    conversation = await house.conversation()
    first = await shown(house, conversation)
    assert "Friday 27 November 2026" in first
    house.clock.time = datetime(2026, 11, 28, 15, 0, tzinfo=UTC)
    second = await shown(house, conversation)
    assert "Saturday 28 November 2026" in second
    assert "Friday 27 November 2026" not in second
