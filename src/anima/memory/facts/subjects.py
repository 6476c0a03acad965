# ruff: noqa: E501  # a pattern reads better on one line
"""Whom a clause is about, and who is who: "my sister Ana", "she", "Tom is my boss"."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from anima.memory.facts.clauses import Clause
from anima.memory.facts.fact import YOU, Claim
from anima.memory.facts.kin import KIN, relation_of

NAME = r"[A-Z][\w’'-]*[^\W\d_’'](?: (?:de |van |von |da |del |bin |el )?[A-Z][\w’'-]*[^\W\d_’'])?"
ADJECTIVES = (
    r"(?:(?:\w+[- ])?(?:older|younger|elder|eldest|oldest|youngest|big|little|baby|middle|twin|half|best|"
    r"old|new|first|second|close|good|childhood|poor|dear|late|lovely|great|only|own|next[- ]door|"
    r"three-year-old|\w+-year-old)[- ])*"
)
_KIN_NAME = re.compile(
    rf"\b(?:my|our|the) {ADJECTIVES}(?P<kin>{KIN})(?:[’']s name (?:is|was)|s? (?:is|are|was) (?:called|named)|"
    rf",? called|,? named|,| is) (?P<name>(?-i:{NAME}))(?=[\s,.!;]|$)(?![’']s)",
    re.I,
)
_NAME_IS_KIN = re.compile(
    rf"\b(?P<name>(?-i:{NAME}))(?: is| was|,(?=[^,.]+,))? (?:my|our) {ADJECTIVES}(?P<kin>{KIN})\b(?![’']s)"
    r"(?=,|[.!]?$| (?:is|has|was|just|by|from|in|at|and)\b)",
    re.I,
)
_NO_LONGER_KIN = re.compile(
    rf"\b(?P<name>(?-i:{NAME})) (?:is|was) (?:not|no longer) (?:my|our) {ADJECTIVES}(?P<kin>{KIN})\b",
    re.I,
)
_KIN_BEFORE_NAME = re.compile(
    rf"\b(?:my|our) {ADJECTIVES}(?P<kin>{KIN}) (?P<name>(?-i:{NAME}))\b(?![’']s)", re.I
)
_HAVE_KIN = re.compile(
    rf"\b(?:I|we) (?:have|have got|got|keep|adopted|bought|just got) (?:an?|another|two|three|four|five|no) "
    rf"(?:\w+ ){{0,2}}?(?P<kin>{KIN}|children|kids|babies|puppies)s?\b(?P<rest>.*)$",
    re.I,
)
_COUNTED = re.compile(
    rf"\b(?:I|we) (?:have|have got) (?P<o>(?:two|three|four|five|six|seven|\d) (?:\w+ )??(?P<kin>{KIN}|children|kids)s?)\b",
    re.I,
)
_CALLED = re.compile(rf"(?:\b(?:called|named|name of) |^, ?)(?P<name>(?-i:{NAME}))(?=[ ,.!]|$)")
_TWO_NAMES = re.compile(
    rf"(?:\b(?:called|named) |^[,:] ?)(?P<first>(?-i:{NAME}))(?:, (?P<second>(?-i:{NAME})),?)? and (?P<third>(?-i:{NAME}))(?=[ ,.!]|$)"
)
_KIN_SUBJECT = re.compile(
    rf"^(?:(?:and|but|so|well|oh|yes|no|yeah|actually|anyway|also)[, ]+)*(?:my|our) {ADJECTIVES}"
    rf"(?P<kin>{KIN})s?\b(?:,? (?P<name>(?-i:{NAME}))(?=[ ,]|$),?)?\s*(?P<rest>.*)$",
    re.I | re.S,
)
_FIRST = re.compile(
    r"^(?:(?:and|but|so|well|oh|yes|no|yeah|actually|anyway|then|now|today|yesterday|also|because|hi|hey|"
    r"hello|listen|honestly|look|plus|besides|as you know|in fact|this year|last year|these days|um|uh)[, ]+)*"
    r"(?:I|we|(?-i:[A-Z]\w+) and I|my \w+ and I|me and \w+)\s+(?P<rest>.*)$",
    re.I | re.S,
)
_THIRD = re.compile(
    rf"^(?:\W|and |but |so |then |now |well )*(?P<name>(?-i:{NAME}))\s+(?P<rest>.*)$", re.S
)
_PRONOUN = re.compile(
    r"^(?:\W|and |but |so |then |now |well )*(?P<who>he|she|they)\s+(?P<rest>.*)$", re.I | re.S
)
NOT_NAMES = frozenset(
    """I The A An And But So If It This That These Those There Here He She We They You My Our His Her
    Their Your What When Where Why Who How Yes No Oh Well Maybe Perhaps Today Tomorrow Yesterday Tonight
    Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February March April May June July
    August September October November December Everyone Everybody Someone Nobody People Then Now Just
    Actually Honestly Anyway Sometimes Last Next Every Some Most All Both One Two Three Work Dinner Lunch
    Ok Okay Hi Hey Hello Thanks Please Sorry God Never Not Nothing Something Also Because Can Do Is Are
    Christmas Easter Good Remember Forget Call Let Don As At In On For After Before Since While Which
    Apparently Turns Guess Mum Mom Dad Grandma Grandpa Life Time Things Kids""".split()
)
_KIN_AS_NAME = {"Mum", "Mom", "Dad", "Grandma", "Grandpa", "Gran", "Nan", "Granny"}
_VERB_AFTER_NAME = re.compile(
    r"(?:is|was|has|are|works?|lives?|loves?|likes?|hates?|got|moved|plays?|studies|speaks|wants|"
    r"will|used|just|can|does|did|had|went|started|quit|left|turn(?:s|ed)|broke|bought|never|still|"
    r"always|really|died|passed|teaches|owns|says|said|told|claims|reckons|thinks)\b"
)


@dataclass(slots=True)
class Subjects:
    """Who is who while an utterance is read.

    Attributes:
        known: The names of those who are spoken of by what they are: "your sister" to "Ana".
        last: Whom "she" means.
    """

    known: dict[str, str]
    last: str = ""

    def introductions(self, text: str) -> Iterator[Claim]:
        """Names of people and animals: "my sister Ana", "a dog called Rex", "Ana is my sister"."""
        for pattern in (_KIN_NAME, _NAME_IS_KIN, _KIN_BEFORE_NAME):
            for match in pattern.finditer(text):
                yield from self._named(match["kin"], match["name"])
        yield from self._had(text)
        for match in _NO_LONGER_KIN.finditer(text):
            relation = relation_of(match["kin"])
            if relation and is_name(match["name"]):
                yield Claim(YOU, relation, match["name"], "is_not")

    def of(self, clause: Clause) -> tuple[str, str]:
        """The subject of a clause and what follows it; both empty when it is about nobody known."""
        text = clause.text
        if clause.by:
            by, _ = self.of(Clause(f"{clause.by} said"))
            self.last = by if by != YOU else self.last
            if _FIRST.match(text):
                return "", ""
        if match := _FIRST.match(text):
            return YOU, match["rest"]
        if match := _KIN_SUBJECT.match(text):
            return self._kin(match)
        if match := _PRONOUN.match(text):
            return (self.last, match["rest"]) if self.last else ("", "")
        if match := _THIRD.match(text):
            return self._third(match)
        return "", ""

    def called(self, kin: str) -> str:
        """The name of "sister", or "your sister" when it is not known."""
        return self.known.get(f"your {kin}", f"your {kin}")

    def _had(self, text: str) -> Iterator[Claim]:
        """ "I have a brother, Kofi", "we keep two cats, Miso and Tofu", "I have three sons"."""
        have = _HAVE_KIN.search(text)
        relation = relation_of(have["kin"]) if have else None
        if have and relation and (several := _TWO_NAMES.search(have["rest"])):
            names = [several[group] for group in ("first", "second", "third") if several[group]]
            yield from (Claim(YOU, relation, name) for name in names)
        elif (match := _COUNTED.search(text)) and (relation := relation_of(match["kin"])):
            yield Claim(YOU, relation, match["o"])
        elif have and (called := _CALLED.search(have["rest"])):
            yield from self._named(have["kin"], called["name"])

    def _named(self, kin: str, name: str) -> Iterator[Claim]:
        relation = relation_of(kin)
        if relation and is_name(name):
            self.known[f"your {kin.lower()}"] = name
            self.last = name
            yield Claim(YOU, relation, name)

    def _kin(self, match: re.Match[str]) -> tuple[str, str]:
        rest, name = match["rest"], match["name"]
        if rest.startswith(("'s ", "’s ", "s' ")):  # of something that is theirs
            return "", ""
        if name and is_name(name):
            self.last = name
        else:
            self.last = self.called(match["kin"].lower())
            rest = f"{name} {rest}" if name else rest
        return self.last, rest

    def _third(self, match: re.Match[str]) -> tuple[str, str]:
        name = match["name"]
        if name in _KIN_AS_NAME:
            self.last = self.called(name.lower())
            return self.last, match["rest"]
        if is_name(name) and _VERB_AFTER_NAME.match(match["rest"]):
            self.last = name
            return name, match["rest"]
        return "", ""


def is_name(words: str) -> bool:
    """Whether capitalised words may be a name, and not the beginning of a sentence."""
    return words.split()[0] not in NOT_NAMES
