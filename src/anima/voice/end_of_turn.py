"""End of turn by Smart Turn: from the melody of the last seconds, has the speaker finished?"""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import onnxruntime
from numpy.typing import NDArray

from anima.values import WeightsError
from anima.voice.log_mel import LogMel
from anima.voice.speech import INPUT_RATE, Samples

WINDOW_SECONDS = 8
"""What the model was trained on: the last eight seconds, silence put in front of shorter ones."""

_WINDOW = WINDOW_SECONDS * INPUT_RATE


class SmartTurn:
    """Smart Turn v3.2, shared by all lines; judges one pause at a time, off the event loop."""

    def __init__(self, model_path: Path, *, threads: int = 1) -> None:
        """Load the ONNX model.

        Raises:
            WeightsError: The file is missing or not the model.
        """
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        options.inter_op_num_threads = 1
        # Threads that spin while they wait take the cores from the language model.
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        try:
            self._session = onnxruntime.InferenceSession(
                str(model_path), options, providers=["CPUExecutionProvider"]
            )
        except Exception as error:  # onnxruntime raises classes of its own without a common base
            raise WeightsError(
                "The end-of-turn model could not be loaded.", advice="Run: anima models get"
            ) from error
        self._features = LogMel()
        self._worker = ThreadPoolExecutor(1, thread_name_prefix="end-of-turn")

    async def probability(self, samples: Samples) -> float:
        """How likely it is, 0 to 1, that a speaker who fell silent here has finished."""
        if not samples.size:
            return 0.0
        return await asyncio.get_running_loop().run_in_executor(self._worker, self._judge, samples)

    def close(self) -> None:
        """Let the worker thread end; what is asked already is still answered."""
        self._worker.shutdown(wait=False)

    def _judge(self, samples: Samples) -> float:
        features = self._features(_window(samples))[None]
        output: NDArray[np.float32] = np.asarray(
            self._session.run(None, {"input_features": features})[0], np.float32
        )
        return float(output.reshape(-1)[0])


def _window(samples: Samples) -> Samples:
    """The last eight seconds, with mean 0 and variance 1 as in training."""
    last = samples[-_WINDOW:]
    window = np.pad(last, (_WINDOW - last.size, 0))
    return ((window - window.mean()) / np.sqrt(window.var() + 1e-7)).astype(np.float32)
