"""The names in what is known of a life: people, animals, places, as they are spelled."""

import re
from collections.abc import Iterable

from anima.memory.facts.fact import BONDS, YOU, Fact, Relation

_NAMED: frozenset[Relation] = frozenset(
    {*BONDS, "name", "nickname", "from", "lives_in", "works_at", "studies_at"}
)
"""Relations whose object is a name, where it is written as one."""

_LONGEST = 3
"""Words of a name; what is longer is a description."""

_CAPITALISED = re.compile(r"[^\W\d_a-zß-öø-ÿ][^\W\d_]*(?:['’-][^\W\d_]+)*")
_NOT_ALONE = frozenset(
    "I I'm I'd I've I'll The A An My Our His Her Your Monday Tuesday Wednesday Thursday Friday "
    "Saturday Sunday January February March April May June July August September October November "
    "December Christmas Easter English God AI TV PhD OK".split()
)


def proper_names(facts: Iterable[Fact]) -> list[str]:
    """Each name once, the latest first; what is to be left alone is not among them."""
    found: dict[str, None] = {}
    for fact in sorted(facts, key=lambda each: each.learned_at, reverse=True):
        if fact.state == "corrected" or "private" in fact.marks:
            continue
        claim = fact.claim
        if claim.subject != YOU:
            found |= dict.fromkeys(_names_in(claim.subject, whole=True))
        found |= dict.fromkeys(_names_in(claim.object, whole=claim.relation in _NAMED))
    return list(found)


def _names_in(text: str, *, whole: bool) -> list[str]:
    """The whole text when it is a name, or the names in it after its first word."""
    words = text.split()
    if whole and words and len(words) <= _LONGEST and all(map(_is_name, words)):
        return [text, *(words if len(words) > 1 else ())]
    return [word for word in (each.strip('.,;:!?"“”') for each in words[1:]) if _is_name(word)]


def _is_name(word: str) -> bool:
    return len(word) > 1 and word not in _NOT_ALONE and bool(_CAPITALISED.fullmatch(word))
