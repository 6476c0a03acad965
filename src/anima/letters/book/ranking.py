"""How good a letter is for a book, in four respects that can be told and doubted."""

import math
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from anima.letters.book.piece import Piece
from anima.letters.passages import passages, sentences, words
from anima.memory.stems import content_words, term

BEST_WORDS = 420
"""The length at which a letter has room and does not tire; shorter and longer count less."""

_FEELING = frozenset(
    term(word)
    for word in """
    love dear heart soul tear tears weep happy happiness joy delight sorry sorrow grief sad lonely
    alone miss miss missed hope fear afraid despair anxious anguish pain comfort kiss embrace tender
    affection affectionate friend friendship brother sister mother death die dying dead ill sick
    health farewell goodbye pride proud ashamed regret forgive grateful gratitude thank passion
    beauty beautiful melancholy spirits wretched miserable rejoice smile laugh longing dream
    """.split()
)
_SENSES = frozenset(
    term(word)
    for word in """
    red blue green white black gold silver yellow grey light dark bright shadow sun moon star sky
    cloud rain snow wind storm sea wave river lake stream water hill mountain valley field tree leaf
    flower rose grass bird nightingale horse dog cat cow sheep fish house room window door chair
    table bed fire candle lamp book paper pen ink letter coat hat shoe hand eye ear face hair mouth
    voice bell song music smell taste sweet bitter salt wine bread cheese fruit apple grape
    nectarine tea coffee soup warm cold hot wet dry soft hard street road walk coach boat ship
    bridge church stone wall garden wood kitchen morning evening night supper dinner breakfast
    """.split()
)
_NUMBER = re.compile(r"\d")


@dataclass(frozen=True, slots=True)
class Score:
    """What a letter is worth to the book; each respect is between 0 and 1.

    Attributes:
        piece: The letter.
        feeling: How much it feels.
        concreteness: How much can be seen, heard, counted in it.
        surprise: How little it says what the other letters say.
        completeness: Whether it is whole: addressed, signed, of a good length.
        best: The sentence that stands for it.
    """

    piece: Piece
    feeling: float
    concreteness: float
    surprise: float
    completeness: float
    best: str

    @property
    def total(self) -> float:
        """All respects together."""
        return (
            0.32 * self.feeling
            + 0.26 * self.concreteness
            + 0.22 * self.surprise
            + 0.20 * self.completeness
        )

    def reasons(self) -> str:
        """Why it is where it is, in a sentence."""
        said = {
            "it feels much": self.feeling,
            "it can be seen and touched": self.concreteness,
            "it says what no other says": self.surprise,
            "it is whole": self.completeness,
        }
        for_it = [reason for reason, value in said.items() if value >= 0.6]
        against = [_LACKS[reason] for reason, value in said.items() if value < 0.3]
        for_text = ", ".join(for_it) or "it is good in no one respect, and bad in none"
        but = f"; but {', '.join(against)}" if against else ""
        return f"{for_text[0].upper()}{for_text[1:]}{but}."


_LACKS = {
    "it feels much": "it feels little",
    "it can be seen and touched": "there is little to see in it",
    "it says what no other says": "others say the same",
    "it is whole": "it is a fragment or too long",
}


def ranked(pieces: Sequence[Piece]) -> list[Score]:
    """All letters with their scores, the best first. The scores compare these with each other."""
    terms = [[term(word) for word in content_words(piece.text)] for piece in pieces]
    spread = Counter(each for own in terms for each in set(own))
    feeling = _places([_rate(own, _FEELING) for own in terms])
    seen = _places(
        [
            _rate(own, _SENSES) + len(_NUMBER.findall(p.text)) / (20 + p.words)
            for own, p in zip(terms, pieces, strict=True)
        ]
    )
    rare = _places([_rarity(own, spread, len(pieces)) for own in terms])
    scores = [
        Score(piece, feeling[n], seen[n], rare[n], _whole(piece), _best(piece, spread))
        for n, piece in enumerate(pieces)
    ]
    return sorted(scores, key=lambda score: (-score.total, score.piece.id))


def _rate(own: Sequence[int], kind: frozenset[int]) -> float:
    """How often, damped so that three words do not make a letter; each word counts once."""
    return len(set(own) & kind) / (len(set(own)) + 25)


def _rarity(own: Sequence[int], spread: Counter[int], count: int) -> float:
    kinds = set(own)
    if not kinds:
        return 0.0
    weights = sorted((math.log(count / spread[each]) for each in kinds), reverse=True)
    return sum(weights) / (len(weights) + 30)


def _whole(piece: Piece) -> float:
    parted = passages(piece.text)
    frame = 0.25 * (parted.greeting is not None) + 0.25 * (parted.closing is not None)
    away = abs(math.log(max(piece.words, 1) / BEST_WORDS))
    broken = 0.2 * bool(re.search(r"\[(?:…|\.\.\.|torn|missing|illegible)", piece.text))
    return max(0.0, frame + 0.5 * max(0.0, 1 - away / 2.2) - broken)


def _best(piece: Piece, spread: Counter[int]) -> str:
    """A sentence of a quotable length that feels and shows most."""
    pool = [s.text for p in passages(piece.text).body for s in sentences(p.text)]
    fitting = [text for text in pool if 8 <= len(words(text)) <= 32] or pool

    def worth(text: str) -> float:
        own = {term(word) for word in content_words(text)}
        rare = sum(1 / spread[each] for each in own if each in spread)
        return len(own & _FEELING) * 1.2 + len(own & _SENSES) + 0.5 * rare

    return " ".join(max(fitting, key=worth).split()) if fitting else ""


def _places(values: Sequence[float]) -> list[float]:
    """Values as places between 0 and 1 among each other."""
    if len(values) < 2:
        return [0.5] * len(values)
    order = sorted(range(len(values)), key=lambda n: values[n])
    places = [0.0] * len(values)
    for place, number in enumerate(order):
        places[number] = place / (len(values) - 1)
    return places
