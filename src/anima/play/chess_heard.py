# ruff: noqa: E501  # a pattern reads better on one line
"""What a recogniser makes of moves that are said: "rook to e one" is "Ruktu I1".

It was learned from what Whisper base wrote of moves in three voices; see docs/how-to/play.md.
"""

import re

_WRITTEN = tuple(
    (re.compile(pattern, re.IGNORECASE), meant)
    for pattern, meant in (
        (r"(?<=\b[a-h])[.,-]? ?(?=[1-8]\b)", ""),
        (
            r"^(?:i play |i'll play |my |the )?(?:9|nine|nite|knights?)(?=[ -](?:to|takes?|[a-h] ?[1-8]))",
            "knight",
        ),
        (r"(?<=i play )(?:9|nine)\b", "knight"),
        (
            r"\b(?:pon|pan|pone|porn|palm|pahn|pun|pawns)(?=[ -](?:to|takes?|[a-h]\b|[a-h] ?[1-8]))",
            "pawn",
        ),
        (r"\b(?:rooka|rukka|roka|ruka|rocka)\b", "rook a"),
        (r"\b(?:ruk|rook|ruck|rouk)t[uo]\b", "rook to"),
        (r"\b(?:ruk|ruck|rock|rooks)\b(?= (?:to|takes?|[a-h]\b))", "rook"),
        (r"\b(?:queens|quin|queen's)(?= (?:to|takes?|[a-h])|$)", "queen"),
        (r"\bbishops?\b", "bishop"),
        (r"^he (?=takes?\b)", "e "),
        (r"^(?:see|sea) (?=takes?\b)", "c "),
        (r"\bday (?=[1-8]\b)", "d"),
        (r"\btoe (?=[1-8]\b)", "to e"),
        (r"\b(?:the|dee) (?=[1-8]\b)", "d"),
        (r"\bi(?=[1-8]\b)", "e"),
        (r"\ba(?=[a-h][1-8]\b)", ""),
        (r"\bcastle's\b", "castles"),
        (r"\btake\b", "takes"),
    )
)
_LOOKS_ALIKE = ("aeh", "bcdeg", "fhs")
"""Letters that sound alike: where one of them gives no move, another may have been said."""

_BEGINS_A_MOVE = re.compile(
    r"^(?:i play |my |the )?(?:pawn|knight|night|bishop|rook|queen|king)\b(?: \S+){0,4}$",
    re.IGNORECASE,
)
_IS_TALK = re.compile(
    r"\b(?:is|are|was|has|have|had|does|did|why|how|what|where|should|could)\b", re.I
)


def as_meant(text: str) -> str:
    """What was written, with what is known to stand for something else in its place."""
    for pattern, meant in _WRITTEN:
        text = pattern.sub(meant, text)
    return text


def squares_like(square: str) -> list[str]:
    """The squares whose names sound like this one's."""
    file, rank = square
    alike = {other for group in _LOOKS_ALIKE if file in group for other in group if other != file}
    return [f"{other}{rank}" for other in sorted(alike) if other in "abcdefgh"]


def may_be_a_move(text: str) -> bool:
    """Whether it begins like a move and is nothing else that could be said of a piece."""
    return _BEGINS_A_MOVE.match(text) is not None and _IS_TALK.search(text) is None
