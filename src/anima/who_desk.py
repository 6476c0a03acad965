"""What the page and the command line are told of her, and what may be changed there."""

import asyncio
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Literal

from pydantic import BaseModel, Field, ValidationError

from anima.initiative import put_aside, waiting
from anima.initiative.push import Browsers, PushError, knock
from anima.memory import EventLog, Facts, sentence
from anima.minds import in_plain_words
from anima.persona import (
    Change,
    Decision,
    Growth,
    Relationship,
    Told,
    back_to,
    call_her,
    call_them,
    decide,
    load_growth,
    load_identity,
    load_preferences,
    prefer,
    reason_of_her_name,
    recast,
    relationship_of,
)
from anima.persona.expression import SOME
from anima.persona.night import load_journal
from anima.persona.signature import Standing, go_back, load_standing, take_held
from anima.persona.temperament import (
    TRAITS,
    WINDOW,
    Appraisal,
    Mood,
    Trait,
    appraise_all,
    mood_at,
    mood_in_words,
)
from anima.persona.trait_words import TRAIT_WORDS, leaning
from anima.values import AnimaError, Clock, Event, EventId, JsonValue
from anima.voice.voices import VOICES, Voice

MOOD_HOURS = 48
"""How far back the picture of her mood goes, one point for every two hours."""


LONGEST_NAME = 60


class WhoError(AnimaError):
    """Something was asked to be changed of her that cannot be."""


class _Wish(BaseModel):
    """What is to be changed: one change of hers, all since a day, or a preference."""

    action: Literal[
        "accepted",
        "softened",
        "taken_back",
        "waiting",
        "back",
        "prefer",
        "aside",
        "stop",
        "recast",
        "call_me",
        "call_her",
        "take_model",
        "back_to_model",
        "push_key",
        "push_on",
        "push_off",
        "push_moved",
    ]
    change: str = Field("", max_length=1000)
    day: str = Field("", max_length=10, pattern=r"^(?:\d{4}-\d{2}-\d{2})?$")
    key: str = Field("", max_length=40)
    value: str = Field("", max_length=2000)


@dataclass(frozen=True, slots=True)
class WhoDesk:
    """Reads who she is from one person's log, and takes down what they decide about her."""

    log: EventLog
    facts: Facts
    clock: Clock
    problem: str = ""
    browsers: Browsers | None = None

    async def who(self) -> dict[str, JsonValue]:
        """Everything about her, each thing with the moments it came from."""
        await self.facts.catch_up()
        now = self.clock.now()
        growth = await load_growth(self.log)
        said = await self.log.events(kinds=("heard", "spoken"))
        identity = await load_identity(self.log)
        moments = _Moments({event.id: event for event in said})
        # Of years of talk only the last days are in her mood, and the rest is not read on the loop:
        # somebody else of the house may be talking with her.
        since = now - WINDOW - timedelta(hours=MOOD_HOURS)
        felt = await asyncio.to_thread(appraise_all, [each for each in said if each.at >= since])
        relationship = await asyncio.to_thread(relationship_of, said)
        mood = mood_at(felt, growth.character.traits, now)
        changes: list[JsonValue] = [_change(c, moments) for c in reversed(growth.changes)]
        journal: list[JsonValue] = [
            {
                "night": entry.night,
                "lines": [
                    {"part": line.part, "text": line.text, "moments": moments.of(line.sources)}
                    for line in entry.lines
                ],
            }
            for entry in await load_journal(self.log)
        ]
        return {
            "name": identity.name,
            "name_reason": await reason_of_her_name(self.log),
            "person": identity.person_name,
            "met": identity.met,
            "traits": [_trait(trait, growth) for trait in TRAITS],
            "mood": _mood(mood, moments, _path(felt, growth, now)),
            "relationship": self._relationship(relationship, moments),
            "opinions": _opinions(growth, moments),
            "begun": await self._begun(moments),
            "changes": changes,
            "journal": journal,
            "preferences": dict(asdict(await load_preferences(self.log))),
            "mind": _mind(await load_standing(self.log), self.problem),
            "push": await self._push(),
            "voice": identity.voice,
            "voices": [dict(asdict(voice)) for voice in VOICES],
        }

    async def _begun(self, moments: "_Moments") -> JsonValue:
        return [
            {
                "id": each.id,
                "at": each.at.isoformat(),
                "text": each.text,
                "reason": each.reason,
                "about": each.about,
                "moments": moments.of(each.sources),
            }
            for each in await waiting(self.log, self.clock.now())
        ]

    async def change(self, wish: JsonValue) -> dict[str, JsonValue]:
        """Take down a decision or a preference; the answer is who she is then.

        Raises `WhoError`, `GrowthError`, `PreferenceError`, `PushError` or `HerNameError`; nothing
        has changed then.
        """
        try:
            wanted = _Wish.model_validate(wish)
        except ValidationError as error:
            raise WhoError("That is nothing that can be changed of her.") from error
        if wanted.action.startswith("push_"):
            return {"notice": await self._tell(wanted), **await self.who()}
        if wanted.action == "call_her":
            return {"notice": (await call_her(self.log, wanted.value)).note, **await self.who()}
        await self._take_down(wanted)
        return await self.who()

    async def _take_down(self, wanted: _Wish) -> None:
        match wanted.action:
            case "prefer":
                await prefer(self.log, wanted.key, wanted.value)
            case "aside" | "stop":
                await put_aside(self.log, wanted.change, never_again=wanted.action == "stop")
            case "recast":
                await self.recast(wanted.value)
            case "call_me":
                await self.call(wanted.value)
            case "take_model":
                await take_held(self.log)
            case "back_to_model":
                await go_back(self.log)
            case "back":
                if not wanted.day:
                    raise WhoError("Back to which day?", advice="Give it as 2026-11-27.")
                await back_to(self.log, wanted.day)
            case "accepted" | "softened" | "taken_back" | "waiting":
                await self.decide(wanted.change, wanted.action)
            case _:
                raise WhoError("That is nothing that can be changed of her.")

    async def recast(self, voice: str) -> Voice:
        """Give her another of the voices, and change nothing else; returns it."""
        chosen = next((each for each in VOICES if each.id == voice), None)
        if chosen is None:
            known = ", ".join(each.id for each in VOICES)
            raise WhoError(f"There is no voice {voice[:40]!r}.", advice=f"Choose one of {known}.")
        if not (await load_identity(self.log)).met:
            raise WhoError("You have not met her yet.", advice="Choose her voice when you do.")
        await recast(self.log, voice)
        return chosen

    async def call(self, name: str) -> None:
        """What she calls the person from now on; nothing, where it is empty."""
        if not (await load_identity(self.log)).met:
            raise WhoError("You have not met her yet.", advice="She will ask for your name.")
        said = " ".join(name.split())
        if len(said) > LONGEST_NAME or (said and not any(map(str.isalpha, said))):
            raise WhoError(f"A name has letters, and at most {LONGEST_NAME} of them.")
        await call_them(self.log, said)

    async def decide(self, change: str, decision: Decision) -> Change:
        """Decide about the change with this id; returns it as it is then."""
        found = (await load_growth(self.log)).find(change)
        return (await decide(self.log, [found], decision)).find(found.id)

    async def _tell(self, wanted: _Wish) -> str:
        """Tell a browser, or none, while the page is closed; returns what did not work."""
        if self.browsers is None:
            raise PushError("There is no vault to keep a browser in.")
        match wanted.action:
            case "push_on":
                await self.browsers.key(make=True)
                return await knock(self.browsers, await self.browsers.tell(wanted.value))
            case "push_off":
                await self.browsers.end(wanted.value)
            case "push_moved":
                await self.browsers.move(wanted.change, wanted.value)
            case _:
                await self.browsers.key(make=True)
        return ""

    async def _push(self) -> JsonValue:
        """The browsers that are told, and the key that one subscribes with."""
        told = await self.browsers.all() if self.browsers else []
        key = await self.browsers.key() if self.browsers else None
        return {
            "key": key.shared if key else "",
            "told": [{"endpoint": each.endpoint, "service": each.service} for each in told],
        }

    def _relationship(self, facts: Relationship, moments: "_Moments") -> JsonValue:
        def known(relation: str) -> list[JsonValue]:
            return [
                {"text": sentence(fact), "moments": moments.of(fact.sources)}
                for fact in self.facts.book.facts.values()
                if fact.claim.relation == relation and fact.state == "current"
            ]

        jokes: list[JsonValue] = [
            {"text": joke.word, "moments": [_told(told) for told in joke.moments]}
            for joke in facts.jokes
        ]
        promises: list[JsonValue] = [_told(told) for told in facts.her_promises]
        return {
            "since": facts.since.isoformat() if facts.since else "",
            "days": facts.days,
            "talks": facts.talks,
            "laughs": facts.laughs,
            "longest_gap": facts.longest_gap,
            "jokes": jokes,
            "her_promises": promises,
            "your_promises": known("promise"),
            "shared": known("event"),
        }


@dataclass(frozen=True, slots=True)
class _Moments:
    """Finds the words behind a source; what was forgotten has none."""

    events: Mapping[EventId, Event]

    def of(self, sources: Iterable[str]) -> list[JsonValue]:
        found = (self.events.get(EventId(source)) for source in sources)
        return [
            {
                "at": event.at.isoformat(),
                "text": event.text(),
                "who": "you" if event.kind == "heard" else "she",
            }
            for event in found
            if event is not None and event.text()
        ]


def describe(change: Change) -> str:
    """A change in one plain sentence."""
    match change.what:
        case "trait":
            return f"A little more {leaning(_trait_of(change), change.amount)}."
        case "opinion":
            return change.text
        case "line":
            return f"To answer like this again: “{change.text}”"


def _trait_of(change: Change) -> Trait:
    return next(trait for trait in TRAITS if trait == change.trait)


def _change(change: Change, moments: _Moments) -> dict[str, JsonValue]:
    return {
        "id": change.id,
        "night": change.night,
        "what": change.what,
        "trait": change.trait,
        "amount": change.amount,
        "text": describe(change),
        "causes": list(change.causes),
        "moments": moments.of(change.sources),
        "decision": change.decision,
        "holds": change.holds,
        "can_soften": change.what != "line",
    }


def _trait(trait: Trait, growth: Growth) -> dict[str, JsonValue]:
    """One trait: where it began, where it is, and its way there night by night."""
    low, high = TRAIT_WORDS[trait]
    start, value = growth.character.start.of(trait), growth.character.traits.of(trait)
    path: list[JsonValue] = []
    traits = growth.character.start
    for change in growth.changes:
        if change.trait == trait and change.holds:
            share = 0.5 if change.decision == "softened" else 1.0
            traits = traits.moved(trait, share * change.amount)
            path.append({"night": change.night, "value": traits.of(trait)})
    return {
        "trait": trait,
        "low": low,
        "high": high,
        "start": start,
        "value": value,
        "shows": abs(value - start) >= SOME,
        "path": path,
    }


def _mood(mood: Mood, moments: _Moments, path: list[JsonValue]) -> dict[str, JsonValue]:
    words = mood_in_words(mood)
    return {
        "words": words or "even",
        "pleasure": mood.pleasure,
        "arousal": mood.arousal,
        "dominance": mood.dominance,
        "resting": list(mood.resting),
        "cause": mood.cause,
        "moments": moments.of([mood.source] if mood.source else []),
        "path": path,
    }


def _path(felt: Sequence[Appraisal], growth: Growth, now: datetime) -> list[JsonValue]:
    traits = growth.character.traits
    path: list[JsonValue] = []
    for hours in range(MOOD_HOURS, -1, -2):
        at = now - timedelta(hours=hours)
        mood = mood_at(felt, traits, at)
        path.append({"at": at.isoformat(), "pleasure": mood.pleasure, "arousal": mood.arousal})
    return path


def _mind(now: Standing, problem: str) -> JsonValue:
    """The model she answers by, and what may be decided about it."""
    other = now.held or now.refused
    back = now.hers if now.held else None if now.refused else now.former
    return {
        "lines": [*in_plain_words(now, problem)],
        "way": now.way,
        "name": str(now.hers or ""),
        "take": str(other or ""),
        "back": str(back or ""),
    }


def _opinions(growth: Growth, moments: _Moments) -> list[JsonValue]:
    by_id = {change.id: change for change in growth.changes}
    return [
        {
            "text": opinion.text,
            "topic": opinion.topic,
            "change": opinion.change,
            "moments": moments.of(by_id[opinion.change].sources),
        }
        for opinion in growth.character.opinions
    ]


def _told(told: Told) -> dict[str, JsonValue]:
    return {"text": told.text, "at": told.at.isoformat()}
