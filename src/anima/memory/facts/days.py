# ruff: noqa: E501  # a pattern reads better on one line
"""Days that come again, in what people say: birthdays, anniversaries, what is every Tuesday."""

import re
from collections.abc import Iterator
from datetime import date, datetime

from anima.memory.facts.fact import YOU, Claim
from anima.memory.facts.kin import KIN
from anima.memory.facts.subjects import ADJECTIVES, NAME, NOT_NAMES, Subjects
from anima.memory.facts.times import Moment, Tense, moments

_NOT_TO_SPEAK_OF = re.compile(
    r"\b(?:do not|never|not to|stop) (?:\w+ )?(?:mention|bring up|remind|speak|talk|ask)", re.I
)
_DATE = r"⟦(?P<at>\d+)⟧"
_WHO = rf"(?:(?P<i>I)\b|(?:my|our) {ADJECTIVES}(?P<kin>{KIN})(?: (?P<kname>(?-i:{NAME})))?|(?P<name>(?-i:{NAME})))"
_WHOSE = rf"(?:(?:my|our) {ADJECTIVES}(?P<kin>{KIN})(?: (?P<kname>(?-i:{NAME})))?[’']s|(?P<name>(?-i:{NAME}))[’']s|(?P<i>my))"
_IS = r"(?:is|was|will be|falls|comes)"
_SOON = r"(?: always| only| already| again| just)?(?: on)?"
_AGE = r"(?:\d{1,3}|[a-z]+(?:teen|ty|ten|eleven|twelve|one|two|three|four|five|six|seven|eight|nine)(?:[- ][a-z]+)?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)"
_BIRTHDAYS = tuple(
    re.compile(pattern, re.I)
    for pattern in (
        rf"\b{_WHOSE} (?:[\w-]+ )?birthday {_IS}{_SOON} {_DATE}",
        rf"^(?!.*\b(?:was|were|had|bought|got|made|went|gave|came|sent|wrote|\w+ed)\b).*?\b{_WHOSE} (?:[\w-]+ )?birthday {_DATE}",
        rf"{_DATE},? (?:is|was|will be) {_WHOSE} (?:[\w-]+ )?birthday\b",
        rf"\b{_WHO} (?:has|have|had|celebrates?|celebrated) (?:her|his|their|my) (?:[\w-]+ )?birthday{_SOON} {_DATE}",
        rf"\b{_WHO} (?:turns?|turned|will be|will turn|is turning|am turning|is going to be|am going to be) {_AGE}(?: years old)?{_SOON} {_DATE}",
        rf"{_DATE},? {_WHO} (?:turns?|turned|will be|will turn|is turning|am turning) {_AGE}\b",
    )
)
_DEATH = r"(?:death|passing)"
_GONE = r"(?:died|passed away|left us|was killed)"
_KEPT = (
    rf"(?P<o>(?:our|my|the|(?:my|our) {ADJECTIVES}(?:{KIN}|parents?|grandparents?)(?: (?-i:{NAME}))?[’']s?|(?-i:{NAME})(?: and (?-i:{NAME}))?[’']s)"
    rf" (?:[\w-]+ ){{0,2}}?anniversary(?: of (?:(?:my|our|the|her|his) )?(?:[\w’'-]+ ){{0,4}}{_DEATH})?)"
)
_SINCE = rf"(?P<o>(?:the day|years?|a year) (?:since |that |when )?(?:my|our) {ADJECTIVES}(?:{KIN})(?: (?-i:{NAME}))? {_GONE})"
_ANNIVERSARIES = tuple(
    re.compile(pattern, re.I)
    for pattern in (
        rf"\b{_KEPT}(?: {_IS})?{_SOON} {_DATE}",
        rf"{_DATE},? (?:is|was|will be) {_KEPT}",
        rf"{_DATE},? (?:is|was|it is|it will be|it was|will be) (?:\w+ )?{_SINCE}",
        rf"\bit (?:is|will be|was) (?:\w+ )?years? {_DATE} (?P<o>since (?:my|our) {ADJECTIVES}(?:{KIN})(?: (?-i:{NAME}))? {_GONE})",
        rf"\bit (?:is|will be|was) (?:\w+ )?{_SINCE} {_DATE}",
    )
)
_WEEKDAY = r"(?:monday|tuesday|wednesday|thursday|friday|saturday|sunday)"
_AGAIN = (
    rf"(?:every (?:second |other |third |single )?{_WEEKDAY}|each {_WEEKDAY}|on {_WEEKDAY}s\b"
    rf"|every (?:two|three|four) weeks on (?:a )?{_WEEKDAY}s?|(?:on )?(?:the|every) (?:first|second|third|fourth|last) {_WEEKDAY} (?:of|in) (?:the|every|each|a) month|(?:on )?every (?:first|last) {_WEEKDAY}(?: (?:of|in) the month)?)"
)
_GOES = (
    r"(?:have|have got|go to|go|see|meet|visit|play|teach|attend|take|do|lead|sing in"
    r"|am (?:meeting|seeing|teaching|visiting|having|going to|taking))"
)
_REGULAR = tuple(
    re.compile(pattern, re.I)
    for pattern in (
        rf"\b(?:I|we) (?:usually |always )?{_GOES} (?P<o>(?:[\w’'-]+ ){{1,6}}?{_AGAIN})",
        rf"(?P<o>{_AGAIN},? (?:I|we) (?:usually |always )?{_GOES} (?:[\w’'-]+ ?){{1,6}})",
        rf"\b(?:my|our|the) (?P<o>(?:[\w’'-]+ ){{1,4}}?(?:is|are|takes place|meets?) {_AGAIN})",
    )
)
_YEARLY = re.compile(
    rf"\b(?:my|our|the|I|we) (?P<o>(?:[\w’'-]+ ){{1,7}}?every year){_SOON} {_DATE}", re.I
)
_NO_MATTER = re.compile(
    r"\b(?:pills?|tablets?|breakfast|coffee|hangover|headache|nothing|off|meetings? all day|work|shift)\b",
    re.I,
)


def days(sentence: str, at: datetime, subjects: Subjects) -> Iterator[Claim]:
    """The days in a sentence that come again, each with the next or last one as its time.

    Args:
        sentence: Its contractions written out.
        at: When it was said, in the person's own time.
        subjects: Who is who.
    """
    if _NOT_TO_SPEAK_OF.search(sentence):
        return
    tense: Tense = "past" if re.search(r"\b(?:was|were|turned|had)\b", sentence) else "future"
    told = moments(sentence, at, tense)
    masked = _masked(sentence, told)
    yield from _birthdays(masked, told, subjects)
    for pattern in _ANNIVERSARIES:
        if (match := pattern.search(masked)) and (day := _day(match, told)):
            yield Claim(YOU, "anniversary", match["o"], when=day.start.isoformat())
            break
    if (match := _YEARLY.search(masked)) and (day := _day(match, told)):
        yield Claim(YOU, "regular", match["o"], when=day.start.isoformat())
        return
    for pattern in _REGULAR:
        if (match := pattern.search(sentence)) and not _NO_MATTER.search(match["o"]):
            named = [each.start for each in told if _names_one(each, match)]
            yield Claim(YOU, "regular", match["o"].strip(), when=_iso(named))
            return


def _birthdays(masked: str, told: list[Moment], subjects: Subjects) -> Iterator[Claim]:
    for pattern in _BIRTHDAYS:
        match = pattern.search(masked)
        if match is None or not (day := _day(match, told)):
            continue
        name, kin = match["kname"] or match["name"], match["kin"]
        if name in NOT_NAMES:
            continue
        whose = name or (subjects.called(kin.lower()) if kin else YOU)
        words = re.sub(r"^(?:on|at|this|for) (?!\w*day)(?:the )?", "", day.text, flags=re.I)
        words = re.sub(r"^on ", "", words, flags=re.I)
        # "3 May" says it; "tomorrow" needs the day on which it was said.
        fixed = re.search(r"\d", words) is not None and re.search(r"[a-z]{3}", words, re.I)
        yield Claim(whose, "birthday", words, when="" if fixed else day.start.isoformat())
        return


def _masked(sentence: str, told: list[Moment]) -> str:
    """The sentence with a mark in the place of each time."""
    for number, each in reversed(list(enumerate(told))):
        begin, end = each.span
        sentence = f"{sentence[:begin]}⟦{number}⟧{sentence[end:]}"
    return sentence


def _day(match: re.Match[str], told: list[Moment]) -> Moment | None:
    found = told[int(match["at"])]
    return found if found.grain == "day" else None


def _names_one(moment: Moment, match: re.Match[str]) -> bool:
    """Whether a time says on which day it is next, and is not the rule itself."""
    begin, end = match.span("o")
    return moment.grain == "day" and not (begin <= moment.span[0] < end)


def _iso(days_named: list[date]) -> str:
    return min(days_named).isoformat() if days_named else ""
