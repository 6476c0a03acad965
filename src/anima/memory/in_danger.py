"""What was said in danger: the words, the talks, and the facts that are known from nothing else."""

from collections.abc import Collection, Iterable

from anima.memory.facts.fact import Fact, is_to_come
from anima.values import Event, EventKind

IN_DANGER: tuple[EventKind, ...] = ("care_asked", "care_raised", "care_stayed")
"""Each names under `heard` what was said."""


def words_of_danger(events: Iterable[Event]) -> frozenset[str]:
    """The events of those words."""
    return frozenset(event.text("heard") for event in events if event.kind in IN_DANGER)


def talks_in_danger(events: Iterable[Event]) -> frozenset[str]:
    """The sessions in which it was heard; `care_eased` takes back what she only asked about."""
    read = list(events)
    eased = {event.session for event in read if event.kind == "care_eased"}
    # A gentle question that was answered by "no, just work" was no danger.
    return frozenset(
        event.session
        for event in read
        if event.kind in IN_DANGER and not (event.kind == "care_asked" and event.session in eased)
    )


def is_of_danger(fact: Fact, danger: Collection[str]) -> bool:
    """Whether a fact comes from words of danger alone; of what is to come, one of them is enough.

    Nobody is shown "planned: kill myself" or "afraid of husband" as a thing to keep or to give.
    """
    grave = [source in danger for source in fact.sources]
    return any(grave) and (all(grave) or is_to_come(fact.claim))
