"""Samples as they travel: PCM16, mono."""

import numpy as np

from anima.voice.speech import Samples

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
