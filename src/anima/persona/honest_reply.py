"""Answers that must be true whatever the model is like: what she is, and what she was told.

A small model asked "are you real?" says yes now and then; asked for something that it was never
told it makes something up; asked for something it was told it says "I" for "you". The numbers are
in docs/prompt-shape.md. Plain questions of these kinds are answered by rule.
"""

import re
from collections.abc import Sequence

from anima.llm import ModelProfile
from anima.persona.identity import Identity
from anima.persona.of_herself import answer_of_herself
from anima.persona.prompt import retold
from anima.persona.second_person import as_you
from anima.safety import Topic, asked_of_her
from anima.values import Memory

_ASKS_TO_REMEMBER = re.compile(
    r"\b(?:do|did|don't|can) you (?:still )?(?:remember|recall)\b|\b(?:what|when|where|who"
    r"|which|how|why|whether|anything) (?:\w+ ){0,4}?i (?:ever |just |once |already )?(?:told"
    r"|tell|said|say|mention\w*)\b|\bdid i (?:ever |once |already )?(?:tell|say|mention)\b"
    r"|^what (?:was|is|were) (?:that|the) [\w-]+ (?:that )?(?:i|we)\b"
    r"|^(?:when|where|who|what)(?:'s| is| was| are| were) (?:my|our)\b",
    re.IGNORECASE,
)
_ASKS_HER_NAME = re.compile(r"\bwhat(?:'s| is| was) your name\b", re.IGNORECASE)
_OWNED = r"(?:my|our|the|that|his|her|their) [\w'-]+"
_TOPICS = (
    re.compile(rf"\babout (?P<topic>{_OWNED})", re.IGNORECASE),
    re.compile(rf"\b(?:remember|recall) (?P<topic>{_OWNED}(?: [\w-]+)?)", re.IGNORECASE),
    re.compile(rf"^what (?:was|is|were) (?P<topic>{_OWNED}) (?:that )?(?:i|we)\b", re.IGNORECASE),
    re.compile(rf"^(?:when|where|who|what)(?:'s| is| was| are| were) (?P<topic>{_OWNED})", re.I),
    re.compile(rf"^what did (?P<topic>{_OWNED}) (?:say|tell|do|want)\b", re.IGNORECASE),
)
_ABOUT_DAYS = frozenset({"day", "days", "job", "living", "name", "profession", "work"})
"""What the first meeting asks about, in words that need not be the person's: left to the model."""

_TOO_COMMON = frozenset(
    "about again already brought called could did does doing ever for favorite favourite had "
    "happened have just know last like liked love loved mention mentioned month name now once "
    "over recall remember said say some something still tell that the then thing think time "
    "today told was week were what when where which who with year yesterday you your".split()
)


def honest_reply(
    said: str,
    identity: Identity,
    profile: ModelProfile,
    memories: Sequence[Memory],
    earlier: Sequence[str] = (),
    known: Sequence[str] = (),
) -> str | None:
    """Her answer when it must not be left to this model; None for everything else.

    Args:
        said: What the person says.
        identity: Who she is.
        profile: The model that would answer; one that bears a full prompt is trusted with memory.
        memories: What was recalled for these words, oldest first.
        earlier: What the person said in this session.
        known: What else the model has before it: her own words, and the lines about the person.
    """
    if identity.name and _ASKS_HER_NAME.search(said.replace("’", "'")):
        return f"I'm {identity.name}."
    is_small = profile.prompt_shape != "full"
    asked = asked_of_her(said, earlier)
    if asked is not None and (is_small or asked.topic in (Topic.NATURE, Topic.WORDS)):
        return answer_of_herself(asked, identity.name, len(earlier))
    if not is_small or not asks_to_remember(said):
        return None
    if speaks_of(said, [each for each in earlier if not each.rstrip().endswith("?")]):
        return None
    fitting = [memory.text for memory in memories if speaks_of(said, [memory.text])]
    if fitting and (told := retold(fitting[-1])):
        when, what = told
        return f"You told me, {when[0].lower()}{when[1:]}: {what}. Is that still so?"
    if speaks_of(said, known):
        return None
    topic = "" if memories else _topic(said)
    return f"I don't think you told me about {topic}. Tell me now, if you like." if topic else None


def asks_to_remember(said: str) -> bool:
    """Whether these words ask her for something that the person may have told her."""
    return _ASKS_TO_REMEMBER.search(said.strip().replace("’", "'")) is not None


def speaks_of(said: str, texts: Sequence[str]) -> bool:
    """Whether one of the texts shares a telling word with the question."""
    asked = _telling_words(said)
    return any(not asked.isdisjoint(_telling_words(text)) for text in texts)


def _topic(said: str) -> str:
    """What was asked about, as she would say it: "your brother"; empty when it is not plain."""
    plain = said.strip().replace("’", "'")
    if not _ABOUT_DAYS.isdisjoint(re.findall(r"\w+", plain.lower())):
        return ""
    for pattern in _TOPICS:
        if found := pattern.search(plain):
            topic = found["topic"]
            return as_you(topic[0].lower() + topic[1:])
    return ""


def _telling_words(text: str) -> frozenset[str]:
    words = re.findall(r"[^\W\d_][\w'-]{2,}", text.lower().replace("’", "'"))
    return frozenset(word.removesuffix("'s") for word in words) - _TOO_COMMON
