# ruff: noqa: E501  # a pattern reads better on one line
"""Questions that facts answer: "where do I live?", "what's my sister's name?", "who is Tom?"."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from anima.memory.facts.book import FactBook
from anima.memory.facts.fact import BONDS, ONE_AT_A_TIME, YOU, Fact, Relation
from anima.memory.facts.kin import KIN, relation_of
from anima.memory.facts.sentence import readable, sentence
from anima.memory.facts.subjects import NAME, is_name

MOST = 4
"""Facts in one answer."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What a question asks for.

    Attributes:
        subject: Whom it is about: `you`, a name, or "your sister".
        relations: Which facts answer it; the first that there are any of do.
        missing: The question as the end of "I don't think you told me …".
        kin: The word for somebody, when it asks who that is: "sister".
        everything: Whether all these relations count, and not only the first that is there.
    """

    subject: str
    relations: tuple[Relation, ...]
    missing: str
    kin: str = ""
    everything: bool = False


@dataclass(frozen=True, slots=True)
class FactAnswer:
    """What is known in answer to a question; no facts when it was never told."""

    asked: Asked
    text: str
    facts: tuple[Fact, ...]


_WHO = rf"(?P<who>I|you|we|(?:my|our) (?:{KIN})|(?-i:{NAME}))"
_WHOSE = rf"(?P<who>my|our|your|(?:my|our) (?:{KIN})[’']s|(?-i:{NAME})[’']s)"
_BE = r"(?:is|are|am|was|were|[’']s|[’']re)"
_OPEN = r"^(?:(?:so|and|hey|ok|okay|well|now|but|tell me|do you (?:know|remember)|can you tell me|remind me),? )*"


def _row(
    pattern: str, missing: str, *relations: Relation
) -> tuple[re.Pattern[str], str, tuple[Relation, ...]]:
    return (
        re.compile(_OPEN + pattern + r"(?: again| now| these days)?\W*$", re.I),
        missing,
        relations,
    )


_PATTERNS = (
    _row(rf"where(?: (?:do|does|did))? {_WHO} lives?", "where {who} {live}", "lives_in"),
    _row(rf"where ?{_BE} {_WHO} living", "where {who} {live}", "lives_in"),
    _row(rf"where {_WHO} {_BE} from", "where {who} {are} from", "from"),
    _row(rf"where ?{_BE} {_WHO} (?:originally )?from", "where {who} {are} from", "from"),
    _row(
        rf"how old ?{_BE} {_WHO}|how old {_WHO.replace('who', 'who2')} {_BE}",
        "how old {who} {are}",
        "age",
        "birthday",
    ),
    _row(
        rf"when ?{_BE} {_WHOSE} birthday|when {_WHOSE.replace('who', 'who2')} birthday {_BE}",
        "when {whose} birthday is",
        "birthday",
    ),
    _row(
        rf"what(?: (?:do|does))? {_WHO} (?:do|does)(?: for (?:a living|work))?",
        "what {who} {do}",
        "works_as",
        "works_at",
        "studies",
    ),
    _row(
        rf"what ?{_BE} {_WHOSE} (?:job|work|profession)",
        "what {whose} work is",
        "works_as",
        "works_at",
    ),
    _row(rf"where(?: (?:do|does))? {_WHO} works?", "where {who} {work}", "works_at", "works_as"),
    _row(
        rf"what(?: (?:do|does|am|is))? {_WHO} stud(?:y|ies|ying)",
        "what {who} {study}",
        "studies",
        "studies_at",
    ),
    _row(
        rf"where(?: (?:do|does|am|is))? {_WHO} stud(?:y|ies|ying)",
        "where {who} {study}",
        "studies_at",
    ),
    _row(rf"what ?{_BE} {_WHO} (?:afraid|scared) of", "what {who} {are} afraid of", "fears"),
    _row(rf"what ?{_BE} {_WHO} allergic to", "what {who} {are} allergic to", "health"),
    _row(
        rf"(?:what|which) languages(?: (?:do|does))? {_WHO} speaks?",
        "which languages {who} {speak}",
        "speaks",
    ),
    _row(
        rf"what(?: kinds? of (?:things|food|music))?(?: (?:do|does))? {_WHO} (?:really )?(?:like|love|enjoy)s?",
        "what {who} {like}",
        "likes",
    ),
    _row(
        rf"what(?: (?:do|does))? {_WHO} (?:dislike|hate|not like)s?",
        "what {who} {dislike}",
        "dislikes",
    ),
    _row(rf"what did {_WHO} promise", "what {who} promised", "promise"),
)
_KIN_NAME = re.compile(
    _OPEN
    + rf"(?:what ?{_BE} (?:my|our) (?P<a>{KIN}|children|kids)(?:s?[’']s?)?(?: names?)?(?: called| named)?|who ?{_BE} (?:my|our) (?P<b>{KIN}|children|kids)s?"
    rf"|what(?: (?:do|did))? (?:I|we) call (?:my|our) (?P<c>{KIN})|what ?{_BE} the names? of (?:my|our) (?P<d>{KIN}|children|kids)s?)\W*$",
    re.I,
)
_WHO_IS = re.compile(_OPEN + rf"who(?: {_BE}|[’']s) (?P<name>(?-i:{NAME}))\W*$", re.I)
_ABOUT = re.compile(
    _OPEN
    + rf"(?:what (?:do you|else do you|all do you) (?:know|remember)(?: (?:of|about))|tell me (?:everything |all )?(?:you know )?about|what have I (?:ever )?told you about) (?P<who>me|myself|(?:my|our) (?:{KIN})|(?-i:{NAME}))\W*$",
    re.I,
)
_EVERYTHING: tuple[Relation, ...] = (
    "lives_in", "from", "works_as", "works_at", "studies", "age", "birthday", *BONDS, "likes", "does", "owns", "is", "health", "hopes", "event",
)  # fmt: skip
_PERSON = frozenset({"i", "me", "my", "we", "our", "myself"})
_VERBS = {
    "{live}": ("live", "lives"),
    "{are}": ("are", "is"),
    "{do}": ("do", "does"),
    "{work}": ("work", "works"),
    "{study}": ("study", "studies"),
    "{speak}": ("speak", "speaks"),
    "{like}": ("like", "likes"),
    "{dislike}": ("dislike", "dislikes"),
}


def asked(question: str) -> Asked | None:
    """What a question asks for, when facts could answer it; None otherwise."""
    text = " ".join(question.split())
    if match := _KIN_NAME.match(text):
        word = next(group for group in match.groups() if group).lower()
        relation = relation_of(word)
        if relation:
            return Asked(YOU, (relation,), f"who your {word} is", word)
    if match := _ABOUT.match(text):
        subject = _subject(match["who"])
        return Asked(subject, _EVERYTHING, f"anything about {subject}", everything=True)
    if (match := _WHO_IS.match(text)) and is_name(match["name"]):
        name = match["name"]
        return Asked(name, _EVERYTHING, f"who {name} is", everything=True)
    for pattern, missing, relations in _PATTERNS:
        if match := pattern.match(text):
            groups = match.groupdict()
            who = groups.get("who") or groups.get("who2") or ""
            if who.lower() in ("you", "your"):
                return None  # she is asked about herself
            subject = _subject(who)
            return Asked(subject, relations, _filled(missing, subject))
    return None


def answer(book: FactBook, question: str) -> FactAnswer | None:
    """What the facts say to a question; None when it is none that they could answer.

    An answer without facts says that it was not told. What the person wants left alone is told
    when they ask for it; what was corrected never is.
    """
    wanted = asked(question)
    if wanted is None:
        return None
    facts = list(_answering(book, wanted))[: MOST if wanted.everything else MOST + 4]
    if not facts and " " in wanted.subject and not wanted.subject.startswith("your "):
        return None  # "who is Marie Curie?" is asked of the world
    if not facts:
        return FactAnswer(wanted, f"I don't think you told me {wanted.missing}.", ())
    said = [spoken(fact, book.names) for fact in facts]
    if len(wanted.relations) == 1 and wanted.relations[0] in ONE_AT_A_TIME:
        said += [_before(before) for before in _earlier(book, facts[0])]
    return FactAnswer(wanted, " ".join(f"{each}." for each in said), tuple(facts))


def spoken(fact: Fact, names: Mapping[str, str]) -> str:
    """A fact as one says it: "You live in Porto, since June 2026"."""
    text = sentence(fact, names)
    if text.startswith("Planned: "):
        text = f"{text.removeprefix('Planned: ')}, as you plan"
    return re.sub(r" \(([^()]*)\)(, as you plan)?$", r", \1\2", text)


def _answering(book: FactBook, wanted: Asked) -> Iterator[Fact]:
    subject = book.names.get(wanted.subject.lower()) or wanted.subject
    if wanted.everything and subject != YOU:
        yield from (
            fact
            for fact in book.current()
            if fact.claim.object == subject and fact.claim.relation in BONDS and _so(fact)
        )
    subjects = {subject.lower(), wanted.subject.lower()}
    for relation in wanted.relations:
        found = [
            fact
            for fact in book.current()
            if fact.claim.subject.lower() in subjects
            and fact.claim.relation == relation
            and _so(fact)
            and (not wanted.kin or _is_that(book, wanted.kin, fact))
        ]
        yield from reversed(found) if relation == "event" else found
        if found and not wanted.everything:
            return


def _is_that(book: FactBook, kin: str, fact: Fact) -> bool:
    """Whether a sibling is the sister that is asked for, as far as the words say."""
    named = book.names.get(f"your {kin}")
    same = [
        name
        for word, name in book.names.items()
        if relation_of(word.removeprefix("your ")) == fact.claim.relation
    ]
    return not named or fact.claim.object == named or fact.claim.object not in same


def _so(fact: Fact) -> bool:
    return fact.claim.polarity == "is"


def _earlier(book: FactBook, fact: Fact) -> list[Fact]:
    """What was so before, the latest of it."""
    claim = fact.claim
    found = [
        other
        for other in book.facts.values()
        if other.state == "superseded"
        and other.claim.polarity == "is"
        and (other.claim.subject, other.claim.relation) == (claim.subject, claim.relation)
    ]
    return sorted(found, key=lambda each: (each.valid_to, each.learned_at))[-1:]


def _before(fact: Fact) -> str:
    until = (
        f", until {readable(fact.valid_to)}" if len(fact.valid_to) <= 7 and fact.valid_to else ""
    )
    return f"Before that it was {fact.claim.object}{until}"


def _subject(who: str) -> str:
    plain = re.sub(r"[’']s$", "", who)
    if plain.lower() in _PERSON:
        return YOU
    return re.sub(r"^(?:my|our) ", "your ", plain, flags=re.I)


def _filled(missing: str, subject: str) -> str:
    you = subject == YOU
    text = missing.replace("{whose}", "your" if you else f"{subject}'s").replace("{who}", subject)
    for verb, (one, other) in _VERBS.items():
        text = text.replace(verb, one if you else other)
    return text
