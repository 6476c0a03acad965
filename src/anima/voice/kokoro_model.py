"""The Kokoro network: phonemes in, sound and the length of every phoneme out."""

import re
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import onnxruntime
from kokorog2p.vocab import get_vocab
from numpy.typing import NDArray

from anima.values import WeightsError
from anima.voice.short_words import FOLLOWED, MARKS, first_word, is_short
from anima.voice.speech import Samples
from anima.voice.synthesis import Stop, Synthesis, opened, with_output
from anima.voice.voices import plain_voice

SAMPLE_RATE = 24_000

LONGEST_TOKENS = 510
"""The model's context of 512, without the silence that stands before and after."""

STYLE_SIZE = 256

_FRAME = 600
"""Samples of the unit in which the model counts the length of a phoneme (25 ms)."""

_DURATIONS = "/encoder/Clip_output_0"
"""The tensor inside the published graph that holds the lengths: rounded, at least one frame."""

WHISPERER, WHISPERED = "af_nicole", 0.7
"""The one voice of the model that whispers, and its share in the style of a voice that is to: half
of the way is hardly heard as a whisper, all of it is another's voice."""

_VOICE = re.compile(r"[a-z]{2}_[a-z]+")

_VOWELS = frozenset("AIOQWYaiuæɑɐɒɔəɛɜɪʊʌᵻɚ")


class KokoroModel:
    """Kokoro-82M in ONNX, with the voices of a folder, each loaded when it is first used."""

    sample_rate = SAMPLE_RATE

    def __init__(self, model_path: Path, voices_folder: Path, *, threads: int = 2) -> None:
        """Load the model (0.5 s).

        Raises:
            WeightsError: The file is missing or not the model.
        """
        self._voices_folder = voices_folder
        self._styles: dict[str, Samples] = {}
        try:
            self._session = _open(model_path, threads)
        except Exception as error:  # onnxruntime raises classes of its own without a common base
            raise WeightsError(
                "The voice model could not be loaded.", advice="Run: anima models get"
            ) from error
        self._measures = len(self._session.get_outputs()) > 1
        self._tokens = get_vocab()

    def is_british(self, voice: str) -> bool:
        """Whether its name begins with b.

        Raises:
            WeightsError: There is no such voice, or it is damaged.
        """
        self._style(voice)
        return voice.startswith("b")

    def _style(self, voice: str) -> Samples:
        """A voice has one row of style for every number of phonemes."""
        if voice not in self._styles and (plain := plain_voice(voice)) != voice:
            hers, whisper = self._style(plain), self._style(WHISPERER)
            mixed = (1 - WHISPERED) * hers + WHISPERED * whisper
            self._styles[voice] = mixed.astype(np.float32)
        if voice not in self._styles:
            path = self._voices_folder / f"{voice}.bin"
            if not _VOICE.fullmatch(voice) or not path.is_file():
                raise WeightsError("There is no such voice.", advice="Run: anima models get")
            rows = np.fromfile(path, "<f4")
            if rows.size != LONGEST_TOKENS * STYLE_SIZE:
                raise WeightsError(f"The voice {voice} is damaged.", advice="Run: anima models get")
            self._styles[voice] = rows.reshape(-1, STYLE_SIZE).astype(np.float32)
        return self._styles[voice]

    def synthesise(self, phonemes: str, voice: str, speed: float, stop: Stop) -> Synthesis:
        """Say these phonemes; see `VoiceModel`. It stops within 20 ms."""
        if not self._measures or not is_short(phonemes):
            return self._synthesise(phonemes, voice, speed, stop)
        marked = phonemes if phonemes[-1] in MARKS else f"{phonemes},"
        followed = self._synthesise(marked + FOLLOWED, voice, speed, stop)
        return first_word(followed, len(phonemes), len(marked), self.sample_rate)

    def _synthesise(self, phonemes: str, voice: str, speed: float, stop: Stop) -> Synthesis:
        style = self._style(voice)[len(phonemes) - 1]
        tokens = [0, *(self._tokens[phoneme] for phoneme in phonemes), 0]
        outputs: Sequence[NDArray[np.float32]] = [
            np.asarray(output, np.float32).reshape(-1)
            for output in self._session.run(
                None,
                {
                    "tokens": np.array([tokens], np.int64),
                    "style": style.reshape(1, STYLE_SIZE),
                    "speed": np.array([speed], np.float32),
                },
                stop.options,
            )
        ]
        samples = outputs[0]
        lengths = (
            outputs[1] * _FRAME if self._measures else _estimated_lengths(phonemes, samples.size)
        )
        ends = np.minimum(np.cumsum(lengths), samples.size).astype(int)
        return Synthesis(samples, tuple(int(end) for end in ends[1:-1]))


def _open(model_path: Path, threads: int) -> onnxruntime.InferenceSession:
    model = model_path.read_bytes()
    try:
        return opened(with_output(model, _DURATIONS), threads)
    except Exception:  # another export of the model: its word times are estimated
        return opened(model, threads)


def _estimated_lengths(phonemes: str, size: int) -> NDArray[np.float32]:
    """Lengths by the kind of sound: vowels twice a consonant, silence before and after."""
    weights = [
        0.0 if phoneme in "ˈˌː" else 2.0 if phoneme in _VOWELS else 4.0 if phoneme in ",.;!?" else 1
        for phoneme in phonemes
    ]
    silence = min(0.3 * SAMPLE_RATE, size / 4)
    total = max(sum(weights), 1.0)
    spoken = [weight / total * (size - 2 * silence) for weight in weights]
    return np.array([silence, *spoken, silence], np.float32)
