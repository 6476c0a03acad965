"""Facts in words: one plain sentence each, as they are shown and told."""

import calendar
from collections.abc import Mapping
from datetime import date
from types import MappingProxyType

from anima.memory.facts.deaths import is_late
from anima.memory.facts.fact import YOU, Claim, Fact, Relation
from anima.memory.facts.kin import relation_of

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
    "health": ("have to mind", "has to mind"),
    "fears": ("are afraid of", "is afraid of"),
    "hopes": ("hope:", "hopes:"),
    "promise": ("promised:", "promised:"),
    "anniversary": ("keep in mind:", "keeps in mind:"),
    "regular": ("have regularly:", "has regularly:"),
}


_NOBODY: Mapping[str, str] = MappingProxyType({})


def sentence(fact: Fact, names: Mapping[str, str] = _NOBODY) -> str:
    """What the fact says, with its times: "You live in Porto (since June 2026)".

    Args:
        fact: The fact.
        names: Who is who, "your sister" to "Agata": then Agata is your sister, not your sibling.
    """
    claim = fact.claim
    you = claim.subject == YOU
    subject = "You" if you else f"{claim.subject[:1].upper()}{claim.subject[1:]}"
    verbs = _SAID.get(claim.relation)
    if claim.relation == "lives_in" and _noun(claim.object) in _ON:
        verbs = ("live on", "lives on")
    if is_late(claim):
        words = f"{subject} has died"
    elif claim.relation == "event":
        words = (
            f"{claim.object[:1].upper()}{claim.object[1:]}" if you else f"{subject}: {claim.object}"
        )
    elif claim.relation == "note":
        words = f"To remember: {claim.object}"
    elif verbs is None:  # a person or an animal
        words = f"{claim.object} is {_whose(claim, names)}"
    else:
        verb = verbs[0] if you else verbs[1]
        if claim.polarity == "is_not":
            return _timed(
                f"{subject} {_denied(*verbs, you=you)} {_article(claim)}{claim.object}", fact
            )
        words = f"{subject} {verb} {_article(claim)}{_object(fact)}"
    if claim.polarity == "is_not":
        words = f"Not so: {words}"
    if claim.polarity == "planned":
        words = f"Planned: {words}"
    return _timed(words, fact)


def _timed(words: str, fact: Fact) -> str:
    times = _times(fact)
    return f"{words} ({times})" if times else words


def _denied(one: str, other: str, *, you: bool) -> str:
    """ "do not live in", "is not from", "does not have"."""
    first, _, rest = (one if you else other).partition(" ")
    if first in ("are", "is"):
        return f"{first} not {rest}".strip()
    return f"{'do' if you else 'does'} not {one}"


def _whose(claim: Claim, names: Mapping[str, str]) -> str:
    if claim.subject != YOU:
        return f"{claim.subject}'s {claim.relation}"
    for word, name in names.items():
        if name == claim.object and relation_of(word.removeprefix("your ")) == claim.relation:
            return word
    return f"your {claim.relation}"


_DAY = "2026-11-27"
_AFTER_THE_NOUN = frozenset("in at of on near for by with from that where".split())
_WITHOUT_ARTICLE = frozenset(
    "a an the my our his her their head chief self-employed freelance home school university sea "
    "night uni college church work one downtown abroad overseas up down".split()
)
_ONE_OF_MANY = frozenset(
    "city town village hamlet valley island farm ranch forest desert jungle district suburb flat "
    "commune monastery convent kibbutz home van camper houseboat caravan trailer hostel cabin "
    "house neighbourhood neighborhood".split()
)
_ON = frozenset("farm ranch island coast outskirts".split())
_THE_ONE = frozenset(
    "country countryside coast seaside beach woods mountains hills suburbs outskirts capital north "
    "south east west northeast northwest southeast southwest highlands lowlands midlands outback "
    "sticks".split()
)


def _article(claim: Claim) -> str:
    """ "a nurse", "an electrician"; none before a name, a plural, or words that have one."""
    first, noun = claim.object.lower().split(" ")[0], _noun(claim.object)
    one = "an " if first[:1] in "aeiou" else "a "
    if claim.object[:1].isupper() or first in _WITHOUT_ARTICLE:
        return ""
    if claim.relation in ("works_as", "works_at"):
        return "" if noun.endswith("s") else one
    if claim.relation in ("lives_in", "from") and noun in _ONE_OF_MANY:
        return one
    return "the " if claim.relation in ("lives_in", "from") and noun in _THE_ONE else ""


def _noun(words: str) -> str:
    """The word that counts, in small letters: of "library in Coimbra" the library."""
    first, *others = words.lower().split(" ")
    end = next((n for n, word in enumerate(others) if word in _AFTER_THE_NOUN), len(others))
    return [first, *others][end]


def _object(fact: Fact) -> str:
    """The words that carry it; of a birthday that was "tomorrow", its day."""
    if fact.claim.relation not in ("birthday", "anniversary") or len(fact.valid_from) < len(_DAY):
        return fact.claim.object
    day = date.fromisoformat(fact.valid_from)
    on = f"{day.day} {day:%B}"
    return on if fact.claim.relation == "birthday" else f"{fact.claim.object}, on {on}"


def _times(fact: Fact) -> str:
    if fact.claim.relation in ("birthday", "anniversary"):
        return ""
    if fact.claim.relation == "regular":
        return f"one is on {readable(fact.valid_from)}" if fact.valid_from else ""
    if fact.claim.relation == "event" or fact.claim.polarity == "planned":
        return readable(fact.valid_from)
    if fact.claim.polarity == "is_not":
        return f"since {readable(fact.valid_to)}" if fact.valid_to else ""
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
