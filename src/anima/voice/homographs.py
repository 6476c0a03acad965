"""Words spelled alike and said differently (read, live, record): which one is meant here?

Small rules on the words beside it, enough for conversation; a tagger model would cost 50 MB.
"""

from collections.abc import Sequence

_VERB_AFTER = frozenset(
    "to will would can could shall should may might must do does did don't doesn't didn't won't "
    "wouldn't can't couldn't shouldn't i you we they who let's please i'll you'll we'll they'll "
    "he'll she'll it'll i'd you'd we'd they'd never always often really also just gonna "
    "people".split()
)
_NOUN_AFTER = frozenset(
    "a an the my your his her its our their this that these those some any no every each another "
    "of for with without on in at good new old own such what".split()
)
_PERFECT = frozenset(
    "have has had haven't hasn't hadn't i've you've we've they've having was were is are been be "
    "being get got".split()
)
_BETWEEN = frozenset("not never just already ever always also really recently only".split())
_PAST_TIMES = frozenset("yesterday ago last earlier once before already when".split())
_LIVE_THINGS = frozenset(
    "music show shows concert stream streaming broadcast performance event events audience "
    "version band recording television tv wire animals chat coverage".split()
)
_LEAD_THINGS = frozenset("pipe pipes paint poisoning pencil weight weights lined free".split())

OVERRIDES = {("lead", "METAL"): "lˈɛd"}
"""Readings that the dictionary lacks."""


def reading(words: Sequence[str], index: int) -> str | None:
    """The tag under which the dictionary keeps the reading that is meant, or None for the usual.

    Args:
        words: The words of the sentence, lower case; punctuation as words of its own.
        index: Which of them is asked about.
    """
    word = words[index]
    before = words[index - 1] if index else ""
    after = words[index + 1] if index + 1 < len(words) else ""
    fixed = {"a": "DT", "i": "PRP", "used": "VBD"}
    if word in fixed:
        return fixed[word]
    if word == "in":
        return "IN" if after.isalpha() else None
    if word == "that":
        return "DT" if not after.isalpha() or (not before.isalpha() and index == 0) else None
    if word == "read":
        return _read(words, index)
    if word == "live":
        return None if after in _LIVE_THINGS or before in {"a", "is", "was", "go"} else "VERB"
    if word == "lead":
        return "METAL" if after in _LEAD_THINGS or before == "of" else None
    return _noun_or_verb(before)


def _noun_or_verb(before: str) -> str | None:
    if before in _VERB_AFTER:
        return "VERB"
    if before in _NOUN_AFTER:
        return "NOUN"
    return None


def _read(words: Sequence[str], index: int) -> str | None:
    """Red or reed: after have or be, with a time past, or after he, she, it without an s."""
    back = index - 1
    while back >= 0 and words[back] in _BETWEEN:
        back -= 1
    before = words[back] if back >= 0 else ""
    if before in _PERFECT or before in {"he", "she", "it"}:
        # "Did she read it?" and "have you read it?"
        helper = words[back - 1] if back else ""
        return None if helper in _VERB_AFTER else "VBD"
    if before in {"i", "you", "we", "they"} and back and words[back - 1] in _PERFECT:
        return "VBN"
    if before in _VERB_AFTER - {"i", "you", "we", "they", "who"}:
        return None
    return "VBD" if _PAST_TIMES.intersection(words) else None
