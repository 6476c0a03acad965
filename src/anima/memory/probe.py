"""Whether a vault that was built anew remembers what the one in use does: it is asked.

The one in use may have another shape, made by an older version or a newer: of it is read only what
all versions have. The new one is asked by the ways in which she herself remembers.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from anima.memory.episodes import Episodes
from anima.memory.event_log import EventLog
from anima.memory.facts import Facts
from anima.memory.in_danger import IN_DANGER
from anima.memory.search import MemorySearch, Query
from anima.memory.search_index import match_any
from anima.memory.stems import content_words
from anima.storage import Connection, Vault, VaultKey
from anima.values import PersonId, SystemClock

FACTS, TALKS, SEARCHES = 40, 20, 20
"""So many of each are asked at most, spread over all there are."""

_FIRST_FOUND = 10
"""The vault in use knows a moment by its words when it is among so many."""

_ALL_FOUND = 1000
_TELLING_WORDS = 2

Item = TypeVar("Item")


@dataclass(frozen=True, slots=True)
class Probe:
    """What came of asking.

    Attributes:
        asked: How many questions.
        differing: Those that the new vault answers otherwise: a line for each, in which is what
            the person said.
    """

    asked: int
    differing: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Fact:
    subject: str
    relation: str
    object: str
    polarity: str
    id: str
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Talk:
    session: str
    title: str
    summary: str
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Known:
    """What the vault in use answers, as far as both have read the same of the log."""

    facts: Sequence[_Fact]
    talks: Sequence[_Talk]
    moments: Sequence[str]
    has_read_all: bool


async def probed(vault: Vault, used: Path, key: VaultKey, person: PersonId) -> Probe:
    """Ask a vault what the one in use at `used` knows. Nothing is changed in either."""
    known = await vault.beside(used, key, lambda connection: _known(connection, person))
    facts = await Facts.open(vault, person, EventLog(vault, person, SystemClock()))
    differing = [_of_fact(each, facts, known) for each in known.facts]
    talks = {each.id: each for each in await Episodes(vault, person, facts).all()}
    for each in known.talks:
        now = talks.get(each.session)  # pyright: ignore[reportArgumentType]  # an id of the log
        same = now is not None and (now.title, now.summary) == (each.title, each.summary)
        differing.append("" if same else f"The talk “{each.title}” is {_remembered(now)}.")
    search = MemorySearch(vault, person)
    for text in known.moments:
        found = await search.search(Query(text), limit=_ALL_FOUND)
        lost = all(each.turn.text != text for each in found)
        differing.append(f"“{text}” is not found by its words." if lost else "")
    return Probe(len(differing), tuple(filter(None, differing)))


def _of_fact(fact: _Fact, facts: Facts, known: _Known) -> str:
    """What is answered otherwise about a fact; empty when it is the same."""
    own = facts.book.facts.get(fact.id)
    is_there = own is not None and own.claim.object == fact.object
    # What ended by words that the one in use has not read yet did not get lost.
    if own is not None and is_there and (own.state == "current" or not known.has_read_all):
        return ""
    now = [
        each.claim.object
        for each in facts.book.current()
        if (each.claim.subject.lower(), each.claim.relation, each.claim.polarity)
        == (fact.subject.lower(), fact.relation, fact.polarity)
    ]
    if fact.object.lower() in {each.lower() for each in now}:
        return ""
    asked = f"{fact.subject}, {fact.relation.replace('_', ' ')}"
    return f"{asked}: it was “{fact.object}”, and would be {' and '.join(now) or 'unknown'}."


def _remembered(talk: object) -> str:
    return "told otherwise" if talk is not None else "not remembered"


def _known(connection: Connection, person: PersonId) -> _Known:
    """What is to be asked; what only one of the two has read of the log is left out."""
    there = {
        str(row[0]) for row in connection.execute("SELECT name FROM old.sqlite_master").fetchall()
    }
    here = _number(connection, "SELECT max(sequence) FROM main.event WHERE person = ?", person)
    return _Known(
        _facts(connection, person) if "fact" in there else (),
        _talks(connection, person, here) if "episode" in there else (),
        _moments(connection, person, here) if "said" in there else (),
        "fact" in there and _has_read_all(connection, person),
    )


def _has_read_all(connection: Connection, person: PersonId) -> bool:
    """Whether the facts of the one in use are drawn up to the end of what the new one has."""
    read = _number(
        connection, "SELECT max(sequence) FROM old.fact_progress WHERE person = ?", person
    )
    row = connection.execute(
        "SELECT 1 FROM main.event WHERE person = ? AND sequence > ? AND kind IN "
        "('heard', 'fact_corrected', 'people_merged', 'forgotten', 'imported') LIMIT 1",
        (person, read),
    ).fetchone()
    return row is None


def _facts(connection: Connection, person: PersonId) -> list[_Fact]:
    rows = connection.execute(
        "SELECT subject, relation, object, polarity, id, sources FROM old.fact "
        "WHERE person = ? AND state = 'current' ORDER BY learned_at, id",
        (person,),
    )
    found = [_Fact(*row[:5], sources=_ids(row[5])) for row in rows]
    grave = _in_danger(connection, person)
    # An older version may have made a plan of words of danger: that it is none now is no loss, and
    # nobody is shown it.
    asked = [each for each in found if grave.isdisjoint(each.sources)]
    return _spread([each for each in asked if _all_here(connection, each.sources)], FACTS)


def _in_danger(connection: Connection, person: PersonId) -> frozenset[str]:
    rows = connection.execute(
        "SELECT json_extract(payload, '$.heard') FROM main.event WHERE person = ? "
        "AND kind IN (SELECT value FROM json_each(?))",
        (person, json.dumps(IN_DANGER)),
    )
    return frozenset(str(row[0]) for row in rows)


def _talks(connection: Connection, person: PersonId, here: int) -> list[_Talk]:
    drawn = _number(
        connection, "SELECT max(sequence) FROM old.episode_progress WHERE person = ?", person
    )
    # A talk of which either has read more than the other is told by each as far as it has.
    rows = connection.execute(
        "SELECT session, title, summary, sources FROM old.episode WHERE person = ?1 AND session "
        "NOT IN (SELECT session FROM old.event WHERE person = ?1 AND sequence > ?2) "
        "ORDER BY began, session",
        (person, min(here, drawn)),
    )
    found = [_Talk(*row[:3], sources=_ids(row[3])) for row in rows]
    return _spread([each for each in found if _all_here(connection, each.sources)], TALKS)


def _moments(connection: Connection, person: PersonId, here: int) -> list[str]:
    """What the person said at times spread over the log, where the one in use finds it."""
    found: list[str] = []
    for number in range(SEARCHES):
        row = connection.execute(
            "SELECT payload FROM old.event WHERE person = ? AND kind = 'heard' "
            "AND sequence BETWEEN ? AND ? ORDER BY sequence LIMIT 1",
            (person, here * number // SEARCHES, here),
        ).fetchone()
        text = str(json.loads(row[0]).get("text", "")) if row else ""
        words = content_words(text) if text.isprintable() else []
        if text in found or len(words) < _TELLING_WORDS:
            continue
        hits = connection.execute(
            "SELECT text FROM old.said WHERE said MATCH ? ORDER BY rank LIMIT ?",
            (match_any(words), _FIRST_FOUND),
        )
        if any(str(hit[0]) == text for hit in hits):
            found.append(text)
    return found


def _spread(items: Sequence[Item], count: int) -> list[Item]:
    """So many of them at most, from the first to the last."""
    step = max(1, -(-len(items) // count))
    return list(items[::step])


def _ids(stored: str) -> tuple[str, ...]:
    return tuple(str(each) for each in json.loads(stored))


def _all_here(connection: Connection, events: Sequence[str]) -> bool:
    """Whether the new vault has all these events, too, and their words."""
    query = "SELECT 1 FROM main.event WHERE id = ?"
    return all(connection.execute(query, (each,)).fetchone() for each in events)


def _number(connection: Connection, query: str, person: PersonId) -> int:
    row = connection.execute(query, (person,)).fetchone()
    return int(row[0] or 0) if row else 0
