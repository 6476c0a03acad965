"""What synthesis asks of a voice model: phonemes in, sound and the length of each phoneme out."""

from dataclasses import dataclass
from typing import Protocol

import onnxruntime

from anima.voice.speech import Samples


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


class VoiceModel(Protocol):
    """A network that speaks. Its methods block: they are called from a worker thread."""

    @property
    def sample_rate(self) -> int:
        """Samples per second of what it makes."""
        ...

    def is_british(self, voice: str) -> bool:
        """Which English a voice speaks; raises `WeightsError` when there is no such voice."""
        ...

    def synthesise(self, phonemes: str, voice: str, speed: float, stop: Stop) -> Synthesis:
        """Say these phonemes (Kokoro's alphabet) in this voice.

        Args:
            phonemes: At most `LONGEST_PHRASE` of them.
            voice: One that `is_british` knows.
            speed: 1 is the voice's own pace, 2 twice as fast.
            stop: Stops the work when another thread sets it.
        """
        ...


def with_output(model: bytes, tensor: str) -> bytes:
    """An ONNX model that also returns one of its inner tensors.

    Protobuf merges messages that are written one after the other, so that
    `ModelProto.graph.output[].name` (fields 7, 12 and 1) can be appended without parsing.
    """
    return model + _field(7, _field(12, _field(1, tensor.encode())))


def opened(model: bytes, threads: int) -> onnxruntime.InferenceSession:
    """A session for a model that shares the machine with others."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    # Measured with the cores shared: spinning made 15 words take 4.8 s instead of 2.7.
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    options.log_severity_level = 4
    return onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])


def _field(number: int, content: bytes) -> bytes:
    """A length-delimited protobuf field; ours are shorter than 128 bytes."""
    return bytes((number << 3 | 2, len(content))) + content
