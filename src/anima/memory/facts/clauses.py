# ruff: noqa: E501  # a pattern reads better on one line
"""Utterances taken apart: clauses that may hold a fact, without what is only said, not meant."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from anima.memory.facts.languages import LANGUAGE

_QUOTED = re.compile(r"[\"“”«][^\"“”«»]*[\"“”»]|(?<!\w)['‘][^'’]{3,}['’](?!\w)")
_SENTENCE = re.compile(r"[^.!?…\n]*(?:\.(?=\d)[^.!?…\n]*)*[.!?…\n]*")

_EXPANSIONS = (
    (r"\b(I)[’']m\b", r"\1 am"),
    (r"\bim\b(?= \w+ing\b| a\b| an\b| from\b| in\b| not\b| so\b)", "I am"),
    (r"\b(you|we|they)[’']re\b", r"\1 are"),
    (r"\b(I|you|we|they|who)[’']ve\b", r"\1 have"),
    (r"\bive\b", "I have"),
    (r"\b(\w+)[’']ll\b", r"\1 will"),
    (r"\b(I|you|he|she|we|they)[’']d\b", r"\1 would"),
    (r"\bcan(?:[’']t|not)\b", "can not"),
    (r"\bwon[’']?t\b", "will not"),
    (r"\b(do|does|did|is|are|was|were|has|have|had|could|would|should)n[’']?t\b", r"\1 not"),
    (
        r"\b(he|she|it|that|there|who|what|where)[’']s\b(?= (?:been|got|always|just|already|never|\w+ed)\b)",
        r"\1 has",
    ),
    (r"\b(he|she|it|that|there|who|what|where|name)[’']s\b", r"\1 is"),
    (
        r"(\w)[’']s(?= (?:an?|the|in|at|from|not|going|called|allergic|afraid|my|our|(?!wedd|morn|even|build|paint|meet|th|k|r|spr|open|funeral)\w+ing|very|really"
        r"|married|vegan|vegetarian|pregnant|retired)\b)",
        r"\1 is",
    ),
    (
        r"^(\W*)(?:it|It) is ((?:my|our) \w+|[A-Z]\w+) (?:who|that) (is|has|works?|lives?)\b",
        r"\1\2 \3",
    ),
    (r"\b[Ww]hat (I|we) (really |most |always )?(love|like|hate|enjoy)(?: most)? is\b", r"\1 \3"),
    (r"\bgonna\b", "going to"),
    (r"\bwanna\b", "want to"),
    (r"\bgotta\b", "have to"),
)
_SPLIT = re.compile(
    r"\s*(?:[;:]|\s[-–—]\s|,(?=\s)|,?\s\b(?:and|but|so|because|cause|cos|although|though|while|then|"
    r"whereas|plus)\b)\s*"
    rf"(?=(?:and |but |so |then |now |also |actually |today |yesterday |tomorrow |tonight |on \w+days? )?"
    rf"(?:(?:I|i|we|he|she|they|it|my|our|there|that|(?!(?:{LANGUAGE})(?:,| and\b|[.!]|$))[A-Z][\w’']+)\b|(?:works?|lives?|plays?|loves?|hates?|speaks?"
    r"|studies|study|moved|has an?|have an?|is an?|am an?|teaches)\b))"
)
_VERB_FIRST = re.compile(
    r"^(?:works?|lives?|plays?|loves?|hates?|speaks?|studies|study|moved|has an?|have an?|is an?|am an?|teaches)\b"
)
_UNREAL = re.compile(
    r"^\W*(?:(?:and|but|so|well|oh) )*(?:if|imagine|suppose|say|what if|pretend|unless)\b"
    r"|\bif (?:I|i|we|he|she|they|my)\b|\b(?:wish|dreamt|dreamed|had a dream)\b"
    r"|\bwould(?: not)? (?:have|be|never|probably|rather|live|move|work|buy|go|call|name|marry|die|kill)\b"
    r"|\b(?:could|should|might|must) have\b|\b(?:might|maybe|perhaps|probably should)\b",
    re.I,
)
_NOT_MEANT = re.compile(
    r"\b(?:dying (?:of|to|for)|could (?:eat|sleep|kill|murder|cry|hug|live on)|to death|a million|"
    r"a thousand|a hundred years|forever ago|for ages|literally|half dead|the size of|basically dead|basically an? \w+ driver|"
    r"married to (?:my|the|this)|over my dead body|sell my soul|part time job|"
    r"professional (?:napper|overthinker|worrier|procrastinator|snacker)|full[- ]time \w+ (?:taxi|wrangler)|"
    r"kidding|joking|just saying|pulling your leg|lol|haha)\b",
    re.I,
)
_FICTION = re.compile(
    r"\b(?:in|from) (?:the|that|this|my|a) (?:book|novel|film|movie|song|show|series|game|story|play|"
    r"podcast|dream|poem|lyrics?|episode)\b|\b(?:character|protagonist|the hero|the lyrics?|the chorus|"
    r"the narrator)\b|\b(?:song goes|quote|line goes|goes like)\b",
    re.I,
)
_REPORTED = re.compile(
    r"\b(?:said|says|say|told (?:me|us|him|her|them)|tells (?:me|us)|claims?|claimed|goes|was like|asked|"
    r"reckons?|thinks|thought|wrote|writes|heard|read)\b\s*(?:me|us)?,?\s*(?:that\s+)?",
    re.I,
)


_NOBODY_ELSE = frozenset({"", "i", "we"})


@dataclass(frozen=True, slots=True)
class Clause:
    """A part of an utterance with one subject.

    Attributes:
        text: Its words, contractions written out.
        by: Who is said to have said it ("he", "Ana", "my sister"); empty when the person speaks.
        continues: Whether the subject is that of the clause before.
    """

    text: str
    by: str = ""
    continues: bool = False


def expanded(text: str) -> str:
    """The text with its contractions written out."""
    for pattern, written in _EXPANSIONS:
        text = re.sub(pattern, written, text, flags=re.I)
    return text


def sentences(text: str) -> Iterator[str]:
    """The sentences that are meant as they are said: no questions, jokes, fiction, quotations."""
    plain = _QUOTED.sub(" ", text)
    if _FICTION.search(plain):
        return
    for match in _SENTENCE.finditer(expanded(plain)):
        sentence = match.group().strip()
        if sentence and not sentence.endswith("?") and not _NOT_MEANT.search(sentence):
            yield sentence


def clauses(sentence: str) -> Iterator[Clause]:
    """The clauses of a sentence, up to where it becomes a condition or a wish."""
    for part in _SPLIT.split(sentence):
        words = part.strip(" .,!…;:-–—")
        # "If I lived there, I would be happy": what follows is no more real.
        if _UNREAL.search(words):
            return
        if words:
            yield replace(_told(words), continues=_VERB_FIRST.match(words) is not None)


def _told(words: str) -> Clause:
    """Who says it: "Ana told me that she is moving" is about Ana, by Ana."""
    match = _REPORTED.search(words)
    by = words[: match.start()].strip() if match else ""
    if match is None or not words[match.end() :].strip() or "," in by or by.lower() in _NOBODY_ELSE:
        return Clause(words)
    return Clause(words[match.end() :].strip(), by)
