"""`anima report`: counts of a year, and nothing that tells whose they are."""

import json
from datetime import UTC, datetime
from pathlib import Path

from acquainted import acquaint
from rich.console import Console

from anima.app import OWNER, open_vault
from anima.memory import EventLog
from anima.report_app import report
from anima.settings import Settings
from anima.values import SessionId, SystemClock

YEAR = datetime.now(UTC).year


async def test_it_counts_and_names_nobody(tmp_path: Path) -> None:
    settings = Settings(home=tmp_path)
    await acquaint(settings)
    async with await open_vault(settings) as vault:
        log = EventLog(vault, OWNER, SystemClock())
        session = SessionId("one")
        await log.append(session, "heard", {"text": "Theo is in danger."})
        raised = {"heard": "x", "kind": "self_harm", "explicit": True}
        await log.append(session, "care_raised", {**raised})
        await log.append(session, "notice_given", {"kind": "is_an_ai", "text": "Wren is an AI."})
    console = Console(record=True, width=200)
    await report(settings, console, year=YEAR, as_json=True)
    said = console.export_text()
    counts = json.loads(said)
    assert counts["answers to a danger of ending or hurting oneself"] == 1
    assert counts["answers to a danger said plainly"] == 1
    assert counts["notices that she is an AI"] == 1
    assert "Theo" not in said
    assert "Wren" not in said
    console = Console(record=True, width=200)
    await report(settings, console, year=YEAR - 1, as_json=False)
    assert "1  answers" not in console.export_text()
