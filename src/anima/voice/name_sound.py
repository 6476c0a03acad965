"""Whether what a recogniser wrote may be a name: by its sounds, because it spells names by ear.

"Wren" comes back as "Ren", "when" or "Ran". One or two neighbouring words are compared with the
name as a whole: "rounder" has the sounds of "Wren" in it, and is not it.
"""

import functools
import itertools
import re

from anima.voice.pronunciation import pronunciation

UNLIKE = 0.34
"""Share of the sounds that may differ: one consonant in three."""

_VOWEL_COST = 0.4
"""Of one vowel for another: recognisers and speakers differ most in vowels."""

_VOWELS = frozenset("aeiouæɑɒɔəɛɜɪʊʌAIOQWYᵊᵻɐ")
_NO_SOUND = re.compile("[ˈˌː ʔ]")
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")


def may_be(name: str, text: str) -> bool:
    """Whether one or two words of this text sound like the name."""
    wanted = _sounds(name)
    words = [_sounds(word) for word in _WORD.findall(text)]
    pairs = [one + other for one, other in itertools.pairwise(words)]
    return bool(wanted) and any(_unlike(each, wanted) <= UNLIKE for each in (*words, *pairs))


@functools.lru_cache(maxsize=4096)
def _sounds(text: str) -> str:
    found = pronunciation(british=False).sounds(text)
    return _NO_SOUND.sub("", "".join(each.phonemes for each in found if each.is_word))


def _unlike(one: str, other: str) -> float:
    """The share of their sounds in which two words differ: 0 for none, 1 for all."""
    row = [float(place) for place in range(len(other) + 1)]
    for number, sound in enumerate(one, start=1):
        before, row = row, [float(number)]
        for place, wanted in enumerate(other):
            changed = before[place] + _change(sound, wanted)
            row.append(min(changed, before[place + 1] + 1, row[-1] + 1))
    return row[-1] / max(1, len(one), len(other))


def _change(one: str, other: str) -> float:
    if one == other:
        return 0.0
    return _VOWEL_COST if one in _VOWELS and other in _VOWELS else 1.0
