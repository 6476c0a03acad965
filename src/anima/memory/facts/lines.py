"""What is worth knowing at the beginning of a day: few facts, in lines, the most telling first."""

from collections.abc import Iterator
from datetime import date

from anima.memory.facts.asking import spoken
from anima.memory.facts.book import FactBook
from anima.memory.facts.deaths import the_dead
from anima.memory.facts.fact import BONDS, YOU, Fact, Relation
from anima.values import Memory

_BASIS: tuple[Relation, ...] = (
    "lives_in",
    "partner",
    "child",
    "works_as",
    "sibling",
    "parent",
    "pet",
    "health",
)


def worth_knowing(book: FactBook, today: date) -> Iterator[Memory]:
    """Lines in the order of their worth: what is due, what is pinned, who and where one is.

    What is private is left out. A line about a day names it by how near it is.
    """
    told: set[str] = set()
    for fact, text in _ordered(book, today):
        if fact.id not in told and "private" not in fact.marks and fact.state != "corrected":
            told.add(fact.id)
            yield Memory(f"{text}.", fact.sources)


def _ordered(book: FactBook, today: date) -> Iterator[tuple[Fact, str]]:
    current = book.current()
    for fact in current:
        if near := _due(fact, today):
            subject = "you" if fact.claim.subject == YOU else fact.claim.subject
            yield fact, f"{near}, as {subject} said: {fact.claim.object}"
    for fact in current:
        if "pinned" in fact.marks:
            yield fact, spoken(fact, book.names)
    dead = the_dead(current)
    for relation in _BASIS:
        for fact in book.of(YOU, relation):
            # Told in the present alone, she would ask how they are.
            died = relation in BONDS and fact.claim.object in dead
            yield (
                fact,
                f"{spoken(fact, book.names)}, who died" if died else spoken(fact, book.names),
            )


def _due(fact: Fact, today: date) -> str:
    """ "Today", "Tomorrow" or "Yesterday" for what happens then; empty for everything else."""
    claim = fact.claim
    if len(fact.valid_from) != 10 or not (claim.relation == "event" or claim.polarity == "planned"):
        return ""
    days = (date.fromisoformat(fact.valid_from) - today).days
    if fact.learned_at[:10] == today.isoformat() and days <= 0:
        return ""  # it was told today
    return {0: "Today", 1: "Tomorrow", -1: "Yesterday"}.get(days, "")
