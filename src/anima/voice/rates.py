"""A stream of sound at another rate."""

import numpy as np
import samplerate

from anima.voice.speech import Samples


class RateChange:
    """Resamples piece after piece without a seam (band-limited sinc)."""

    def __init__(self, rate: int, to: int) -> None:
        self.rate = rate
        self._ratio = to / rate
        self._resampler = samplerate.Resampler("sinc_fastest", channels=1)

    def changed(self, samples: Samples) -> Samples:
        """The next piece at the new rate; a few samples may come with the piece after it."""
        if self._ratio == 1 or not samples.size:
            return samples
        converted = self._resampler.process(samples, self._ratio, end_of_input=False)
        return np.clip(np.asarray(converted, np.float32), -1.0, 1.0)
