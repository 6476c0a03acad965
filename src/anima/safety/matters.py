# ruff: noqa: E501  # a pattern reads better on one line
"""Reads what somebody says for what she must not agree with: harm to themselves, or plainly untrue.

By rule alone. Crisis and everyday sadness are the detector's, and come before.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from anima.safety.candour_patterns import (
    AGAINST_THE_DOCTOR,
    ASKS_YES,
    AT_ONCE,
    BELIEFS,
    BY_THE_DOCTOR,
    DENIED,
    INSISTS,
    JOKES,
    LONG_AGO,
    MADE_UP,
    OTHERS_DO,
    PLANNED,
    PLANS,
    QUITTING_AREAS,
    THOUGHT_OF,
    YIELDS,
    Rule,
    Topic,
)
from anima.safety.falsehoods import FALSEHOODS, reckoned
from anima.safety.words import plain, sentences

TOGETHER = 3
"""So many sentences are read as one: what is done, and with what, may stand apart."""

FEW_ENOUGH = 20
"""Of more words a rule does not say that they are still about the same."""

MOST_EARLIER = 3
"""So many utterances before tell whether a story or a game is going on."""

_ENDS = re.compile(r"[.!?;…:]")
_ASKS = re.compile(
    r"^(?:(?:so|and|but|hey|well|wren|ok|okay|tell me)[ ,]+)*(?:is|are|was|were|do|does|did|can|could|why|how|what|who|when|where|which|have|has|should|would|will)\b"
)
_ASKS_WHETHER_SO = re.compile(
    r"\b(?:is it true|do you (?:think|believe|know)|have you heard|did you know|what do you think|could it be|what if)\b"
)
_REPORTED = re.compile(
    r"\b(?:(?:he|she|they|people|some|somebody|someone|everyone|nobody|(?:my|the|our|a|an|some) (?:[\w-]+ ){0,2}(?!point\b|fact\b|thing\b)\w+)(?:'s| is| are| was| were)? (?:\w+ )?(?:says?|said|thinks?|thought|believes?|believed|claims?|claimed|insists?|keeps? (?:saying|telling)|told|tells|ask(?:s|ed)|wonder(?:s|ed)|posted?|shared|wrote|writes|convinced|sure|preaching|teaches|taught)|(?:people|those|somebody|someone|anyone|anybody|idiots|guys|folks) (?:who|that)|used to (?:think|believe)|thought that|according to|(?:conspiracy|theory) (?:about|that)|myths? (?:about|that|of)|a myth|rumou?rs?|(?:read|saw|watched|heard) (?:\w+ ){0,4}(?:that|about|claiming|saying)|article|documentary|flat[- ]earthers?)\b"
)
_BELIEVED_ALL_THE_SAME = re.compile(
    r"\b(?:(?:and|so) (?:it's|that's|it is|i (?:believe|think|agree|know)|he's right|she's right|they're right)|proves?|proof|i(?:'ve)? (?:did|done) (?:my|the) (?:own )?research|wake up|the truth|and now i (?:know|see|believe)|i believe (?:it|him|her|them)|(?:he|she|they)(?:'s| is|'re| are) right|agree|admit|open your eyes)\b"
)
_DENIED_FACT = re.compile(
    r"\b(?:isn't|is not|aren't|don't|doesn't|didn't|not|never|nobody|no one|stop|myth|nonsense|rubbish|bullshit|debunk\w*|wrong|false|lie that|silly|ridiculous|don't believe|doubt|disprove\w*|argue against|against the)\b[^.!?]{0,45}$"
)


_HARMLESS = {
    topic: tuple(
        rule.unless
        for rule in (*PLANS, *BELIEFS)
        if rule.topic is topic and rule.unless is not None and rule.unless is not BY_THE_DOCTOR
    )
    for topic in Topic
} | {Topic.QUITTING: (PLANNED,)}
"""What makes a topic harmless, however it is told."""

_OF_OTHERS = re.compile(
    r"^(?:(?:and|so|but|well|oh)[ ,]+)*(?:he|she|they|(?:my|our|his|her|the|a) (?:[\w-]+ ){0,2}(?:mum|mom|mother|dad|father|son|daughter|brother|sister|uncle|aunt|cousin|friend|husband|wife|partner|boyfriend|girlfriend|neighbou?r|colleague|boss|grandma|grandpa|nephew|niece|flatmate|roommate)s?)\b"
)
_OF_ONESELF = re.compile(r"\b(?:i|i'm|i've|i'll|i'd|me|myself|we|us|you)\b")


@dataclass(frozen=True, slots=True)
class Matter:
    """Something that she does not agree with.

    Attributes:
        topic: What it is about.
        strong: Whether she answers it by hand, whatever the model is.
        name: Which of the things that are not so; empty for other topics.
        truth: A sentence about what is so instead; empty for other topics.
    """

    topic: Topic
    strong: bool
    name: str = ""
    truth: str = ""

    @property
    def key(self) -> str:
        """What it is counted by."""
        return f"{self.topic}:{self.name}" if self.name else str(self.topic)


def matter_in(text: str, earlier: Sequence[str] = ()) -> Matter | None:
    """What in these words she must not agree with; None when there is nothing.

    Args:
        text: What the person says.
        earlier: What they said before, oldest first.
    """
    said = sentences(text)
    whole = " ".join(said)
    if not said or is_made_up(whole):
        return None
    found = [each for window in _windows(said) for each in _plans(window)]
    before = [plain(each) for each in earlier[-MOST_EARLIER:]]
    if JOKES.search(whole) or any(MADE_UP.search(each) for each in before):
        return _first(found)
    found += [each for window in _windows(said) for each in _beliefs(window)]
    if quitting := _quitting(said):
        found.append(quitting)
    found += [each for sentence in said if (each := _untrue(sentence, whole))]
    return _first(found)


def is_made_up(said: str) -> bool:
    """Whether plain words tell a story or a game."""
    return MADE_UP.search(said) is not None


def is_let_be(topic: Topic, text: str, earlier: Sequence[str]) -> bool:
    """Whether these words, however they sound, are none that she would contradict.

    Args:
        topic: What they sound like.
        text: What the person says.
        earlier: What they said before, oldest first.
    """
    whole = " ".join(sentences(text))
    before = [plain(each) for each in earlier[-MOST_EARLIER:]]
    if any(is_made_up(each) for each in (whole, *before)) or yields(text):
        return True
    if JOKES.search(whole) or LONG_AGO.search(whole):
        return True
    if topic is Topic.MEDICINE and BY_THE_DOCTOR.search(whole):
        return AGAINST_THE_DOCTOR.search(whole) is None
    if any(each.search(whole) for each in _HARMLESS.get(topic, ())):
        return True
    if _OF_OTHERS.search(whole) and not _OF_ONESELF.search(whole):
        return True
    return _REPORTED.search(whole) is not None and not _BELIEVED_ALL_THE_SAME.search(whole)


def asks_for_a_yes(text: str) -> bool:
    """Whether they want to be told that they are right."""
    return ASKS_YES.search(plain(text)) is not None


def insists(text: str) -> bool:
    """Whether they go on with what she did not agree to; asked only of the words after."""
    said = plain(text).strip(" \"'")
    return len(said.split()) <= FEW_ENOUGH and INSISTS.search(said) is not None


def yields(text: str) -> bool:
    """Whether they come round, or let it rest."""
    return YIELDS.search(plain(text).strip(" \"'")) is not None


def _first(found: Sequence[Matter]) -> Matter | None:
    return next((each for each in found if each.strong), found[0] if found else None)


def _windows(said: Sequence[str]) -> Iterator[str]:
    for start in range(max(1, len(said) - TOGETHER + 1)):
        yield " ".join(said[start : start + TOGETHER])


def _plans(window: str) -> Iterator[Matter]:
    if LONG_AGO.search(window):
        return
    for rule in PLANS:
        for act in rule.act.finditer(window):
            before = _clause(window, act.start())
            if _is_no_act(rule, before) or not _goes_with(rule, window):
                continue
            thought_of = THOUGHT_OF.search(before) is not None
            yield Matter(rule.topic, strong=not (rule.mild or thought_of))
            break


def _beliefs(window: str) -> Iterator[Matter]:
    if LONG_AGO.search(window):
        return
    for rule in BELIEFS:
        for claim in rule.act.finditer(window):
            before = _clause(window, claim.start())
            if _is_no_act(rule, before) or not _goes_with(rule, window):
                continue
            if _REPORTED.search(before) or _is_of_somebody_else(before, claim[0]):
                continue
            yield Matter(rule.topic, strong=not rule.mild)
            break


def _is_no_act(rule: Rule, before: str) -> bool:
    if DENIED.search(before):
        return True
    return rule.own and OTHERS_DO.search(before) is not None


def _is_of_somebody_else(before: str, claim: str) -> bool:
    """Whether a claim without "I" or "you" in it follows somebody else's name for it."""
    return re.search(r"\b(?:he|she|who)(?: \w+)? $", before) is not None and " me" not in claim


def _goes_with(rule: Rule, window: str) -> bool:
    if not all(pattern.search(window) for pattern in rule.beside):
        return False
    if rule.unless is None or not rule.unless.search(window):
        return True
    return rule.unless is BY_THE_DOCTOR and AGAINST_THE_DOCTOR.search(window) is not None


def _quitting(said: Sequence[str]) -> Matter | None:
    """Whether several parts of a life are thrown over at once, or one for no reason."""
    whole = " ".join(said)
    if LONG_AGO.search(whole) or PLANNED.search(whole):
        return None
    areas, thought_of = 0, False
    for area in QUITTING_AREAS:
        for act in area.finditer(whole):
            before = _clause(whole, act.start())
            if not OTHERS_DO.search(before) and not DENIED.search(before):
                areas += 1
                thought_of = thought_of or THOUGHT_OF.search(before) is not None
                break
    sudden = len(AT_ONCE.findall(whole))
    if (areas >= 2 and sudden) or areas >= 3:
        return Matter(Topic.QUITTING, strong=not thought_of)
    if areas == 1 and sudden >= 2 and not thought_of:
        return Matter(Topic.QUITTING, strong=False)
    return None


def _untrue(sentence: str, whole: str) -> Matter | None:
    if truth := reckoned(sentence):
        of_others = _REPORTED.search(sentence) and not _BELIEVED_ALL_THE_SAME.search(whole)
        denied = re.search(r"\b(?:not|isn't|doesn't|never|wrong)\b", sentence)
        if not of_others and not denied:
            return Matter(Topic.FALSE, strong=True, name=truth, truth=truth)
    for each in FALSEHOODS:
        found = each.said.search(sentence)
        if found is None:
            continue
        before = _clause(sentence, found.start())
        if _DENIED_FACT.search(before):
            continue
        if _REPORTED.search(sentence) and not _BELIEVED_ALL_THE_SAME.search(whole):
            continue
        asks = _ASKS.search(sentence) or _ASKS_WHETHER_SO.search(sentence)
        strong = each.asks or not asks or _BELIEVED_ALL_THE_SAME.search(whole) is not None
        return Matter(Topic.FALSE, strong=strong, name=each.name, truth=each.truth)
    return None


def _clause(text: str, start: int) -> str:
    """What stands before this place in its sentence."""
    before = text[:start]
    ends = [found.end() for found in _ENDS.finditer(before)]
    return before[ends[-1] :] if ends else before
