"""A letter said in her voice, with a pause after each paragraph."""

import numpy as np
from numpy.typing import NDArray

from anima.voice import TextToSpeech

__all__ = ["PAUSE_SECONDS", "read_letter"]

PAUSE_SECONDS = 0.7
"""Silence between two paragraphs."""


async def read_letter(mouth: TextToSpeech, text: str, voice: str) -> list[NDArray[np.float32]]:
    """The samples of a letter, piece by piece."""
    pause = np.zeros(int(PAUSE_SECONDS * mouth.sample_rate), np.float32)
    pieces: list[NDArray[np.float32]] = []
    for paragraph in text.split("\n\n"):
        async for chunk in mouth.speak(" ".join(paragraph.split()), voice=voice):
            pieces.append(chunk.samples)
        pieces.append(pause)
    return pieces
