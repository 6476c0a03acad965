"""Order: by time where time is known, in parts that begin where something else begins."""

import math
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from anima.letters.book.piece import Piece
from anima.memory.stems import content_words, term

PART_LETTERS = 9
"""About so many letters make a part."""

MOST_PARTS = 6
_NUMERALS = ("One", "Two", "Three", "Four", "Five", "Six")
_DULL = frozenset(
    """
    letter letters write written writing dear friend sir yesterday today tomorrow shall little great
    good first last day days time times week thing things think thought know said says john think
    mind sincerely affectionate affectionately yours truly brother morning evening received send
    sent glad hope soon long present manner part place way man men people world mr mrs
    monday tuesday wednesday thursday friday saturday sunday january february march april may june
    july august september october november december
    """.split()
)


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the book.

    Attributes:
        number: Its number in words.
        title: What it is about.
        span: From when to when, as far as it is known.
        pieces: Its letters in order.
    """

    number: str
    title: str
    span: str
    pieces: tuple[Piece, ...]


def parts_of(pieces: Sequence[Piece]) -> list[Part]:
    """Put letters in order and part them where the longest silences are."""
    ordered = _in_order(pieces)
    count = max(1, min(MOST_PARTS, round(len(ordered) / PART_LETTERS)))
    groups = _parted(ordered, count)
    words = [Counter(_told(group)) for group in groups]
    return [
        Part(_NUMERALS[number], _title(number, groups, words), _span(group), tuple(group))
        for number, group in enumerate(groups)
    ]


def _in_order(pieces: Sequence[Piece]) -> list[Piece]:
    """By date; a letter without one stays behind the one that it followed in the collection."""
    last = date.min
    places: list[tuple[date, int]] = []
    for number, piece in enumerate(sorted(pieces, key=lambda each: each.id)):
        last = piece.day or last
        places.append((last, number))
    by_id = sorted(pieces, key=lambda each: each.id)
    order = sorted(range(len(by_id)), key=lambda n: places[n])
    return [by_id[n] for n in order]


def _parted(ordered: Sequence[Piece], count: int) -> list[list[Piece]]:
    """Cut where the time between two letters is longest, but into parts of some size."""
    least = max(2, len(ordered) // (2 * count))
    cuts: list[int] = []
    while len(cuts) < count - 1:
        open_places = [
            place
            for place in range(least, len(ordered) - least + 1)
            if all(abs(place - cut) >= least for cut in cuts)
        ]
        if not open_places:
            break
        middle = len(ordered) / 2
        cuts.append(
            max(
                open_places,
                key=lambda p: (_silence(ordered[p - 1], ordered[p]), -abs(p - middle)),
            )
        )
    edges = [0, *sorted(cuts), len(ordered)]
    return [list(ordered[a:b]) for a, b in zip(edges, edges[1:], strict=False)]


def _silence(before: Piece, after: Piece) -> timedelta:
    if before.day is None or after.day is None:
        return timedelta(0)
    return after.day - before.day


def _told(group: Sequence[Piece]) -> list[str]:
    return [word for piece in group for word in set(content_words(piece.text))]


def _title(number: int, groups: Sequence[Sequence[Piece]], words: Sequence[Counter[str]]) -> str:
    """Where the letters were written, if their datelines tell; else what they are about."""
    places = Counter(place for piece in groups[number] for place in _places(piece.dateline))
    # A place that every part has tells no part from another.
    everywhere = [
        all(any(place in _places(p.dateline) for p in group) for group in groups)
        for place in places
    ]
    named = [
        place
        for (place, _), common in zip(places.items(), everywhere, strict=True)
        if not common or len(groups) == 1
    ]
    best = sorted(named, key=lambda place: -places[place])[:2]
    if best:
        return " and ".join(best)
    themes = _themes(number, groups, words)
    return " and ".join(themes).capitalize() or f"Letters to {_whom(groups[number])}"


def _places(dateline: str) -> list[str]:
    """The names of places in a dateline: what has a capital and is no day or month."""
    bare = re.sub(r"[\[\]()]", " ", dateline)
    found = re.findall(r"[A-Z][a-z]{2,}(?:\s[A-Z][a-z]{2,})*", bare)
    kept = [" ".join(word for word in each.split() if word.lower() not in _DATES) for each in found]
    return [place for place in kept if len(place) > 3]


_DATES = frozenset(
    """
    monday tuesday wednesday thursday friday saturday sunday january february march april may june
    july august september october november december jan feb mar apr jun jul aug sep sept oct nov dec
    morn morning eve evening night noon afternoon past the about for between postmark tues tuesd
    wednes thurs satur fri mon sun christmas day
    """.split()
)


def _themes(
    number: int, groups: Sequence[Sequence[Piece]], words: Sequence[Counter[str]]
) -> list[str]:
    """The two words that this part has and the others have not."""
    own = words[number]
    names = {
        term(part.lower())
        for group in groups
        for piece in group
        for part in (*piece.recipient.split(), *piece.writer.split())
    }
    capital = _capitals(groups[number])

    def worth(word: str) -> float:
        elsewhere = sum(other[word] for n, other in enumerate(words) if n != number)
        return own[word] * math.log((len(words) + 1) / (1 + min(elsewhere, len(words))) + 0.2)

    fitting = [
        word
        for word, count in own.items()
        if len(word) > 3
        and word.isalpha()
        and word not in _DULL
        and word not in capital
        and term(word) not in names
        and (count >= 2 or len(groups[number]) < 3)
    ]
    return sorted(fitting, key=lambda word: (-worth(word), word))[:2]


def _whom(group: Sequence[Piece]) -> str:
    return next((piece.recipient for piece in group if piece.recipient), "a friend")


def _capitals(group: Sequence[Piece]) -> frozenset[str]:
    """Words that never stand without a capital: names, as a rule."""
    seen: dict[str, set[str]] = {}
    for piece in group:
        for word in piece.text.split():
            bare = word.strip(".,;:!?()[]\"“”'’—_")
            seen.setdefault(bare.lower(), set()).add(bare)
    return frozenset(
        low for low, forms in seen.items() if all(form[:1].isupper() for form in forms)
    )


def _span(group: Sequence[Piece]) -> str:
    days = [piece.day for piece in group if piece.day]
    if not days:
        return ""
    first, last = min(days), max(days)
    if (first.year, first.month) == (last.year, last.month):
        return f"{first:%B %Y}"
    if first.year == last.year:
        return f"{first:%B} to {last:%B %Y}"
    return f"{first:%B %Y} to {last:%B %Y}"
