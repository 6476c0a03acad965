"""English words to Kokoro's phonemes: two dictionaries first, then rules, then a small network.

The first dictionary is that of kokorog2p (Apache-2.0, from Misaki), the second CMUdict, which has
more names. No espeak: that would be GPL.
"""

import functools
import re
import threading
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from kokorog2p.en.lexicon import CONSONANTS, VOWELS, Lexicon, TokenContext
from kokorog2p.vocab import get_vocab

from anima.voice.homographs import OVERRIDES, reading
from anima.voice.letter_to_sound import LetterToSound, to_kokoro
from anima.voice.word_list import WordList, word_list

_PIECE = re.compile(r"[^\W\d_]+(?:['\u2019-][^\W\d_]+)*'?|[^\w\s]|\d")
_CAMEL = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+")
_PAUSES = frozenset(";:,.!?—…")
_MARKS = _PAUSES | frozenset("“”()")
_ALIKE = {"-": "", "–": "—", "’": "'", "[": "(", "]": ")", '"': ""}
_SAID = {
    "mhm": "ˌmhˈʌm",
    "hmm": "hˈmm",
    "hm": "hˈmm",
    "mm": "ˈmm",
    "mmm": "ˈmm",
    "shh": "ʃ",
    "zoe": "zˈOi",
    # Names that the dictionaries have wrong, or not at all.
    "angeles": "ˈænʤələs",
    "aoife": "ˈifə",
    "camus": "kæmˈu",
    "caoimhe": "kwˈivə",
    "eoin": "ˈOɪn",
    "esme": "ˈɛzmA",
    "eva": "ˈivə",
    "hermione": "həɹmˈIəni",
    "isla": "ˈIlə",
    "los": "lˌɔs",
    "maeve": "mˈAv",
    "mila": "mˈilə",
    "nadia": "nˈɑdiə",
    "niamh": "nˈiv",
    "résumé": "ɹˈɛzʊmˌA",
    "saoirse": "sˈɜɹʃə",
    "siobhan": "ʃəvˈɔn",
}
_VOWEL_LETTERS = frozenset("aeiouy")
_COMPOUND_PART = 4
"""Letters that each half of a compound needs; below, names are torn apart by chance."""


@dataclass(frozen=True, slots=True)
class Sound:
    """A word or a punctuation mark, as it is given to Kokoro.

    Attributes:
        phonemes: In Kokoro's alphabet.
        end: Offset just after it in the spoken text.
        is_word: False for punctuation.
        spaced: Whether a space stands before it.
    """

    phonemes: str
    end: int
    is_word: bool
    spaced: bool


class Pronunciation:
    """Says how English text sounds, with an American or a British accent."""

    def __init__(self, *, british: bool = False, words: WordList | None = None) -> None:
        self._british = british
        self._words = words
        self._lexicon = Lexicon(british=british)
        self._guess = LetterToSound(british=british)
        self._british = british
        self._letters = frozenset(get_vocab())

    def sounds(self, text: str) -> tuple[Sound, ...]:
        """The words and marks of `text` (made speakable before), in order."""
        pieces = list(_PIECE.finditer(text))
        words = [piece.group().lower().replace("’", "'") for piece in pieces]
        context = TokenContext()
        sounds: list[Sound] = []
        # Backwards, because "the" and "to" sound by the word that follows them.
        for index in range(len(pieces) - 1, -1, -1):
            piece = pieces[index]
            is_word = piece.group()[0].isalnum()
            phonemes = (
                self._word(piece.group(), _tag(piece.group(), words, index), context)
                if is_word
                else _mark(piece.group())
            )
            phonemes = "".join(c for c in phonemes if c in self._letters)
            context = _before(context, phonemes, words[index])
            if phonemes:
                spaced = piece.start() > 0 and text[piece.start() - 1].isspace()
                sounds.append(Sound(phonemes, piece.end(), is_word, spaced))
        return tuple(reversed(sounds))

    def _word(self, word: str, tag: str | None, context: TokenContext) -> str:
        word = word.replace("’", "'")
        special = OVERRIDES.get((word.lower(), tag or "")) or _SAID.get(word.lower())
        if special:
            return special
        found = self._known(word, tag, context)
        if found is not None:
            return found
        if "-" in word:
            parts = [part for part in word.split("-") if part]
            return " ".join(self._word(part, None, context) for part in parts)
        return self._unknown(word, context)

    def _known(self, word: str, tag: str | None, context: TokenContext) -> str | None:
        phonemes = self._lexicon(word, tag, None, context)[0]
        if phonemes is None:
            bare = "".join(
                c for c in unicodedata.normalize("NFKD", word) if not unicodedata.combining(c)
            )
            phonemes = self._lexicon(bare, tag, None, context)[0] if bare != word else None
        return phonemes

    def _unknown(self, word: str, context: TokenContext) -> str:
        stem, _, ending = word.partition("'")
        if ending == "s":
            sounds = self._word(stem, None, context)
            return sounds + ("ɪz" if sounds[-1:] in "szʃʒʧʤ" else "z" if _voiced(sounds) else "s")
        if self._words and (arpabet := self._words.arpabet(word)):
            return to_kokoro(arpabet, british=self._british)
        humps = _CAMEL.findall(word)
        if len(humps) > 1 and "".join(humps) == word:
            return " ".join(self._word(hump, None, context) for hump in humps)
        if not _VOWEL_LETTERS.intersection(word.lower()) and word.isascii():
            spelled = self._lexicon.get_NNP(word)[0]
            if spelled is not None:
                return spelled
        return self._compound(word) or self._guess.phonemes(word)

    def _compound(self, word: str) -> str:
        """Two known words written as one, the longest first word that fits; or nothing."""
        lower = word.lower()
        for cut in range(len(lower) - _COMPOUND_PART, _COMPOUND_PART - 1, -1):
            first, second = lower[:cut], lower[cut:]
            if first in self._lexicon.golds and second in self._lexicon.golds:
                one, two = (self._lexicon(part)[0] for part in (first, second))
                if one and two:
                    return one + two.replace("ˈ", "ˌ")
        return ""


_loading = threading.Lock()


@functools.cache
def _load(british: bool, words: Path | None) -> Pronunciation:
    return Pronunciation(british=british, words=word_list(words) if words else None)


def pronunciation(*, british: bool, words: Path | None = None) -> Pronunciation:
    """The pronunciation of an accent, loaded once (0.5 s, 60 MB) and shared.

    With the folder of a `WordList` it is also right about the words and names that only that knows.
    """
    with _loading:
        return _load(british, words)


def _tag(written: str, words: Sequence[str], index: int) -> str | None:
    # "Plan A", "vitamin A" and "A M" name the letter.
    before = words[index - 1] if index else ""
    after = words[index + 1] if index + 1 < len(words) else ""
    letter = written == "A" and (before.isalpha() or (len(after) == 1 and after.isalpha()))
    return None if letter else reading(words, index)


def _mark(text: str) -> str:
    mark = _ALIKE.get(text, text)
    return mark if mark in _MARKS else ""


def _voiced(sounds: str) -> bool:
    return sounds[-1:] not in "ptkfθ"


def _before(context: TokenContext, phonemes: str, word: str) -> TokenContext:
    """What the word before these phonemes has to know about them."""
    vowel = context.future_vowel
    for sound in phonemes:
        if sound in VOWELS or sound in CONSONANTS:
            vowel = sound in VOWELS
            break
        if sound in _PAUSES:
            vowel = None
            break
    return TokenContext(future_vowel=vowel, future_to=word == "to")
