"""Clauses: a reply that is still being written, cut where it can already be spoken.

The first clause is short, because she begins to sound when it is synthesised; the later ones are
longer, because a voice sounds better over whole phrases and there is time by then.
"""

from dataclasses import dataclass

_SENTENCE_MARKS = ".!?…"
_PAUSE_MARKS = ",;:—–-"
_CLOSING = "\"'”’)]}*_~`"
"""What may stand between a mark and the space after it: quotes, brackets, markdown."""

_ABBREVIATIONS = frozenset(
    "mr. mrs. ms. dr. prof. st. mt. sr. jr. rev. gen. capt. lt. sgt. gov. sen. no. vs. etc. e.g. "
    "i.e. approx. a.m. p.m. u.s. u.k. jan. feb. mar. apr. jun. jul. aug. sep. sept. oct. nov. "
    "dec. inc. ltd. co. dept. est. ph.d. a.k.a. fig. vol. p. pp. cf. ave. rd. blvd. apt. mon. tue. "
    "tues. wed. thu. thur. thurs. fri.".split()
)
_CONJUNCTIONS = frozenset(
    "and but because so or which that when while if though although since until unless where who "
    "whether before after then".split()
)
_PREPOSITIONS = frozenset(
    "with for about from into over under through without during between against to in on at "
    "of by like as than".split()
)

_INTERJECTIONS = frozenset(
    "ah aha alright exactly fine good great hello hey hi hm hmm indeed mm no oh okay ok right "
    "sorry sure thanks true well wow yeah yes".split()
) | {"i see", "i'm sorry", "oh wow"}
"""Words that are said alone before one goes on, and so may sound while the rest is thought of."""


@dataclass(frozen=True, slots=True)
class Clause:
    """A stretch of a reply that is spoken in one breath.

    Attributes:
        text: As it was written, with the spaces around it.
        start: Its offset in the reply.
    """

    text: str
    start: int


@dataclass(frozen=True, slots=True)
class _Lengths:
    """From how many words on a clause may be cut, by what stands at the cut."""

    sentence: int
    pause: int
    conjunction: int
    preposition: int
    anywhere: int


_LENGTHS = (
    _Lengths(sentence=1, pause=2, conjunction=3, preposition=4, anywhere=8),
    _Lengths(sentence=2, pause=4, conjunction=8, preposition=12, anywhere=18),
    _Lengths(sentence=3, pause=7, conjunction=14, preposition=20, anywhere=30),
)
"""For the first clause, the second, and all later ones. Two words last as long as synthesis needs
for about the next four; a clause of seven hides what the next of fourteen takes."""


class ClauseSplitter:
    """Takes pieces of text as they come and gives clauses; joined, they are the text again.

    Where the cuts fall does not depend on how the text was cut into pieces.
    """

    def __init__(self) -> None:
        self._held = ""
        self._start = 0
        self._given = 0

    def feed(self, delta: str) -> tuple[Clause, ...]:
        """Take a piece of text; the clauses that are complete with it."""
        clauses: list[Clause] = []
        for character in delta:
            self._held += character
            if character.isspace():
                cut = self._cut()
                if cut:
                    clauses.append(self._take(cut))
        return tuple(clauses)

    def flush(self) -> tuple[Clause, ...]:
        """The text has ended: what is left of it, if anything is."""
        return (self._take(len(self._held)),) if self._held else ()

    def _take(self, size: int) -> Clause:
        clause = Clause(self._held[:size], self._start)
        self._held = self._held[size:]
        self._start += size
        self._given += not (self._given == 0 and is_interjection(clause.text))
        return clause

    def _cut(self) -> int:
        """Where to cut what is held, which ends in a space just after a word; 0 for not yet."""
        words = [word for word in self._held.split() if any(c.isalnum() for c in word)]
        lengths = _LENGTHS[min(self._given, len(_LENGTHS) - 1)]
        count = len(words)
        last = self._held.split()[-1] if self._held.strip() else ""
        if not count or not last:
            return 0
        if self._held.endswith("\n") and not _is_label(words, last):
            return len(self._held)
        bare = last.rstrip(_CLOSING)
        if _ends_sentence(bare, words):
            return len(self._held) if count >= lengths.sentence else 0
        if bare[-1:] in _PAUSE_MARKS:
            # A hyphen or a dash counts only when it stands alone: "well- " is being spelled out.
            stands = bare[-1:] not in "-–" or not any(c.isalnum() for c in bare)
            alone = self._start == 0 and is_interjection(self._held)
            return len(self._held) if stands and (alone or count >= lengths.pause) else 0
        return self._cut_before(last, count, lengths)

    def _cut_before(self, last: str, count: int, lengths: _Lengths) -> int:
        """Without a mark: before a word that begins a phrase, or anywhere when it is too long."""
        word = last.lower()
        before = len(self._held.rstrip()) - len(last)
        begins = (word in _CONJUNCTIONS and count > lengths.conjunction) or (
            word in _PREPOSITIONS and count > lengths.preposition
        )
        if begins:
            return before
        return len(self._held) if count >= lengths.anywhere else 0


def is_interjection(text: str) -> bool:
    """Whether these are words that are said alone before one goes on, such as "Oh,"."""
    return text.strip().rstrip(_SENTENCE_MARKS + _PAUSE_MARKS).lower() in _INTERJECTIONS


def _ends_sentence(bare: str, words: list[str]) -> bool:
    if bare[-1:] not in _SENTENCE_MARKS or not bare:
        return False
    if _is_label(words, bare):
        return False
    word = bare.lstrip("\"'“‘([{*_").lower()
    initial = len(word) == 2 and word[0].isalpha() and word not in {"i.", "a?"} and word[1] == "."
    return word not in _ABBREVIATIONS and not initial


def _is_label(words: list[str], last: str) -> bool:
    """Whether all there is so far is the number of a list's entry: "1."."""
    return len(words) == 1 and last.rstrip(".)").isdigit() and last[-1:] in ".)"
