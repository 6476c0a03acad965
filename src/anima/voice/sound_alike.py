"""How alike two stretches of speech sound, by their phonemes, and look, by their letters."""

import functools
import unicodedata

from anima.voice.pronunciation import pronunciation

_WHOLE = str.maketrans(
    {
        "A": "ei",
        "I": "ai",
        "O": "ou",
        "W": "au",
        "Y": "oi",
        "Q": "ou",
        "ʤ": "dʒ",
        "ʧ": "tʃ",
        "ᵊ": "ə",
        "ɐ": "ə",
        "ᵻ": "ɪ",
        "ɾ": "t",
        "ɚ": "əɹ",
        "ˈ": "",
        "ˌ": "",
        "ː": "",
        " ": "",
        "ʔ": "t",
    }
)
"""Kokoro's alphabet with every diphthong and affricate as two sounds, and no stress."""

_VOWELS = frozenset("aeiouæɑɒɔəɛɜɪʊʌ")
_NEAR = tuple(
    frozenset(pair)
    for pair in (
        "pb td kɡ fv sz ʃʒ θð mn nŋ lɹ vb wv θt ðd θf sʃ zʒ hx jɪ ji wu wʊ kx tʃ dʒ".split()
    )
)
_VOWEL_COST = 0.4
"""Of one vowel for another: names differ in consonants, and vowels in speakers."""

_NEAR_COST = 0.5
_VOWEL_LOST = 0.6


LEAST = 0.5
"""Likeness below which two texts have nothing to do with each other; how little is not measured."""


@functools.lru_cache(maxsize=32768)
def likeness(one: str, other: str) -> float:
    """How much two texts are alike, 0 to 1: in sound or, a little less, in letters.

    What is less alike than `LEAST` may count as 0.
    """
    sound = _alike(sounds_of(one), sounds_of(other))
    return max(sound, 0.9 * _alike(letters_of(one), letters_of(other)))


@functools.lru_cache(maxsize=8192)
def sounds_of(text: str) -> str:
    """The sounds of a text one by one, without stress."""
    found = pronunciation(british=False).sounds(text)
    return "".join(sound.phonemes for sound in found if sound.is_word).translate(_WHOLE)


@functools.lru_cache(maxsize=8192)
def letters_of(text: str) -> str:
    """The letters of a text: lower case, no accents, no spaces."""
    plain = unicodedata.normalize("NFKD", text.lower().replace("ł", "l").replace("ø", "o"))
    return "".join(letter for letter in plain if letter.isalpha() and letter.isascii())


def _alike(one: str, other: str) -> float:
    longest = max(len(one), len(other))
    if not longest or 2 * min(len(one), len(other)) < longest:
        return 0.0
    # Most pairs have little in common, and are told apart without measuring how little.
    if 3 * len(set(one) & set(other)) < len(set(other)):
        return 0.0
    far = (1 - LEAST) * longest
    if _alone(one, other) > far or _alone(other, one) > far:
        return 0.0
    distance = _distance(one, other, far)
    return 0.0 if distance > far else 1 - distance / longest


def _alone(one: str, other: str) -> float:
    """What the sounds of one that are not in the other cost at least."""
    lost = [sound for sound in one if sound not in other]
    vowels = sum(sound in _VOWELS for sound in lost)
    return _VOWEL_COST * vowels + _NEAR_COST * (len(lost) - vowels)


def _distance(one: str, other: str, far: float) -> float:
    """The least sum of changes that make one of the other, or something beyond `far`."""
    losses = [_loss(sound) for sound in other]
    row = [0.0]
    for lost in losses:
        row.append(row[-1] + lost)
    for sound in one:
        lost = _loss(sound)
        before, last = row, row[0] + lost
        row = [last]
        for index, wanted in enumerate(other):
            changed = before[index] + (0.0 if sound == wanted else _change(sound, wanted))
            last = min(changed, before[index + 1] + lost, last + losses[index])
            row.append(last)
        nearest = min(row)
        if nearest > far:  # from here on it only grows
            return nearest
    return row[-1]


def _loss(sound: str) -> float:
    return _VOWEL_LOST if sound in _VOWELS else 1.0


@functools.cache
def _change(one: str, other: str) -> float:
    if one in _VOWELS and other in _VOWELS:
        return _VOWEL_COST
    return _NEAR_COST if frozenset((one, other)) in _NEAR else 1.0
