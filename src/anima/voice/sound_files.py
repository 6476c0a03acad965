"""Sound files: any common format in, 16 kHz mono samples out; WAV written whole or not at all."""

import os
import tempfile
import wave
from pathlib import Path

import miniaudio
import numpy as np
import samplerate

from anima.values import AudioError
from anima.voice.speech import INPUT_RATE, Samples

_CONVERT = "Convert it to WAV, FLAC, OGG or MP3 and try again."

_WHOLE = 0.98
"""Share of the frames promised by the file's head that must be there; encoders pad a little."""


def read_sound(path: Path) -> Samples:
    """Read a sound file (WAV, FLAC, OGG Vorbis or MP3, any rate) at 16 kHz, mono.

    Raises:
        AudioError: The file is missing, empty, cut short, or holds no sound.
    """
    if not path.is_file():
        raise AudioError(f"There is no file {path.name}.", advice="Check the name and the folder.")
    if path.stat().st_size == 0:
        raise AudioError(f"{path.name} is empty.", advice="Record it again.")
    samples, rate = _decode(path)
    if not samples.size:
        raise AudioError(f"{path.name} holds no sound.", advice="Record it again.")
    # Floating-point files may hold anything; a value that is not a number spreads in every model.
    samples = np.clip(np.nan_to_num(samples, nan=0.0), -1.0, 1.0)
    return samples if rate == INPUT_RATE else resampled(samples, rate)


def resampled(samples: Samples, rate: int) -> Samples:
    """The same sound, given at `rate` samples per second, at 16 kHz (band-limited sinc)."""
    converted = samplerate.resample(samples, INPUT_RATE / rate, "sinc_medium")
    return np.clip(np.asarray(converted, np.float32), -1.0, 1.0)


def write_wav(path: Path, samples: Samples, rate: int) -> None:
    """Write mono 16-bit WAV. The file appears whole: a crash never leaves half of one.

    Raises:
        AudioError: The folder is missing, full, or may not be written to.
    """
    pcm = (np.clip(np.nan_to_num(samples), -1.0, 1.0) * 32767).round().astype("<i2")
    try:
        handle, name = tempfile.mkstemp(suffix=".part", dir=path.parent)
    except OSError as error:
        raise _unwritable(path) from error
    try:
        with os.fdopen(handle, "wb") as stream:
            with wave.open(stream, "wb") as sound:
                sound.setnchannels(1)
                sound.setsampwidth(2)
                sound.setframerate(rate)
                sound.writeframes(pcm.tobytes())
            stream.flush()
            os.fsync(stream.fileno())
        Path(name).replace(path)
    except OSError as error:
        Path(name).unlink(missing_ok=True)
        raise _unwritable(path) from error


def _unwritable(path: Path) -> AudioError:
    return AudioError(
        f"{path.name} could not be written.",
        advice="Check that the folder exists, may be written to, and has space.",
    )


def _decode(path: Path) -> tuple[Samples, int]:
    """Mono samples at the file's own rate; the decoder's own resampling is a plain one."""
    try:
        content = path.read_bytes()
        info = miniaudio.get_file_info(str(path))
        decoded = miniaudio.decode(
            content,
            output_format=miniaudio.SampleFormat.FLOAT32,
            nchannels=1,
            sample_rate=info.sample_rate,
        )
    except (miniaudio.MiniaudioError, OSError) as error:
        raise AudioError(f"{path.name} is damaged or not a sound file.", advice=_CONVERT) from error
    samples = np.frombuffer(decoded.samples, np.float32)
    if info.num_frames and samples.size < info.num_frames * _WHOLE:
        raise AudioError(f"{path.name} is cut short.", advice="Record or copy it again.")
    return samples, info.sample_rate
