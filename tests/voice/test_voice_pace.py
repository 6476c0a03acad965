"""Who has a machine that cannot keep up with her voice is told of it."""

from collections.abc import Callable

import numpy as np

from anima.voice import measured
from anima.voice.synthesis import Stop, Synthesis
from anima.voice.voice_pace import SLOWEST, pace


class TimedVoice:
    """A voice that speaks for two seconds, and takes as long for it as it is told."""

    sample_rate = 24_000

    def __init__(self, *seconds: float) -> None:
        self._seconds = list(seconds)
        self.now = 0.0
        self.said = 0

    def is_british(self, voice: str) -> bool:
        return voice.startswith("b")

    def synthesise(self, phonemes: str, voice: str, speed: float, stop: Stop) -> Synthesis:
        self.now += self._seconds[min(self.said, len(self._seconds) - 1)]
        self.said += 1
        return Synthesis(np.zeros(48_000, np.float32), ())


def clock(voice: TimedVoice) -> Callable[[], float]:
    return lambda: voice.now


def test_a_quick_machine_is_asked_once_and_told_nothing() -> None:
    voice = TimedVoice(0.9)
    mouth = measured(voice, "af_heart", clock=clock(voice))
    assert (mouth.pace, mouth.note, voice.said) == (0.45, "", 1)


def test_a_machine_that_was_busy_for_a_moment_is_not_slow() -> None:
    voice = TimedVoice(5.0, 1.0)
    assert pace(voice, "af_heart", clock=clock(voice)) == 0.5


def test_a_slow_machine_is_told_what_to_expect_and_what_to_do() -> None:
    voice = TimedVoice(2 * SLOWEST + 1)
    mouth = measured(voice, "af_heart", clock=clock(voice))
    assert mouth.pace == SLOWEST + 0.5
    assert "1.5 s" in mouth.note
    assert "close other programs" in mouth.note
    assert mouth.sample_rate == 24_000
