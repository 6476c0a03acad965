"""Growth: what became of her night by night, accepted, softened or taken back by the person."""

from collections.abc import Sequence
from dataclasses import dataclass

from anima.memory import EventLog
from anima.persona.change import GROWTH_KINDS, Change, Decision, changes_of
from anima.persona.character import Character, character_of, start_of
from anima.persona.identity import KINDS, identity_of
from anima.values import AnimaError, JsonValue, SessionId

EDITS = SessionId("persona")
"""The session of what a person decides about her outside any conversation."""

DECISIONS: tuple[Decision, ...] = ("accepted", "softened", "taken_back", "waiting")


class GrowthError(AnimaError):
    """There is no such change, or it cannot be decided so."""


@dataclass(frozen=True, slots=True)
class Growth:
    """All changes so far, and who they make her."""

    changes: tuple[Change, ...]
    character: Character

    def find(self, beginning: str) -> Change:
        """The change whose id ends or begins so. Raises `GrowthError` when none or several do."""
        low = beginning.lower()
        found = [c for c in self.changes if low and (c.id.startswith(low) or c.id.endswith(low))]
        if len(found) != 1:
            several = "Several changes have" if found else "No change has"
            raise GrowthError(f"{several} the id {beginning!r}.", advice="Run: anima who changes")
        return found[0]

    def since(self, day: str) -> list[Change]:
        """The changes of this day's night and of later ones."""
        return [change for change in self.changes if change.night >= day]


async def load_growth(log: EventLog) -> Growth:
    """Read from the log who she has become."""
    changes = changes_of(await log.events(kinds=GROWTH_KINDS))
    identity = identity_of(await log.events(kinds=KINDS))
    return Growth(tuple(changes), character_of(changes, start_of(identity)))


async def load_character(log: EventLog) -> Character:
    """Read from the log who she is now."""
    return (await load_growth(log)).character


async def decide(log: EventLog, changes: Sequence[Change], decision: Decision) -> Growth:
    """Decide about changes, all at once; what held before is an event of the log as well.

    Raises `GrowthError` when a line is to be softened: it is hers or it is not.
    """
    if decision == "softened" and any(change.what == "line" for change in changes):
        raise GrowthError("An answer of hers can be kept or taken back, not softened.")
    entries: list[tuple[SessionId, JsonValue]] = []
    for change in changes:
        if change.decision != decision:
            entries.append((EDITS, {"change": change.id, "decision": decision}))
    if entries:
        await log.append_all([(s, "growth_decided", p) for s, p in entries if isinstance(p, dict)])
    return await load_growth(log)


async def back_to(log: EventLog, day: str) -> Growth:
    """Take back every change of this day's night and of later ones."""
    growth = await load_growth(log)
    return await decide(log, growth.since(day), "taken_back")
