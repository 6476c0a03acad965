"""Her journal: what each night wrote, line by line, each with what it came from."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal, cast, get_args

from anima.memory import EventLog
from anima.values import Event, JsonValue

Part = Literal["day", "learned", "wrong", "became"]
PARTS: tuple[Part, ...] = get_args(Part)


@dataclass(frozen=True, slots=True)
class JournalLine:
    """One line of an entry.

    Attributes:
        part: The day, what she learned, what she got wrong, or what became of her.
        text: The line, in her words.
        sources: The events that it came from.
        by: `rules`, or the name of the model that wrote it.
    """

    part: Part
    text: str
    sources: tuple[str, ...]
    by: str


@dataclass(frozen=True, slots=True)
class JournalEntry:
    """The entry of one night, named by its day as an ISO date."""

    night: str
    lines: tuple[JournalLine, ...]


def journal_of(events: Iterable[Event]) -> list[JournalEntry]:
    """The entries in these events, the newest first; what was forgotten is left out."""
    entries: dict[str, list[JournalLine]] = {}
    for event in events:
        if event.kind != "journal_line" or event.text("part") not in PARTS or not event.text():
            continue
        sources = event.payload.get("sources")
        named = tuple(str(s) for s in sources) if isinstance(sources, list) else ()
        part = cast(Part, event.text("part"))
        line = JournalLine(part, event.text(), named, event.text("by"))
        entries.setdefault(event.text("night"), []).append(line)
    ordered = sorted(entries.items(), reverse=True)
    return [JournalEntry(night, tuple(lines)) for night, lines in ordered]


async def load_journal(log: EventLog) -> list[JournalEntry]:
    """Read her journal from the log, the newest entry first."""
    return journal_of(await log.events(kinds=("journal_line",)))


def line_payload(
    night: str, part: Part, text: str, sources: Iterable[str], by: str = "rules"
) -> dict[str, JsonValue]:
    """The payload of a `journal_line` event."""
    return {"night": night, "part": part, "text": text, "sources": list(sources), "by": by}
