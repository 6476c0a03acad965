"""An episode by rules: what it was about is read from the facts and from the words themselves."""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Sequence

from anima.memory.episodes.episode import Episode
from anima.memory.episodes.feelings import FEELING_WORDS, feelings
from anima.memory.facts import Fact
from anima.memory.facts.people import people
from anima.memory.facts.subjects import NAME, is_name
from anima.memory.stems import content_words
from anima.memory.transcript import Turn
from anima.values import SessionId

QUOTED = 3
"""Sentences in a summary."""

_LONGEST = 160
_TITLE_PARTS = 3
_PLACE = re.compile(
    r"\b(?:in|to|from|near|at|around|of|visit|visiting|visited|left|leaving)(?: the)? "
    rf"(?P<name>{NAME})"
)
_SENTENCE = re.compile(r"(?<=[.!?…])\s+")
_MATTERS = ("works_as", "works_at", "studies", "owns", "health", "fears", "hopes", "promise")
_OPENING = re.compile(
    r"^(?:well|oh|so|and|but|um|uh|yes|yeah|no|okay|ok|actually|hi|hello|hey)[, ]+", re.I
)
_SMALL_TALK = frozenset(
    "hello hi thanks thank okay yeah good morning evening night bye talk today day really called "
    "wants want wanted said told asked like likes liked love loves went came goes going know think "
    "thought made make makes took take takes found find gave give gets getting put see saw looked "
    "look feel felt left started stopped finished says tell need needs happened thing things lot "
    "little people time times year years week weeks month months days tomorrow yesterday".split()
)


def outline(turns: Sequence[Turn], facts: Collection[Fact]) -> Episode | None:
    """The episode of a session; None when the person said nothing in it.

    Args:
        turns: What was said, in order.
        facts: Everything that is known; who is a person, and what came of these turns.
    """
    told = [turn for turn in turns if turn.speaker == "person" and turn.text]
    if not told:
        return None
    ids = {turn.id for turn in told}
    drawn = [fact for fact in facts if ids.intersection(fact.sources)]
    text = "\n".join(turn.text for turn in told)
    named = _mentioned(people(facts), text)
    places = _places(text, drawn, named)
    felt = Counter(feeling for turn in told for feeling in feelings(turn.text))
    chosen = _most_telling(told, drawn)
    return Episode(
        SessionId(told[0].session),
        _title(named, places, drawn, text),
        " ".join(f"“{sentence}”" for _, sentence in chosen),
        tuple(named),
        tuple(places),
        tuple(feeling for feeling, _ in felt.most_common()),
        turns[0].at,
        turns[-1].at,
        len(told),
        tuple(dict.fromkeys(source for source, _ in chosen)),
    )


def _mentioned(names: Iterable[str], text: str) -> list[str]:
    counts = {name: len(re.findall(rf"\b{re.escape(name)}\b", text)) for name in names}
    return sorted((name for name, count in counts.items() if count), key=lambda n: -counts[n])


def _places(text: str, drawn: Iterable[Fact], named: Collection[str]) -> list[str]:
    lived = [f.claim.object for f in drawn if f.claim.relation in ("lives_in", "from")]
    gone_to = [match["name"] for match in _PLACE.finditer(text)]
    found = dict.fromkeys(place for place in (*lived, *gone_to) if place[:1].isupper())
    workplaces = {f.claim.object for f in drawn if f.claim.relation == "works_at"}
    return [
        place
        for place in found
        if is_name(place)
        and not any(place in name or name in place for name in named)
        and place not in workplaces
    ]


def _title(named: list[str], places: list[str], drawn: Iterable[Fact], text: str) -> str:
    matters = [
        fact.claim.object
        for fact in drawn
        if fact.claim.relation in _MATTERS and len(fact.claim.object.split()) <= 4
    ]
    counts = Counter(
        word for word in content_words_of(text) if len(word) > 3 and word not in FEELING_WORDS
    )
    often = [word for word, count in counts.most_common(6) if count > 1 or len(counts) <= 12]
    parts: list[str] = []
    for part in (*named[:2], *places[:1], *matters, *often):
        low = part.lower()
        if not any(low in other.lower() or other.lower() in low for other in parts):
            parts.append(part)
    del parts[_TITLE_PARTS:]
    if not parts:
        return "A short talk"
    joined = f"{', '.join(parts[:-1])} and {parts[-1]}" if len(parts) > 1 else parts[0]
    return joined[:1].upper() + joined[1:]


def content_words_of(text: str) -> list[str]:
    """Every content word of every sentence, small talk left out."""
    sentences = _SENTENCE.split(text.replace("\n", " "))
    return [word for each in sentences for word in content_words(each) if word not in _SMALL_TALK]


def _most_telling(told: Sequence[Turn], drawn: Sequence[Fact]) -> list[tuple[str, str]]:
    """The sentences that tell most, in the order in which they were said, with their events."""
    rests_on = Counter(source for fact in drawn for source in fact.sources)
    weighed: list[tuple[float, int, str, str]] = []
    for turn in told:
        for sentence in _SENTENCE.split(" ".join(turn.text.split())):
            plain = _OPENING.sub("", sentence)
            matter = [word for word in content_words(plain) if word not in _SMALL_TALK]
            if len(matter) < 2 or plain.endswith("?"):
                continue
            weight = min(len(matter), 8) / 2 + 2 * bool(rests_on[turn.id])
            weight += len(feelings(plain))
            weighed.append((weight, len(weighed), turn.id, _cut(plain)))
    best = sorted(weighed, key=lambda each: (-each[0], each[1]))[:QUOTED]
    return [(source, sentence) for _, _, source, sentence in sorted(best, key=lambda e: e[1])]


def _cut(sentence: str) -> str:
    text = sentence[:1].upper() + sentence[1:]
    return text if len(text) <= _LONGEST else text[:_LONGEST].rsplit(" ", 1)[0] + " …"
