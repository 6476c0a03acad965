"""The people of a life, and who they are to one another: facts read as a map."""

from collections.abc import Iterable
from dataclasses import dataclass

from anima.memory.facts.fact import BONDS, YOU, Fact, Relation


@dataclass(frozen=True, slots=True)
class Bond:
    """Who somebody is to somebody: `other` is the `relation` of `one`."""

    one: str
    relation: Relation
    other: str
    facts: tuple[str, ...]
    current: bool


def bonds(facts: Iterable[Fact]) -> list[Bond]:
    """Who is who, of what is or was so; what was corrected or denied is left out."""
    found: dict[tuple[str, Relation, str], Bond] = {}
    for fact in facts:
        claim = fact.claim
        if claim.relation not in BONDS or fact.state == "corrected" or claim.polarity != "is":
            continue
        if not is_name(claim.object):
            continue
        key = (claim.subject, claim.relation, claim.object)
        ids = (*(found[key].facts if key in found else ()), fact.id)
        found[key] = Bond(*key, ids, fact.state == "current")
    return list(found.values())


def people(facts: Iterable[Fact]) -> list[str]:
    """Everybody who has a name: those who are somebody to somebody, and those of whom things were
    told. Not the person themselves; animals too."""
    known = list(facts)
    names = dict.fromkeys(bond.other for bond in bonds(known))
    told = (fact.claim.subject for fact in known if fact.state != "corrected")
    names |= dict.fromkeys(name for name in told if name != YOU and is_name(name))
    return list(names)


def is_name(words: str) -> bool:
    """Whether words can be the name of somebody."""
    return words[:1].isupper() and len(words.split()) <= 3
