"""What is counted in a reply: numbers that need no model, so that every model is measured alike."""

import re
from collections.abc import Mapping

FEATURES: tuple[str, ...] = (
    "words",
    "word_length",
    "contractions",
    "warmth",
    "questions",
    "exclamations",
    "humour",
    "self_reference",
    "advice",
)
"""In this order everywhere. Counts of a reply; contractions, warmth and self-reference by word."""

_WORD = re.compile(r"[^\W\d_]+(?:'[a-z]+)?")
_CONTRACTION = re.compile(r"\b\w+'(?:s|re|m|ve|ll|d|t)\b")
_WARM = frozenset(
    "dear love lovely glad happy sorry hug warm kind together friend sweet care gentle tender "
    "proud hope miss thank thanks nice good beautiful comfort soft oh welcome close heart".split()
)
_HUMOUR = re.compile(
    r"\b(?:ha|haha|joke|funny|laugh\w*|silly|pirate|secret\w*|conspir\w*|toaster|revenge|dragon\w*"
    r"|monster|ghost|suspicious|scandal|pretend|ridicul\w*|absurd|against you|hates? you)\b"
)
_ADVICE = re.compile(
    r"(?:^|[.!?,]\s+)(?:so |then |just |well,? |now,? )?(?:try|call|go|take|start|write|ask|tell"
    r"|make"
    r"|do|don't|put|leave|give|say|look|think|keep|let's|read|breathe|sit|wait|pick|find|get"
    r"|have)\b"
    r"|\byou (?:should|could|might|need to|have to)\b"
)
_SELF = frozenset("i i'm i've i'd i'll me my mine myself".split())


def features(reply: str) -> Mapping[str, float]:
    """The features of one reply."""
    low = reply.lower().replace("’", "'")
    words = _WORD.findall(low)
    count = max(1, len(words))
    return {
        "words": float(len(words)),
        "word_length": sum(map(len, words)) / count,
        "contractions": len(_CONTRACTION.findall(low)) / count,
        "warmth": sum(word in _WARM for word in words) / count,
        "questions": float(low.count("?")),
        "exclamations": float(low.count("!")),
        "humour": float(len(_HUMOUR.findall(low))),
        "self_reference": sum(word in _SELF for word in words) / count,
        "advice": float(len(_ADVICE.findall(low))),
    }
