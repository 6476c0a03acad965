# ruff: noqa: E501  # a pattern reads better on one line
"""Whose words a sentence has: said to her, or what somebody else said, told to her."""

import re

_SAYS = (
    r"(?:said|says|say|tells?|told|asks?|asked|wrote|writes|texted|texts|shout(?:s|ed)?|yell(?:s|ed)?"
    r"|scream(?:s|ed)?|whisper(?:s|ed)?|repl(?:y|ies|ied)|answered|thinks?|thought|was like|is like"
    r"|(?:keeps?|kept) (?:saying|telling|shouting|writing))"
)
_MEANWHILE = (
    r"(?:always|often|once|never|just|then|also|even|still|only|suddenly|has|had|have|used to"
    r"|would|will|could|really)"
)
_TOLD = re.compile(
    rf"(?<!\w)(?!(?:i|you|that|it|already|to|must|should|can|may|might|can't|don't|didn't|let's|i'd|i'll|i've|you'd|you'll|{_MEANWHILE})\b)[^\W\d_][\w'-]*(?: {_MEANWHILE})* {_SAYS}\b"
    r"|(?<!\bi )\b(?:rang|called|phoned|wrote|came(?: by| over| in)?) to (?:say|tell)\b"
    r"|\bi (?:\w+ )?(?:told|asked|said to|yelled at|shouted at|begged|wrote to|texted) (?!you\b)\w+",
    re.IGNORECASE,
)
_GOES_ON = re.compile(r":|[“\"]")
_ENDS = re.compile(r"[.!?]\s+")
_QUOTE_ENDS = re.compile(r"”|(?<=[.!?,\w])\"(?=\s|$)")


def is_told(text: str, at: int) -> bool:
    """Whether what stands at this place of a text is what somebody else said, or was told."""
    before = text[:at]
    begins = max((found.end() for found in _ENDS.finditer(before)), default=0)
    if _TOLD.search(before, begins):
        return True
    # After a colon or an opening quotation mark the telling goes on over the sentence's end.
    return any(
        (opened := _GOES_ON.search(before, found.end())) is not None
        and not _ENDS.search(before, found.end(), opened.start())
        and not _QUOTE_ENDS.search(before, opened.end())
        for found in _TOLD.finditer(before)
    )
