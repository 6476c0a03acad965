"""One night: a chain of steps, each kept when it is done, and all written at the end at once.

Killed at any moment it goes on where it was; run twice it writes once.
"""

import logging
from collections.abc import Awaitable, Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from anima.llm import ChatModel
from anima.memory import EventLog, Facts
from anima.memory.event_log import Entry
from anima.memory.transcript import turn_of
from anima.persona.change import GROWTH_KINDS, changes_of, trait_payload, words_payload
from anima.persona.identity import load_identity
from anima.persona.night import findings
from anima.persona.night.calendar import day_of, day_span
from anima.persona.night.journal import Part, line_payload
from anima.persona.night.steps import StepTable
from anima.persona.night.telling import HEAVY, first_that_matters, sentence_of_day
from anima.persona.temperament import TRAITS, Trait, TraitChange, appraise_all, changes_of_a_day
from anima.persona.trait_words import leaning
from anima.storage import Connection, Vault
from anima.values import Clock, Event, EventKind, JsonValue, PersonId, SessionId

SESSION = SessionId("night")
STEPS = ("temperament", "learned", "mistakes", "tastes", "line", "sentence")
"""What is done in a night, in this order, before it is written."""

LOOK_BACK = 3000
"""The newest things said in which days without a night are looked for."""

MOST_NIGHTS = 14
"""So many nights are caught up with after a long time away; days before them stay as they are."""

_DAY_KINDS: tuple[EventKind, ...] = ("heard", "spoken", "recalled", "fact_corrected")
_CARE_KINDS: tuple[EventKind, ...] = ("care_raised", "care_asked", "care_stayed")
_OVER_MIDNIGHT = timedelta(days=1)
"""So far beside a day its talks may go on."""

_log = logging.getLogger(__name__)

OnProgress = Callable[[int, int], None]
"""Steps that are done, and all of them."""


@dataclass(frozen=True, slots=True)
class NightReport:
    """What came of a night: lines and proposed changes; none when it was written before."""

    night: str
    lines: int
    changes: int


class Night:
    """Reflects on the days of one person, a day at a time."""

    def __init__(
        self,
        vault: Vault,
        person: PersonId,
        log: EventLog,
        facts: Facts,
        model: ChatModel,
        clock: Clock,
    ) -> None:
        self._vault = vault
        self._log = log
        self._facts = facts
        self._model = model
        self._clock = clock
        self._steps = StepTable(vault, person)

    async def due(self) -> list[date]:
        """The days that are over and have no night yet, oldest first."""
        done = {event.text("night") for event in await self._log.events(kinds=("night_done",))}
        heard = await self._log.newest(("heard",), LOOK_BACK)
        today = day_of(self._clock.now())
        days = {day_of(event.at) for event in heard if event.text()}
        return sorted(d for d in days if d < today and d.isoformat() not in done)[-MOST_NIGHTS:]

    async def sleep(
        self, day: date, on_progress: OnProgress = lambda done, total: None
    ) -> NightReport:
        """Go through the steps that are not done yet, then write the entry and the changes."""
        night = day.isoformat()
        results: dict[str, JsonValue] = {}
        doing: dict[str, Callable[[date], Awaitable[JsonValue]]] = {
            "temperament": self._temperament,
            "learned": self._learned,
            "mistakes": self._mistakes,
            "tastes": self._tastes,
            "line": self._line,
            "sentence": self._sentence,
        }
        for number, step in enumerate(STEPS, 1):
            done, result = await self._steps.result(night, step)
            if not done:
                result = await doing[step](day)
                await self._steps.keep(night, step, result)
            results[step] = result
            on_progress(number, len(STEPS))
        entries = [*_journal(night, results), *_changes(night, results)]
        written = await self._vault.write(lambda c: self._write(c, night, entries))
        if not written:
            return NightReport(night, 0, 0)
        _log.info("a night was written: %d entries", len(entries))
        lines = sum(kind == "journal_line" for _, kind, _ in entries)
        return NightReport(night, lines, len(entries) - lines)

    def _write(self, connection: Connection, night: str, entries: Sequence[Entry]) -> bool:
        """All of the night, or nothing when another process was faster or words were forgotten."""
        if self._log.has(connection, "night_done", "night", night):
            self._steps.clear(connection, night)
            return False
        gone = self._log.erased(connection)
        kept = [entry for entry in entries if gone.isdisjoint(_sources(entry[2]))]
        done: Entry = (SESSION, "night_done", {"night": night})
        self._log.insert(connection, [*kept, done])
        self._steps.clear(connection, night)
        return True

    async def _events(self, day: date) -> list[Event]:
        """What was said on a day, but for talks in which somebody may have been in danger.

        Nothing is made of those: no trait, no taste, no line of hers, no sentence of a model.
        """
        grave = {event.session for event in await self._care(day)}
        return [event for event in await self._all(day) if event.session not in grave]

    async def _all(self, day: date) -> list[Event]:
        begins, ends = day_span(day)
        return await self._log.between(begins, ends, kinds=_DAY_KINDS)

    async def _care(self, day: date) -> list[Event]:
        """Where danger was heard in the talks of a day, which may go on from or into another."""
        begins, ends = day_span(day)
        around = (begins - _OVER_MIDNIGHT, ends + _OVER_MIDNIGHT)
        return await self._log.between(*around, kinds=_CARE_KINDS)

    async def _temperament(self, day: date) -> JsonValue:
        changes = changes_of_a_day(appraise_all(await self._events(day)))
        return [
            {
                "trait": change.trait,
                "amount": change.amount,
                "causes": list(change.causes),
                "sources": list(change.sources),
            }
            for change in changes
        ]

    async def _learned(self, day: date) -> JsonValue:
        await self._facts.catch_up()
        light = {event.id for event in await self._events(day)}
        grave = {event.id for event in await self._all(day)} - light
        facts = [f for f in self._facts.book.facts.values() if grave.isdisjoint(f.sources)]
        learned = findings.facts_of_day(facts, day)
        return await first_that_matters(self._model, learned)

    async def _mistakes(self, day: date) -> JsonValue:
        return findings.mistakes(await self._events(day))

    async def _tastes(self, day: date) -> JsonValue:
        known = changes_of(await self._log.events(kinds=GROWTH_KINDS))
        return findings.new_tastes(await self._events(day), known)

    async def _line(self, day: date) -> JsonValue:
        known = changes_of(await self._log.events(kinds=GROWTH_KINDS))
        identity = await load_identity(self._log)
        return findings.best_line(await self._events(day), identity, known)

    async def _sentence(self, day: date) -> JsonValue:
        raised = [e for e in await self._care(day) if e.kind == "care_raised"]
        if heavy := [e.text("heard") for e in raised if day_of(e.at) == day]:
            return {"text": HEAVY, "sources": [heavy[0]], "by": "rules"}
        events = await self._events(day)
        lived = [e for e in events if e.kind in ("heard", "spoken") and e.is_lived]
        said = [turn_of(e) for e in lived if e.text()]
        return await sentence_of_day(self._model, said, await load_identity(self._log))


def _journal(night: str, results: dict[str, JsonValue]) -> Iterable[Entry]:
    def line(part: Part, text: str, found: dict[str, JsonValue]) -> Entry:
        by = str(found.get("by") or "rules")
        return SESSION, "journal_line", line_payload(night, part, text, _sources(found), by)

    for found in _found([results["sentence"]]):
        yield line("day", str(found["text"]), found)
    for found in _found(results["learned"]):
        yield line("learned", f"I learned that {found['text']}.", found)
    for found in _found(results["mistakes"]):
        yield line("wrong", f"I got something wrong. {found['text']}", found)
    for found in _found(results["temperament"]):
        change = _trait_change(found)
        because = " and ".join(change.causes)
        text = f"I may be a little more {leaning(change.trait, change.amount)}, because {because}."
        yield line("became", text, found)
    for found in _found(results["tastes"]):
        yield line("became", f"I noticed what I said: “{found['text']}”", found)


def _changes(night: str, results: dict[str, JsonValue]) -> Iterable[Entry]:
    for found in _found(results["temperament"]):
        yield SESSION, "grew", trait_payload(night, _trait_change(found))
    for found in _found(results["tastes"]):
        topic, text = str(found["topic"]), str(found["text"])
        cause = "I said so, and may want to stand by it"
        yield SESSION, "grew", words_payload(night, "opinion", topic, text, cause, _sources(found))
    for found in _found([results["line"]]):
        topic, text, cause = (str(found[key]) for key in ("topic", "text", "cause"))
        yield SESSION, "grew", words_payload(night, "line", topic, text, cause, _sources(found))


def _trait_change(found: dict[str, JsonValue]) -> TraitChange:
    trait: Trait = next(each for each in TRAITS if each == found["trait"])
    amount, causes = found["amount"], found["causes"]
    named = tuple(str(c) for c in causes) if isinstance(causes, list) else ()
    value = float(amount) if isinstance(amount, int | float) else 0.0
    return TraitChange(trait, value, named, tuple(_sources(found)))


def _found(results: JsonValue) -> list[dict[str, JsonValue]]:
    return [each for each in results if isinstance(each, dict)] if isinstance(results, list) else []


def _sources(found: object) -> list[str]:
    sources = found.get("sources") if isinstance(found, dict) else None
    return [str(each) for each in sources] if isinstance(sources, list) else []
