# ruff: noqa: E501  # a pattern reads better on one line
"""Reads claims out of what a person says, by rules: deterministic, in a millisecond, explainable."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime

from anima.memory.facts.answers import as_statement
from anima.memory.facts.clauses import Clause, clauses, sentences
from anima.memory.facts.days import days
from anima.memory.facts.deaths import late_ones
from anima.memory.facts.fact import YOU, Claim
from anima.memory.facts.kin import KIN, RELATION_OF
from anima.memory.facts.phrases import phrase
from anima.memory.facts.statements import statements
from anima.memory.facts.subjects import ADJECTIVES, NAME, Subjects
from anima.memory.facts.times import Tense, moments

_APPOSED = re.compile(rf"\b((?:my|our) {ADJECTIVES}(?:{KIN})), ((?-i:{NAME})), ", re.I)
_TONGUE = re.compile(
    r"^my (?:mother tongue|first language|native language) is (?P<o>[A-Z]\w+)", re.I
)
_DREAM = re.compile(
    r"^my (?:big |biggest |only |lifelong )?(?:dream|goal|wish|hope) is to (?P<o>.+)", re.I
)
_MY_NAME = re.compile(
    rf"\bmy name is (?P<o>(?-i:{NAME}))|^(?:please )?call me (?P<o2>(?-i:{NAME}))"
    rf"|(?:everyone|everybody|people|friends|they all|my \w+) calls? me (?P<o3>(?-i:{NAME}))",
    re.I,
)
_FAVOURITE = re.compile(
    r"^my (?:all[- ]time )?favou?rite (?P<kind>[\w ]+?)(?: in the world| ever)? (?:is|are|was|has always been) (?P<o>.+)",
    re.I,
)
_BIRTHDAY = re.compile(
    r"^(?:my|(?P<kin>my \w+[’']s)|(?P<name>[A-Z]\w+)[’']s) birthday (?:is|falls)(?: on)? (?P<o>.+)",
    re.I,
)
_CALLED_HER = re.compile(
    rf"\b(?:we|I|everyone|everybody|people|they)(?: all| just)? calls? (?:him|her|them) (?P<o>(?-i:{NAME}))",
    re.I,
)
_EMPTY = frozenset("me you him her it them us this that here there one that's so too".split()) | {
    ""
}

_SOME_TIME = re.compile(r"^(?:one day|some day|on \w+days|at the weekend),? ", re.I)
_AHEAD = re.compile(r"\b(?:will|going to|am|is|are|have to|need to)\b", re.I)
_DENIED = re.compile(
    r"(?:^|[,.;–—-] ?|\b(?:no|wait|sorry|actually),? )not (?:in |at |from |a |an |the |as |for )*"
    r"(?P<wrong>[\w’' -]+?)(?= ?[,.;!–—-]|$| but\b)",
    re.I,
)
_NOT_DENIED = re.compile(r"(?:me|really|yet|any more|sure|my .*|your .*|because.*|that .*)$", re.I)


@dataclass(slots=True)
class Reader:
    """Reads utterances, each for itself.

    Attributes:
        known: Names of those who were spoken of before: "your sister" to "Ana".
    """

    known: dict[str, str] = field(default_factory=dict[str, str])

    def read(self, text: str, at: datetime, *, before: str = "") -> list[Claim]:
        """The claims of an utterance. None has an object that was not said.

        Args:
            text: What the person said.
            at: When, in their own time: "yesterday" is the day before.
            before: What she had said just then; a short answer is read with her question.
        """
        small = text == text.lower()
        reading = _Reading(Subjects(dict(self.known)), at, small=small)
        source = f"{text} {before}".lower()
        return [
            claim
            for claim in dict.fromkeys(reading.claims(as_statement(before, text)))
            if claim.object.lower() in source and claim.object.lower() not in _EMPTY
        ]


@dataclass(slots=True)
class _Reading:
    subjects: Subjects
    at: datetime
    subject: str = ""
    small: bool = False

    def claims(self, text: str) -> Iterator[Claim]:
        for sentence in sentences(text):
            plain = _APPOSED.sub(r"\1 \2 ", sentence)
            introduced = [*self.subjects.introductions(plain)]
            yield from late_ones(plain, self.subjects)
            yield from introduced
            yield from days(plain, self.at, self.subjects)
            first: Claim | None = None
            for clause in clauses(plain):
                for claim in self._clause(clause):
                    first = first or claim
                    yield claim
            yield from _denied(plain, first)

    def _clause(self, clause: Clause) -> Iterator[Claim]:
        fixed = [*self._set_phrase(clause.text)]
        if fixed:
            yield from fixed
            return
        text = clause.text
        tense: Tense = "future" if _AHEAD.search(text) else "past"
        times = moments(text, self.at, tense)
        early = [moment for moment in times if not text[: moment.span[0]].strip(" ,")]
        text = _SOME_TIME.sub("", text[early[0].span[1] :].strip(" ,") if early else text)
        if clause.continues and self.subject:
            yield from statements(self.subject, text, self.at, early, small=self.small)
            return
        if (match := _CALLED_HER.search(text)) and self.subjects.last:
            yield Claim(self.subjects.last, "nickname", match["o"])
            return
        self.subject, rest = self.subjects.of(replace(clause, text=text))
        if self.subject:
            yield from statements(self.subject, rest, self.at, early, small=self.small)

    def _set_phrase(self, text: str) -> Iterator[Claim]:
        """Facts about the person that have a form of their own: "my favourite food is …"."""
        if match := _MY_NAME.search(text):
            name = match["o"] or match["o2"] or match["o3"]
            yield Claim(YOU, "nickname" if match["o3"] else "name", name)
        elif match := _FAVOURITE.search(text):
            yield Claim(YOU, "likes", phrase(match["o"], most=6))
        elif match := _TONGUE.search(text):
            yield Claim(YOU, "speaks", match["o"])
        elif match := _DREAM.search(text):
            yield Claim(YOU, "hopes", phrase(match["o"], most=10, articles_only=True))
        elif match := _BIRTHDAY.search(text):
            kin = match["kin"][3:-2].lower() if match["kin"] else ""
            if not kin or kin in RELATION_OF:
                subject = self.subjects.called(kin) if kin else match["name"] or YOU
                yield Claim(subject, "birthday", phrase(match["o"], most=5))


def _denied(sentence: str, claim: Claim | None) -> Iterator[Claim]:
    """ "I live in Porto, not Lisbon": what is denied beside the claim."""
    if claim is None or claim.polarity != "is" or claim.relation in ("event", "promise", "hopes"):
        return
    match = _DENIED.search(sentence)
    if match is None or _NOT_DENIED.match(match["wrong"]) or len(match["wrong"].split()) > 4:
        return
    if not re.search(rf"\b(?:am|is|are) not\b.*{re.escape(match['wrong'])}", sentence):
        yield replace(claim, object=match["wrong"], polarity="is_not", when="", until="")
