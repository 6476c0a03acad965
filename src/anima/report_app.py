"""What `anima report` does: counts of a year, without anything that tells whose they are."""

import json
from collections import Counter
from datetime import UTC, datetime

from rich.console import Console

from anima.app import OWNER, open_vault
from anima.memory import EventLog
from anima.settings import Settings
from anima.values import Event, EventKind, SystemClock

_COUNTED: dict[EventKind, str] = {
    "session_opened": "conversations begun",
    "heard": "turns of the person",
    "spoken": "replies",
    "reply_failed": "replies that failed",
    "notice_given": "notices of the system",
    "care_asked": "gentle questions whether it is more than a bad day",
    "care_raised": "answers to a danger",
    "care_eased": "dangers taken back or passed",
    "care_followed_up": "times asked after it in a later talk",
    "candour_given": "times she did not agree and said so",
    "imported": "imports",
    "exported": "exports",
    "handover_approved": "times she was given to somebody else",
    "handed_over": "times she came from somebody else",
    "forgotten": "times something was forgotten or erased",
    "upgraded": "upgrades",
}


async def report(settings: Settings, console: Console, *, year: int, as_json: bool) -> None:
    """Print the counts of one year."""
    async with await open_vault(settings) as vault:
        log = EventLog(vault, OWNER, SystemClock())
        begin, end = (datetime(each, 1, 1, tzinfo=UTC) for each in (year, year + 1))
        events = await log.between(begin, end, kinds=tuple(_COUNTED))
    counts = counted(events)
    if as_json:
        console.print_json(json.dumps({"year": year, **counts}))
        return
    console.print(f"{year}, counts only: no words, no names, no days.", highlight=False)
    for what, count in counts.items():
        console.print(f"  {count:>7}  {what}", highlight=False)


def counted(events: list[Event]) -> dict[str, int]:
    """How many events of each kind there are; answers to a danger by what it was, too."""
    kinds = Counter(event.kind for event in events)
    counts = {name: kinds[kind] for kind, name in _COUNTED.items()}
    raised = [event for event in events if event.kind == "care_raised"]
    for kind, name in (
        ("self_harm", "of ending or hurting oneself"),
        ("harmed", "of being hurt by others"),
        ("eating", "of an eating disorder"),
        ("other", "of somebody else"),
    ):
        of_kind = [event for event in raised if event.text("kind") == kind]
        counts[f"answers to a danger {name}"] = len(of_kind)
    counts["answers to a danger said plainly"] = sum(
        event.payload.get("explicit") is True for event in raised
    )
    notices = Counter(event.text("kind") for event in events if event.kind == "notice_given")
    counts["notices that she is an AI"] = notices["is_an_ai"]
    counts["notices of much time"] = notices["heavy_use"] + notices["time_budget"]
    return counts
