"""Short words said alone, such as "Oh,": Kokoro invents sound after them, so they are cut out.

Its training knows hardly any phrase of two or three phonemes. Alone, "Oh," was read back as "Oh,
over there." or "Load." in some voices, with sound up to 0.24 s past the predicted end of the word.
Said before other words it ends where it is predicted to, and so that is how it is made.
"""

import numpy as np

from anima.voice.speech import Samples
from anima.voice.synthesis import Synthesis

LONGEST = 4
"""Phonemes and stresses of a short word: "well" has four, "hello" six."""

MARKS = frozenset(",.;:!?…—")

FOLLOWED = " tˈɛl mi mˈɔɹ."
"""Said after it and thrown away. It begins with a sound before which the mouth is closed."""

_FADE_SECONDS = 0.05


def is_short(phonemes: str) -> bool:
    """Whether this is one word that is too short to be said alone."""
    word = phonemes.rstrip("".join(MARKS))
    return 0 < len(word) <= LONGEST and " " not in word


def first_word(followed: Synthesis, size: int, mark: int, rate: int) -> Synthesis:
    """The word that begins this sound, with what belongs to it, up to the quietest moment after it.

    Args:
        followed: The word, its mark, and what follows.
        size: Phonemes that are kept, a mark at the end among them.
        mark: Phonemes up to and with the mark.
        rate: Samples per second.
    """
    word = followed.ends[mark - 2]
    step = rate // 100
    after = followed.samples[word : max(followed.ends[mark - 1], word + step)]
    frames = after[: after.size // step * step].reshape(-1, step)
    quietest = int(np.argmin(np.square(frames).mean(axis=1))) if frames.size else 0
    end = min(word + (quietest + 1) * step, followed.samples.size)
    ends = tuple(min(each, end) for each in followed.ends[:size])
    return Synthesis(_fading(followed.samples[:end], round(_FADE_SECONDS * rate)), ends)


def _fading(samples: Samples, length: int) -> Samples:
    faded = np.array(samples, np.float32)
    length = min(length, faded.size)
    if length:
        faded[-length:] *= np.cos(np.linspace(0, np.pi / 2, length, dtype=np.float32)) ** 2
    return faded
