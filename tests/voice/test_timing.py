"""The moments of a turn."""

from anima.voice.timing import Stopwatch, TurnTiming


def test_the_first_time_counts_until_the_moment_is_taken_back() -> None:
    seconds = iter([1.0, 2.0, 3.0])
    stopwatch = Stopwatch(lambda: next(seconds))
    stopwatch.mark("paused")
    stopwatch.mark("paused")
    assert stopwatch.timing() == TurnTiming(paused=1.0)
    stopwatch.again("paused")
    stopwatch.mark("paused")
    stopwatch.mark("speech_ended", at=0.5)
    assert stopwatch.timing() == TurnTiming(speech_ended=0.5, paused=3.0)
