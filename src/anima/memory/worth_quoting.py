"""Whether something that was said tells anything: a question to her and a request do not."""

import re

from anima.memory.facts.asking import asked
from anima.memory.plain_text import words

_SHORT_QUESTION_WORDS = 9
_ASKS = re.compile(
    r"^(?:(?:so|and|but|hey|ok|okay|well|now),? )*(?:what|where|when|who|whose|which|how|why|is|are"
    r"|am|was|were|do|does|did|can|could|will|would|should|shall|have|has)\b",
    re.IGNORECASE,
)
_TELLS_ALL_THE_SAME = re.compile(r"\b(?:tell|told|know|hear|heard|that|because|guess)\b", re.I)
_REQUEST = re.compile(
    r"^(?:please |just |hey,? |can you |could you )*"
    r"(?:(?:don't|do not|never) (?:mention|bring up|talk about|speak of|ask (?:me )?about)"
    r"|(?:you (?:can|may) )(?:mention|talk about)|forget|erase|delete)\b",
    re.IGNORECASE,
)


def is_worth_quoting(text: str) -> bool:
    """Whether these words of the person may be brought up as something that they told.

    "Where do I work?" tells nothing, "did you hear that Ana is back?" does.
    """
    plain = " ".join(text.replace("’", "'").split())
    if _REQUEST.match(plain) or asked(plain) is not None:
        return False
    sentences = [part for part in re.split(r"(?<=[.?!])\s+", plain) if words(part)]
    return not sentences or any(not _only_asks(part) for part in sentences)


def _only_asks(sentence: str) -> bool:
    if not sentence.endswith("?") or _TELLS_ALL_THE_SAME.search(sentence):
        return False
    return bool(_ASKS.match(sentence)) and len(words(sentence)) <= _SHORT_QUESTION_WORDS
