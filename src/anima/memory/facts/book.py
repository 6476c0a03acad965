"""The book of facts: claims folded in the order in which they were said, contradictions resolved.

Nothing is lost by a contradiction: the older claim keeps its time and gets an end.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime

from anima.memory.facts.deaths import the_dead
from anima.memory.facts.fact import (
    BONDS,
    ONE_AT_A_TIME,
    YOU,
    Claim,
    Fact,
    Mark,
    Polarity,
    Relation,
    fact_id,
    is_to_come,
)
from anima.memory.facts.kin import RELATION_OF
from anima.memory.facts.kinds import is_vaguer
from anima.memory.facts.sentence import sentence

ONCE, TWICE, CERTAIN = 0.7, 0.9, 1.0
"""Confidence of what was said once, said again, and corrected by the person."""

_OPPOSITES: dict[Relation, Relation] = {"likes": "dislikes", "dislikes": "likes"}
_WORD = re.compile(r"\w+")


@dataclass(slots=True)
class FactBook:
    """What is known of one life. `changed` collects the ids to be written."""

    facts: dict[str, Fact] = field(default_factory=dict[str, Fact])
    names: dict[str, str] = field(default_factory=dict[str, str])
    changed: set[str] = field(default_factory=set[str])

    def current(self) -> list[Fact]:
        """The facts that are so now, what was asked to be left alone included."""
        return [fact for fact in self.facts.values() if fact.state == "current"]

    def of(self, subject: str, relation: Relation, polarity: Polarity = "is") -> Iterator[Fact]:
        """The current facts of this kind."""
        wanted = (subject.lower(), relation, polarity)
        for fact in self.current():
            claim = fact.claim
            if (claim.subject.lower(), claim.relation, claim.polarity) == wanted:
                yield fact

    def say(self, fact: Fact) -> str:
        """The fact as a sentence, with the words that the person uses for who is who."""
        return sentence(fact, self.names)

    def corrections(self) -> list[tuple[str, str]]:
        """What the person corrected: the words that were wrong, and those that are right."""
        return [
            (wrong.claim.object, right.claim.object)
            for wrong in self.facts.values()
            if wrong.state == "corrected"
            for right in self.of(wrong.claim.subject, wrong.claim.relation)
            if right.confidence == CERTAIN
        ]

    def hear(self, claims: Iterable[Claim], source: str, at: datetime) -> None:
        """Take up what an utterance says.

        Args:
            claims: Its claims.
            source: The event's id.
            at: When it was said, in the person's own time.
        """
        for claim in claims:
            self._hear(self._of_whom(claim), source, at)

    def name(self, kin: str, name: str) -> None:
        """Learn who "your sister" is; with two of them alive the word alone names neither."""
        name = self.names.get(name.lower()) or name
        known = self.names.get(kin)
        if known == name or known == "":
            return
        if known is not None:
            dead = the_dead(self.current())
            if name in dead:
                return
            if known not in dead:
                self.names[kin] = ""
                return
        self.names[kin] = name
        for fact in [f for f in self.facts.values() if f.claim.subject.lower() == kin]:
            self._rename(fact, name)

    def merge(self, person: str, into: str) -> None:
        """Give everything that is known of one name, and will be, to another."""
        if person.lower() == into.lower():
            return
        self.names = {
            kin: into if name.lower() == person.lower() else name
            for kin, name in self.names.items()
        }
        self.names[person.lower()] = into
        for fact in list(self.facts.values()):
            claim = fact.claim
            if claim.subject.lower() == person.lower():
                self._rename(fact, into)
            elif claim.relation in BONDS and claim.object.lower() == person.lower():
                self._replace(fact, replace(claim, object=into))

    def correct(
        self, subject: str, relation: Relation, was: str, object_: str, source: str, at: datetime
    ) -> None:
        """Put the person's own word in the place of what was drawn from what they said."""
        for fact in list(self.facts.values()):
            claim = fact.claim
            same = (claim.subject.lower(), claim.relation) == (subject.lower(), relation)
            if same and claim.object.lower() == was.lower() and fact.state != "corrected":
                self._put(replace(fact, state="corrected", valid_to=""))
        if object_:
            self._hear(Claim(subject, relation, object_), source, at, confidence=CERTAIN)

    def mark(self, fact: str, mark: Mark, *, on: bool) -> None:
        """Pin a fact, ask that it is never brought up, or take that back."""
        if known := self.facts.get(fact):
            marks = known.marks | {mark} if on else known.marks - {mark}
            self._put(replace(known, marks=marks))

    def pin(self, source: str) -> None:
        """Pin what came from an event: it was asked to be remembered."""
        for fact in [fact for fact in self.facts.values() if source in fact.sources]:
            self._put(replace(fact, marks=fact.marks | {"pinned"}))

    def forget(self, sources: Iterable[str]) -> None:
        """Drop what came from these events and from nothing else."""
        gone = set(sources)
        for fact in list(self.facts.values()):
            left = tuple(source for source in fact.sources if source not in gone)
            if not left:
                del self.facts[fact.id]
                self.changed.add(fact.id)
            elif left != fact.sources:
                self._put(replace(fact, sources=left))
        told = {fact.claim.object for fact in self.facts.values()}
        self.names = {kin: name for kin, name in self.names.items() if not name or name in told}

    def let_go(self, source: str) -> None:
        """Drop what the person meant to do when they were in danger: it is nothing to come back to.

        What was also said in another hour stays.
        """
        for fact in list(self.facts.values()):
            theirs = fact.claim.subject == YOU and is_to_come(fact.claim)
            if theirs and fact.sources == (source,):
                del self.facts[fact.id]
                self.changed.add(fact.id)

    def _of_whom(self, claim: Claim) -> Claim:
        """The claim with the names that its people go by."""
        subject = self.names.get(claim.subject.lower()) or claim.subject
        if claim.relation not in BONDS:
            return replace(claim, subject=subject)
        return replace(
            claim, subject=subject, object=self.names.get(claim.object.lower()) or claim.object
        )

    def _hear(self, claim: Claim, source: str, at: datetime, confidence: float = ONCE) -> None:
        day = at.date().isoformat()
        identity = fact_id(claim.subject, claim.relation, claim.object, claim.polarity)
        if (
            claim.polarity == "is"
            and confidence < CERTAIN
            and any(
                is_vaguer(claim.relation, claim.object, fact.claim.object)
                for fact in self.of(claim.subject, claim.relation)
            )
        ):
            return
        known = self.facts.get(identity)
        if known is not None and known.state == "corrected" and confidence < CERTAIN:
            # Said again after it was corrected: the person's last word counts.
            known = replace(known, state="current")
        self._make_room(claim, identity, day)
        if known is None:
            known = Fact(
                identity,
                claim,
                claim.when if claim.polarity != "is_not" else "",
                claim.until if claim.polarity == "is_not" else "",
                at.isoformat(),
                confidence,
            )
        elif source not in known.sources:
            known = replace(known, confidence=max(confidence, known.confidence, TWICE))
        since = claim.when or known.valid_from
        state = "current" if known.state in ("ended", "superseded") else known.state
        until = "" if claim.polarity != "is_not" else known.valid_to
        sources = known.sources if source in known.sources else (*known.sources, source)
        self._put(replace(known, state=state, valid_from=since, valid_to=until, sources=sources))

    def _make_room(self, claim: Claim, identity: str, day: str) -> None:
        """End what this claim contradicts; the older claims keep their times."""
        if claim.polarity == "is_not":
            for fact in self._about(claim, "is", "planned"):
                self._put(replace(fact, state="ended", valid_to=claim.until or day))
            return
        self._supersede(self._about(claim, "is_not"), claim.when or day)
        if claim.polarity == "planned":
            return
        self._supersede(self._about(claim, "planned"), "")
        if opposite := _OPPOSITES.get(claim.relation):
            self._supersede(self._about(replace(claim, relation=opposite), "is"), claim.when or day)
        if claim.relation in ONE_AT_A_TIME:
            others = [f for f in self.of(claim.subject, claim.relation) if f.id != identity]
            if claim.relation == "partner":  # a late husband takes nobody's place, nor loses his
                dead = the_dead(self.current())
                others = [f for f in others if not {claim.object, f.claim.object} & dead]
            older = [
                fact
                for fact in others
                if not claim.when or not fact.valid_from or claim.when >= fact.valid_from
            ]
            self._supersede(older, claim.when or day)

    def _supersede(self, facts: list[Fact], until: str) -> None:
        for fact in facts:
            self._put(replace(fact, state="superseded", valid_to=until or fact.valid_to))

    def _about(self, claim: Claim, *polarities: Polarity) -> list[Fact]:
        """The current facts of the same thing, with one of these polarities."""
        return [
            fact
            for polarity in polarities
            for fact in self.of(claim.subject, claim.relation, polarity)
            if _same_thing(fact.claim.object, claim.object)
        ]

    def _rename(self, fact: Fact, name: str) -> None:
        """Give a fact the name of the one it is about; two that become one are put together."""
        self._replace(fact, replace(fact.claim, subject=name))

    def _replace(self, fact: Fact, claim: Claim) -> None:
        """Put another claim in a fact's place, with its sources and marks."""
        del self.facts[fact.id]
        self.changed.add(fact.id)
        identity = fact_id(claim.subject, claim.relation, claim.object, claim.polarity)
        other = self.facts.get(identity)
        sources = dict.fromkeys((*(other.sources if other else ()), *fact.sources))
        marks = fact.marks | (other.marks if other else frozenset())
        kept = replace(other or fact, id=identity, claim=claim, marks=marks)
        self._put(replace(kept, sources=tuple(sources)))

    def _put(self, fact: Fact) -> None:
        self.facts[fact.id] = fact
        self.changed.add(fact.id)


def name_of(claim: Claim, text: str) -> tuple[str, str] | None:
    """The words "your sister" and the name that an introduction gives to them."""
    if claim.subject != YOU or claim.polarity != "is" or not claim.object[:1].isupper():
        return None
    for word, relation in RELATION_OF.items():
        if relation == claim.relation and re.search(
            rf"\b{re.escape(word)}s?\b", text, re.IGNORECASE
        ):
            return f"your {word}", claim.object
    return None


def _same_thing(one: str, other: str) -> bool:
    """Whether the content of one is in the other: "the bank" and "bank in Leeds"."""
    a, b = (set(_WORD.findall(text.lower())) - {"the", "a", "an", "my"} for text in (one, other))
    return bool(a and b) and (a <= b or b <= a)
