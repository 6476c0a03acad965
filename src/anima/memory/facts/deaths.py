"""Who has died, as facts say it: one "died last night", another is "my late husband"."""

import re
from collections.abc import Iterable, Iterator

from anima.memory.facts.fact import YOU, Claim, Fact
from anima.memory.facts.kin import KIN
from anima.memory.facts.subjects import ADJECTIVES, NAME, Subjects, is_name

_LATE = rf"late {ADJECTIVES}(?P<kin>{KIN})"
_IS_LATE = re.compile(_LATE, re.IGNORECASE)
_MY_LATE = re.compile(
    rf"\b(?:my|our) {ADJECTIVES}(?P<o>{_LATE})\b(?:,? (?P<name>(?-i:{NAME})))?", re.IGNORECASE
)
_DIED = re.compile(
    r"(?:^(?:sadly |suddenly |just )*|\band (?:then |sadly )?)"
    r"(?:has |had )?(?:died|dies|passed away|passed on|was killed|is dead)\b"
    r"(?! of (?:laughter|laughing|boredom|embarrassment|shame))",
    re.IGNORECASE,
)


def late_ones(sentence: str, subjects: Subjects) -> Iterator[Claim]:
    """Those of whom a sentence says that they are not alive: "my late husband Max".

    Args:
        sentence: Its contractions written out.
        subjects: Who is who.
    """
    for match in _MY_LATE.finditer(sentence):
        name = match["name"]
        whose = name if name and is_name(name) else subjects.called(match["kin"].lower())
        yield Claim(whose, "event", match["o"])


def is_late(claim: Claim) -> bool:
    """Whether it was told by "late" that they are dead, and nothing of when or how."""
    return claim.relation == "event" and _IS_LATE.fullmatch(claim.object) is not None


def is_of_death(claim: Claim) -> bool:
    """Whether a claim says that the one it is about has died."""
    told = claim.relation == "event" and claim.subject != YOU
    return told and (is_late(claim) or _DIED.search(claim.object) is not None)


def the_dead(facts: Iterable[Fact]) -> frozenset[str]:
    """Whom these facts say to have died: a name, or "your mum"."""
    return frozenset(fact.claim.subject for fact in facts if is_of_death(fact.claim))
