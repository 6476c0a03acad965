# ruff: noqa: E501  # a pattern reads better on one line
"""A verb phrase without its auxiliaries: whether it is so, was so, is not so or is planned."""

import re
from dataclasses import dataclass

from anima.memory.facts.fact import Polarity
from anima.memory.facts.times import Tense

_LEADING = re.compile(
    r"^(?:(?:really|actually|just|still|also|always|now|currently|recently|finally|already|absolutely|"
    r"honestly|kind of|sort of|both|all|usually|mostly|mainly|even|only|have always|has always|"
    r"have been|has been|have|has|am|is|are)\s+)(?=\w)",
    re.I,
)
_PLANNED = re.compile(
    r"^(?:(?:am|is|are|was|were)(?: \w+)?? (?:going|planning|about|due|supposed|hoping|set|off) to|"
    r"(?:will|shall)(?: \w+)??(?= (?!be honest))|(?:plan|plans|intend|intends|decided|decide)(?: \w+)?? to|(?:have|has|need|needs)(?: (?:also|still|just|got))? to|"
    r"(?:am|is|are) (?:thinking of|planning on|looking forward to)|have decided to|has decided to)\s+"
    r"(?P<rest>.*)$",
    re.I | re.S,
)
_ENDED = re.compile(
    r"^(?:used to|would always)\s+(?P<rest>.*)$|^(?:(?:have|has|just|finally) )*(?:stopped|quit|gave up|"
    r"given up|have quit)\s+(?P<rest2>.*)$",
    re.I | re.S,
)
_NEGATED = re.compile(
    r"^(?:(?:do|does|did|am|is|are|was|were|have|has|can|will|had) not|never|no longer|(?:have|has) never|do never)\s+"
    r"(?P<rest>.*)$",
    re.I | re.S,
)
_NO_LONGER = re.compile(r"\b(?:any ?more|no longer|not any longer)\b", re.I)
_PRESENT = re.compile(
    r"(?:(?:am|is|are) \w+ing|(?:have|has)(?: got)? (?:an?|my|the|to)|starts?|leaves?|fl(?:y|ies)|see|meet|return|turns?|gets?)\b",
    re.I,
)
_WAS_SO = re.compile(
    r"(?:(?:once|first|also|only|just) )?(?:lived|worked|studied)\b(?!.*\bsince\b)", re.I
)
"""States in the simple past are over: "I lived in Rome", unlike "I have lived in Rome since …"."""

_AVERSION = re.compile(r"(?:can|could) not (?:stand|bear|abide)\b", re.I)
_AUXILIARY = re.compile(r"(?:am|is|are|have|has)\b", re.I)


@dataclass(slots=True)
class VerbPhrase:
    """What follows a subject.

    Attributes:
        words: From the verb that carries the meaning on.
        polarity: So, not so, or planned.
        ended: Whether it was so and is no more.
        tense: Where a bare "on Tuesday" in it points.
    """

    words: str
    polarity: Polarity = "is"
    ended: bool = False
    tense: Tense = "past"


def verb_phrase(words: str) -> VerbPhrase:
    """Read the auxiliaries of what follows a subject."""
    phrase = VerbPhrase(words, ended=_WAS_SO.match(words) is not None)
    if _NO_LONGER.search(words):
        phrase.ended, phrase.words = True, _NO_LONGER.sub("", words).strip()
    while _stripped(phrase):
        pass
    if phrase.ended:
        phrase.polarity = "is_not"
    if phrase.polarity == "is" and present(phrase.words):
        phrase.tense = "future"
    return phrase


def present(words: str) -> bool:
    """Whether the verb stands in a present that a time can move ahead: "I am seeing", "I leave"."""
    return _PRESENT.match(words) is not None


def _stripped(phrase: VerbPhrase) -> bool:
    """Take one auxiliary or adverb away; says whether there was one."""
    words = phrase.words
    if match := _PLANNED.match(words):
        phrase.polarity, phrase.tense, phrase.words = "planned", "future", match["rest"]
    elif match := _ENDED.match(words):
        phrase.ended, phrase.words = True, match["rest"] or match["rest2"]
    elif not _AVERSION.match(words) and (match := _NEGATED.match(words)):
        phrase.polarity, phrase.words = "is_not", f"{_kept(words)}{match['rest']}"
    elif not _AUXILIARY.match(words) and (match := _LEADING.match(words)):
        phrase.words = words[match.end() :]
    else:
        return False
    return True


def _kept(words: str) -> str:
    """ "am not a nurse" is read as "am a nurse": the verb stays, the "not" goes."""
    match = re.match(r"(am|is|are|was|were|can) not\b", words, re.I)
    return f"{match[1]} " if match else ""
