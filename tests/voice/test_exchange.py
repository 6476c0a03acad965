"""One spoken exchange without a browser."""

import asyncio

import numpy as np
from scripted_voice import (
    HER_RATE,
    FixedClock,
    ScriptedActivity,
    ScriptedDialogue,
    ScriptedEars,
    ScriptedMouth,
    ScriptedSpeech,
)
from virtual_time import tell

from anima.voice.exchange import Exchange, exchange
from anima.voice.speech import Samples, SpeechModels


async def say(
    recording: Samples, speech: ScriptedSpeech, *, real_time: bool = False, fails: bool = False
) -> Exchange:
    ears = ScriptedEars(speech, fails=fails)
    models = SpeechModels(ears, ScriptedMouth(), ears, ScriptedActivity)
    dialogue = ScriptedDialogue("It is nine, and it rains.", "Yes.")
    now = asyncio.get_running_loop().time
    return await exchange(
        recording, dialogue, models, clock=FixedClock(), now=now, real_time=real_time
    )


def test_a_recording_is_answered_as_a_whole() -> None:
    speech = ScriptedSpeech()
    pause = np.zeros(32_000, np.float32)
    recording = np.concatenate(
        (speech.sound("Tell me.", 1.0), pause, speech.sound("What time is it?", 1.0))
    )
    result = tell(say(recording, speech))
    assert result.heard == ("Tell me. What time is it?",)
    assert result.said == ("It is nine, and it rains.",)
    assert result.sample_rate == HER_RATE
    assert result.samples.size == round(6 * 0.3 * HER_RATE)
    assert len(result.timings) == 1
    assert result.errors == ()


def test_at_the_speed_of_speech_the_end_of_the_turn_is_found() -> None:
    speech = ScriptedSpeech()
    result = tell(say(speech.sound("What time is it?", 1.5), speech, real_time=True))
    (timing,) = result.timings
    assert timing.speech_ended is not None and timing.committed is not None
    assert timing.speech_ended >= 1.4
    # 0.1 s of silence, then the 0.3 s that transcribing takes: nothing else was waited for.
    assert 0.2 < timing.committed - timing.speech_ended < 0.45
    assert result.said == ("It is nine, and it rains.",)


def test_silence_gets_no_answer() -> None:
    for real_time in (False, True):
        silence = np.zeros(16_000, np.float32)
        result = tell(say(silence, ScriptedSpeech(), real_time=real_time))
        assert result.heard == result.said == ()
        assert result.samples.size == 0


def test_what_failed_is_told() -> None:
    speech = ScriptedSpeech()
    result = tell(say(speech.sound("Hello?", 1.0), speech, fails=True))
    assert result.heard == ()
    assert len(result.errors) == 1
