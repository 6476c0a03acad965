"""Samples as they travel: PCM16, and other sampling rates than ours."""

import numpy as np

from anima.values import AudioError
from anima.voice.speech import INPUT_RATE, Samples

_FULL_SCALE = 32768.0


def to_pcm16(samples: Samples) -> bytes:
    """Little-endian 16-bit integers; what is louder than full scale is clipped."""
    scaled = np.clip(samples * np.float32(_FULL_SCALE), -_FULL_SCALE, _FULL_SCALE - 1)
    return scaled.astype("<i2").tobytes()


def from_pcm16(pcm: bytes) -> Samples:
    """The reverse of `to_pcm16`; an odd last byte is ignored."""
    whole = pcm[: len(pcm) // 2 * 2]
    return np.frombuffer(whole, "<i2").astype(np.float32) / np.float32(_FULL_SCALE)


def to_mono(samples: Samples, channels: int) -> Samples:
    """The mean of interleaved channels; an incomplete last frame is ignored."""
    whole = samples[: samples.size // channels * channels]
    return whole.reshape(-1, channels).mean(axis=1, dtype=np.float32)


def at_input_rate(samples: Samples, rate: int) -> Samples:
    """Resample to 16 kHz by a whole number; averaging is filter enough for speech models.

    Raises:
        AudioError: The rate is no whole multiple or fraction of 16 kHz.
    """
    if rate == INPUT_RATE:
        return samples
    if rate % INPUT_RATE == 0:
        return to_mono(samples, rate // INPUT_RATE)
    if INPUT_RATE % rate == 0:
        return np.repeat(samples, INPUT_RATE // rate)
    raise AudioError(f"Audio at {rate} Hz is not supported: use 16000, 32000, 48000 or 8000.")
