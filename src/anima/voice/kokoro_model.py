"""The Kokoro network: phonemes in, sound and the length of every phoneme out."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import onnxruntime
from kokorog2p.vocab import get_vocab
from numpy.typing import NDArray

from anima.values import WeightsError
from anima.voice.speech import Samples

SAMPLE_RATE = 24_000

LONGEST_TOKENS = 510
"""The model's context of 512, without the silence that stands before and after."""

STYLE_SIZE = 256

_FRAME = 600
"""Samples of the unit in which the model counts the length of a phoneme (25 ms)."""

_DURATIONS = "/encoder/Clip_output_0"
"""The tensor inside the published graph that holds the lengths: rounded, at least one frame."""

_VOWELS = frozenset("AIOQWYaiuæɑɐɒɔəɛɜɪʊʌᵻɚ")


@dataclass(frozen=True, slots=True)
class Synthesis:
    """Sound, and the sample at which each phoneme of the input ends."""

    samples: Samples
    ends: tuple[int, ...]


class Stop:
    """Stops a synthesis that another thread runs."""

    def __init__(self) -> None:
        self.options = onnxruntime.RunOptions()
        self.options.log_severity_level = 4  # a stopped synthesis is no error worth a line

    def set(self) -> None:
        """Stop now, and let nothing begin that has not begun."""
        self.options.terminate = True


class KokoroModel:
    """Kokoro-82M in ONNX. `synthesise` blocks: call it from a worker thread."""

    def __init__(self, model_path: Path, *, threads: int = 2) -> None:
        """Load the model (0.5 s).

        Raises:
            WeightsError: The file is missing or not the model.
        """
        try:
            self._session = _open(model_path, threads)
        except Exception as error:  # onnxruntime raises classes of its own without a common base
            raise WeightsError(
                "The voice model could not be loaded.", advice="Run: anima models get"
            ) from error
        self._tokens = get_vocab()

    def synthesise(
        self,
        phonemes: str,
        style: Samples,
        speed: float,
        stop: Stop,
    ) -> Synthesis:
        """Say these phonemes, at most `LONGEST_TOKENS` of them.

        Args:
            phonemes: Characters of Kokoro's alphabet; others must be filtered out before.
            style: The voice's row for this many phonemes, `STYLE_SIZE` numbers.
            speed: 1 is the voice's own pace, 2 twice as fast.
            stop: Stops the work within 20 ms when another thread sets it.
        """
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
            outputs[1] * _FRAME if len(outputs) > 1 else _estimated_lengths(phonemes, samples.size)
        )
        ends = np.minimum(np.cumsum(lengths), samples.size).astype(int)
        return Synthesis(samples, tuple(int(end) for end in ends[1:-1]))


def _open(model_path: Path, threads: int) -> onnxruntime.InferenceSession:
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    # Measured with the cores shared: spinning made 15 words take 4.8 s instead of 2.7.
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    options.log_severity_level = 4
    model = model_path.read_bytes()
    providers = ["CPUExecutionProvider"]
    try:
        return onnxruntime.InferenceSession(
            with_output(model, _DURATIONS), options, providers=providers
        )
    except Exception:  # another export of the model: its word times are estimated
        return onnxruntime.InferenceSession(model, options, providers=providers)


def with_output(model: bytes, tensor: str) -> bytes:
    """An ONNX model that also returns one of its inner tensors.

    Protobuf merges messages that are written one after the other, so that
    `ModelProto.graph.output[].name` (fields 7, 12 and 1) can be appended without parsing.
    """
    return model + _field(7, _field(12, _field(1, tensor.encode())))


def _field(number: int, content: bytes) -> bytes:
    """A length-delimited protobuf field; ours are shorter than 128 bytes."""
    return bytes((number << 3 | 2, len(content))) + content


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
