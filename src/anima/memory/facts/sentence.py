"""Facts in words: one plain sentence each, as they are shown and told."""

import calendar
from datetime import date

from anima.memory.facts.fact import YOU, Fact, Relation

_SAID: dict[Relation, tuple[str, str]] = {
    "name": ("are called", "is called"),
    "nickname": ("are called", "is called"),
    "age": ("are", "is"),
    "birthday": ("have your birthday on", "has a birthday on"),
    "from": ("are from", "is from"),
    "lives_in": ("live in", "lives in"),
    "speaks": ("speak", "speaks"),
    "works_as": ("work as", "works as"),
    "works_at": ("work at", "works at"),
    "studies": ("study", "studies"),
    "studies_at": ("study at", "studies at"),
    "likes": ("like", "likes"),
    "dislikes": ("dislike", "dislikes"),
    "does": ("do:", "does:"),
    "owns": ("have", "has"),
    "is": ("are", "is"),
    "health": ("have to mind:", "has to mind:"),
    "fears": ("are afraid of", "is afraid of"),
    "hopes": ("hope:", "hopes:"),
    "promise": ("promised:", "promised:"),
}


def sentence(fact: Fact) -> str:
    """What the fact says, with its times: "You live in Porto (since June 2026)"."""
    claim = fact.claim
    you = claim.subject == YOU
    subject = "You" if you else f"{claim.subject[:1].upper()}{claim.subject[1:]}"
    verbs = _SAID.get(claim.relation)
    if claim.relation == "event":
        words = (
            f"{claim.object[:1].upper()}{claim.object[1:]}" if you else f"{subject}: {claim.object}"
        )
    elif verbs is None:  # a person or an animal
        whose = "your" if you else f"{claim.subject}'s"
        words = f"{claim.object} is {whose} {claim.relation}"
    else:
        words = f"{subject} {verbs[0] if you else verbs[1]} {claim.object}"
    if claim.polarity == "is_not":
        words = f"Not so: {words}"
    if claim.polarity == "planned":
        words = f"Planned: {words}"
    times = _times(fact)
    return f"{words} ({times})" if times else words


def _times(fact: Fact) -> str:
    if fact.claim.relation == "event" or fact.claim.polarity == "planned":
        return readable(fact.valid_from)
    since = f"since {readable(fact.valid_from)}" if fact.valid_from else ""
    until = f"until {readable(fact.valid_to)}" if fact.valid_to else ""
    return ", ".join(part for part in (since, until) if part)


def readable(iso: str) -> str:
    """The beginning of an ISO date as it is said: "14 March 2026", "June 2026", "2019"."""
    if len(iso) == 10:
        day = date.fromisoformat(iso)
        return f"{day.day} {day:%B} {day.year}"
    if len(iso) == 7:
        return f"{calendar.month_name[int(iso[5:])]} {iso[:4]}"
    return iso
