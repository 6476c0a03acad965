# ruff: noqa: E501  # a pattern reads better on one line
"""What somebody answers to her questions about a letter, in spoken words."""

import re
from collections.abc import Sequence

from anima.letters.brief import Length, Tone
from anima.letters.passages import sentences
from anima.letters.talk.request import plain

__all__ = [
    "avoided", "is_question", "is_right", "length_in", "numbered", "picked", "points",
    "sends", "stops", "tone_in",
]  # fmt: skip

_NOTHING = re.compile(
    r"^(?:(?:no|nothing|none|nope|nah|not really|skip(?: it| that)?|pass|no thank you|no thanks|that's (?:all|it|everything)|that is (?:all|it|everything)|i don't (?:know|think so|mind)|there(?:'s| is) nothing|leave (?:it|them|that) out|(?:no )?one|not (?:of )?(?:these|them|any))(?: else| really| at all| of (?:it|them|these|that)| special)?[ ,.]*)+$",
    re.I,
)
_STOPS = re.compile(
    r"^(?:(?:oh|no|ok|okay|well|please|let's|let us)[ ,]+)*(?:never mind|forget (?:it|about it|the letter)|stop(?: it| that| the letter| writing)?|leave it(?: for now)?|cancel(?: it| that| the letter)?|not now|another time|(?:i )?(?:changed my mind|don't want (?:to write )?(?:it|a letter|the letter)(?: any ?more)?)|no letter)(?: then| please| for now| today)*$",
    re.I,
)
_RIGHT = re.compile(
    r"^(?:(?:yes|yeah|oh|ok|okay|no|well)[ ,]+)*(?:(?:that(?:'s| is)|it(?:'s| is)) (?:it|good|right|fine|lovely|beautiful|perfect|great|all|enough)|i (?:like|love) (?:it|that)|(?:leave|keep) it(?: so| like that| as it is| that way)?|perfect|good|great|fine|lovely|beautiful|thank you(?: so much)?|thanks|(?:nothing|no) (?:else|more|changes?)|it can stay|done|we're done)(?: like that| so| now| as it is| then| thank you| thanks)*$",
    re.I,
)
_SENDS = re.compile(
    r"^(?:(?:yes|yeah|ok|okay|good|please|now|then|can you|could you)[ ,]+)*(?:send|mail|email|post|print) (?:it|that|the letter|this)(?: (?:off|out|now|please|to \w+|then|away))*$",
    re.I,
)
_TONES: tuple[tuple[Tone, str], ...] = (
    ("sorry", r"sorry|apolog\w+|regret\w*"),
    ("formal", r"formal\w*|polite\w*|official\w*"),
    ("cheerful", r"cheer\w*|funny|light\w*|happy|playful\w*|fun|merry"),
    ("tender", r"tender\w*|lov\w+|gentl\w+|intimate|soft\w*|sweet\w*"),
    ("plain", r"plain\w*|simpl\w+|sober\w*|matter[- ]of[- ]fact|neutral"),
    ("warm", r"warm\w*|friendly|kind\w*"),
)
_NUMBERS = {"one": 1, "first": 1, "two": 2, "second": 2, "three": 3, "third": 3}


def is_question(text: str) -> bool:
    """Whether somebody asks something instead of answering."""
    return text.strip().endswith("?")


def stops(text: str) -> bool:
    """Whether they want to leave the letter."""
    return bool(_STOPS.match(_bare(text)))


def is_right(text: str) -> bool:
    """Whether the letter is as they want it."""
    return bool(_RIGHT.match(_bare(text)))


def sends(text: str) -> bool:
    """Whether they want it sent from here."""
    return bool(_SENDS.match(_bare(text)))


def points(text: str) -> tuple[str, ...]:
    """What was told, a sentence each; none for "nothing"."""
    if _NOTHING.match(_bare(text)):
        return ()
    told = [" ".join(each.text.split()) for each in sentences(text.strip())]
    bare = [re.sub(r"^(?:(?:well|so|and|um|uh|that)[, ]+)+", "", each, flags=re.I) for each in told]
    return tuple(
        f"{each[:1].upper()}{each[1:]}" for each in bare if each and not _NOTHING.match(_bare(each))
    )


def avoided(text: str) -> tuple[str, ...]:
    """The words and matters that must not come up."""
    if _NOTHING.match(_bare(text)):
        return ()
    said = re.sub(
        r"^(?:(?:yes|please|well|oh)[, ]+)*(?:(?:don't|do not) (?:mention|talk about|say anything about|bring up)|nothing about|not a word about|no|not|leave out|avoid|keep)\s+",
        "",
        plain(text),
        flags=re.I,
    )
    parts = re.split(
        r",| and | or |;",
        re.sub(r"(?:\s+out of it|[, ]+(?:please|thanks|thank you))+$", "", said, flags=re.I),
    )
    bare = (
        re.sub(r"^(?:the|my|our|her|his|their|about|any|also)\s+", "", each.strip(), flags=re.I)
        for each in parts
    )
    return tuple(each for each in bare if each)


def picked(text: str, count: int) -> tuple[int, ...]:
    """Which of so many that were offered may be used, counted from 0."""
    said = re.sub(r"\b(first|second|third) ones?\b", r"\1", plain(text).lower())
    named = [int(each) if each.isdigit() else _NUMBERS[each]
             for each in re.findall(rf"\b(?:\d|{'|'.join(_NUMBERS)})\b", said)]  # fmt: skip
    if re.match(r"^(?:none|no\b|nothing)", said) and not named:
        return ()
    if named:
        return tuple(each - 1 for each in dict.fromkeys(named) if 0 < each <= count)
    if re.search(r"\b(?:all|both|everything|yes|yeah|sure|use (?:it|them)|put (?:it|them) in|it may|they may|gladly)\b", said):  # fmt: skip
        return tuple(range(count))
    return ()


def tone_in(text: str) -> Tone:
    """How the letter is to feel; warm when they do not mind."""
    said = plain(text)
    for tone, pattern in _TONES:
        if re.search(rf"\b(?:{pattern})\b", said, re.I):
            return tone
    return "warm"


def length_in(text: str, *, short: bool) -> Length:
    """How long it is to be, where they say it."""
    if short or re.search(r"\b(?:short|brief|a few lines|a postcard)\b", text, re.I):
        return "short"
    return "long" if re.search(r"\b(?:long|two pages)\b", text, re.I) else "medium"


def numbered(said: Sequence[str]) -> str:
    """Offers as one reads them out: "One: … Two: …"."""
    if len(said) == 1:
        return said[0]
    return " ".join(f"{name}: {each}" for name, each in zip(("One", "Two", "Three"), said, strict=False))  # fmt: skip


def _bare(text: str) -> str:
    """Words without commas, which speech has where it likes."""
    return " ".join(plain(text).replace(",", " ").split())
