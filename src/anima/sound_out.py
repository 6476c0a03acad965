"""Sound that is handed to a person as a WAV file."""

import io
import wave
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

__all__ = ["wav_of"]


def wav_of(pieces: Sequence[NDArray[np.float32]], sample_rate: int) -> bytes:
    """Samples between -1 and 1, one piece after the other, as 16-bit mono WAV."""
    whole = np.concatenate(pieces) if pieces else np.zeros(0, np.float32)
    pcm = (np.clip(whole, -1.0, 1.0) * 32767).astype("<i2")
    file = io.BytesIO()
    with wave.open(file, "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(2)
        sound.setframerate(sample_rate)
        sound.writeframes(pcm.tobytes())
    return file.getvalue()
