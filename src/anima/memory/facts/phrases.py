# ruff: noqa: E501  # a pattern reads better on one line
"""Objects cut out of what follows a verb: the shortest words that carry the fact."""

import re

_END = re.compile(
    r"\s*(?:[,;.!?()]|\s[-–—]\s|\b(?:because|cause|cos|so that|that|which|who|where|when|while|since|until|"
    r"till|but|although|though|as well|if|unless|before|after|instead|than|like)\b)",
    re.I,
)
_AND_CLAUSE = re.compile(r"\s+and\s+(?:I|i|we|he|she|they|it|my|am|is|was|have|has|then|now)\b.*$")
_TAIL = re.compile(
    r"[\s,]+(?:now|these days|nowadays|any ?more|at the moment|right now|currently|again|too|also|really|"
    r"actually|so much|very much|a lot|though|then|already|finally|of course|you know|i think|i guess|"
    r"by the way|to be honest|honestly|for (?:a )?(?:while|years|months|ages|now|good|the first time|"
    r"(?:\w+ ){1,3}(?:years?|months?|weeks?|days?))|all my life|my whole life|yet|still|please|anyway|"
    r"more than anything|with all my heart|every \w+(?: \w+)?|twice a week|once a week|"
    r"(?:on|at) (?:the )?weekends?|most (?:days|evenings|mornings)|sometimes|often|lately|recently)$",
    re.I,
)
_HEAD = re.compile(
    r"^(?:(?:a|an|the|my|our|his|her|their|some|any|this|that|these|those|another|quite|really|very|just|"
    r"rather|so|such|also|still|now|actually|both|only|even|to|(?-i:big)|huge|massive|lovely|wonderful|(?-i:new)(?! (?:york|orleans|zealand|delhi|jersey|mexico|england|hampshire)\b)|"
    r"(?-i:little|old)|own|bit of an?|bit|kind of|sort of|terribly|absolutely|completely|totally|all)\s+)+",
    re.I,
)


def phrase(text: str, *, most: int = 8, articles_only: bool = False) -> str:
    """The words up to where the thought ends, without article, adverbs and times around it."""
    words = _AND_CLAUSE.sub("", text.strip())
    match = _END.search(words)
    if match:
        words = words[: match.start()]
    shorter = _TAIL.sub("", words.strip())
    while shorter != words:
        words, shorter = shorter, _TAIL.sub("", shorter.strip())
    head = re.compile(r"^(?:a|an|the|my|our|some)\s+", re.I) if articles_only else _HEAD
    words = head.sub("", words.strip(" ,.;:!?'\"“”"))
    return words if 0 < len(words.split()) <= most else ""


def without(text: str, spans: list[tuple[int, int]]) -> str:
    """The text without these stretches."""
    for begin, end in sorted(spans, reverse=True):
        # A comma: the words before and after were not said together.
        text = f"{text[:begin]} , {text[end:]}"
    return " ".join(text.split()).strip(" ,")
