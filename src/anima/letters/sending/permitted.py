"""What somebody says to the question whether their letters may be in a book."""

import re
from typing import Literal

from anima.letters.passages import passages

__all__ = ["PERMISSION", "permitted"]

PERMISSION = "permission:"
"""What the key of a letter with this question begins with."""

_NO = re.compile(
    r"^(?:well|oh|hello|hi|sorry)?[ ,]*(?:no|nope)\b(?! (?:problem|worries|objections?|doubt))",
    re.IGNORECASE,
)
_KEPT_OUT = re.compile(
    r"\b(?:(?:don't|do not|would not|wouldn't) (?:want|like) (?:them|it|that|this|my|mine|to be)|"
    r"(?:leave|keep) (?:them|it|me|mine|my \w+) out|rather (?:not|you (?:didn't|did not))|"
    r"(?<!not )(?:would|do|i'd) mind|please (?:don't|do not)|"
    r"(?:can't|can ?not|(?:will|must|have to) (?:not|say no|decline)|won't) "
    r"(?:agree|allow|say yes|let|permit)|(?:must|have to) (?:say no|decline))\b",
    re.IGNORECASE,
)
_ON_TERMS = re.compile(r"\b(?:but (?:not|only)|except|apart from|as long as)\b", re.IGNORECASE)
_YES = re.compile(
    r"^(?:well|oh|hello|hi|why)?[ ,]*(?:yes|yeah|yep|of course|certainly|gladly|sure|"
    r"no (?:objections?|problem|worries))\b",
    re.IGNORECASE,
)
_AGREES = re.compile(
    r"\b(?:(?:of course|yes,?|sure,?) you (?:may|can)|by all means|go ahead|with pleasure|"
    r"(?:fine|okay|ok|all right) (?:with|by) me|(?:don't|do not|wouldn't|would not) mind|"
    r"(?:happy|glad|honou?red|delighted) (?:for you to|to (?:be in|agree|say yes)))\b",
    re.IGNORECASE,
)


def permitted(text: str) -> Literal["yes", "no", ""]:
    """A yes with wishes or regrets beside it is a yes; one on terms is for the person to read."""
    text = text.replace("’", "'")
    body = passages(text).body
    first = body[0].text.lstrip("\"“‘' ") if body else text.strip()
    if _NO.match(first) or _KEPT_OUT.search(text):
        return "no"
    if _ON_TERMS.search(text):
        return ""
    return "yes" if _YES.match(first) or _AGREES.search(text) else ""
