# ruff: noqa: E501  # a pattern reads better on one line
"""What is said of somebody: a subject and a verb phrase become claims."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from anima.memory.facts.fact import YOU, Claim, Polarity, Relation
from anima.memory.facts.kinds import of_its_kind
from anima.memory.facts.patterns import (
    EVENT,
    JOB,
    JOBS_OF_TWO_WORDS,
    NO_JOBS,
    NOT_OF_A_JOB,
    PATTERNS,
    Pattern,
)
from anima.memory.facts.phrases import phrase, without
from anima.memory.facts.times import Moment, moments
from anima.memory.facts.verb_phrase import VerbPhrase, present, verb_phrase

_HOPES = re.compile(
    r"^(?:(?:really|just|still|always|have always|had always|secretly|would) )*(?:want|wants|wanted|hope|hopes|am hoping|is hoping|"
    r"dream|dreams|dreamed|would love|would like|would really like|wish|long|aspire)s? (?:to|of) (?!(?:call|name) you\b)(?P<o>.+)$",
    re.I,
)
_PROMISED = re.compile(
    r"^(?:have |has )?(?:promised|swore to|gave my word to) (?:(?:\w+ ){0,3}?(?:that )?I (?:would|will) )?(?P<o>.+)$|^gave (?P<o2>\w+ my word .+)$",
    re.I,
)
_BORN = re.compile(r"^(?:was|were|is) born\b", re.I)
_OVER: tuple[tuple[re.Pattern[str], Relation], ...] = (
    (
        re.compile(
            r"(?:have |has |just |finally )*(?:quit|left|lost|resigned from|was fired from)(?: (?:my|the|his|her) job)? (?:at|with|from|as) (?P<o>.+)",
            re.I,
        ),
        "works_at",
    ),
    (
        re.compile(
            r"(?:have |has |just |finally )*(?:quit|left|resigned from) (?P<o>(?-i:[A-Z])\w+)(?: (?:today|yesterday))?$",
            re.I,
        ),
        "works_at",
    ),
    (
        re.compile(r"(?:have |has |just |finally )*sold (?P<o>(?:my|the|our|his|her) .+)", re.I),
        "owns",
    ),
    (
        re.compile(
            r"(?:have |has |just |finally )*(?:broke up|split up|split|broken up) with (?P<o>(?-i:[A-Z])\w+)",
            re.I,
        ),
        "partner",
    ),
    (re.compile(r"(?:have |has |just |finally )*divorced (?P<o>(?-i:[A-Z])\w+)", re.I), "partner"),
)


_PROGRESSIVE = re.compile(r"^(?:am|is|are|was|were) (?=\w+ing\b)", re.I)
_PERFECT = re.compile(
    r"^(?:(?:have|has|had) (?:just |already |finally |always |recently |been |ever )*)(?=\w+(?:ed|t|en|n|ing|ght)\b)",
    re.I,
)
_BEGUN = re.compile(r"^(?:started|began|start|begin|begun)(?: to)? (?=\w+ing\b|learn|play)", re.I)
_SMALL_VERB = re.compile(r"^(?:be |am |is |are |have |has |having )", re.I)
_WITH_WHOM = re.compile(r" (?:together )?with (?:my|our|his|her|their|me|us|them|him)\b.*$", re.I)
_PREPOSITION_LEFT = re.compile(r"\b(?:since|from|until|in|on|at|by|for|about)\s*$")
_SWAPPED: dict[Relation, Relation] = {"likes": "dislikes", "dislikes": "likes"}
_PLACES: dict[Relation, Relation] = {"works_as": "works_at", "studies": "studies_at"}


def statements(
    subject: str, words: str, at: datetime, early: list[Moment], *, small: bool = False
) -> Iterator[Claim]:
    """The claims of what is said of a subject.

    Args:
        subject: Whom it is about.
        words: What follows the subject.
        at: When it was said.
        early: Times that stood before the subject.
        small: Whether everything was written small, names too.
    """
    special = [*_special(subject, words, at, early)]
    if special:
        yield from special
        return
    said = verb_phrase(words)
    found = [*moments(said.words, at, said.tense), *early]
    claim = _matched(subject, said, at, found, small=small)
    if claim is None or (claim.relation == "name" and subject != YOU):
        return
    if claim.polarity == "is_not" and not said.ended and claim.relation in _SWAPPED:
        claim = replace(claim, relation=_SWAPPED[claim.relation], polarity="is")
    if claim.polarity == "is_not" and claim.when and not found[0].after(at):
        claim = replace(claim, when="", until=claim.when)
    yield from _parted(claim)


def _special(subject: str, words: str, at: datetime, early: list[Moment]) -> Iterator[Claim]:
    """Promises, births, hopes, and what came to an end by a verb of its own: sold, quit."""
    if (match := _PROMISED.match(words)) and subject == YOU:
        promised = match["o"] or match["o2"]
        yield Claim(YOU, "promise", phrase(promised, most=14, articles_only=True))
    elif _BORN.match(words):
        for moment in moments(words, at, "past")[:1]:
            yield Claim(subject, "birthday", re.sub(r"^(?:in|on) ", "", moment.text))
        if match := re.search(r"\b(?:in|at) (?P<o>(?-i:[A-Z])[\w’' -]+)$", words):
            yield Claim(subject, "from", phrase(match["o"]))
    elif match := _HOPES.match(words):
        yield Claim(subject, "hopes", phrase(match["o"], most=10, articles_only=True))
    else:
        found = [*moments(words, at, "past"), *early]
        plain = _untimed(words, found)
        for pattern, relation in _OVER:
            if (match := pattern.match(plain)) and (what := phrase(match["o"])):
                until = found[0].iso if found else ""
                yield Claim(subject, relation, what, "is_not", until=until)
                return


def _matched(
    subject: str, said: VerbPhrase, at: datetime, found: list[Moment], *, small: bool
) -> Claim | None:
    plain = _untimed(said.words, found)
    when = found[0].iso if found else ""
    ahead = bool(found) and (found[0].after(at) or (_tonight(found[0]) and present(said.words)))
    polarity: Polarity = "planned" if said.polarity == "is" and ahead else said.polarity
    bare = _PERFECT.sub("", _PROGRESSIVE.sub("", plain))
    for pattern in PATTERNS:
        for words in dict.fromkeys((plain, bare, _BEGUN.sub("", bare))):
            if (match := pattern.verb.match(words)) and (
                what := _object(pattern, match, small=small)
            ):
                return Claim(subject, pattern.relation, what, polarity, when)
    if (match := JOB.match(plain)) and _is_job(match["o"].split()):
        past = plain.lower().startswith(("was ", "were "))
        return Claim(subject, "works_as", match["o"], "is_not" if past else polarity, when)
    if said.ended and re.match(r"\w+ing\b", said.words, re.I):
        return Claim(subject, "does", phrase(plain), "is_not", when)
    return _event(subject, bare, polarity, when)


def _is_job(words: list[str]) -> bool:
    """Not what one is by nature or belief, nor where one is from: "an optimist", "a Canadian"."""
    word = words[-1].lower().removesuffix("s")
    if len(words) > 1 and word in JOBS_OF_TWO_WORDS:
        return words[0].lower() not in NOT_OF_A_JOB
    if words[-1][:1].isupper() and word.endswith("an"):
        return word.endswith("cian") or word in ("librarian", "veterinarian", "historian")
    return word not in NO_JOBS


def _object(pattern: Pattern, match: re.Match[str], *, small: bool) -> str:
    """The words of the object; none where they are not of the kind that the relation wants."""
    given = next((value for value in match.groups() if value), "")
    what = given.strip() if pattern.whole else phrase(given)
    if pattern.relation == "lives_in":
        what = _WITH_WHOM.sub("", what)
    return what if of_its_kind(pattern.relation, what, small=small) else ""


def _event(subject: str, words: str, polarity: Polarity, when: str) -> Claim | None:
    """Something at a time. What has no time, or is not yet over, is no event of a life."""
    if not when or polarity == "is_not":
        return None
    if polarity == "planned":
        what = phrase(_SMALL_VERB.sub("", words), articles_only=True)
        return Claim(subject, "event", what, "planned", when)
    if match := EVENT.match(words):
        return Claim(subject, "event", phrase(match["o"], articles_only=True), "is", when)
    return None


def _parted(claim: Claim) -> Iterator[Claim]:
    """ "a nurse at St Mary's" is work and a place of work; languages are one each."""
    if claim.relation == "speaks":
        parts = re.split(r"(?:,? and |, )(?:a little |a bit of |some )?", claim.object)
        yield from (replace(claim, object=part) for part in parts)
        return
    place = _PLACES.get(claim.relation)
    match = re.match(r"(?P<what>.+?) (?:at|for) (?P<where>.+)$", claim.object) if place else None
    if place is None or match is None:
        yield claim
        return
    yield replace(claim, object=match["what"])
    where = re.sub(r"^(?:the|an?) ", "", match["where"], flags=re.I)
    yield replace(claim, object=where, relation=place)


def _tonight(moment: Moment) -> bool:
    return moment.text.lower() in ("tonight", "this evening")


def _untimed(words: str, found: list[Moment]) -> str:
    """The words without the times in them."""
    spans = [m.span for m in found if words[slice(*m.span)] == m.text]
    return _PREPOSITION_LEFT.sub("", without(words, spans)).strip(" ,.")
