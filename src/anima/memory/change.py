"""Change: whether what was said later takes back or replaces what was said before."""

import re

from anima.memory.stems import content_words, term

_REPLACES = re.compile(
    r"^(?:oh,? )?no,? (?:wait|actually|sorry|i meant?)|\bactually\b|\bi was wrong\b|\bi meant\b"
    r"|\b(?:moved|raised|lowered|changed|put off|postponed|brought forward|switched|renamed)\b"
    r"(?: \w+){0,4} (?:to|from)\b|\binstead\b"
    r"|\bwas (?:moved|changed|postponed|cancelled|called off)\b",
    re.IGNORECASE,
)
_ENDS = re.compile(
    r"\b(?:any ?more|no longer|not .* any longer|used to|stopped|quit|gave up|given up|broke up"
    r"|over|sold|from now on|these days)\b",
    re.IGNORECASE,
)
_SHARED_IF_REPLACED, _SHARED_IF_ENDED = 0.3, 0.5
"""The share of the shorter text's content words that both must have."""


def takes_back(newer: str, older: str) -> bool:
    """Whether the newer of two things that one person said makes the older one a thing of the past.

    By the words of change that people use, and by how much the two are about the same: "the concert
    was moved to January" takes back "the concert is in December".
    """
    replaces, ends = _REPLACES.search(newer), _ENDS.search(newer)
    if not replaces and not ends:
        return False
    one, other = (_terms(text) for text in (newer, older))
    shared = len(one & other) / max(1, min(len(one), len(other)))
    return shared >= (_SHARED_IF_REPLACED if replaces else _SHARED_IF_ENDED)


def _terms(text: str) -> set[int]:
    return {term(word) for word in content_words(text)}
