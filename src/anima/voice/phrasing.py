"""Phrases: how much is synthesised at once. A sentence, mostly."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from anima.voice.pronunciation import Sound

LONGEST_PHRASE = 240
"""Phonemes of a phrase (about 16 s): beyond, Kokoro begins to hurry, and sound comes late."""

_SHORT_SENTENCE = 10
"""Phonemes below which a sentence is said with the next one: alone, "Oh." sounds clipped."""

_SENTENCE_ENDS = frozenset(".!?…")


@dataclass(frozen=True, slots=True)
class Phrase:
    """Sounds that are synthesised together.

    Attributes:
        sounds: The words and marks.
        phonemes: All of them as the model takes them.
        ends: For every sound, the offset in `phonemes` just after it.
    """

    sounds: tuple[Sound, ...]
    phonemes: str
    ends: tuple[int, ...]


def phrases(sounds: Sequence[Sound]) -> Iterator[Phrase]:
    """Sentences, the shortest joined with the next, the longest cut at a pause."""
    held: list[Sound] = []
    size = 0
    for index, sound in enumerate(sounds):
        length = len(_written(sound))
        if held and size + length > LONGEST_PHRASE:
            cut = _best_cut(held)
            yield from _phrase(held[:cut])
            held = held[cut:]
            size = sum(len(_written(kept)) for kept in held)
        held.append(sound)
        size += length
        following = sounds[index + 1] if index + 1 < len(sounds) else None
        ended = sound.phonemes in _SENTENCE_ENDS and following is not None and following.spaced
        if ended and size >= _SHORT_SENTENCE:
            yield from _phrase(held)
            held, size = [], 0
    yield from _phrase(held)


def _written(sound: Sound) -> str:
    """A sound as it stands in the model's input, cut where no word can be that long."""
    return (" " if sound.spaced else "") + sound.phonemes[: LONGEST_PHRASE - 1]


def _best_cut(sounds: Sequence[Sound]) -> int:
    """After the last pause in the later half, or else after the last word."""
    for index in range(len(sounds) - 1, len(sounds) // 2, -1):
        if not sounds[index].is_word:
            return index + 1
    return len(sounds)


def _phrase(sounds: Sequence[Sound]) -> Iterator[Phrase]:
    """The phrase of these sounds; none when there is no word among them."""
    if not any(sound.is_word for sound in sounds):
        return
    phonemes = ""
    ends: list[int] = []
    for sound in sounds:
        phonemes += _written(sound) if phonemes else _written(sound).lstrip()
        ends.append(len(phonemes))
    yield Phrase(tuple(sounds), phonemes, tuple(ends))
