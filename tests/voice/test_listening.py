"""The listener: frames, runs, pauses, and the audio of an utterance."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from scripted_voice import ScriptedActivity

from anima.voice.listening import FRAME, PAUSE_SECONDS, Listener
from anima.voice.speech import INPUT_RATE, Samples


def tone(seconds: float, level: float = 0.5) -> Samples:
    return np.full(round(seconds * INPUT_RATE), level, np.float32)


def hear(listener: Listener, samples: Samples) -> int:
    return sum(1 for _ in listener.hear(samples))


def test_the_moment_before_the_voice_belongs_to_the_utterance() -> None:
    listener = Listener(ScriptedActivity())
    hear(listener, tone(1.0, 0.01))
    hear(listener, tone(0.2))
    listener.open()
    part = listener.part()
    quiet = float(np.sum(part < 0.1)) / INPUT_RATE
    assert 0.25 < quiet < 0.4
    assert 0.15 < float(np.sum(part > 0.1)) / INPUT_RATE < 0.25


def test_nothing_before_the_key_is_kept() -> None:
    listener = Listener(ScriptedActivity())
    hear(listener, tone(1.0))
    listener.open(pre_roll=False)
    assert listener.part().size == 0
    hear(listener, tone(1.0, 0.3))
    assert float(listener.part().max()) < 0.4


def test_a_gap_inside_a_word_does_not_break_a_run_and_a_pause_does() -> None:
    listener = Listener(ScriptedActivity())
    hear(listener, tone(0.32))
    hear(listener, tone(PAUSE_SECONDS - 0.07, 0))
    hear(listener, tone(0.32))
    assert listener.run_seconds > 0.6
    hear(listener, tone(PAUSE_SECONDS + 0.07, 0))
    assert listener.run_seconds == 0
    assert listener.silent_seconds > PAUSE_SECONDS


def test_what_was_cut_does_not_come_back() -> None:
    listener = Listener(ScriptedActivity())
    listener.open()
    hear(listener, np.concatenate((tone(1.024, 0.3), tone(1.024, 0.6))))
    listener.cut(32)
    assert float(listener.part().min()) > 0.5
    assert listener.total_seconds > 2.0
    assert listener.part_seconds < 1.1


def test_the_whole_utterance_is_there_after_a_cut_and_gone_after_the_end() -> None:
    listener = Listener(ScriptedActivity())
    listener.open(pre_roll=False)
    hear(listener, tone(1.0))
    listener.cut(10)
    hear(listener, tone(0.5))
    assert listener.whole().size == listener.part().size + 10 * FRAME
    listener.close()
    assert listener.whole().size == 0


def test_the_end_of_one_utterance_can_be_the_start_of_the_next() -> None:
    listener = Listener(ScriptedActivity())
    listener.open()
    hear(listener, tone(2.048, 0.01))
    listener.close()
    hear(listener, tone(0.128))
    listener.open()
    assert float(np.sum(listener.part() < 0.1)) / INPUT_RATE > 0.25


@given(st.lists(st.integers(0, 3 * FRAME), max_size=12))
def test_pieces_of_any_length_lose_no_sample(sizes: list[int]) -> None:
    listener = Listener(ScriptedActivity())
    listener.open()
    audio = np.linspace(0, 0.05, sum(sizes), dtype=np.float32)
    start = 0
    for size in sizes:
        hear(listener, audio[start : start + size])
        start += size
    whole = audio.size // FRAME * FRAME
    assert np.array_equal(listener.part(), audio[:whole])
