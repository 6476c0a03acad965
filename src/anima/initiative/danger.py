"""Talks in which danger was heard: nothing is begun with them, and nobody named there is proposed.

It may be the one who hurts them; the others are left out with them.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from anima.initiative.loss import is_one_of, people_in
from anima.memory import Fact, talks_in_danger
from anima.memory.facts.fact import YOU
from anima.memory.facts.kin import relation_of
from anima.values import Event

_BOTH = re.compile(r"\b(?:our|wedding|your anniversary)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class InDanger:
    """What was said in talks with danger.

    Attributes:
        events: The events of those words.
        texts: The words.
    """

    events: frozenset[str]
    texts: tuple[str, ...]

    @classmethod
    def of(cls, events: Iterable[Event]) -> "InDanger":
        """Read from events of both kinds, what was heard and that it was danger."""
        read = list(events)
        heavy = talks_in_danger(read)
        heard = [each for each in read if each.kind == "heard" and each.session in heavy]
        return cls(
            frozenset(each.id for each in heard),
            tuple(text for each in heard if (text := each.text())),
        )

    def names(self, whose: str, facts: Iterable[Fact] = ()) -> bool:
        """Whether somebody was named there: "your husband" or "Mark", by this or the other."""
        if not whose:
            return False
        people = {one for text in self.texts for one in people_in(text)}
        known = {
            (fact.claim.relation, fact.claim.object) for fact in facts if fact.claim.subject == YOU
        }
        if is_one_of(whose, frozenset(people)) or self._is_written(whose):
            return True
        there = {relation_of(one) for one in people}
        if any(called == whose and relation in there for relation, called in known):
            return True
        return relation_of(whose.split(" ")[-1]) == "partner" and (
            "partner" in there
            or any(what == "partner" and self._is_written(one) for what, one in known)
        )

    def _is_written(self, name: str) -> bool:
        written = re.compile(rf"\b{re.escape(name)}\b")
        return any(written.search(text) for text in self.texts)

    def is_behind(self, day: str, facts: Iterable[Fact] = ()) -> bool:
        """Whether the words for a day name somebody who was named there: "our anniversary"."""
        known = list(facts)
        if _BOTH.search(day) and self.names("partner", known):
            return True
        return any(self.names(one, known) for one in people_in(day))
