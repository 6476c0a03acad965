"""Days that she remembers: birthdays, anniversaries, what is every second Tuesday.

They are facts of the memory, kept from what was said, with its moments; there they are corrected,
made private and forgotten.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Literal

from anima.initiative.loss import is_one_of
from anima.initiative.recurrence import Monthly, Recurrence, Weekly, Yearly, regular, yearly
from anima.memory import Fact
from anima.memory.facts.deaths import the_dead
from anima.memory.facts.fact import YOU
from anima.memory.facts.kin import relation_of, same_kin, words_for
from anima.memory.stems import content_words, term
from anima.persona import as_you, uncapitalised
from anima.values import Event

Kind = Literal["birthday", "anniversary", "death", "yearly", "regular"]

_DEATH = re.compile(r"\b(?:death|passing|died|passed away|left us|was killed)\b", re.IGNORECASE)
_NOT_OF = r"(?! of (?:laughter|laughing|boredom|embarrassment|shame))"
_NOT_SO = r"(?! (?:tired|serious|set|right|sure|against|wrong|beat|keen|on))"
_GONE = re.compile(r"\b(?:my|our) [\w -]+? (?:died|passed away|left us|was killed)$", re.IGNORECASE)
_OURS = re.compile(r"^(?:our|my)\b(?! \w+(?:[’']s|s[’']))", re.IGNORECASE)
_OVER = re.compile(
    r"\b(?:quit|stopped|stop|gave up|given up|no longer|not any ?more|no more|any ?more"
    r"|cancelled|(?:is|was) over|has ended|is (?:closed|off))\b",
    re.IGNORECASE,
)
_MORNINGS = 28
"""What is every week is said once in so many days: nobody wants to be told each Tuesday."""

OWN = "happy birthday"
"""What names the person's own birthday: "you" would name nothing that could be stopped."""

_CALLED = frozenset({"parent", "sibling", "friend", "relative"})
"""Whom one calls on their birthday; who lives with you, a child and a dog are not proposed it."""


@dataclass(frozen=True, slots=True)
class Day:
    """A day that comes again.

    Attributes:
        fact: The fact that it is known by.
        kind: What it is.
        rule: When it comes.
    """

    fact: Fact
    kind: Kind
    rule: Recurrence

    @property
    def whose(self) -> str:
        """Whose birthday, as the person calls them: "Agata", "your mum"."""
        return self.fact.claim.subject

    @property
    def name(self) -> str:
        """What it is called, said to the person: "your wedding anniversary"."""
        words = self.fact.claim.object
        if gone := _GONE.search(words):
            return f"the day on which {as_you(gone.group())}"
        return as_you(uncapitalised(re.sub(r"^On ", "on ", words)))


@dataclass(frozen=True, slots=True)
class Said:
    """What she would say of a day.

    Attributes:
        day: The day that comes again.
        key: The same for the same thing.
        text: Her words.
        reason: Why, for the person.
        about: The words that name it.
        until: When they are no longer true.
    """

    day: Day
    key: str
    text: str
    reason: str
    about: str
    until: datetime


def days_of(
    facts: Iterable[Fact], events: Sequence[Event] = (), lost: frozenset[str] = frozenset()
) -> list[Day]:
    """The days that are known, those of the dead, the `lost` too, and what is over left out.

    An anniversary of a death is here only where the person spoke of that day as one that they keep;
    that somebody died on a day is not enough.
    """
    known = list(facts)

    def is_gone(whose: str) -> bool:
        return is_one_of(whose, lost) or has_died(whose, known, events)

    found = [day for fact in known if (day := _day(fact)) is not None]
    return [
        day
        for day in found
        if not (day.kind == "birthday" and day.whose != YOU and is_gone(day.whose))
        and not (day.kind == "regular" and _is_over(day, events))
    ]


def said_today(
    facts: Iterable[Fact],
    events: Sequence[Event],
    now: datetime,
    lost: frozenset[str] = frozenset(),
) -> Iterator[Said]:
    """What she would say of today, then of tomorrow where something is to be done for it.

    Of what is every week nothing, where she began with it in the last four weeks.
    """
    today = now.astimezone().date()
    tomorrow = today + timedelta(days=1)
    facts = list(facts)
    begun = {
        event.text("key").rpartition(":")[0]
        for event in events
        if event.kind == "began" and (today - event.at.astimezone().date()).days < _MORNINGS
    }
    known = [day for day in days_of(facts, events, lost) if _told_on(day) < today]
    end = datetime.combine(tomorrow, time(), now.astimezone().tzinfo)
    for day in sorted(known, key=lambda each: each.kind == "regular"):
        key = _key(day, today)
        again = isinstance(day.rule, Weekly) and key.rpartition(":")[0] in begun
        if day.rule.is_on(today) and not again:
            is_called = not _relations(day.whose, facts).isdisjoint(_CALLED)
            words = _words(day, today, is_called=is_called)
            yield Said(day, key, words, _reason(day), _about(day), end)
    for day in known:
        if day.kind == "birthday" and "pet" in _relations(day.whose, facts):
            continue  # no card for the dog
        if day.rule.is_on(tomorrow) and (text := _eve(day)):
            yield Said(day, f"eve:{day.fact.id}:{tomorrow}", text, _reason(day), _about(day), end)


def _day(fact: Fact) -> Day | None:
    claim, at = fact.claim, datetime.fromisoformat(fact.learned_at)
    if claim.polarity != "is":
        return None
    if claim.relation == "birthday":
        rule = yearly(claim.object, at, fact.valid_from)
        return Day(fact, "birthday", rule) if rule else None
    if claim.relation == "anniversary":
        rule = yearly(claim.object, at, fact.valid_from)
        kind: Kind = "death" if _DEATH.search(claim.object) else "anniversary"
        return Day(fact, kind, rule) if rule else None
    if claim.relation == "regular":
        often = regular(claim.object, fact.valid_from)
        if often:
            return Day(fact, "regular", often)
        rule = yearly(claim.object, at, fact.valid_from)
        return Day(fact, "yearly", rule) if rule else None
    return None


def _told_on(day: Day) -> date:
    return datetime.fromisoformat(day.fact.learned_at).astimezone().date()


def _relations(whose: str, facts: Iterable[Fact]) -> set[str]:
    """What somebody is to the person, "your mum" or "Agata"; empty where it is not known."""
    called = whose.removeprefix("your ").split()
    known = {
        fact.claim.relation
        for fact in facts
        if fact.claim.subject == YOU and fact.claim.object == whose
    }
    own = relation_of(called[-1]) if called else None
    return {own} if own else set(known)


def _words(day: Day, today: date, *, is_called: bool) -> str:
    match day.kind:
        case "birthday" if day.whose == YOU:
            return "Happy birthday to you! What would make it a good one?"
        case "birthday":
            call = " A call would be worth more than a message." if is_called else ""
            return f"It's {day.whose}'s birthday today.{call}"
        case "anniversary":
            wish = (
                "I hope there is some time for it."
                if _OURS.match(day.fact.claim.object)
                else "A word from you would be kind."
            )
            return f"Today is {day.name}. {wish}"
        case "death":
            return (
                f"I know what day it is today: {day.name}. If you want to speak of it, I'm here. "
                "If you'd rather not, that's all right too."
            )
        case "yearly":
            return f"You told me: {day.name}. That's today."
        case "regular":
            return f"It's {today:%A}. You told me: {day.name}. I hope it's a good one."


def _eve(day: Day) -> str:
    """Her words on the day before, where a card or a call is still to be thought of."""
    if day.kind == "birthday" and day.whose != YOU:
        return (
            f"Tomorrow is {day.whose}'s birthday. If there's to be a card or something small, "
            "today is the day for it. I can help with the words."
        )
    if day.kind == "anniversary":
        return f"Tomorrow is {day.name}. Is there anything you'd like to have ready?"
    if day.kind == "yearly":
        return f"You told me: {day.name}. That's tomorrow."
    return ""


def _reason(day: Day) -> str:
    told = datetime.fromisoformat(day.fact.learned_at).astimezone()
    if day.kind == "birthday":
        whose = "your" if day.whose == YOU else f"{day.whose}'s"
        return (
            f"You told me when {whose} birthday is, on {told:%A} {told.day} {told:%B} {told.year}."
        )
    return f"You told me of it on {told:%A} {told.day} {told:%B} {told.year}."


def _about(day: Day) -> str:
    if day.kind == "birthday":
        return OWN if day.whose == YOU else day.whose
    return " ".join(content_words(day.name)[:3])


def _key(day: Day, today: date) -> str:
    """The same for all its days that are said once: a year, a month, or this day of a week."""
    match day.rule:
        case Yearly():
            return f"date:{day.fact.id}:{today.year}"
        case Monthly():
            return f"date:{day.fact.id}:{today:%Y-%m}"
        case Weekly():
            return f"date:{day.fact.id}:{today}"


def has_died(whose: str, facts: Iterable[Fact], events: Iterable[Event]) -> bool:
    """Whether the person has said that this one is dead: no birthday then, and no call."""
    word = whose.removeprefix("your ")
    if any(same_kin(each.removeprefix("your ")) == same_kin(word) for each in the_dead(facts)):
        return True
    words = "|".join(re.escape(each) for each in (word, *words_for(word)))
    named = rf"(?<![’']s )\b(?:{words})(?-i: [A-Z]\w+)?"
    spoken = re.compile(
        rf"{named}(?:[’']s| has| had| just| sadly| suddenly)* (?:died|passed away)\b{_NOT_OF}"
        rf"|{named}(?:[’']s| is| was| got)(?: sadly| suddenly)? (?:killed\b|dead\b{_NOT_SO})"
        rf"|{named}[’']s (?:funeral|burial|death|ashes|grave)\b|\bburied (?:my \w+ )?{named}\b",
        re.IGNORECASE,
    )
    return any(each.kind == "heard" and spoken.search(each.text()) for each in events)


def those_gone(facts: Iterable[Fact]) -> set[str]:
    """What they were to the person of whom it is known without a name that they died: "parent"."""
    kin = (relation_of(each.removeprefix("your ")) for each in the_dead(facts))
    return {relation for relation in kin if relation}


def _is_over(day: Day, events: Iterable[Event]) -> bool:
    """Whether the person has said since that it does not take place any more."""
    told = datetime.fromisoformat(day.fact.learned_at)
    names = {term(word) for word in content_words(re.sub(r"\b\w+days?\b", "", day.name))}
    names -= {term(word) for word in ("second", "other", "every", "have", "month", "first", "last")}
    for event in events:
        if event.kind == "heard" and event.at > told and _OVER.search(event.text()):
            said = {term(word) for word in content_words(event.text())}
            if not names.isdisjoint(said):
                return True
    return False
