"""A fact: who, what about them, since when, and by which words it is known."""

import hashlib
from dataclasses import dataclass
from typing import Literal, get_args

Relation = Literal[
    "name",
    "nickname",
    "age",
    "birthday",
    "anniversary",
    "regular",
    "from",
    "lives_in",
    "speaks",
    "partner",
    "child",
    "parent",
    "sibling",
    "relative",
    "friend",
    "colleague",
    "contact",
    "pet",
    "works_as",
    "works_at",
    "studies",
    "studies_at",
    "likes",
    "dislikes",
    "does",
    "owns",
    "is",
    "health",
    "fears",
    "hopes",
    "promise",
    "event",
    "note",
]
RELATIONS: tuple[Relation, ...] = get_args(Relation)

BONDS: tuple[Relation, ...] = (
    "partner",
    "child",
    "parent",
    "sibling",
    "relative",
    "friend",
    "colleague",
    "contact",
    "pet",
)
"""Relations that say who somebody is to somebody; their objects are people, or animals."""

Polarity = Literal["is", "is_not", "planned"]

YOU = "you"
"""The subject when a fact is about the person."""

ONE_AT_A_TIME: frozenset[Relation] = frozenset(
    {"name", "age", "birthday", "from", "lives_in", "partner", "works_as", "works_at", "studies_at"}
)
"""Of these only the latest is so: a new one ends the one before."""


@dataclass(frozen=True, slots=True)
class Claim:
    """What an utterance says, before it is compared with what is known.

    Attributes:
        subject: `you`, a name, or who somebody is to the person ("your sister").
        relation: What is said of them.
        object: The words that carry it, as they were said.
        polarity: So, not so, or planned.
        when: From when, or when it happened, as the beginning of an ISO date; empty if not said.
        until: When it stopped being so, likewise.
    """

    subject: str
    relation: Relation
    object: str
    polarity: Polarity = "is"
    when: str = ""
    until: str = ""


def is_to_come(claim: Claim) -> bool:
    """Whether somebody meant to do it: planned, hoped or promised."""
    return claim.polarity == "planned" or claim.relation in ("hopes", "promise")


State = Literal["current", "ended", "superseded", "corrected"]
"""Whether it is so now; was so and stopped; gave way to another; was wrong from the beginning."""

Mark = Literal["pinned", "private"]
"""Pinned: worth bringing up. Private: never to be brought up."""


@dataclass(frozen=True, slots=True)
class Fact:
    """A claim that stands beside the others, with when it holds and how it is known.

    Attributes:
        id: The same for the same claim, whoever drew it and whenever.
        claim: What is said of whom.
        valid_from: Since when it is so, as the beginning of an ISO date; empty if not known.
        valid_to: Until when it was, likewise; empty while it is.
        learned_at: When it was first said, as an ISO time.
        confidence: 0 to 1; said twice is surer than said once, corrected is certain.
        state: Whether it is so now.
        marks: What the person wants of it.
        sources: The events in which it was said, oldest first.
    """

    id: str
    claim: Claim
    valid_from: str
    valid_to: str
    learned_at: str
    confidence: float
    state: State = "current"
    marks: frozenset[Mark] = frozenset()
    sources: tuple[str, ...] = ()


def fact_id(subject: str, relation: str, object_: str, polarity: str) -> str:
    """The id of a claim: small differences of writing do not make it another."""
    plain = "|".join(
        " ".join(part.lower().split()) for part in (subject, relation, object_, polarity)
    )
    return hashlib.blake2s(plain.encode(), digest_size=8).hexdigest()
