"""What she said that she likes and thinks: the beginnings of tastes, in her own words."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from anima.persona.plain_speech import is_plain_speech, is_quoted
from anima.values import Event

_TASTE = re.compile(
    r"\bI (?:really |do |quite |always |still |rather |also )*(?P<verb>like|love|adore|prefer|enjoy"
    r"|hate|dislike|can't stand|don't like|don't care for) (?P<topic>[^,.!?;:—–]+)"
)
_THOUGHT = re.compile(
    r"\bI (?:still |do |really )?think (?:that )?(?P<topic>[a-z][a-z' -]{2,30}?) (?:is|are) "
    r"(?P<what>[a-z][a-z' -]{2,40})(?=[.!,]|$)"
)
_NOT_A_TOPIC = re.compile(
    r"^(?:it|that|this|these|those|him|her|them|you|your|yours|me|my|how|when|what|the way|the idea"
    r"|the sound|to|hearing|talking|being|having|knowing|one|some|both|all|everything|a bit|a lot"
    r"|already|there|here|we|us|our|i|he|she|they|so|not)\b",
    re.IGNORECASE,
)
_MOST_WORDS = 5


@dataclass(frozen=True, slots=True)
class Taste:
    """Something that she said of herself: about what, in which words, and where."""

    topic: str
    text: str
    source: str


def tastes_in(events: Iterable[Event]) -> list[Taste]:
    """The tastes in what she said, the last on each topic, in order.

    Only whole sentences about a thing count: nothing about the person, and no human life; nothing
    that she played, read aloud or quoted.
    """
    found: dict[str, Taste] = {}
    for event in events:
        if event.kind != "spoken" or not event.is_lived:
            continue
        if not is_plain_speech(event.text().replace("\n", " ")):
            continue
        for taste in _tastes(event.text(), event.id):
            found.pop(taste.topic, None)
            found[taste.topic] = taste
    return list(found.values())


def is_taste(text: str) -> bool:
    """Whether a text is one taste in the words in which she comes to them, and nothing besides."""
    return is_plain_speech(text) and [taste.text for taste in _tastes(text, "")] == [text]


def _tastes(said: str, source: str) -> Iterable[Taste]:
    text = said.replace("’", "'")
    for match in _TASTE.finditer(text):
        topic = match["topic"].strip()
        if is_quoted(text, match.start()):
            continue
        if _fits(topic) and not text[match.end() :].startswith("?"):
            yield Taste(_key(topic), f"I {match['verb']} {topic}.", source)
    for match in _THOUGHT.finditer(text):
        topic = match["topic"].strip()
        if is_quoted(text, match.start()):
            continue
        if _fits(topic) and len(match["what"].split()) <= _MOST_WORDS:
            verb = "are" if f"{topic} are " in match.group() else "is"
            yield Taste(_key(topic), f"I think {topic} {verb} {match['what'].strip()}.", source)


def _fits(topic: str) -> bool:
    inner = re.search(r"\b(?:you|your|yours|we|our|us)\b", topic, re.IGNORECASE)
    return not _NOT_A_TOPIC.match(topic) and not inner and len(topic.split()) <= _MOST_WORDS


def _key(topic: str) -> str:
    return re.sub(r"^(?:the|a|an) ", "", topic.lower())
