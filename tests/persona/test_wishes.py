"""What the person wants of her reaches what she is told and how she sounds; a voice is no more."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from meeting_world import PERSON, open_log

from anima.memory import EventLog, Facts
from anima.persona import Herself, load_growth, load_herself, load_identity, prefer
from anima.persona.preferences import Preferences
from anima.values import AnimaError, SessionId, SystemClock
from anima.who_desk import WhoDesk

NOON = datetime(2026, 11, 2, 12, 0).astimezone()
MIDNIGHT = NOON + timedelta(hours=12)


async def test_each_wish_is_a_line_that_she_has_in_mind(log: EventLog) -> None:
    assert (await load_herself(log, datetime.now(UTC))).preferences.lines() == []
    for key, value in (("directness", "frank"), ("wants", "Keep me writing"), ("people", "Ola")):
        await prefer(log, key, value)
    lines = (await load_herself(log, datetime.now(UTC))).preferences.lines()
    assert lines == [
        "You want me to be frank, and to tell you when I disagree.",
        'Of what you want from me you told me: "Keep me writing"',
        'Of the people in your life you told me: "Ola"',
    ]


def test_she_whispers_in_the_quiet_hours_and_only_if_asked() -> None:
    asked = Herself(preferences=Preferences(whisper_at_night="yes"))
    assert asked.whispers(MIDNIGHT)
    assert not asked.whispers(NOON)
    assert not Herself().whispers(MIDNIGHT)


async def test_recast_changes_the_voice_and_nothing_else(tmp_path: Path) -> None:
    vault, log = await open_log(tmp_path)
    async with vault:
        desk = WhoDesk(log, await Facts.open(vault, PERSON, log), SystemClock())
        await recast(desk, log)


async def recast(desk: WhoDesk, log: EventLog) -> None:
    with pytest.raises(AnimaError, match="not met"):
        await desk.recast("bf_emma")
    for kind, payload in (("name_accepted", {"name": "Wren"}), ("disclosed", {"text": "An AI."})):
        await log.append(SessionId("meeting"), kind, payload)  # pyright: ignore[reportArgumentType]
    before, grown = await load_identity(log), (await load_growth(log)).character.canonical()
    with pytest.raises(AnimaError, match="no voice"):
        await desk.recast("af_nobody")
    who = await desk.change({"action": "recast", "value": "bf_emma"})
    after = await load_identity(log)
    assert (who["voice"], after.voice, before.voice) == ("bf_emma", "bf_emma", "af_heart")
    assert (after.name, after.stage, after.met) == (before.name, before.stage, before.met)
    assert (await load_growth(log)).character.canonical() == grown
