"""Whether this machine keeps up with her voice; where it does not, the person is told."""

import time
from collections.abc import Callable
from pathlib import Path

from anima.voice.pronunciation import pronunciation
from anima.voice.synthesis import Stop, VoiceModel
from anima.voice.text_to_speech import Mouth

SENTENCE = "That sounds like a hard day, and you still called."
"""What she says to herself to find out: 2.5 s of speech."""

SLOWEST = 1.0
"""Seconds of work for a second of speech beyond which her voice would break off while she speaks.
Two cores of a server of 2020 need 0.45."""

_TRIES = 3
"""The quickest counts: other models wake at the same time."""


def pace(model: VoiceModel, voice: str, *, clock: Callable[[], float] = time.perf_counter) -> float:
    """Seconds of work for a second of speech in this voice; tried again only when it is slow."""
    sounds = pronunciation(british=model.is_british(voice)).sounds(SENTENCE)
    phonemes = "".join((" " if each.spaced else "") + each.phonemes for each in sounds).strip()
    best = float("inf")
    for _ in range(_TRIES):
        began = clock()
        spoken = model.synthesise(phonemes, voice, 1.0, Stop())
        best = min(best, (clock() - began) * model.sample_rate / max(1, spoken.samples.size))
        if best <= SLOWEST:
            break
    return best


def measured(
    model: VoiceModel,
    voice: str,
    *,
    words: Path | None = None,
    clock: Callable[[], float] = time.perf_counter,
) -> Mouth:
    """Speak with this model, and know how well this machine keeps up with it.

    Args:
        model: Her voices.
        voice: One of them, to measure with.
        words: The folder of a `WordList`.
        clock: What the time is taken from, in seconds.
    """
    needed = pace(model, voice, clock=clock)
    if needed <= SLOWEST:
        return Mouth(model, pace=needed, words=words)
    note = (
        f"This machine needs {needed:.1f} s for a second of her voice, so her voice will break off "
        "in long answers. It helps to close other programs; what she says can also be read."
    )
    return Mouth(model, pace=needed, note=note, words=words)
