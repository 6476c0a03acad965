"""Segments: the clauses of one reply, and how far each has come on its way to the ear."""

from collections.abc import Iterator
from dataclasses import dataclass

from anima.voice.clauses import Clause


@dataclass(slots=True)
class Segment:
    """One clause: its place among them, its first sample in the sound, its characters heard."""

    clause: Clause
    number: int
    first_sample: int | None = None
    heard: int = 0

    @property
    def end(self) -> int:
        """Where it ends in the text."""
        return self.clause.start + len(self.clause.text)


class Segments:
    """The clauses in their order."""

    def __init__(self) -> None:
        self._all: list[Segment] = []

    def add(self, clause: Clause) -> Segment:
        """A clause was written."""
        self._all.append(Segment(clause, len(self._all)))
        return self._all[-1]

    def sounds(self, clause: Clause, first_sample: int) -> Segment | None:
        """Its sound begins here."""
        found = next((each for each in self._all if each.clause is clause), None)
        if found is not None:
            found.first_sample = first_sample
        return found

    def end_after(self, heard: int) -> int:
        """Where the clause ends in which `heard` characters have sounded."""
        return next((each.end for each in self._all if each.end > heard), heard)

    def begin_before(self, played: int) -> int:
        """The first sample of the clause in which `played` samples have sounded."""
        begins = (each.first_sample for each in self._all if each.first_sample is not None)
        return max((begin for begin in begins if begin <= played), default=0)

    def hear(self, heard: int) -> Iterator[Segment]:
        """So many characters have sounded; yields every clause that more was heard of."""
        for each in self._all:
            reached = min(len(each.clause.text), heard - each.clause.start)
            if reached > each.heard:
                each.heard = reached
                yield each
