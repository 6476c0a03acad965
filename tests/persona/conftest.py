"""A real encrypted log in a temporary folder, and a model that is down."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from meeting_world import AbsentModel, open_log

from anima.memory import EventLog


@pytest.fixture
async def log(tmp_path: Path) -> AsyncIterator[EventLog]:
    vault, log = await open_log(tmp_path)
    async with vault:
        yield log


@pytest.fixture
def model_down() -> AbsentModel:
    return AbsentModel()
