"""The course of a conversation in which somebody may be in danger: a state, and its words."""

import re
from dataclasses import dataclass, replace
from typing import Literal

from anima.safety import responses as say
from anima.safety.concern import Concern, Kind
from anima.safety.country import country_asked_for, country_named
from anima.safety.help_lines import HelpLine, emergency_number, help_line
from anima.safety.replying import (
    How,
    Meaning,
    how_they_are,
    meaning_of,
    sounds_like_a_farewell,
)
from anima.safety.words import plain

Asked = Literal["danger", "country", "how", ""]
"""What her last question was about, as far as the next words can answer it."""

STAYS = 6
"""For how many turns after the last sign of danger she goes on by hand."""

_MOST_WORDS_OF_A_PLACE = 6
_I_AM_IN = re.compile(
    r"\b(?:i'm|i am|we're|we are|i live|i've moved|i moved)(?: \w+){0,2} (?:in|to)\b"
    r"|^(?:but |no,? )?in\b"
)
_UNWELL = re.compile(r"\b(?:dizzy|cold|faint\w*|weak|shak\w+|freezing|passed out|not all right)\b")


@dataclass(frozen=True, slots=True)
class Course:
    """Where it stands.

    Attributes:
        kind: What it is about; None while nothing is open.
        raised: How many times danger was heard.
        stayed: How many turns she has answered since without it.
        asked: What her last question was about.
        told: The number that was named last; empty if none was.
        imminent: Whether it was said to be happening now.
        declined: Whether the person wants no number.
    """

    kind: Kind | None = None
    raised: int = 0
    stayed: int = 0
    asked: Asked = ""
    told: str = ""
    imminent: bool = False
    declined: bool = False


@dataclass(frozen=True, slots=True)
class Person:
    """Who is spoken to, as far as it bears on help: where they are, and whether they are young."""

    country: str = ""
    minor: bool = False


@dataclass(frozen=True, slots=True)
class Answer:
    """What she says by hand, and what is so after it.

    Attributes:
        text: Her words.
        course: Where it stands then.
        country: The country that the person has just named; empty otherwise.
        eased: Whether the danger was taken back or has passed.
    """

    text: str
    course: Course
    country: str = ""
    eased: bool = False


def raise_concern(course: Course, concern: Concern, person: Person) -> Answer:
    """Her answer to words in which danger was heard."""
    first = course.kind is not concern.kind
    nearer = concern.imminent and not course.imminent
    after = replace(
        course,
        kind=concern.kind,
        raised=course.raised + 1,
        stayed=0,
        asked="",
        imminent=course.imminent or concern.imminent,
    )
    if first or nearer:
        return _first(course, after, concern, person)
    lines = say.AGAIN[concern.kind]
    return Answer(lines[(course.raised - 1) % len(lines)], after)


def _first(course: Course, after: Course, concern: Concern, person: Person) -> Answer:
    kind = concern.kind
    openings = (say.FIRST_PLAIN if concern.explicit else say.FIRST_VEILED)[kind]
    parts = [openings[course.raised % len(openings)]]
    line = help_line(person.country, kind, minor=person.minor)
    asked: Asked = "danger"
    if concern.imminent:
        lines = say.IMMINENT
        parts.append(say.IMMINENT_HARMED if kind is Kind.HARMED else lines[course.raised % 2])
        parts.append(_call_now(person.country))
    if line is not None and line.number != course.told:
        parts.append(_introduced(line, kind))
        after = replace(after, told=line.number)
    if line is None and not course.told:
        asked = "country"
        if not concern.imminent:
            parts.append(say.NO_LINE)
        parts += [say.I_STAY, say.ASK_COUNTRY] if not person.country else [say.I_STAY]
    if asked == "danger" or person.country:
        asked = "danger"
        parts.append(say.QUESTIONS[kind])
    return Answer(" ".join(parts), replace(after, asked=asked))


def _introduced(line: HelpLine, kind: Kind) -> str:
    """The line with what is true of it: most countries have none for violence or for eating."""
    if kind is Kind.OTHER:
        template = say.LINE_OTHER
    elif line.is_for(kind):
        template = say.LINE
    else:
        template = say.LINE_YOUNG if line.purpose == "child" else say.LINE_NEAREST
    return template.format(line=line.sentence)


def stay(course: Course, text: str, person: Person, *, heavy: bool) -> Answer | None:
    """Her answer to the next words, in which no danger was heard; None when the model may answer.

    Args:
        course: Where it stands.
        text: What the person says.
        person: Where they are.
        heavy: Whether the words are sad or too short to tell.
    """
    if course.kind is None:
        return None
    meaning = meaning_of(text)
    after = replace(course, stayed=course.stayed + 1, asked="")
    if country := _place_in(course, text, person):
        named = _named(after, replace(person, country=country))
        is_there = not person.country or _I_AM_IN.search(plain(text))
        return named if is_there else replace(named, country="")  # only asked for its number
    if course.kind is Kind.HARMED and (answer := _to_the_harmed(course, after, meaning, person)):
        return answer
    if course.asked == "danger" and (answer := _to_the_question(after, meaning, text)):
        return answer
    if _is_asked_after(course) and (answer := _to_how_it_is(after, meaning, text, heavy=heavy)):
        return answer
    if answer := _to_the_rest(after, meaning, person):
        return answer
    if course.stayed >= STAYS or not heavy:
        return None
    return Answer(say.PRESENT[course.stayed % len(say.PRESENT)], after)


def _place_in(course: Course, text: str, person: Person) -> str:
    """The country that is said to be theirs, or whose number is asked for."""
    named = country_named(text)
    short = len(text.split()) <= _MOST_WORDS_OF_A_PLACE
    if named and (course.asked == "country" or (short and not course.told)):
        return named
    if not (named and _I_AM_IN.search(plain(text))):
        named = country_asked_for(text) if meaning_of(text) is Meaning.NUMBER else ""
    return "" if named == person.country else named


def _to_the_harmed(
    course: Course, after: Course, meaning: Meaning, person: Person
) -> Answer | None:
    """Her answer to whether they are safe; that he is here is no good news then."""
    asked = course.asked == "danger"
    if meaning in (Meaning.COMPANY, Meaning.UNSAFE) or (asked and meaning is Meaning.NO):
        text = f"{say.IMMINENT_HARMED} {_call_now(person.country)}"
        return Answer(text, replace(after, imminent=True, stayed=0))
    if asked and meaning in (Meaning.YES, Meaning.SAFE):
        return Answer(say.EASED, after)
    return None


def _is_asked_after(course: Course) -> bool:
    """Whether her last question was how it is: of who was hurt she asks whether they are safe."""
    return course.asked == "how" or (course.asked == "danger" and course.kind is Kind.HARMED)


def _to_how_it_is(after: Course, meaning: Meaning, text: str, *, heavy: bool) -> Answer | None:
    """Her answer to how it is now, the next time they talk."""
    kind = after.kind or Kind.SELF_HARM
    match how_they_are(text, heavy=heavy):
        case How.WORSE:
            lines = say.AGAIN[kind]
            again = replace(after, raised=after.raised + 1, stayed=0)
            return Answer(lines[(after.raised - 1) % len(lines)], again)
        case How.BETTER if kind is Kind.HARMED:
            return Answer(say.EASED, after)
        case How.BETTER:
            return Answer(say.BETTER, Course(), eased=True)
        case How.UNCLEAR if meaning in (
            Meaning.YES,
            Meaning.NO,
            Meaning.UNSURE,
        ) or sounds_like_a_farewell(text):
            question = f"{say.ASK_PLAINLY} {say.QUESTIONS[kind]}"
            return Answer(question, replace(after, asked="danger"))
        case _:
            return None


def _named(after: Course, person: Person) -> Answer:
    kind = after.kind or Kind.SELF_HARM
    line: HelpLine | None = help_line(person.country, kind, minor=person.minor)
    question = say.QUESTIONS[kind]
    after = replace(after, asked="danger")
    if line is None:
        number = emergency_number(person.country)
        emergency = f"In an emergency, the number is {number}. " if number else ""
        text = say.NONE_THERE.format(emergency=emergency)
        return Answer(f"{text} {question}", after, person.country)
    stands_in = not line.is_for(kind) and line.purpose != "child"
    template = say.HERE_IS_THE_NEAREST if stands_in else say.HERE_IT_IS
    text = template.format(line=line.sentence)
    return Answer(f"{text} {question}", replace(after, told=line.number), person.country)


def _to_the_question(after: Course, meaning: Meaning, text: str) -> Answer | None:
    if after.kind is Kind.OTHER:  # "Is anyone with them?"
        alone = {Meaning.NO: 0, Meaning.COMPANY: 1}.get(meaning)
        return None if alone is None else Answer(say.AGAIN[Kind.OTHER][alone], after)
    if after.kind is Kind.EATING:  # "Dizzy, cold, or all right?"
        unwell = _UNWELL.search(plain(text))
        return Answer(say.AGAIN[Kind.EATING][-1], after) if unwell else None
    if after.kind is Kind.HARMED:
        return None
    match meaning:
        case Meaning.YES | Meaning.UNSAFE:
            text = say.SAID_YES[(after.raised - 1) % len(say.SAID_YES)]
            return Answer(text, replace(after, raised=after.raised + 1, stayed=0))
        case Meaning.NO:
            return Answer(say.SAID_NO, after)
        case Meaning.UNSURE:
            return Answer(say.SAID_UNSURE, after)
        case _:
            return None


def _to_the_rest(after: Course, meaning: Meaning, person: Person) -> Answer | None:
    match meaning:
        case Meaning.NOTHING:
            return Answer(say.WAS_NOTHING, Course(), eased=True)
        case Meaning.SAFE:
            return Answer(say.EASED, replace(after, kind=None), eased=True)
        case Meaning.COMPANY if after.kind is Kind.SELF_HARM:
            return Answer(say.EASED, replace(after, kind=None), eased=True)
        case Meaning.REFUSES:
            text = say.REFUSES[after.raised % len(say.REFUSES)]
            return Answer(text, replace(after, declined=True))
        case Meaning.WHO_KNOWS:
            return Answer(say.NOBODY_KNOWS, after)
        case Meaning.WHY:
            return Answer(say.WHY_ASKED, after)
        case Meaning.NUMBER:
            return _named(after, person) if person.country else _ask_country(after)
        case _:
            return None


def _ask_country(after: Course) -> Answer:
    return Answer(f"{say.CALL_NOW_ANYWHERE} {say.ASK_COUNTRY}", replace(after, asked="country"))


def _call_now(country: str) -> str:
    number = emergency_number(country)
    return say.CALL_NOW.format(emergency=number) if number else say.CALL_NOW_ANYWHERE


def follow_up(kind: Kind, times: int, *, talked_since: bool = False) -> str:
    """Her first words in the next session; "last time" only where it was the last time."""
    lines = say.FOLLOW_UP_LATER[kind] if talked_since else say.FOLLOW_UP[kind]
    return lines[times % len(lines)]


def asks_after(kind: Kind) -> Asked:
    """What her first words in the next session ask."""
    return "danger" if kind is Kind.HARMED else "how"
