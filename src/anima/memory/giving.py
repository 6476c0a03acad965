"""Giving memories away: what may be told to somebody else, and what never is.

What is private, what is to be left alone, and what was said in danger stays, whoever chooses it and
however; so does every other text that names the private thing.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal

from anima.memory.event_log import EventLog, event_of
from anima.memory.facts import Facts
from anima.memory.facts.fact import YOU, Fact
from anima.memory.facts.sentence import sentence
from anima.memory.in_danger import IN_DANGER, is_of_danger, words_of_danger
from anima.memory.left_alone import LeftAlone, load_left_alone
from anima.memory.plain_text import printable, words
from anima.memory.search_index import match_all
from anima.memory.stems import content_words, term
from anima.memory.worth_quoting import is_worth_quoting
from anima.storage import Connection, Vault
from anima.values import ERASED, Event, EventId, PersonId, own_words

_COLUMNS = "e.id, e.person, e.session, e.sequence, e.at, e.kind, e.payload"


@dataclass(frozen=True, slots=True)
class Memory:
    """Something that can be given.

    Attributes:
        id: The fact's, or the event's of the moment.
        kind: A fact, or a moment with the giver's own words.
        at: When it was said.
        text: What is given, word for word; a fact speaks of the giver by name.
    """

    id: str
    kind: Literal["fact", "moment"]
    at: datetime
    text: str


@dataclass(frozen=True, slots=True)
class Givable:
    """What of the chosen may be given, oldest first, and the ids of what is kept back."""

    memories: tuple[Memory, ...] = ()
    kept_back: frozenset[str] = frozenset()


class Giving:
    """Finds what may be given of one person's memory. Make one with `Giving.open`."""

    def __init__(
        self, vault: Vault, person: PersonId, log: EventLog, facts: Facts, spared: "Spared"
    ) -> None:
        self._vault = vault
        self._person = person
        self._log = log
        self._facts = facts
        self.spared = spared

    @classmethod
    async def open(cls, vault: Vault, person: PersonId, log: EventLog, facts: Facts) -> "Giving":
        """Read what is to be kept back, as it stands now; `facts` are up to date."""
        private = [f for f in facts.book.facts.values() if "private" in f.marks]
        danger = words_of_danger(await log.events(kinds=IN_DANGER))
        sources = [str(event) for fact in private for event in facts.moments(fact)]
        alone = await load_left_alone(vault, person)
        spared = Spared(
            alone,
            danger.union(sources),
            tuple(t for name in _named(private, facts) if (t := _terms(name))),
            frozenset(fact.id for fact in private),
            danger,
        )
        return cls(vault, person, log, facts, spared)

    async def all(self, giver: str) -> Givable:
        """Everything: the facts that are so now, and every moment that told something."""
        moments = await self._log.events(kinds=("heard",))
        return self._sorted(self._facts.book.current(), moments, giver)

    async def about(self, topic: str, giver: str) -> Givable:
        """What has all content words of a topic; nothing for a topic without content ("that")."""
        wanted = _terms(topic)
        if not wanted:
            return Givable()
        told = [f for f in self._facts.book.current() if wanted <= _terms(self._text(f, giver))]
        moments = await self._vault.read(lambda c: self._naming(c, content_words(topic)))
        return self._sorted(told, moments, giver)

    async def chosen(self, facts: Iterable[str], moments: Iterable[str], giver: str) -> Givable:
        """These facts by the beginnings of their ids, and these moments by the ends of theirs.

        Raises `NoSuchFactError` when there is no such fact; a moment that is none is passed over.
        """
        found = [self._facts.find(each) for each in facts]
        ends = tuple(each for each in moments if each)
        heard = await self._log.events(kinds=("heard",)) if ends else []
        return self._sorted(found, [e for e in heard if e.id.endswith(ends)], giver)

    def _naming(self, connection: Connection, wanted: list[str]) -> list[Event]:
        rows = connection.execute(
            f"SELECT {_COLUMNS} FROM said s JOIN event e ON e.row = s.rowid "  # noqa: S608  # fixed words
            "WHERE said MATCH ? AND e.person = ? AND e.kind = 'heard' AND e.payload <> ? "
            "ORDER BY e.sequence",
            (match_all(wanted), self._person, ERASED),
        )
        return [event_of(row) for row in rows]

    def _sorted(self, facts: Iterable[Fact], moments: Iterable[Event], giver: str) -> Givable:
        given: dict[str, Memory] = {}
        kept: set[str] = set()
        for fact in facts:
            text = self._text(fact, giver)
            if self.spared.holds(text, fact.id) or is_of_danger(fact, self.spared.danger):
                kept.add(fact.id)
            else:
                at = datetime.fromisoformat(fact.learned_at)
                given[fact.id] = Memory(fact.id, "fact", at, text)
        for event in moments:
            text = _told(event)
            if self.spared.holds(event.text(), event.id):
                kept.add(event.id)
            elif text:
                given[event.id] = Memory(event.id, "moment", event.at, text)
        memories = sorted(given.values(), key=_place)
        return Givable(tuple(memories), frozenset(kept))

    def _text(self, fact: Fact, giver: str) -> str:
        """The fact as somebody else reads it: "Ana lives in Lisbon", and never "you"."""
        said = self._facts.book.say(fact)
        who = f"{giver[:1].upper()}{giver[1:]}"
        if fact.claim.subject == YOU:
            if " is your " in said:
                return said.replace(" is your ", f" is {giver}'s ", 1)
            return sentence(replace(fact, claim=replace(fact.claim, subject=who)))
        return f"{who}'s {said[5:]}" if said.startswith("Your ") else said


@dataclass(frozen=True, slots=True)
class Spared:
    """What is kept back.

    Attributes:
        alone: What is to be left alone.
        events: The moments that private facts came from, and those of danger.
        secrets: The words of each private thing.
        facts: The private facts.
        danger: Of the events those that were said in danger.
    """

    alone: LeftAlone
    events: Collection[str] = frozenset()
    secrets: tuple[frozenset[int], ...] = ()
    facts: Collection[str] = frozenset()
    danger: frozenset[str] = frozenset()

    def holds(self, text: str, source: EventId | str = "") -> bool:
        """Whether a text is kept back, for what it says or for where it comes from."""
        if source in self.events or source in self.facts or self.alone.touches(text):
            return True
        there = {term(word) for word in words(text)}
        return any(secret <= there for secret in self.secrets)


def together(several: Iterable[Givable]) -> Givable:
    """What was chosen in several ways, each thing once."""
    given: dict[str, Memory] = {}
    kept: set[str] = set()
    for each in several:
        given |= {memory.id: memory for memory in each.memories}
        kept |= each.kept_back
    return Givable(tuple(sorted(given.values(), key=_place)), frozenset(kept))


def _place(memory: Memory) -> tuple[datetime, str, str]:
    return (memory.at, memory.kind, memory.id)


def _told(event: Event) -> str:
    """What a moment told, in the person's own words; empty when it told nothing of theirs."""
    if event.text("play"):
        return ""
    own = printable(own_words(event.text())).strip()
    return own if own and is_worth_quoting(own) else ""


def _named(private: Sequence[Fact], facts: Facts) -> Iterator[str]:
    """What private facts are about, and what else it is called: "your brother" for "Tom"."""
    for fact in private:
        yield fact.claim.object
        for kin, name in facts.book.names.items():
            if name == fact.claim.object:
                yield kin.removeprefix("your ")


def _terms(text: str) -> frozenset[int]:
    return frozenset(term(word) for word in content_words(text))
