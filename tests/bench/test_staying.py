"""Recast, restarted and moved she speaks by the same bytes, and what would differ is seen."""

import json
from collections.abc import Sequence
from datetime import datetime
from io import StringIO
from pathlib import Path
from typing import cast

import pytest
from rich.console import Console

from anima.app import OWNER, open_vault
from anima.memory import EventLog
from anima.moving_app import export_life, import_life
from anima.persona import prefer
from anima.settings import Settings
from anima.values import SystemClock
from anima.who_app import name, voice
from bench.persona_parts.files import OURS
from bench.persona_parts.lives import Life, read_lives
from bench.persona_parts.staying import (
    Shaping,
    as_bytes,
    differing,
    in_this_process,
    lived,
    shaping,
    stays,
)

QUIET = Console(file=StringIO())


@pytest.fixture(scope="module")
def life() -> Life:
    return read_lives(OURS)[0]


@pytest.fixture
async def home(tmp_path: Path, life: Life) -> tuple[Settings, datetime]:
    """A home in which they have lived for some days, and a time at which she is looked at."""
    settings = Settings(home=tmp_path / "home")
    return settings, await lived(settings, life, 4)


async def test_what_is_compared_holds_all_that_shapes_her(home: tuple[Settings, datetime]) -> None:
    found = await shaping(home[0].home, home[1])
    prompt = as_bytes(found["prompt"]).decode()
    for part in ("Wren", "Theo", "I paint boats.", "to be frank", "think aloud", "Porto"):
        assert part in prompt, part
    for part in ("I like cities with stairs.", "Some stairs hate back", "I feel "):
        assert part in prompt, part
    assert json.loads(cast(str, found["character"])) != {}
    assert "Agata" in as_bytes(found["facts"]).decode()
    assert cast(list[float], found["sound"])[:3] != [1.0, 1.0, 0.0], "a mood is heard"


async def test_another_voice_changes_the_voice_alone(home: tuple[Settings, datetime]) -> None:
    settings, at = home
    before = await shaping(settings.home, at)
    await voice(settings, QUIET, "bm_george")
    after = await shaping(settings.home, at)
    assert (before["voice"], after["voice"]) == ("af_heart", "bm_george")
    assert differing(before, after) == {"voice"}


async def test_opened_again_she_is_the_same(home: tuple[Settings, datetime]) -> None:
    settings, at = home
    first, second = await in_this_process([settings.home, settings.home], at)
    assert as_bytes(first) == as_bytes(second)


async def test_moved_into_an_empty_home_she_is_the_same(
    home: tuple[Settings, datetime], tmp_path: Path
) -> None:
    settings, at = home
    moved = Settings(home=tmp_path / "moved")
    await export_life(settings, QUIET, tmp_path / "life.anima", sealed=False)
    await import_life(moved, QUIET, tmp_path / "life.anima", replace=False)
    before, after = await in_this_process([settings.home, moved.home], at)
    assert as_bytes(before) == as_bytes(after)


async def test_what_was_lost_on_the_way_is_seen(life: Life) -> None:
    async def forgetful(homes: Sequence[Path], at: datetime) -> list[Shaping]:
        kept, moved = homes
        async with await open_vault(Settings(home=moved)) as vault:
            await prefer(EventLog(vault, OWNER, SystemClock()), "directness", "gentle")
        return await in_this_process([kept, moved], at)

    stayed = await stays(life, 2, forgetful)
    assert (stayed.recast, stayed.restarted, stayed.moved) == (True, True, False)
    assert stayed.lost == ("prompt", "wishes")
    assert "not the same: prompt, wishes" in stayed.note


async def test_another_name_changes_the_name_alone(home: tuple[Settings, datetime]) -> None:
    settings, at = home
    before = await shaping(settings.home, at)
    await name(settings, QUIET, "Nora")
    after = await shaping(settings.home, at)
    assert differing(before, after) == {"prompt"}
    assert as_bytes(after).replace(b"Nora", b"Wren") == as_bytes(before)
    assert b"Wren" not in as_bytes(after)


@pytest.mark.slow
async def test_another_process_finds_the_same_bytes(life: Life) -> None:
    stayed = await stays(life, 3)
    assert (stayed.recast, stayed.restarted, stayed.moved) == (True, True, True), stayed.lost
    assert stayed.renamed
    assert stayed.size > 4000
